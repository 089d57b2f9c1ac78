import type { Dictionary } from '../dictionary/compile.ts'
import { findLongest } from '../dictionary/trie.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import { cueBefore } from './cue.ts'
import { stripLead } from './phrase.ts'
import type { PlacedMention } from './reading.ts'

const ROW = 24
/** Longest stretch of signs and linking words between two figures of a row. */
const GAP = 16
/** How far from the figure 均 or 同时 may begin. */
const TOGETHER_REACH = 14
const TOGETHER = new UnitSet('均都同双一')

/** Figures in a row with nothing but signs and 和 between them: 7.5%、9.5%和3%. Gives the index after the last of them. */
export function endOfRow(text: string, mentions: readonly PlacedMention[], first: number): number {
  let end = first + 1
  while (end < mentions.length && end - first < ROW) {
    const own = mentions[end - 1] as PlacedMention
    const next = mentions[end] as PlacedMention
    if (own.mention.dimension !== next.mention.dimension || next.start - own.end > GAP) break
    if (
      !/^(?:以上|以下|左右|以内)?[、，]?(?:和|与|及|以及|到|达|达到|[:：])?(?:约|超|近|不少于|不低于)?[-－−]?$/.test(
        text.slice(own.end, next.start),
      )
    )
      break
    end++
  }
  return end
}

/** What each figure of a row is said of: words before it, and its place where the list is one of places. */
export interface Share {
  readonly pre: string
}

/** Deals the items before 分别 to the figures after it; null when their numbers differ [CS11]. */
export function deal(dictionary: Dictionary, before: string, count: number): Share[] | null {
  const split = /分别|依次/.exec(before)
  if (!split) return null
  const after = before.slice(split.index + split[0].length)
  let head = before.slice(0, split.index)
  const clause = Math.max(head.lastIndexOf('；'), head.lastIndexOf('：'), head.lastIndexOf('。'))
  if (clause >= 0) head = head.slice(clause + 1)
  const comma = lastComma(head)
  const items = splitItems(head.slice(comma + 1), count) ?? splitItems(head, count)
  if (!items) return null
  return complete(dictionary, items).map((item) => ({ pre: item + after }))
}

/** Both indicators of 固定资产投资、招商引资同时突破500亿元; null when the words before are not such a list. */
export function splitTogether(dictionary: Dictionary, before: string): string[] | null {
  if (!TOGETHER.isIn(before.slice(-TOGETHER_REACH))) return null
  const together = /(?:均|都|同时|双双|一齐)(?=[^，；、]{0,12}$)/.exec(before)
  if (!together) return null
  const head = before.slice(0, together.index)
  const list = stripLead(dictionary, head.slice(lastComma(head) + 1)).phrase.replace(/[“”]/g, '')
  const items = list
    .split(/[、和与及]/)
    .map((item) => item.trim())
    .filter((item) => item.length > 1)
  if (items.length < 2 || items.length > 8) return null
  const isKnown = (item: string) => {
    const hit = findLongest(dictionary.indicators, item, 0)
    return (hit && hit.end === item.length) || cueBefore(dictionary, 'head', item, item.length) !== null
  }
  const whole = complete(dictionary, items)
  if (
    beginsWithPlace(dictionary, head.slice(lastComma(head) + 1)) ||
    !whole.some(isKnown) ||
    findLongest(dictionary.places, items[0] ?? '', 0)
  )
    return null
  return whole.map((item) => item + before.slice(together.index + together[0].length))
}

function beginsWithPlace(dictionary: Dictionary, words: string): boolean {
  return (findLongest(dictionary.places, words, 0) ?? findLongest(dictionary.shortPlaces, words, 0)) !== undefined
}

function lastComma(words: string): number {
  return words.lastIndexOf('，')
}

function splitItems(head: string, count: number): string[] | null {
  const clean = head.replace(/^(?:其中|另外)[，：]?/, '').replace(/（[^）]{0,200}）/g, '')
  for (const pattern of [/、/, /[、，]/, /[、和与及]|以及/, /[、，和与及]|以及/]) {
    const items = clean
      .split(pattern)
      .map((item) => item.trim())
      .filter((item) => item !== '')
    if (items.length === count) return items
    if (items.length === count - 1) {
      const last = items.at(-1) ?? ''
      const and = Math.max(last.lastIndexOf('和'), last.lastIndexOf('与'), last.lastIndexOf('及'))
      if (and > 0 && and < last.length - 1) return [...items.slice(0, -1), last.slice(0, and), last.slice(and + 1)]
    }
  }
  return null
}

/** Gives every item the words it shares with the others: 第一、二、三产业增加值; 城镇、农村居民人均可支配收入. */
function complete(dictionary: Dictionary, items: readonly string[]): string[] {
  const last = items.at(-1) ?? ''
  if (/^[一二三]产|^三次?产/.test(last)) {
    const tail = last.slice(1)
    return items.map((item) => {
      const order = /[一二三]/.exec(item)?.[0] ?? ''
      return /产业?/.test(item) && item.length > 3
        ? item
        : `第${order}${tail.startsWith('产业') ? tail : tail.replace(/^产/, '产业')}`
    })
  }
  const [lead] = items
  if (
    items.length === 2 &&
    lead &&
    /(?:存|进)$/.test(lead) &&
    /^(?:贷款|出口)/.test(last) &&
    !/(?:生存|先进)$/.test(lead)
  )
    return [lead + last.slice(1), lead.slice(0, -1) + last]
  const placed = items.map((item) => placeHead(dictionary, item))
  if (placed.length > 1 && placed.every((length) => length > 0)) {
    const rest = last.slice(placed.at(-1))
    const tail = /\d[%\u4e00-\u9fff]/.test(rest.replace(/“[^”]{0,20}”/g, ''))
      ? ''
      : rest
          .replace(/^[两三四五六七八九十\d]{1,3}(?:[市县区州镇地]|家)/, '')
          .replace(/(?:分列|分居|位列|位居|稳居)[^，]{0,10}位$/, '')
    return items.map((item, at) =>
      item.length === placed[at] || at === items.length - 1 || tail === '' ? item.slice(0, placed[at]) + tail : item,
    )
  }
  const group = /(?:[两三四五六七八九十\d]{1,8}(?:条|个|大|类|项|市|县|区))(.+)$/.exec(last)
  const hasHead = (item: string) => {
    const hit = findLongest(dictionary.indicators, item, 0)
    return (hit && hit.end === item.length) || cueBefore(dictionary, 'head', item, item.length) !== null
  }
  if (group?.[1] && group.index > 0) {
    const tail = group[1]
    return items.map((item, at) =>
      at === items.length - 1 ? last.slice(0, group.index) + tail : hasHead(item) ? item : item + tail,
    )
  }
  const isWhole = (item: string) => {
    const bare = stripLead(dictionary, item).phrase
    return findLongest(dictionary.indicators, bare, 0)?.end === bare.length
  }
  const first = items[0] ?? ''
  if (!hasHead(last)) return [...items]
  const bare = stripLead(dictionary, first).phrase || first
  const tail = last.length > bare.length ? last.slice(bare.length) : ''
  return items.map((item) => (hasHead(item) || isWhole(item) || isPlace(dictionary, item) ? item : item + tail))
}

/** How long the name of a place is that an item begins with, 0 when it begins with none. */
function placeHead(dictionary: Dictionary, item: string): number {
  const hit = findLongest(dictionary.places, item, 0) ?? findLongest(dictionary.shortPlaces, item, 0)
  return hit?.end ?? 0
}

function isPlace(dictionary: Dictionary, item: string): boolean {
  const hit = findLongest(dictionary.places, item, 0) ?? findLongest(dictionary.shortPlaces, item, 0)
  return hit !== undefined && hit.end === item.length
}
