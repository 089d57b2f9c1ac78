import { cueAt } from './cue.ts'
import { type Figure, type FigureWords, fallBack, nounBefore, trendBefore, withTopic } from './figure-words.ts'
import { canonise, cutAtVerb } from './phrase.ts'

const PART_OF =
  /占(?!比|地面|有)(.{1,24}?)(?:的)?(?:比重|比例|份额)?(?:合计|总计|分别)?(?:达到?|为|提高到|提升到|提高至|提升至|力争达到|力争|超过|超|上升到|在|稳定在|保持在|约)*的?$/
const PLAN_PART =
  /(?:完成|为|达到?)(预算|年度预算|调整预算|年度计划|年初预算|年度任务|年度目标|全年任务|全年目标|序时进度|目标任务|计划)的?$/
/** 压减一般性支出10%: the verb stands before what is cut. */
const CUT = /(?:压减|削减|缩减|核减)([^，。；]{2,20}?)(?:不少于|不低于|达到?|超过?)?$/
/** 完成主体工程的80%, 完成七成以上 */
const DONE = /(?:完成|建成)(?:了|([^，。；、]{2,16})的)?$/
const GROWTH_NOUN = /(?:增速|增幅|涨幅|降幅|增长率|增长幅度|涨跌幅)$/
const SHARE_NOUN = /(?:增长面|率|占比|比重|比例|度|强度|水平|份额|指数)$/

/** Growth, share or rate of a per cent figure [CS9]. */
export function readPercent(words: FigureWords): Figure {
  const { dictionary, pre } = words
  const part = PART_OF.exec(pre)
  if (part?.[1]) return readPart(words, pre.slice(0, part.index), part[1])
  const plan = PLAN_PART.exec(pre)
  if (plan?.[1]) {
    const { noun } = nounBefore(dictionary, pre.slice(0, plan.index))
    const base = canonise(dictionary, (/^\d|提前/.test(noun) ? '' : noun) || words.topic?.base || words.title).name
    return shareOf(`${base}完成${plan[1]}比例`, null, false)
  }
  const trend = trendBefore(dictionary, pre)
  if (trend && !GROWTH_NOUN.test(pre.replace(/(?:达到?|为|约){1,4}$/, '')))
    return readGrowth(words, trend.rest, trend.down)
  const done = DONE.exec(pre)
  if (done) return readDone(words, done[1] ?? '')
  const cut = CUT.exec(pre)
  if (cut?.[1]) return readGrowth(words, cut[1], true)
  const noun = withTopic(words, nounBefore(dictionary, pre).noun)
  if (noun === '') return readLonely(words)
  if (GROWTH_NOUN.test(noun))
    return {
      measure: 'growth',
      indicator: growthName(words, noun),
      known: null,
      negative: false,
      base: noun.replace(GROWTH_NOUN, ''),
      guessed: false,
      scope: null,
    }
  const named = canonise(dictionary, noun)
  const followed = cutAtVerb(dictionary, words.post.replace(/^的/, ''))
  if (
    !SHARE_NOUN.test(named.name) &&
    followed.length >= 2 &&
    named.known === null &&
    !cueAt(dictionary, 'verb', followed, 0)
  ) {
    return shareOf(`${followed}占比`, null, false)
  }
  const name = SHARE_NOUN.test(named.name) || named.known?.unit === '%' ? named.name : `${named.name}占比`
  return shareOf(name, named.known, false, named.name)
}

function readPart(words: FigureWords, before: string, whole: string): Figure {
  const { noun } = nounBefore(words.dictionary, before)
  const subject = canonise(words.dictionary, noun || words.topic?.base || '').name
  return shareOf(`${subject}占${whole}比重`, null, noun === '')
}

/** How far something is done: 主体工程完成比例; of the topic where nothing is named. */
function readDone(words: FigureWords, object: string): Figure {
  const noun = object === '' ? nounBefore(words.dictionary, words.pre.replace(/(?:完成|建成)了?$/, '')).noun : object
  const named = canonise(words.dictionary, noun || words.topic?.base || words.title).name
  return shareOf(`${named}完成比例`, null, noun === '')
}

function shareOf(indicator: string, known: Figure['known'], guessed: boolean, base: string | null = null): Figure {
  const measure = indicator.endsWith('失业率') ? 'growth' : 'share'
  return { measure, indicator, known, negative: false, base, guessed, scope: null }
}

function readGrowth(words: FigureWords, rest: string, down: boolean): Figure {
  const yearly = /年均|年平均|平均/.test(rest.slice(-8)) ? '年均' : ''
  const noun = withTopic(
    words,
    nounBefore(
      words.dictionary,
      rest.replace(/(?:由|从)(?:上年|去年)(?:同期)?的?$|转为?$/, '').replace(/(?:比(?!例|重|率)|较)[^，]{1,12}$/, ''),
    ).noun,
  )
  const own = noun.replace(GROWTH_NOUN, '').replace(/(?:年均|年平均|平均)$/, '')
  const base = own === '' ? (words.topic?.base ?? (words.hint || words.title)) : own
  const named = canonise(words.dictionary, base)
  const indicator = `${named.name}${yearly}${rest.endsWith('累计') && down ? '累计降幅' : /上涨(?:约|了|近|超)*$/.test(words.pre) ? '涨幅' : '增速'}`
  return {
    measure: 'growth',
    indicator,
    known: named.known,
    negative: down,
    base: own === '' ? null : named.name,
    guessed: base === '',
    scope: null,
  }
}

function growthName(words: FigureWords, noun: string): string {
  const suffix = GROWTH_NOUN.exec(noun)?.[0] ?? '增速'
  const stem = noun.slice(0, -suffix.length)
  const yearly = /(?:年均|平均|同比|年平均)$/.exec(stem)?.[0] ?? ''
  const base = stem.slice(0, stem.length - yearly.length) || words.topic?.base || words.title
  return `${canonise(words.dictionary, base).name}${yearly.replace(/^平均$/, '年均').replace('同比', '')}${suffix}`
}

/** A per cent figure with no noun before it: of the noun after it, else of the topic. */
function readLonely(words: FigureWords): Figure {
  const noun = cutAtVerb(words.dictionary, words.post.replace(/^(?:以上|以下|左右)?的?/, ''))
  const after = words.post.slice(words.post.indexOf(noun) + noun.length).replace(/^（市、区）|^（街）/, '')
  if (noun.length >= 2 && !cueAt(words.dictionary, 'verb', noun, 0)) {
    const deed = /^(?:从事|通过|实现|达到|建成|具备|享受|参与)([^，。；]{0,14})/.exec(after)?.[0] ?? ''
    return shareOf(`${deed}${noun}占比`, null, false)
  }
  if (words.topic && (words.topic.measure === 'growth' || words.topic.measure === 'share')) {
    return {
      measure: words.topic.measure,
      indicator: words.topic.indicator,
      known: null,
      negative: false,
      base: null,
      guessed: true,
      scope: null,
    }
  }
  return fallBack(words, 'share', '占比')
}

const DISTANCE = /(快于|慢于|高于|低于|落后于?|超过|超|领先于?|比)([^，。；]{1,24})$/

/** A move by 个百分点 [CS9]. */
export function readPoint(words: FigureWords): Figure {
  const { dictionary, pre } = words
  const trend = trendBefore(dictionary, pre)
  const distance = DISTANCE.exec(trend && /^[高低快慢]/.test(trend.word) ? pre : (trend?.rest ?? pre))
  const rest = distance ? pre.slice(0, distance.index) : (trend?.rest ?? pre)
  const noun = withTopic(words, nounBefore(dictionary, rest.replace(/(?:同比|比(?!例|重|率)|较)[^，]{0,8}$/, '')).noun)
  const part = /占(.{2,24}?)的?(?:比重|比例|份额)(?:较[^，]{2,6}|比[^，]{2,6})?$/.exec(rest)
  const base = part
    ? `${nounBefore(dictionary, rest.slice(0, part.index)).noun || (words.topic?.base ?? '')}占${part[1]}比重`
    : canonise(dictionary, noun || words.topic?.indicator || words.title).name
  const down = distance && /^[慢低落]/.test(distance[1] ?? '') ? true : (trend?.down ?? false)
  const isDistance = distance && distance[1] !== '比'
  if (base.endsWith('降幅') && trend?.word === '收窄')
    return {
      measure: 'change',
      indicator: `${base}收窄`,
      known: null,
      negative: false,
      base: null,
      guessed: false,
      scope: null,
    }
  const indicator = isDistance ? `${base}与${distance[2]}之差` : `${base}${down ? '下降' : '提高'}`
  return {
    measure: 'change',
    indicator,
    known: null,
    negative: down,
    base: noun === '' && !part ? null : base,
    guessed: noun === '' && !words.topic,
    scope: null,
  }
}
