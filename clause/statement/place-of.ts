import type { Dictionary } from '../dictionary/compile.ts'
import { findLastCue } from './cue.ts'
import type { Cue } from './cue-index.ts'
import type { Frame } from './frame.ts'
import type { PlaceMention } from './place-scan.ts'
import type { Surroundings } from './span.ts'

/** What each place named lies in, by the first naming of it. */
export function mapAbove(places: readonly PlaceMention[]): ReadonlyMap<string, string | null> {
  const above = new Map<string, string | null>()
  for (const { name, within } of places) if (!above.has(name)) above.set(name, within)
  return above
}

export interface FoundPlace {
  readonly name: string | null
  /** The zone the figure is said of, inside that place. */
  readonly zone?: string | null
  readonly carried: boolean
}

/** What a place is looked up in. */
export interface PlaceSearch {
  readonly dictionary: Dictionary
  readonly text: string
  readonly places: readonly PlaceMention[]
  readonly home: PlaceMention | null
  /** What each place named lies in. */
  readonly above: ReadonlyMap<string, string | null>
  readonly frame: Frame
  /** A rank's class is no place it is said of. */
  readonly isRank: boolean
}

/** The place of a figure: named in its clause, else in its sentence, its paragraph, its heading, else the document's own [CS4]. */
export function findPlace(search: PlaceSearch, around: Surroundings, start: number, next: number): FoundPlace {
  const { text, places, frame } = search
  if (/^(?:合计|总计|共计|总共)/.test(text.slice(around.clause, start)) && search.home)
    return { name: (frame.place ?? search.home).name, carried: true }
  const own = findHomeWord(search, around.clause, start)
  const ahead = placeAfter(text, places, next, around, start)
  const after = own && !(ahead && DESCRIBES.test(text.slice(start, places[next]?.at))) ? null : ahead
  for (let index = next - 1; index >= 0 && index > next - 40; index--) {
    const place = places[index] as PlaceMention
    if (place.end > start) continue
    if (place.at < around.line || place.at < frame.start) break
    if (own && !after && own.at >= place.at) return { name: own.name, carried: false }
    if (after && place.at < around.clause) return after
    if (place.oblique || place.level === 'country' || isScope(text, place, start) || isPredicate(text, place)) continue
    if (places[index + 1]?.at === place.end && (places[index + 1]?.end ?? 0) <= start && !places[index + 1]?.oblique)
      continue
    if (place.at >= around.clause)
      return { name: joinList(text, places, index, around.clause), zone: place.zone, carried: false }
    if (!isSubject(search, place, index) || isFirstOfList(text, place, places[index + 1])) continue
    const home = findHomeWord(search, Math.max(place.end, around.part), start)
    if (home) return { name: home.name, carried: false }
    if (place.at >= around.part || opensSentence(search, place, index, around) || opensLine(search, place, index)) {
      return { name: place.name, zone: place.zone, carried: true }
    }
  }
  if (after) return after
  if (own) return { name: own.name, carried: false }
  const home =
    findHomeWord(search, around.part, start) ??
    findHomeWord(search, around.sentence, Math.min(around.sentence + 20, start))
  if (home) return { name: home.name, carried: true }
  const fallback = frame.place ?? search.home
  return { name: fallback?.name ?? null, carried: true }
}

/** 台山市、恩平市 together bear one figure. */
function joinList(text: string, places: readonly PlaceMention[], index: number, from: number): string {
  const last = places[index] as PlaceMention
  const names = [last.name]
  for (let at = index - 1; at >= 0; at--) {
    const before = places[at] as PlaceMention
    const after = places[at + 1] as PlaceMention
    if (before.at < from || !/^[、和与]$/.test(text.slice(before.end, after.at))) break
    names.unshift(before.name)
  }
  return names.length > 4 ? last.name : names.join('、')
}

/** 居广东省第3位: the place is the class, not what is ranked. */
function isScope(text: string, place: PlaceMention, start: number): boolean {
  return (
    /^(?:省|市|县)?(?:同类.{0,6}|各.{0,9})?(?:的|排名)?$/.test(text.slice(place.end, start)) &&
    /[居列占名入选]$/.test(text.slice(Math.max(0, place.at - 2), place.at))
  )
}

/** At the head of its clause, but for a time or a linking word. */
function isSubject(search: PlaceSearch, place: PlaceMention, index: number): boolean {
  const { dictionary, text, places } = search
  let first = index
  while (first > 0 && places[first - 1]?.end === places[first]?.at) first--
  let from = places[first]?.at ?? place.at
  const head = from
  while (from > 0 && head - from < 14 && !'，。；：\n！？'.includes(text.charAt(from - 1))) from--
  const lead = text.slice(from, head)
  if (lead.endsWith('、')) return false
  return (
    lead.length <= 1 ||
    /年|月|其中|目前|季度|底|末/.test(lead) ||
    findLastCue(dictionary, 'strongTarget', text, from, head) !== null
  )
}

/** 甲镇、乙镇分别改种500亩 and what follows it is said of neither. */
function isFirstOfList(text: string, place: PlaceMention, next: PlaceMention | undefined): boolean {
  return next !== undefined && next.at - place.end <= 1 && /^[、和与]$/.test(text.slice(place.end, next.at))
}

const DESCRIBES = /^[\d.,百千万亿余多]{1,8}[^，。；、的]{1,5}的$/

/** The one place that a sentence of several parts speaks of. */
function opensSentence(search: PlaceSearch, place: PlaceMention, index: number, around: Surroundings): boolean {
  const before = search.places[index - 1]
  return place.at >= around.sentence && place.at - around.sentence < 3 && (!before || before.at < around.sentence)
}

/** The one place that the paragraph speaks of, named at its head. */
function opensLine(search: PlaceSearch, place: PlaceMention, index: number): boolean {
  if (place.at - search.frame.start > 14) return false
  const other = search.places[index + 1]
  return !other || other.at > search.frame.end || other.oblique || other.at === place.end
}

/** 成为广东…的布局城市: the place belongs to what the subject is. */
function isPredicate(text: string, place: PlaceMention): boolean {
  return /(?:成为|是|入选|作为)$/.test(text.slice(Math.max(0, place.at - 2), place.at))
}

/** 总面积1395平方公里的江门大型产业集聚区: a place that the figure describes, after 的 in its clause. */
function placeAfter(
  text: string,
  places: readonly PlaceMention[],
  next: number,
  around: Surroundings,
  start: number,
): FoundPlace | null {
  for (let index = next; index < places.length; index++) {
    const place = places[index] as PlaceMention
    if (place.at >= around.clauseEnd || place.at - start > 40) return null
    if (text.charAt(place.at - 1) === '的' && !place.oblique)
      return { name: place.name, zone: place.zone, carried: false }
  }
  return null
}

interface HomeWord {
  readonly at: number
  readonly name: string | null
}

/** 全市, 我县 and the like, resolved to the document's own place or the one above it at that level. */
function findHomeWord(search: PlaceSearch, from: number, to: number): HomeWord | null {
  const cue = findHomeCue(search, from, to)
  if (!cue) return null
  const level = cue.word.slice(-1)
  const home = search.frame.place ?? search.home
  if (!home) return null
  const fits = (place: PlaceMention) => matchesLevel(place.name, level)
  if (fits(home)) return { at: cue.at, name: home.name }
  if (search.home && fits(search.home)) return { at: cue.at, name: search.home.name }
  if (home.within && matchesLevel(home.within, level)) return { at: cue.at, name: home.within }
  const above = home.within === null ? null : search.above.get(home.within)
  if (above && matchesLevel(above, level)) return { at: cue.at, name: above }
  return level === '域' || level === '内' || level === '道' ? { at: cue.at, name: home.name } : null
}

/** The last 全市 of a stretch that is not what something is compared with or ranked in. */
function findHomeCue(search: PlaceSearch, from: number, to: number): Cue | null {
  let end = to
  for (let turns = 0; turns < 4; turns++) {
    const cue = findLastCue(search.dictionary, 'home', search.text, from, end)
    if (!cue) return null
    const isClass = search.isRank && to - cue.at <= 12
    if (
      !isClass &&
      !/[居列为于比占较与超]/.test(search.text.charAt(cue.at - 1)) &&
      !/^(?:各|第|前|同类)/.test(search.text.slice(cue.end, cue.end + 2))
    )
      return cue
    end = cue.at
  }
  return null
}

function matchesLevel(name: string, level: string): boolean {
  if (level === '省') return name.endsWith('省') || name.endsWith('自治区')
  if (level === '区') return name.endsWith('区')
  return name.endsWith(level)
}
