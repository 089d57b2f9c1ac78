import type { Dictionary } from '../dictionary/compile.ts'
import { findCue } from './cue.ts'
import type { PlaceMention } from './place-scan.ts'
import type { Modality } from './statement.ts'
import type { TimeMention } from './time-scan.ts'

/** What headings and the kind of the document say of a line before it says anything itself. */
export interface Frame {
  readonly start: number
  readonly end: number
  readonly heading: boolean
  readonly place: PlaceMention | null
  readonly time: TimeMention | null
  readonly mood: Modality | null
  /** A heading said so, not the kind of the document alone. */
  readonly told: boolean
  /** The nearest heading's words, markers left out. */
  readonly title: string
}

/** plan: 方案 要点 规划; report: 公报 预算执行; workReport: both halves; news: everything else. */
export type DocumentKind = 'plan' | 'report' | 'workReport' | 'news'

const MARKER =
  /^(?:第[一二三四五六七八九十百]{1,4}[章节条部分]{1,2}|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．]|[#>▼▲●■◆※—-]{1,4})/

/** A sentence, a row, a line that names who answers or when it ends, a document's number. */
const NO_HEADING =
  /[。；\t]|[，,].*[，,]|^.{0,8}(?:责任|牵头|配合|主办|协办|承办|实施|参与|指导|支持)(?:单位|部门|领导|人)[：:]|^(?:完成时限|完成时间|时限|来源|作者|记者|联系人|咨询电话)[：:]|〔\d{4}〕/

/** Whom a letter or a report is written to: 大连市林长办： */
const ADDRESSEE =
  /(?:局|厅|委|办|部|院|处|公司|集团|单位|部门|中心|管委会|管理委员会|政府|党委|办事处|办公室|领导小组|指挥部)[：:]$/

/** The kind of a document by the words of its first lines. */
export function findKind(dictionary: Dictionary, text: string): DocumentKind {
  const head = text.slice(0, 160)
  const lines = head.split('\n').filter((line) => line.length > 1)
  const title = lines
    .slice(0, 4)
    .filter((line) => line.length <= 50 && !/[。，]/.test(line))
    .join('\n')
  const says = (kind: string) => findCue(dictionary, kind, title, 0, title.length) !== null
  if (says('workReport')) return 'workReport'
  if (says('report')) return 'report'
  if (says('plan')) return 'plan'
  return 'news'
}

/** The frames of all lines of a reading, in one pass [CS3]. */
export function makeFrames(
  dictionary: Dictionary,
  text: string,
  places: readonly PlaceMention[],
  times: readonly TimeMention[],
  kind: DocumentKind,
): Frame[] {
  const frames: Frame[] = []
  let place: PlaceMention | null = null
  let placeMarker = ''
  let placeUnder = ''
  let markerAbove = ''
  let time: TimeMention | null = null
  let mood: Modality | null = kind === 'plan' ? 'target' : kind === 'report' ? 'actual' : null
  let told = false
  let title = ''
  let nextPlace = 0
  let nextTime = 0
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    while ((places[nextPlace]?.at ?? Number.POSITIVE_INFINITY) < start) nextPlace++
    while ((times[nextTime]?.at ?? Number.POSITIVE_INFINITY) < start) nextTime++
    const words = text.slice(start, Math.min(end, start + 60))
    let passing: PlaceMention | null = null
    const marker = MARKER.exec(words)?.[0] ?? ''
    const heading = end - start <= 45 && end > start && !NO_HEADING.test(words)
    const led = heading ? words : marker ? (words.split('。')[0] ?? '') : ''
    if (led !== '' && led.length <= 45) {
      const own = places[nextPlace]
      const first = start > 0 || frames.length > 0
      if (
        own &&
        own.level !== 'country' &&
        own.at < start + led.length &&
        own.at - start <= marker.length + (words.charAt(marker.length) === '《' ? 1 : 0) &&
        !own.oblique &&
        !(frames.length < 8 && ADDRESSEE.test(led)) &&
        !/〔\d{4}〕|\[\d{4}\]/.test(led)
      ) {
        const named = finest(places, nextPlace, start + led.length)
        if (led.includes('、') || /\d[个家名项]?[：:]?$/.test(led)) passing = named
        else place = named
        placeMarker = kindOfMarker(marker)
        placeUnder = markerAbove
      } else if (place && marker !== '' && first && isOver(kindOfMarker(marker), placeMarker, placeUnder)) place = null
      if (marker !== '') markerAbove = kindOfMarker(marker)
      const when = times[nextTime]
      if (when && when.at < start + led.length && when.kind === 'set') time = when
      const said = readMood(dictionary, led, kind)
      mood = said ?? mood
      told ||= said !== null
    }
    frames.push({ start, end, heading, place: passing ?? place, time, mood, told, title })
    if (heading && !/\d[个家名项]?[：:]?$/.test(words)) title = words.slice(marker.length).replace(/[：:]$/, '')
    start = end + 1
  }
  return frames
}

/** 衡阳市衡东县 names one place: the last of those that stand without a gap. */
export function finest(places: readonly PlaceMention[], index: number, limit: number): PlaceMention | null {
  let at = index
  while (places[at + 1] && places[at + 1]?.at === places[at]?.end && (places[at + 1]?.end ?? 0) <= limit) at++
  return places[at] ?? null
}

/** A heading of the same rank ends what the one before said, and what stood without a marker under that. */
function isOver(marker: string, own: string, above: string): boolean {
  return marker === own || (own === '' && marker === above)
}

function kindOfMarker(marker: string): string {
  return marker.replace(/[一二三四五六七八九十百\d]+/g, 'n')
}

function readMood(dictionary: Dictionary, words: string, kind: DocumentKind): Modality | null {
  const past = findCue(dictionary, 'past', words, 0, words.length)
  const future = findCue(dictionary, 'future', words, 0, words.length)
  if (past && !future) return 'actual'
  if (future && !past) return kind === 'report' && !/目标|安排|草案|打算|展望/.test(words) ? null : 'target'
  return null
}
