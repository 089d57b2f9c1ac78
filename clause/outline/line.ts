import { isHan } from '../mention/shadow.ts'
import { findMarker } from './marker.ts'

/** Words of a text that belong together: one line, or the lines that a scanned page broke a paragraph into. */
export interface Line {
  /** Without blanks at either side. */
  readonly start: number
  readonly end: number
  /** Empty lines before it. */
  readonly gap: number
  readonly row: boolean
}

/** The lines of a text with words in them, broken paragraphs made whole [CT4]. @param shadow see `shadowOf`. */
export function readLines(shadow: string): Line[] {
  const lines = splitLines(shadow)
  const width = wrapWidth(shadow, lines)
  const whole: Line[] = []
  let last: Line | undefined
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    const before = lines[i - 1]
    if (last && before && continues(shadow, { before, line, width })) {
      last = { ...last, end: line.end }
      whole[whole.length - 1] = last
    } else {
      last = line
      whole.push(line)
    }
  }
  return whole
}

function splitLines(shadow: string): Line[] {
  const lines: Line[] = []
  let gap = 0
  for (let from = 0; from <= shadow.length; ) {
    let to = shadow.indexOf('\n', from)
    if (to < 0) to = shadow.length
    let start = from
    let end = to
    while (start < end && isBlank(shadow.charCodeAt(start))) start++
    while (end > start && isBlank(shadow.charCodeAt(end - 1))) end--
    if (start < end) {
      lines.push({ start, end, gap, row: isRow(shadow, start, end) })
      gap = 0
    } else gap++
    from = to + 1
  }
  return lines
}

/** Spaces of every width, tab, carriage return, byte-order mark and the separators of lines and paragraphs. */
export function isBlank(code: number): boolean {
  return (
    code <= 0x20 ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

/** Cells stand apart by tabs, by bars, or by two gaps of two spaces. */
function isRow(shadow: string, start: number, end: number): boolean {
  if (end - start > 4000) return false
  const line = shadow.slice(start, end)
  if (line.includes('\t')) return !markerTab.test(line)
  if (line.includes('|'))
    return line.startsWith('|') || line.includes(' | ') || line.indexOf('|') !== line.lastIndexOf('|')
  const gap = line.indexOf('  ')
  return gap > 0 && /\S {2,20}\S/.test(line.slice(gap + 2))
}

// A tab right after a marker is how word processors set their lists, not a cell.
const markerTab = /^[^\t]{0,7}[、.)*#•·●①-⑳条章节-]\t[^\t]*$/

const sentenceEnd = /[。!?;:…][”"’')》】\]*]{0,3}$/
const runsOn = /[,、,《(“—至和与及]$/
const unclosed = /[(《“][^)》”]{0,80}$/
const longestHeading = 60
const widest = 120
const narrowest = 28
const slack = 6

interface Neighbours {
  readonly before: Line
  readonly line: Line
  readonly width: number
}

function continues(shadow: string, { before, line, width }: Neighbours): boolean {
  if (before.row || line.row || line.gap > 1) return false
  const tail = shadow.slice(Math.max(before.start, before.end - 90), before.end)
  if (endsSentence(shadow, before) || shadow.startsWith('#', before.start)) return false
  if (findMarker(shadow, line.start, line.end) || shadow.startsWith('**', line.start)) return false
  if (line.end - line.start < 20 && shadow[line.end - 1] === ':') return false
  if (runsOn.test(tail) || (before.end - before.start > longestHeading && !tail.endsWith(')'))) return true
  return line.gap === 0 && ((width > 0 && widthOf(shadow, before) >= width - slack) || unclosed.test(tail))
}

/** How wide a hard-wrapped text sets its lines; 0 when its lines are whole paragraphs. */
function wrapWidth(shadow: string, lines: readonly Line[]): number {
  const open = new Uint32Array(widest + 4)
  let counted = 0
  let wider = 0
  for (const line of lines) {
    const { start, end, row } = line
    if (row || end - start < 10) continue
    counted++
    const width = end - start > widest ? widest + 1 : widthOf(shadow, line)
    if (width > widest) wider++
    else if (!sentenceEnd.test(shadow.slice(Math.max(start, end - 5), end))) open[width]!++
  }
  if (wider > counted * 0.05) return 0
  for (let width = widest; width >= narrowest; width--) {
    let near = 0
    for (let at = width - slack; at <= width; at++) near += open[at]!
    if (open[width]! > 0 && near >= Math.max(4, counted * 0.35)) return width
  }
  return 0
}

/** In half-width columns: a Chinese character fills two. The shadow's signs are half-width in any case, hence the slack. */
function widthOf(shadow: string, { start, end }: Line): number {
  let width = 0
  for (let i = start; i < end && width <= widest; i++) width += shadow.charCodeAt(i) < 0x80 ? 1 : 2
  return width
}

/** Does it end as a sentence does? */
export function endsSentence(shadow: string, { start, end }: { start: number; end: number }): boolean {
  if (isHan(shadow.charCodeAt(end - 1))) return false
  return sentenceEnd.test(shadow.slice(Math.max(start, end - 6), end))
}
