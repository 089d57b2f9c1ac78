import { findLongest } from '../dictionary/trie.ts'
import { findLastCue } from './cue.ts'
import type { Frame } from './frame.ts'
import { lastGoverning } from './modality.ts'
import type { PlacedMention } from './reading.ts'
import type { Scene } from './scene.ts'
import type { Surroundings } from './span.ts'
import type { Modality } from './statement.ts'
import type { FoundTime } from './time-of.ts'
import { within } from './within.ts'

/** What the words of the sentence's head set for all that follows in the paragraph: 会议要求. */
export function carriedMood(scene: Scene, around: Surroundings, start: number): Modality | null {
  const { text } = scene.reading
  const future = findLastCue(scene.dictionary, 'switchFuture', text, around.line, start)
  const past = findLastCue(scene.dictionary, 'switchPast', text, around.line, start)
  if (future || past) return (future?.at ?? -1) > (past?.at ?? -1) ? 'target' : 'actual'
  const set = within(scene.times, around.line, start).findLast((time) => time.kind === 'set' && time.explicit)
  if (set && scene.date.year !== null && set.year !== scene.date.year)
    return set.year > scene.date.year ? 'target' : 'actual'
  const head = Math.min(around.line + 30, around.sentence)
  return text.slice(around.line, head).includes('预计')
    ? null
    : lastGoverning(scene.dictionary, text, around.line, head)
}

const SLOGAN =
  /^[^，。；]{0,4}(?:聚力|着力|加快|深入|大力|全力|扎实|持续|坚持|聚焦|坚定不移|全面|统筹|纵深)[^，。；\d]{2,18}。/
const PAST = /同比|已|截至|上年|去年|以来|完成了|实现了|获|成为/

/** A paragraph that opens with a watchword sets tasks, unless it tells of what was: 聚力做强园区平台。 */
export function leanOfLine(text: string, around: Surroundings, start: number): Modality | null {
  const line = text.slice(around.line, start)
  return SLOGAN.test(line) && !PAST.test(line) ? 'target' : null
}

/** What the section or the kind of the document says of its figures. */
export function moodOf(scene: Scene, frame: Frame): Modality | null {
  if (frame.mood) return frame.mood
  return scene.kind === 'plan' ? 'target' : null
}

/** Years from the text's own date to a time; a part of this year that is over lies behind it. */
export function aheadOf(scene: Scene, time: FoundTime): number | null {
  const { year, month } = scene.date
  if (year === null) return null
  if (time.year !== year || time.period === null || month === null) return time.year - year
  const half = /-S(\d)$/.exec(time.period)?.[1]
  const quarter = /-Q(\d)$/.exec(time.period)?.[1]
  const last = half ? Number(half) * 6 : quarter ? Number(quarter) * 3 : Number(/-(\d\d)$/.exec(time.period)?.[1] ?? 12)
  return last < month ? -1 : 0
}

/** In the first months of a year the year named is the one to come, unless a month or a quarter of it is named. */
export function isYearAhead(scene: Scene, time: FoundTime): boolean {
  return time.near && time.period === null && time.year === scene.date.year && (scene.date.month ?? 12) <= 3
}

/** 由46%提高到55%: the first is what was. */
export function isStartOfMove(text: string, own: PlacedMention, around: Surroundings): boolean {
  if (!/^(?:提高|提升|上升|增加|增至|扩大|降|下降|减少|减至|缩小|调整|压缩|升)/.test(text.slice(own.end, own.end + 2)))
    return false
  return /[由从][^，。；]{0,10}$/.test(text.slice(around.clause, own.start))
}

const EXTENT =
  /(?:区域|规划|国土|辖区|总|占地|核心区|起步区|启动区|先行区|片区|园区|[镇县区])面积$|^(?:其中)?(?:起步区|启动区|核心区|先行区)$|(?:户籍|常住|总)人口$/
const PLACED = /^的[^，。；]{0,14}(?:集聚区|开发区|高新区|新区|园区|片区|示范区|试验区|新城|产业园|工业园|基地)/

/** How large a place is: 起步区面积12.6平方公里, 总面积1395平方公里的集聚区. */
export function isExtent(text: string, own: PlacedMention, around: Surroundings): boolean {
  if (own.mention.dimension !== 'amount' || own.mention.comparator === 'ge') return false
  const lead = text.slice(around.clause, own.start)
  if (/达到|扩大|拓展|控制|力争|新增|新建|改造|完成|不少于|增加|确保|治理|供应|出让|收储/.test(lead)) return false
  return (
    (EXTENT.test(lead) && lead.length < 24) ||
    (/面积$|建设$|打造$/.test(lead) && PLACED.test(text.slice(own.end, own.end + 30)))
  )
}

/** 9个县（市、区）负责人参加: who was there when it was written. */
export function isPresent(text: string, own: PlacedMention, around: Surroundings): boolean {
  return (
    own.mention.dimension === 'count' &&
    /^[^，。；]{1,20}(?:负责人|代表|同志|干部)?(?:参加|出席|列席|参会)(?:会议|了会议)?$/.test(
      text.slice(own.end, around.clauseEnd),
    )
  )
}

/** A count of what is there already, amid tasks: 4大产业, 6+1, 等9个专班, 以236个行政村为主体. */
export function isStanding(text: string, own: PlacedMention, around: Surroundings): boolean {
  if (own.mention.dimension !== 'count' || own.mention.comparator !== 'eq') return false
  if (own.mention.text.includes('+') || text.charAt(own.end) === '大' || text.charAt(own.to) === '大') return true
  const lead = text.slice(around.clause, own.start)
  const after = text.slice(own.end, around.clauseEnd)
  if (/^[^，。；]{1,20}之一$/.test(after)) return true
  if (/(?:列入|纳入|依托)[^，。；]{0,30}$/.test(lead) && /的$|依托[^，。；]{0,60}、[^、]{1,6}$/.test(lead)) return true
  if (/(?:建成|投用|开通|运营|现有|认定)的$|(?:以上|上述|下列|以下)$/.test(lead)) return true
  if (lead === '' && /^个?(?:在建|续建|已建)/.test(text.slice(own.end - 1, own.end + 3))) return true
  if (/组织|选派|支持|建设|打造|培育|新增|创建|新建|建成|引进|实施|推进|改造|组建/.test(lead)) return false
  if (lead.endsWith('等') && /突破|达到|实现|完成|建成|投产|开工|竣工|上市|超/.test(after)) return false
  return (
    /(?:等|其中|全部|依托|现有|在|以|这|上述|全[市区县省])$/.test(lead) ||
    (/^(?:行政村|镇（|镇街|村（|县（|乡镇)/.test(text.slice(own.end, own.end + 3)) &&
      !/(?:完成|实现|覆盖|惠及|达到|力争|确保)/.test(lead))
  )
}

/** The indicator of the dictionary named last between the head of the line and the clause. */
export function hintOf(scene: Scene, around: Surroundings): string {
  const { text } = scene.reading
  for (let at = around.clause - 1; at >= Math.max(around.line, around.clause - 100); at--) {
    const hit = findLongest(scene.dictionary.indicators, text, at)
    if (hit && hit.end <= around.clause && hit.end - at > 2) return text.slice(at, hit.end)
  }
  return ''
}
