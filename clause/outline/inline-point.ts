import { findNumbered, type Marker } from './marker.ts'

const candidates =
  /[①-⑳]|[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,2}[,、]|\d{1,2}[.、](?!\d)/g

/**
 * The points that a paragraph counts inside itself: 一是…；二是…, ①…②…, 1.…；2.… [CT5].
 *
 * Only where a sentence or a part of one begins, and only when the count runs 1, 2, …; of several families the one that
 * begins first.
 */
export function listInlinePoints(shadow: string, start: number, end: number): Marker[] {
  const runs = new Map<string, Marker[][]>()
  const words = shadow.slice(start, end)
  for (const match of words.matchAll(candidates)) {
    const at = start + match.index
    if (at > start && !opensPoint(words, match.index, match[0])) continue
    const marker = findNumbered(shadow, at, end)
    if (!marker || marker.start !== at || marker.number === null) continue
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

function opensPoint(words: string, at: number, marker: string): boolean {
  let before = at - 1
  while (before > 0 && at - before < 4 && ' \n\r\t'.includes(words[before]!)) before--
  const opens = marker[0]! >= '①' && marker[0]! <= '⑳' ? '。;:!?,、”)' : '。;:!?,”)'
  return opens.includes(words[before]!)
}
