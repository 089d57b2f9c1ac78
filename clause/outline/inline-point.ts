import { UnitSet } from '../dictionary/unit-set.ts'
import { findNumbered, type Marker } from './marker.ts'

const candidate =
  /[①-⑳]|[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,2}[,、]|\d{1,2}[.、](?!\d)/y
/** Every sign that a candidate may begin with. */
const starts = new UnitSet('①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳(一二三四五六七八九十第0123456789')

/**
 * The points that a paragraph counts inside itself: 一是…；二是…, ①…②…, 1.…；2.… [CT5].
 *
 * Only where a sentence or a part of one begins, and only when the count runs 1, 2, …; of several families the one that
 * begins first.
 */
export function listInlinePoints(shadow: string, start: number, end: number): Marker[] {
  const runs = new Map<string, Marker[][]>()
  const words = shadow.slice(start, end)
  for (let at = start; at < end; at++) {
    if (!starts.has(shadow.charCodeAt(at)) || (at > start && !opensPoint(words, at - start))) continue
    candidate.lastIndex = at - start
    if (!candidate.test(words)) continue
    const marker = findNumbered(shadow, at, end)
    at = start + candidate.lastIndex - 1
    if (!marker || marker.number === null) continue
    const ofFamily = runs.get(marker.family) ?? []
    runs.set(marker.family, ofFamily)
    const run = ofFamily.at(-1)
    if (run && marker.number === run.length + 1) run.push(marker)
    else if (marker.number === 1) ofFamily.push([marker])
  }
  let best: Marker[] = []
  for (const ofFamily of runs.values()) {
    const points = ofFamily.filter((run) => run.length > 1).flat()
    if (points.length > 0 && (best.length === 0 || points[0]!.start < best[0]!.start)) best = points
  }
  return best
}

function opensPoint(words: string, at: number): boolean {
  let before = at - 1
  while (before > 0 && at - before < 4 && blanks.has(words.charCodeAt(before))) before--
  return (isCircle(words.charCodeAt(at)) ? circleOpeners : openers).has(words.charCodeAt(before))
}

const blanks = new UnitSet(' \n\r\t')
const openers = new UnitSet('。;:!?,”)')
/** Before ① an item of a list may end too. */
const circleOpeners = new UnitSet('。;:!?,、”)')

function isCircle(code: number): boolean {
  return code >= 0x2460 && code <= 0x2473
}
