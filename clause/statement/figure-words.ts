import type { Dictionary } from '../dictionary/compile.ts'
import type { DictionaryIndicator } from '../dictionary/dictionary.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import type { Mention } from '../mention/mention.ts'
import { cueBefore } from './cue.ts'
import { canonise, stripLead, stripTail } from './phrase.ts'
import type { Measure } from './statement.ts'

/** The words a figure is read from: those before it back to the figure before or the start of the clause, those after it. */
export interface FigureWords {
  readonly dictionary: Dictionary
  readonly mention: Mention
  readonly pre: string
  readonly post: string
  readonly topic: Topic | null
  /** The nearest heading, for figures that stand alone. */
  readonly title: string
  /** The indicator that the sentence named last before this clause. */
  readonly hint: string
}

/** What the figures before spoke of; 增长8% alone speaks of it again. */
export interface Topic {
  readonly base: string
  readonly indicator: string
  readonly measure: Measure
  readonly unit: string
}

/** What a figure says and of what. */
export interface Figure {
  readonly measure: Measure
  readonly indicator: string
  readonly known: DictionaryIndicator | null
  readonly negative: boolean
  /** What later figures of the sentence speak of; null leaves the topic as it is. */
  readonly base: string | null
  readonly guessed: boolean
  readonly scope: string | null
}

/** In UTF-16 units: what stands before a figure or a topic goes no further back. */
const LONGEST_NOUN = 36

/** The noun before a figure: words before it without what governs and links them. */
export function nounBefore(dictionary: Dictionary, pre: string): { readonly noun: string; readonly verb: string } {
  const tail = stripTail(dictionary, afterList(dictionary, afterBracket(withoutTimes(pre))))
  const { phrase, verb } = stripLead(dictionary, tail)
  const noun = stripTail(dictionary, phrase)
    .replace(/^(?:以上|上述|下列|[和与及或])$/, '')
    .replace(/(?<=行业|企业|项目|单位|村|镇|县|校|[业户])中$/, '')
  return { noun: noun.slice(-LONGEST_NOUN), verb }
}

const TIME_SIGNS = new UnitSet('年月期')
const ADJUSTED = new UnitSet('剔扣还')
const MOVE_ENDS = new UnitSet('的年底初月')

/** Leaves out what is compared with and the span of years; each pattern is tried only where its own signs stand. */
function withoutTimes(pre: string): string {
  let words = ADJUSTED.has(pre.charCodeAt(0))
    ? pre.replace(/^(?:剔除|扣除|还原)[^，]{2,18}(?:后|口径|因素)，?/, '')
    : pre
  if (TIME_SIGNS.isIn(words))
    words = words.replace(/(?:比|较|与)(?:上年|去年|上月|年初|上半年|同期|20\d\d年)[^，]{0,6}$/, '')
  if (MOVE_ENDS.has(words.charCodeAt(words.length - 1)))
    words = words.replace(/(?:由|从)[^，]{0,8}(?:的|年|底|初|月)$/, '')
  return words.includes('经过') ? words.replace(/经过[^，]{0,8}年(?:的?(?:年均|平均))?/, '') : words
}

const GENERIC =
  /^(?:总?(?:投资|投资额|产量|面积|长度|里程|规模|额|价值)|增速|增幅|降幅|涨幅|进度|投资总额|计划总投资|计划投资|计划投资额|协议投资总额|增长率|总数|占比|数量|比例|质量|总?建筑面积|支出进度|增长面|(?:完工|开工|竣工|投产|完成|整改|办结|兑现|到位|支付|执行|合格|达标|覆盖|签约|见效)率)$/

/** 总投资, 增速 and the like are said of the topic. */
export function withTopic(words: FigureWords, noun: string): string {
  if (noun === '总量' || noun === '总额') return words.topic?.base ?? noun
  if (noun === '恢复') return words.topic ? words.topic.base + noun : noun
  if ((noun === '支出' || noun === '收入') && words.topic && /[支收][出入]$/.test(words.topic.base))
    return words.topic.base.slice(0, -2) + noun
  if (!GENERIC.test(noun) || !words.topic || words.topic.base.startsWith('占地')) return noun
  const isGrowth = /[增涨降]/.test(noun)
  return joinOnce(words.topic.base.replace(isGrowth ? /数$/ : /数$|(?:播种|种植)?面积$|产量$/, ''), noun)
}

/** A topic and what is said of it; no word is said twice: 投资 of 冷链项目投资 stays 冷链项目投资. */
function joinOnce(base: string, noun: string): string {
  if (base.endsWith(noun)) return base
  if (noun.endsWith(base)) return noun
  const said = base.lastIndexOf(noun)
  return base.slice(0, said > 0 ? said : undefined).slice(-LONGEST_NOUN) + noun
}

const TREND_ENDS = new UnitSet('了约近超幅争仅别均也')

/** How the words before a figure say that something moved by it: 增长, 下降 — but not 提高到. */
export function trendBefore(
  dictionary: Dictionary,
  pre: string,
): { readonly down: boolean; readonly word: string; readonly rest: string } | null {
  const words = TREND_ENDS.has(pre.charCodeAt(pre.length - 1))
    ? pre.replace(/(?:了|约|近|超|大幅|力争|仅|分别|均|也){1,8}$/, '')
    : pre
  const up = cueBefore(dictionary, 'up', words, words.length)
  const down = cueBefore(dictionary, 'down', words, words.length)
  const word = down && down.end - down.at >= (up ? up.end - up.at : 0) ? down : up
  if (!word) return null
  return { down: word === down, word: word.word, rest: words.slice(0, word.at) }
}

/** Of 稳产保供、林业、渔业等配套政策 what stands after 等; of other lists the last item. */
function afterList(dictionary: Dictionary, words: string): string {
  const and = words.lastIndexOf('等')
  const rest = and >= 0 ? words.slice(and + 1) : ''
  if (
    and > 0 &&
    rest.length >= 2 &&
    !/^(?:级|地|值|人|教育|专|奖)/.test(rest) &&
    !/[甲乙丙特高中初优平对同]$/.test(words.slice(0, and))
  )
    return rest
  const comma = words.lastIndexOf('、')
  if (comma < 0 || comma === words.length - 1) return words
  const before = words.slice(0, comma)
  if (cueBefore(dictionary, 'keptVerb', before, comma) || cueBefore(dictionary, 'lead', before, comma)) return words
  return words.slice(comma + 1)
}

function afterBracket(words: string): string {
  if (!words.includes('）')) return words
  return words.replace(/（[^）]{0,40}）/g, '').replace(/^[^（]{0,40}）/, '')
}

/** A figure of a clause without a noun of its own: the topic goes on, else the heading, else nothing is known. */
export function fallBack(words: FigureWords, measure: Measure, suffix = ''): Figure {
  const base = words.topic?.base ?? (words.hint || words.title)
  const named = canonise(words.dictionary, base.replace(/^(?:主要)?(?:目标|任务|指标)$/, ''))
  return {
    measure,
    indicator:
      named.name === ''
        ? '未指明'
        : named.name.endsWith(suffix) ||
            (suffix === '占比' && /[率度]$|比[例重]$|增速$/.test(named.name)) ||
            (suffix.endsWith('数') && /数量?$|总量$/.test(named.name))
          ? named.name
          : named.name + suffix,
    known: suffix === '' ? named.known : null,
    negative: false,
    base: null,
    guessed: true,
    scope: null,
  }
}
