import type { Dictionary } from '../dictionary/compile.ts'
import { deal, type Share } from './distribute.ts'
import { nounBefore } from './figure-words.ts'
import type { PlacedMention } from './reading.ts'

const LABEL_TAIL = /(?:建设)?(?:目标)?(?:任务)?(?:数|量)?(?:分解|分配|分工|安排|计划|情况|如下|明细){1,3}$/
const BARE = /^(?:同比|比上年|较上年|比去年|同期|增速|增幅|年均|又|也|均|并|，)*$/

/** Deals the indicators that a sentence named last to the figures of a row: 接待游客…、实现收入…，同比分别增长41.7%和53.2% [CS11]. */
export function dealNamed(named: readonly string[], pre: string, count: number): Share[] | null {
  const split = /分别|依次/.exec(pre)
  if (!split || named.length < count || pre.length > 40) return null
  const before = pre.slice(0, split.index)
  if (!BARE.test(before)) return null
  const after = before.replace(/[，又也均并]/g, '') + pre.slice(split.index + split[0].length)
  return named.slice(-count).map((name) => ({ pre: name + after }))
}

/** 城乡居民人均可支配收入分别为: the towns' and the country's, one figure each. */
export function dealTwin(pre: string, count: number): Share[] | null {
  if (count !== 2 || pre.length > 60 || pre.includes('、')) return null
  const match = /^(.{0,20})城乡(居民|常住居民|低保|最低生活保障)([^分]{0,16})(?:分别|依次)(.*)$/.exec(pre)
  return match
    ? [match[2]?.startsWith('居') || match[2]?.startsWith('常') ? '城镇' : '城市', '农村'].map((kind) => ({
        pre: `${match[1]}${kind}${match[2]}${match[3]}${match[4]}`,
      }))
    : null
}

/** Deals a list to a row of as many figures in one unit where no 分别 says so: 小学、初中招生4860人、4215人 [CS11]. */
export function dealList(dictionary: Dictionary, pre: string, row: readonly PlacedMention[]): Share[] | null {
  const unit = row[0]?.mention.unit
  if (row.length < 2 || !pre.includes('、') || pre.length > 80 || /分别|依次|[均各共等]/.test(pre)) return null
  if (row.some((own) => own.mention.unit !== unit)) return null
  return deal(dictionary, `${pre}分别`, row.length)
}

/** The words after a row of shares that have no noun of their own: 甲县、乙县分别完成1260亩和845亩征地. */
export function nounOfRow(dictionary: Dictionary, share: Share, after: string): string {
  return nounBefore(dictionary, share.pre).noun === '' ? after : ''
}

/** 分别不低于64%和62%, 分别控制在45人和50人以内: what bounds one figure of a row bounds them all. */
export function boundRow(text: string, row: readonly PlacedMention[]): readonly PlacedMention[] {
  const first = row[0]
  const last = row.at(-1)
  if (!first || !last) return row
  const lead = first.start < first.at && first.mention.comparator !== 'eq' ? first.mention.comparator : null
  const tail = /(?:以上|以内|以下)$/.test(text.slice(last.to, last.end)) ? last.mention.comparator : null
  const comparator = lead ?? tail
  if (comparator === null || comparator === 'range') return row
  return row.map((own) => (own.mention.comparator === 'eq' ? { ...own, mention: { ...own.mention, comparator } } : own))
}

/** The name a list stands under: 2026年新引进亿元以上项目：蓬江区25个、江海区28个; empty without one. */
export function labelOf(dictionary: Dictionary, text: string, from: number, start: number): string {
  const floor = Math.max(from, start - 120)
  const colon = floor + text.slice(floor, start).lastIndexOf('：')
  if (colon < floor) return ''
  let at = colon
  while (at > from && colon - at < 30 && !'，。；：\n\t'.includes(text.charAt(at - 1))) at--
  const label = text.slice(at, colon).replace(LABEL_TAIL, '')
  if (/责任|单位|部门|时限|目标|任务|指标|其中|\d(?![\d年月\u4e00-\u9fff])|[要是下明出议]$/.test(label)) return ''
  const { noun, verb } = nounBefore(dictionary, label)
  return noun === '' || noun.startsWith(verb) ? noun : verb + noun
}
