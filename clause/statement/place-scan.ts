import type { Dictionary } from '../dictionary/compile.ts'
import type { DictionaryPlace } from '../dictionary/dictionary.ts'
import { PairSieve } from '../dictionary/pair-sieve.ts'
import { findLongest } from '../dictionary/trie.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import { cueAt, cueBefore } from './cue.ts'

/** A place named in a reading. */
export interface PlaceMention {
  readonly at: number
  readonly end: number
  /** Its full name. */
  readonly name: string
  readonly level: DictionaryPlace['level']
  readonly within: string | null
  /** A zone or a part of one, when the figure is said of it and the place is the one it lies in. */
  readonly zone: string | null
  /** Spoken of from outside: 与中山市共建, 从深圳引进. */
  readonly oblique: boolean
}

const ZONE =
  /^[\u4e00-\u9fffA-Za-z]{0,10}?(?:经济技术开发区|高新技术产业开发区|高新区|经开区|开发区|产业集聚区|产业园区|工业园区|产业园|科技园|保税区|自贸区|风景名胜区|风景区|度假区|港区|经济区|试验区|管理区|合作区|示范区|新区|工业园|园区)(?:[\u4e00-\u9fff]{1,3}片区)?/
const OWN_ZONE_ENDS = ['经济技术开发区', '高新技术产业开发区', '高新区', '经开区', '经济开发区', '新区']
const OWN_ZONE = new RegExp(`^[\\u4e00-\\u9fff]{2,6}(?:${OWN_ZONE_ENDS.join('|')})`)
const GENERIC_ZONE =
  /国家级|省级|^(?:进入|跻身|国家|市级|县级|各|全国|全省|全市|个|若干|部分|重点|高水平|一批|现有|建设|推动|支持|推进|加快|打造|以|在|对|和|与|为|主)/
const TOWN_ENDS = ['街道', '镇', '乡', '村', '社区', '苏木']
const TOWN = new RegExp(`^[\\u4e00-\\u9fff]{2,4}?(?:${TOWN_ENDS.join('|')})`)
const TOWN_END = new RegExp(`(?:${TOWN_ENDS.join('|')})$`)
/** Nearly all beginnings of a clause have none of these in reach: there no pattern is tried. */
const NAME_ENDS = new PairSieve([...OWN_ZONE_ENDS, ...TOWN_ENDS])
const SHORTEST_STEM = 2
const LONGEST_STEM = 6
const GENERIC_TOWN =
  /[小城乡圩集中心强重古名各全该个本色业型弱然政民济农新示范点联级落美好精品薄空这那多所有每一二三四五六七八九十百千万两]$|特色|中心|[一二三四五六七八九十百两几]成|全市|全县|全区|全省|行政|建制|自然|专业|经济|示范|薄弱|美丽|旅游|和美|未来|数字|宜居|试点|重点|推动|建设|打造|涉农|文明|生态|淘宝|传统|少数|贫困|脱贫|搬迁|安置|所在|覆盖|城市|老旧|完整|智慧|涉及|抓好|基层|驻|辖/

/** Names of counties that are words for parts of any city: read as names only where their city is named. */
const COMMON = /^(?:城区|郊区|矿区|东区|西区|新城区|老城区|古城区|港口区|新市区)$/

/** All places of a reading in order, names by the dictionary, towns and zones by their endings; linear in its length [CS4]. */
export function scanPlaces(dictionary: Dictionary, text: string): PlaceMention[] {
  const named = findNamed(dictionary, text)
  const known = new Set(
    named
      .filter((hit) => !hit.short)
      .flatMap(({ place }) => (COMMON.test(place.name) ? [place.name] : [place.name, place.within ?? ''])),
  )
  const counts = new Map<string, number>()
  for (const hit of named) {
    counts.set(hit.place.name, (counts.get(hit.place.name) ?? 0) + 1)
    if (
      hit.short &&
      (hit.place.level !== 'county' || hit.at < 3 || classAfter(text, hit) > 0 || (counts.get(hit.place.name) ?? 0) > 2)
    )
      known.add(hit.place.name)
  }
  const places: PlaceMention[] = []
  for (const hit of named) {
    if (COMMON.test(hit.place.name) && !hit.short && !known.has(hit.place.within ?? '')) continue
    if (hit.short && hit.place.level === 'county' && !known.has(hit.place.name) && !known.has(hit.place.within ?? ''))
      continue
    const last = places.at(-1)
    if (last && hit.at < last.end) continue
    const zone = ZONE.exec(text.slice(hit.end, hit.end + 30))
    const isZone =
      zone &&
      hit.place.level !== 'town' &&
      !cueAt(dictionary, 'planVerb', zone[0], 0) &&
      !cueAt(dictionary, 'lead', zone[0], 0) &&
      !/[的、和与区县市镇在将]/.test(zone[0].slice(0, -2).replace(/产业集聚区|开发区/, ''))
    const written = isZone ? 0 : classAfter(text, hit)
    const end = isZone ? hit.end + zone[0].length : hit.end + written
    const part = isZone ? partOf(dictionary, zone[0]) : null
    places.push({
      at: hit.at,
      end,
      name: part ? part.name : isZone || written > 0 ? text.slice(hit.at, end) : hit.place.name,
      level: part ? part.level : isZone ? 'zone' : hit.place.level,
      within: part ? (part.within ?? null) : isZone ? hit.place.name : (hit.place.within ?? null),
      zone: part ? text.slice(hit.at, end) : null,
      oblique: isOblique(dictionary, text, hit.at, end, hit.short),
    })
  }
  return addByEnding(dictionary, text, places)
}

/** 麻阳县 for 麻阳苗族自治县: a short name with the word of its class is named so. */
function classAfter(text: string, hit: NamedPlace): number {
  const sign = text.charAt(hit.end)
  return hit.short && hit.place.level === 'county' && (sign === '县' || sign === '旗') && hit.place.name.endsWith(sign)
    ? 1
    : 0
}

/** The county a part of a zone is called after: 江门大型产业集聚区新会片区. */
function partOf(dictionary: Dictionary, words: string): DictionaryPlace | null {
  const part = /([\u4e00-\u9fff]{2})片区$/.exec(words)?.[1] ?? ''
  const hit = part === '' ? undefined : findLongest(dictionary.shortPlaces, part, 0)
  return hit && hit.end === part.length ? (hit.entry[0] ?? null) : null
}

interface NamedPlace {
  readonly at: number
  readonly end: number
  readonly place: DictionaryPlace
  readonly short: boolean
}

function findNamed(dictionary: Dictionary, text: string): NamedPlace[] {
  const found: NamedPlace[] = []
  for (let at = 0; at < text.length; ) {
    if (!dictionary.placeSieve.mayStand(text, at)) {
      at++
      continue
    }
    const full = findLongest(dictionary.places, text, at)
    const short = full ? undefined : findLongest(dictionary.shortPlaces, text, at)
    const hit = full ?? short
    const place = hit?.entry[0]
    if (hit && place && (full ? !isTail(text, at, hit.end, found.at(-1)) : !isInsideWord(text, hit.end))) {
      found.push({ at, end: hit.end, place: choose(hit.entry, found), short: !full })
      at = hit.end
    } else at++
  }
  return found
}

/** 范县 at the end of 示范县 is no place. */
function isTail(text: string, at: number, end: number, last: NamedPlace | undefined): boolean {
  if (end - at > 2 || at === 0 || last?.end === at) return false
  return /[\u4e00-\u9fff]/.test(text.charAt(at - 1)) && !'和与在及的到向于'.includes(text.charAt(at - 1))
}

/** Of several places with one name the one that lies in a place named before. */
function choose(candidates: readonly DictionaryPlace[], before: readonly NamedPlace[]): DictionaryPlace {
  const [first] = candidates
  if (candidates.length > 1) {
    for (const { place } of before.slice(-20).toReversed()) {
      const near = candidates.find((candidate) => candidate.within === place.name || candidate.within === place.within)
      if (near) return near
    }
  }
  return first as DictionaryPlace
}

/** A short name before a word of another class of name: 江门日报, 南京路, 海南岛. */
function isInsideWord(text: string, end: number): boolean {
  const next = text.charAt(end)
  if (
    next === '路' ||
    next === '街' ||
    next === '河' ||
    next === '湖' ||
    next === '山' ||
    next === '湾' ||
    next === '桥'
  )
    return true
  return text.startsWith('大学', end) || text.startsWith('日报', end)
}

const DOCUMENT_NUMBER = /^[\u4e00-\u9fff]{0,4}[〔［[]20\d\d[〕］\]]/

function isOblique(dictionary: Dictionary, text: string, at: number, end: number, short: boolean): boolean {
  if (DOCUMENT_NUMBER.test(text.slice(end, end + 12))) return true
  if (cueBefore(dictionary, 'oblique', text, at, at - 6) && !/^[^，。]{0,14}获悉/.test(text.slice(end, end + 18)))
    return true
  return short && cueAt(dictionary, 'obliqueAfter', text, end) !== null
}

/** Towns, villages and zones that no dictionary knows, where a name may begin. */
function addByEnding(dictionary: Dictionary, text: string, named: readonly PlaceMention[]): PlaceMention[] {
  const places: PlaceMention[] = []
  let next = 0
  let lastEnd = -1
  for (let at = 0; at < text.length; ) {
    const known = named[next]
    if (known && at >= known.at) {
      places.push(known)
      next++
      lastEnd = known.end
      at = Math.max(at, lastEnd)
      continue
    }
    const mayOpen = MAY_OPEN.has(text.charCodeAt(at - 1)) || at === 0 || at === lastEnd
    if (!mayOpen || !isNameStart(text, at, lastEnd) || !hasNameEnd(text, at)) {
      at++
      continue
    }
    const head = text.slice(at, Math.min(at + 16, known?.at ?? text.length))
    const zone = OWN_ZONE.exec(head)
    const town = zone ? null : TOWN.exec(head)
    const name =
      zone &&
      !GENERIC_ZONE.test(zone[0]) &&
      !cueAt(dictionary, 'lead', zone[0], 0) &&
      !cueAt(dictionary, 'verb', zone[0], 0)
        ? zone[0]
        : town && !isGenericTown(dictionary, town[0]) && !/[村镇化域级街落]/.test(text.charAt(at + town[0].length))
          ? town[0]
          : null
    if (name === null) at++
    else {
      const level = zone ? 'zone' : /[村区]$/.test(name) ? 'village' : 'town'
      places.push({
        at,
        end: at + name.length,
        name,
        level,
        zone: null,
        within: places.at(-1)?.name ?? null,
        oblique: isOblique(dictionary, text, at, at + name.length, false),
      })
      at += name.length
      lastEnd = at
    }
  }
  while (next < named.length) places.push(named[next++] as PlaceMention)
  return places
}

function isGenericTown(dictionary: Dictionary, name: string): boolean {
  if (
    cueAt(dictionary, 'lead', name, 0) ||
    cueAt(dictionary, 'verb', name, 0) ||
    cueAt(dictionary, 'planVerb', name, 0)
  )
    return true
  const stem = name.replace(TOWN_END, '')
  return (
    stem.length < 2 ||
    /^[省市县区镇乡村街]+$/.test(stem) ||
    GENERIC_TOWN.test(stem) ||
    /[的和与了个在为有是及或等将]/.test(stem)
  )
}

const LONG = '长'.charCodeAt(0)
const AMONG = '中'.charCodeAt(0)
const BEFORE_NAMES = '\n\t，。；：、（“”和与在的及到向'
const NAME_STARTS = new UnitSet(BEFORE_NAMES)
/** The same and the end of 其中. */
const MAY_OPEN = new UnitSet(`${BEFORE_NAMES}中`)

function isNameStart(text: string, at: number, lastEnd: number): boolean {
  const sign = text.charCodeAt(at - 1)
  const opens =
    NAME_STARTS.has(sign) || at === 0 || at === lastEnd || (sign === AMONG && text.startsWith('其中', at - 2))
  return opens && (text.charCodeAt(at) !== LONG || '安江春城沙兴乐丰寿岭青宁平'.includes(text.charAt(at + 1)))
}

/** Whether what towns and zones are called by stands where the name of one may end. */
function hasNameEnd(text: string, at: number): boolean {
  for (let end = at + SHORTEST_STEM; end <= at + LONGEST_STEM; end++) if (NAME_ENDS.mayStand(text, end)) return true
  return false
}
