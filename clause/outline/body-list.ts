import { isBodyName, isTidyName } from './body-name.ts'

export type Part = 'lead' | 'support'

export interface ListedBody {
  readonly start: number
  readonly end: number
  readonly part: Part
}

interface ListOptions {
  /** The part of names that no word of their own assigns; null drops them. */
  readonly otherwise: Part | null
  /** A label says that bodies follow: names need not end as bodies do. */
  readonly labelled: boolean
}

interface Item {
  start: number
  end: number
}

const duties =
  /(?:等|按|照|各自|职责|职能|分工|权限|分别|共同|具体|依|根据|为主|总){0,8}(牵头负责|牵头组织|牵头实施|牵头推进|牵头落实|负责牵头|组织实施|协调推进|共同参与|协同配合|牵头|负责|承担|落实|主办|主责|实施|配合|协助|参与|协办|协同|支持|会同)$/
const longestDuty = 40
const leading = /^(?:(?:以下)?均[需由]|并?由|同时|其中|以及|并|和|与|及|会同|联合|[*#>-]{1,3})/
const trailing =
  /(?:等?(?:相关|有关|各)?(?:部门|单位)?(?:按照?)?(?:各自)?职责(?:分工|范围)?|等(?:有关|相关|各)?(?:部门|单位|地)?|为?(?:牵头|责任|配合)(?:单位|部门)|应当?|要|将|[*.])$/
const openPlaces = /^(?:以下)?(?:均[需由])?各[省市州盟县区旗乡镇]$/
const onePlace = /^[市州盟县区旗乡镇]$/
const placesGoOn = /^[市州盟县区旗乡镇](?:$|人民政府|政府|街道|党委|[(])/
const supporting = /配合|协助|参与|协办|协同|支持/
const joiners = /[和与及]/g

/**
 * The bodies that a stretch of text lists: A、B牵头，C和D配合 [CT10].
 *
 * A duty at the end of a name, 牵头 or 配合, holds for the names since the last one. Stops of a list inside brackets,
 * 各县（市、区）, part nothing.
 */
export function readBodyList(shadow: string, span: { start: number; end: number }, options: ListOptions): ListedBody[] {
  const bodies: ListedBody[] = []
  let waiting: Item[] = []
  let inherited: Part | null = null
  const assign = (part: Part | null) => {
    if (part) for (const item of waiting) bodies.push({ ...item, part })
    waiting = []
  }
  for (const item of splitItems(shadow, span.start, span.end)) {
    const words = shadow.slice(item.start, item.end)
    const duty = duties.exec(words.slice(-longestDuty))
    const end = duty ? item.end - duty[0].length : item.end
    const names = namesIn(shadow, { start: item.start, end }, options)
    if (names.length === 0 && end > item.start) {
      if (!options.labelled) waiting = []
      continue
    }
    if (words.startsWith('会同')) {
      assign('lead')
      inherited = 'support'
    }
    waiting.push(...names)
    if (duty) {
      assign(inherited ?? (supporting.test(duty[1]!) ? 'support' : 'lead'))
      inherited = null
    }
  }
  assign(options.otherwise)
  return bodies
}

function splitItems(shadow: string, start: number, end: number): Item[] {
  const items: Item[] = []
  let depth = 0
  let from = start
  for (let at = start; at <= end; at++) {
    const sign = at < end ? shadow[at]! : '、'
    if ('(（[〔'.includes(sign)) depth++
    else if (')）]〕'.includes(sign)) depth = Math.max(0, depth - 1)
    else if ((depth === 0 || at === end) && '、,;/| \t'.includes(sign)) {
      if (at > from) items.push(trimBlanks(shadow, from, at))
      from = at + 1
    }
  }
  return mergePlaces(
    shadow,
    items.filter((item) => item.end > item.start),
  )
}

/** 各市、州、县人民政府 is one body, whatever the stops inside it. */
function mergePlaces(shadow: string, items: readonly Item[]): Item[] {
  const merged: Item[] = []
  let open = false
  for (const item of items) {
    const last = merged.at(-1)
    const words = shadow.slice(item.start, Math.min(item.end, item.start + 12))
    if (open && last && placesGoOn.test(words)) last.end = item.end
    else merged.push({ ...item })
    open = openPlaces.test(words) || (open && onePlace.test(words))
  }
  return merged
}

function trimBlanks(shadow: string, start: number, end: number): Item {
  let from = start
  let to = end
  while (from < to && shadow.charCodeAt(from) <= 0x20) from++
  while (to > from && shadow.charCodeAt(to - 1) <= 0x20) to--
  return { start: from, end: to }
}

/** One item is one name, or two that 和, 与 or 及 joins where both sides are names. */
function namesIn(shadow: string, item: Item, { labelled }: ListOptions): Item[] {
  const { start, end } = stripWords(shadow, item)
  const words = shadow.slice(start, end)
  if (words.length > 60) return []
  for (const joiner of words.matchAll(joiners)) {
    const left = words.slice(0, joiner.index).replace(/以$/, '')
    const right = stripWords(shadow, { start: start + joiner.index + 1, end })
    if (isBodyName(left) && isBodyName(shadow.slice(right.start, right.end))) {
      return [{ start, end: start + left.length }, ...namesIn(shadow, right, { labelled, otherwise: null })]
    }
  }
  return (labelled ? isTidyName(words) : isBodyName(words)) ? [{ start, end }] : []
}

function stripWords(shadow: string, { start, end }: Item): Item {
  let from = start
  let to = end
  for (let round = 0; round < 3; round++) {
    const words = shadow.slice(from, Math.min(to, from + 64))
    const head = leading.exec(words)?.[0].length ?? 0
    if (head < words.length) from += head
    const tail = trailing.exec(shadow.slice(Math.max(from, to - 24), to))?.[0].length ?? 0
    if (tail < to - from) to -= tail
  }
  return trimBlanks(shadow, from, to)
}
