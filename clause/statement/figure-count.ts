import type { DictionaryIndicator } from '../dictionary/dictionary.ts'
import { findLongest } from '../dictionary/trie.ts'
import { cueAt } from './cue.ts'
import { type Figure, type FigureWords, fallBack, nounBefore, trendBefore, withTopic } from './figure-words.ts'
import { canonise, cutAtVerb } from './phrase.ts'

const COUNTED =
  /(?:数|人口|总量|规模|存量|人次|次数|户数|率|面积|用量|数量|保有量|拥有量|出栏|吞吐量|批次|场次|指标|量|密度|收入)$/

/** A number of things: of the noun after it, else of the noun before it [CS8]. */
export function readCount(words: FigureWords): Figure {
  const { dictionary, mention } = words
  const { noun, verb } = nounBefore(dictionary, trendBefore(dictionary, words.pre)?.rest ?? words.pre)
  const after = nounAfter(words)
  const isShort = /^[村镇乡校社]$/.test(after) && (noun === '' || noun.startsWith('全'))
  const unit = mention.unit.replace(/^[百千万亿]+/, '')
  if (/净增加?(?:约|超)?$/.test(words.pre) && after === '') {
    const base = noun === '' ? (words.topic?.base ?? words.hint) : canonise(dictionary, noun).name
    if (base !== '')
      return {
        ...fallBack(words, 'count'),
        indicator: `${base.replace(/净增$/, '')}净增${suffixOf(unit)}`,
        base: `${base.replace(/净增$/, '')}净增`,
        guessed: false,
      }
  }
  const level =
    /^(?:国家|省|市|县|部)级(?:以上)?$/.test(noun) && after === '' && words.topic
      ? noun + words.topic.base.replace(/^[国省市县]家?级(?:以上)?/, '')
      : null
  const own =
    level ??
    (/^(?:项目|企业|工程|试点|站点)$/.test(after) && noun.length > 1
      ? noun + after
      : after.length >= 2 || isShort
        ? after
        : noun)
  if (own === '') {
    if (words.topic && words.topic.measure === 'count' && words.topic.unit.replace(/^[百千万亿]+/, '') === unit) {
      return { ...fallBack(words, 'count'), indicator: words.topic.indicator }
    }
    return fallBack(words, 'count', suffixOf(unit))
  }
  if (words.topic && words.topic.measure === 'count' && /^(?:总量|总数|总规模|累计总数)$/.test(own))
    return {
      ...fallBack(words, 'count'),
      indicator: words.topic.base.replace(/^(?:新增|新登记|新设)/, '') + own,
      guessed: false,
    }
  const bounded = thresholdOf(words, own)
  if (bounded !== null)
    return { ...fallBack(words, 'count'), indicator: joinSuffix(bounded, suffixOf(unit)), guessed: false }
  if (words.topic && /^(?:直接)?(?:涉及|惠及|覆盖|服务|受益|带动|剩余|其余)$/.test(own))
    return {
      ...fallBack(words, 'count'),
      indicator: /^[剩其]/.test(own)
        ? joinSuffix(own + words.topic.base, suffixOf(unit))
        : words.topic.base.replace(/数$/, '') + own + suffixOf(unit),
    }
  const deed = cueAt(dictionary, 'verb', own, 0) ?? cueAt(dictionary, 'keptVerb', own, 0)
  if (deed && deed.end === own.length && words.topic?.measure === 'count') {
    const rest = words.topic.base.replace(/^新?(?:开工|竣工|投产|签约|引进)|(?:存栏|出栏|饲养量?|养殖量)$/g, '')
    const deeded = /^[存出]栏$/.test(own) ? rest + own : own + rest
    return { ...fallBack(words, 'count'), indicator: joinSuffix(deeded, suffixOf(unit)), guessed: false }
  }
  const named = canonise(dictionary, own)
  const verbed =
    verb !== '' && !own.startsWith(verb) && after === '' && named.known === null
      ? `${verb}${named.name}`
      : verb.startsWith('新') && !named.name.startsWith(verb)
        ? `${verb}${named.name}`
        : named.name
  const counted = COUNTED.test(verbed) ? verbed : joinSuffix(verbed, suffixOf(unit))
  const isLevel = isMeasured(unit) || /^(?:每|人均|平均|户均)|(?:产量|销量|产能|拥有量|密度)$/.test(verbed)
  return {
    measure: isLevel ? 'level' : 'count',
    indicator: counted,
    known: verbed === named.name ? named.known : null,
    negative: false,
    base: verbed,
    guessed: false,
    scope: null,
  }
}

const BOUND = /(?:超过?|突破|达到?|不低于|不少于)?[\d百千万亿十.]{1,8}(?:亿元|万元|元|万亩|亩|万吨|吨)(?:以上)?/

/** 超1亿元的80户 after 年产值超10亿元的龙头企业5户: the topic with the bound of its own. */
function thresholdOf(words: FigureWords, own: string): string | null {
  const base = words.topic?.measure === 'count' ? words.topic.base : ''
  const bound = BOUND.exec(own)
  if (base === '' || bound?.index !== 0 || bound[0].length < own.replace(/的$/, '').length) return null
  return BOUND.test(base) ? base.replace(BOUND, bound[0]) : bound[0] + base
}

function isMeasured(unit: string): boolean {
  return unit.includes('/')
}

function joinSuffix(name: string, suffix: string): string {
  if ((suffix === '人数' && name.endsWith('人')) || (suffix === '户数' && name.endsWith('户'))) return `${name}数`
  return name + suffix
}

function suffixOf(unit: string): string {
  if (unit === '人次') return '人次'
  if (unit === '次') return '次数'
  if (unit === '场' || unit === '场次') return '场次'
  if (unit === '户') return '户数'
  if (unit === '人' || unit === '名' || unit === '位') return '人数'
  return '数'
}

function nounAfter(words: FigureWords): string {
  const post = words.post
    .replace(/^（[^）]{0,12}）/, '')
    .replace(/^(?:以上|左右|以内|以下)?(?:的|大|省级|国家级)?(?=[\u4e00-\u9fff“A-Z0-9])/, (part) =>
      part.endsWith('级') ? part : '',
    )
  const bound =
    /^([^，。；、的]{1,8}(?:超过?|突破|达到?|不低于|不少于|过)[^，。；、的]{1,12})的(?=[\u4e00-\u9fff]{2})/.exec(post)
  if (bound?.[1]) return (bound[1] + cutAtVerb(words.dictionary, post.slice(bound[0].length))).slice(0, 30)
  if (
    post === '' ||
    (!/[次场]$/.test(words.mention.unit) &&
      cueAt(words.dictionary, 'verb', post, 0) &&
      !cueAt(words.dictionary, 'noun', post, 0))
  )
    return ''
  const bodies = /^[\u4e00-\u9fff]{0,4}[县镇村乡]（(?:市、区|街道?|社区|区|办|居)）/.exec(post)
  if (bodies) return bodies[0]
  const noun = cutAtVerb(words.dictionary, post).replace(/[、和与及以].{0,30}$/, (part) =>
    /^[和与及以].*[县市区镇村]$/.test(part) ? part : part.startsWith('、') ? '' : part,
  )
  const rest = post.slice(noun.length)
  const done = /^项目$/.test(noun) ? (/^(?:集中)?(新?开工|竣工|投产|签约|落地|投用)/.exec(rest)?.[1] ?? '') : ''
  return (done + withoutMeasure(noun, rest)).replace(/(?:等|之一|及|和|与|以及)$/, '').slice(0, 30)
}

const MEASURED = /(?:(?:水质|空气质量)?[\u4e00-\u9fff]{2}率|总?产值|营业收入|销售收入|增加值|利润|税收)(?:增[幅速])?$/

/** Of 4个国控断面水质优良率100% and 11家企业产值突破10亿元 what is counted, without what the next figure measures. */
function withoutMeasure(noun: string, rest: string): string {
  const bare = noun.replace(MEASURED, '')
  return bare.length >= 2 && (rest === '' || /^(?:超|突破|达|增长|均|全部|实现|为|约|同比)/.test(rest)) ? bare : noun
}

/** An amount, an area, a length: of the noun before it, else of the noun after it [CS8]. */
export function readLength(words: FigureWords): Figure {
  const { dictionary, mention } = words
  const trend = trendBefore(dictionary, words.pre)
  const moved = trend ? nounBefore(dictionary, trend.rest) : null
  const { noun: before, verb } =
    moved && (moved.noun === '' ? !/增收|增产/.test(trend?.word ?? '') : moved.noun.length > 3)
      ? moved
      : nounBefore(dictionary, words.pre)
  const noun = withTopic(words, before)
  const ahead = knownAfter(words)
  if (ahead)
    return {
      measure: 'level',
      indicator: ahead.name,
      known: ahead,
      negative: false,
      base: ahead.name,
      guessed: false,
      scope: null,
    }
  const after = noun === '' ? nounAfter(words) : ''
  const own = (noun !== '' ? noun : after).replace(/^年产(?![值量能])(.{2,})$/, '$1年产量')
  if (own === '') {
    const figure = fallBack(words, 'level')
    if (!words.topic && words.hint !== '')
      return { ...figure, indicator: figure.indicator + extentOf(mention.unit, figure.indicator) }
    return words.topic && words.topic.unit === mention.unit ? { ...figure, indicator: words.topic.indicator } : figure
  }
  if (
    words.topic?.unit === mention.unit &&
    /^(?:新建|改造|提升|整治|修复|扩建|改建|完成|建成|续建|流转|新增){1,2}$/.test(verb + own)
  ) {
    const base = words.topic.base.replace(/^(?:新建|改造|提升|整治|新增|续建|完成|建成){1,2}/, '')
    const deed = verb + own + (words.pre.endsWith('改造提升') && own === '改造' ? '提升' : '')
    return { ...fallBack(words, 'level'), indicator: deed + base, guessed: false }
  }
  const named = canonise(dictionary, own)
  const isNew = /^新|^改|^扩|^整|^盘/.test(verb)
  const verbed =
    verb !== '' && !named.name.startsWith(verb) && (named.known === null || isNew) && verb !== '累计' && verb !== '完成'
      ? `${verb}${named.name}`
      : named.name
  const suffix = extentOf(mention.unit, verbed)
  return {
    measure: 'level',
    indicator: verbed + suffix,
    known: verbed === named.name && suffix === '' ? named.known : null,
    negative: false,
    base: verbed + suffix,
    guessed: false,
    scope: null,
  }
}

/** 千亿GDP强区, 千亿强县: the indicator follows a round amount. */
function knownAfter(words: FigureWords): DictionaryIndicator | null {
  if (/\d/.test(words.mention.text)) return null
  const { indicators } = words.dictionary
  const hit = findLongest(indicators, words.post.replace(/^的/, ''), 0)
  if (hit) return hit.entry
  return /^强[县区市镇]/.test(words.post) ? (findLongest(indicators, '地区生产总值', 0)?.entry ?? null) : null
}

function extentOf(unit: string, name: string): string {
  if (/(?:亩|公顷|平方米|平方公里)$/.test(unit) && !unit.includes('/'))
    return /面积|基地规模|规模$|保有量|指标$/.test(name) ? '' : '面积'
  if (/(?:公里|千米)$/.test(unit) && !unit.includes('/')) {
    if (/里程|长度|距离|线路$/.test(name)) return ''
    return /(?:路|铁|高速|轨道|国道|省道)$/.test(name) ? '里程' : '长度'
  }
  return ''
}
