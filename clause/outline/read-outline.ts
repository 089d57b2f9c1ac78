import { growOutline, type OutlineBuilder, type Spot } from './grow.ts'
import { classifyPlainLines, type PlainKind } from './heading.ts'
import { listInlinePoints } from './inline-point.ts'
import { endsSentence, isBlank, type Line, readLines } from './line.ts'
import { findMarker, type Marker } from './marker.ts'
import type { Clause } from './outline.ts'
import { shadowOf } from './shadow.ts'

/** No text that people write comes near; what follows the last clause stays in it, so that memory stays bounded. */
const mostClauses = 200_000

/**
 * The headings, enumerated points, paragraphs and table rows of a text, in reading order [CT1].
 *
 * Every character that is not blank lies in exactly one clause. The tree follows the families of markers, 第一章 above 一、
 * above （一） above 1. above （1） above ①, Markdown's # above all; a level that the text leaves out is left out of the anchor too.
 *
 * Rules: [CT1]…[CT9].
 */
export function readOutline(text: string): readonly Clause[] {
  const shadow = shadowOf(text)
  const lines = readLines(shadow)
  const kinds = classifyPlainLines(shadow, lines)
  const builder = growOutline(text)
  if (lines[0] && isLoneTitle(shadow, lines[0])) kinds[0] = 'title'
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (builder.size >= mostClauses) {
      builder.extendLast(lines.at(-1)!.end)
      break
    }
    addLine(builder, { shadow, line, kind: kinds[i]! })
  }
  return builder.finish()
}

interface LineOfKind {
  readonly shadow: string
  readonly line: Line
  readonly kind: PlainKind
}

function addLine(builder: OutlineBuilder, { shadow, line, kind }: LineOfKind): void {
  if (line.row) return void builder.add(spotOf(line, 'row', null))
  const marker = findMarker(shadow, line.start, line.end)
  const points = listInlinePoints(shadow, line.start, line.end).slice(0, Math.max(0, mostClauses - builder.size))
  const first = points[0]
  if (!first || (first.start === line.start && points.length < 2)) {
    return void addWhole(builder, { shadow, line, kind }, marker)
  }
  const ends = points.map((_, i) => trimEnd(shadow, points[i + 1]?.start ?? line.end))
  if (first.start === line.start || first.start === marker?.start) {
    points.forEach((point, i) =>
      builder.add({
        start: i === 0 ? line.start : point.start,
        end: ends[i]!,
        gap: line.gap,
        kind: 'point',
        marker: point,
      }),
    )
    return
  }
  const head = addWhole(builder, { shadow, line: { ...line, end: trimEnd(shadow, first.start) }, kind }, marker)
  points.forEach((point, i) =>
    builder.add({ start: point.start, end: ends[i]!, gap: 0, kind: 'point', marker: { ...point, holds: false } }, head),
  )
}

/** Markdown's one highest heading, without a number, is the title of the text. */
function isLoneTitle(shadow: string, { start, end }: Line): boolean {
  return (
    shadow.startsWith('# ', start) && !shadow.includes('\n# ', end) && findMarker(shadow, start, end)?.number === null
  )
}

function addWhole(builder: OutlineBuilder, { shadow, line, kind }: LineOfKind, marker: Marker | undefined): number {
  if (marker && kind !== 'title') {
    const heading =
      line.end - line.start <= 70 && !/[。;!?]/.test(shadow.slice(line.start, line.end)) && !endsSentence(shadow, line)
    return builder.add(spotOf(line, heading && marker.holds ? 'heading' : 'point', marker))
  }
  return builder.add(spotOf(line, kind, null))
}

function spotOf({ start, end, gap }: Line, kind: Spot['kind'], marker: Marker | null): Spot {
  return { start, end, gap, kind, marker }
}

function trimEnd(shadow: string, end: number): number {
  let to = end
  while (to > 0 && isBlank(shadow.charCodeAt(to - 1))) to--
  return to
}
