import type { Dictionary } from '../dictionary/compile.ts'
import { findLongest } from '../dictionary/trie.ts'
import { type Frame, finest } from './frame.ts'
import type { PlaceMention } from './place-scan.ts'
import { findTitleZone } from './title-zone.ts'

/** The place a document is about: of its title, else the one it names most [CS4]. */
export function findHome(
  dictionary: Dictionary,
  text: string,
  places: readonly PlaceMention[],
  frames: readonly Frame[],
): PlaceMention | null {
  const lines = frames.filter((frame) => frame.end > frame.start).slice(0, 4)
  for (const line of lines) {
    if (!line.heading) continue
    const index = places.findIndex(
      (place) => place.at >= line.start && place.end <= line.end && !place.oblique && place.level !== 'country',
    )
    const zone = findTitleZone(dictionary, text, line)
    const named = index >= 0 ? finest(places, index, line.end) : null
    if (zone && (named?.level !== 'zone' || named.at > zone.at)) return zone
    if (named) return named
  }
  const city = commonAbove(text, places) ?? findIssuer(dictionary, text)
  if (city) return city
  const isTown = (place: PlaceMention) => place.level === 'town' || place.level === 'village'
  const hasAbove = places.some((place) => !isTown(place) && !place.oblique && place.level !== 'country')
  const weights = new Map<string, number>()
  let best: PlaceMention | null = null
  for (const [index, place] of places.entries()) {
    if (place.level === 'country' || place.oblique || (hasAbove && isTown(place))) continue
    const weight = (weights.get(place.name) ?? (index < 3 ? 3 - index : 0)) + (place.level === 'village' ? 0.3 : 1)
    weights.set(place.name, weight)
    if (!best || weight > (weights.get(best.name) ?? 0)) best = place
  }
  return best ?? findOwn(text, places)
}

/** The place that a text calls 我市 or 全市 where it is named in the names of things only: 营口港. */
function findOwn(text: string, places: readonly PlaceMention[]): PlaceMention | null {
  const level = /[我全]([省市县区])(?!性)/.exec(text.slice(0, 4000))?.[1]
  const fits = level ? places.filter((place) => place.level !== 'country' && place.name.endsWith(level)) : []
  return fits[0] && fits.every((place) => place.name === fits[0]?.name) ? fits[0] : null
}

/** The city whose newspaper reports: 天水日报讯. */
function findIssuer(dictionary: Dictionary, text: string): PlaceMention | null {
  const head = text.slice(0, 300)
  const paper = /(?:^|[\n。])([\u4e00-\u9fff]{2,5})(?:日报|晚报|发布|融媒)(?:社|网)?(?:讯|消息)/.exec(head)
  const hit = paper?.[1] ? findLongest(dictionary.shortPlaces, paper[1], 0) : undefined
  const place = hit && hit.end === paper?.[1]?.length ? hit.entry[0] : undefined
  if (!paper || !place || place.level === 'province' || place.level === 'country') return null
  return {
    at: paper.index,
    end: paper.index + place.name.length,
    name: place.name,
    level: place.level,
    within: place.within ?? null,
    zone: null,
    oblique: false,
  }
}

/** The city of all counties named where a text says 全市, the province of all cities where it says 全省, and names neither. */
function commonAbove(text: string, places: readonly PlaceMention[]): PlaceMention | null {
  const head = text.slice(0, 4000)
  const above = /[全我]省/.test(head)
    ? ('province' as const)
    : /[全我]市|市委|市政府/.test(head)
      ? ('city' as const)
      : null
  const below = above === 'province' ? 'city' : 'county'
  const listed = above ? null : cityOfList(text, places)
  if (listed) return listed
  const parts = places.filter((place) => place.level === below && !place.oblique && place.within)
  const first = parts[0]
  if (
    !above ||
    !first ||
    new Set(parts.map((place) => place.name)).size < 2 ||
    new Set(parts.map((place) => place.within)).size > 1
  )
    return null
  return places.some((place) => place.level === above)
    ? null
    : { ...first, name: first.within ?? '', level: above, within: null, zone: null }
}

/** The city of 张店区、临淄区、周村区 in a text that names its counties in lists only and nothing above them. */
function cityOfList(text: string, places: readonly PlaceMention[]): PlaceMention | null {
  const named = places.filter((place) => !place.oblique && place.level !== 'country')
  const [first] = named
  if (!first?.within || named.length < 2 || named.length > 24) return null
  const isListed = (place: PlaceMention, at: number) =>
    [named[at - 1]?.end, place.end].some((end, side) => {
      const until = side === 0 ? place.at : named[at + 1]?.at
      return end !== undefined && until !== undefined && /^[、和与]$/.test(text.slice(end, until))
    })
  return named.every(
    (place, at) =>
      place.level === 'county' && place.within === first.within && (isListed(place, at) || isRow(text, place)),
  )
    ? { ...first, name: first.within, level: 'city', within: null, zone: null }
    : null
}

/** The label of a table's row. */
function isRow(text: string, place: PlaceMention): boolean {
  return text.charAt(place.end) === '\t' && '\n\t'.includes(text.charAt(place.at - 1))
}
