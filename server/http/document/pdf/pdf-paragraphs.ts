import type { PdfPiece } from './pdf-lines.ts'
import type { PdfPage } from './pdf-margins.ts'

/** Left and right edge of the column a line stands in. */
interface Column {
  readonly left: number
  readonly right: number
}

/** The right edge of print lies beyond this share of a page's width. */
const edgeShare = 0.7

/** No column is narrower, in letters. */
const columnLetters = 10

/** A line that begins so begins a paragraph, wherever it stands. */
const marker =
  /^(?:第[一二三四五六七八九十百零〇\d]{1,6}[章节条编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳])/

/** Lines to paragraphs: a line that reaches the right edge runs on into the next one, over the end of a page too. */
export function joinParagraphs(pages: readonly PdfPage[]): string {
  const edges = pageEdges(pages)
  const lines = pages.flatMap((page, number) => columnsOf(page, edges).map((line) => ({ ...line, number })))
  const usualStep = middle(
    lines.flatMap(({ line, number }, index) => {
      const before = lines[index - 1]
      return before?.number === number && line.y > before.line.y ? [line.y - before.line.y] : []
    }),
  )
  const paragraphs: string[][] = []
  let isContinued = false
  lines.forEach(({ line, column, number }, index) => {
    const before = lines[index - 1]
    const step = before?.number === number ? line.y - before.line.y : 0
    const runsOn =
      before !== undefined &&
      step < usualStep * 1.6 &&
      isFull(before.line, before.column) &&
      continues(before.line, line)
    const isAtEdge = line.x <= column.left + line.size * 1.2
    const isHanging = isContinued && before !== undefined && Math.abs(before.line.x - line.x) < line.size * 0.5
    if (runsOn && (isAtEdge || isHanging)) {
      appendLine(paragraphs.at(-1)!, line.text)
      isContinued = true
    } else {
      paragraphs.push([line.text])
      isContinued = false
    }
  })
  return paragraphs.map((pieces) => pieces.join('')).join('\n')
}

const isFull = ({ end, size }: PdfPiece, { right }: Column) => end >= right - size * 1.7

function continues(before: PdfPiece, line: PdfPiece): boolean {
  if (before.text.includes('\t') || line.text.includes('\t')) return false
  return Math.abs(before.size - line.size) < 1.5 && !marker.test(line.text)
}

/** Between two lines of Latin letters stands a blank, between Chinese ones nothing; a word that was broken is whole again. */
function appendLine(pieces: string[], more: string): void {
  const last = pieces.at(-1)!
  if (/[a-z]-$/.test(last) && /^[a-z]/.test(more)) pieces[pieces.length - 1] = last.slice(0, -1)
  else if (/[\w,.;:)]$/.test(last) && /^[A-Za-z(]/.test(more)) pieces.push(' ')
  pieces.push(more)
}

/** Edges of the print over all pages; a few lines may stick out. Short lines alone make no edge. */
function pageEdges(pages: readonly PdfPage[]): Column {
  const lines = pages.flatMap((page) => page.lines)
  const ends = lines.map(({ end }) => end).toSorted((a, b) => b - a)
  const starts = lines.map(({ x }) => x).toSorted((a, b) => a - b)
  const few = Math.floor(lines.length * 0.05)
  return { left: starts[few] ?? 0, right: Math.max(ends[few] ?? 0, (pages[0]?.width ?? 0) * edgeShare) }
}

/** Each line with its column: that of the page, or a narrower one where half a page's width is set in one. */
function columnsOf({ lines }: PdfPage, page: Column): readonly { readonly line: PdfPiece; readonly column: Column }[] {
  const blocks: PdfPiece[][] = []
  for (const line of lines) {
    const block = blocks.at(-1)
    const before = block?.at(-1)
    const isBelow = before && line.y > before.y && line.y - before.y < line.size * 3
    if (block && isBelow && line.x < before.end && before.x < line.end) block.push(line)
    else blocks.push([line])
  }
  return blocks.flatMap((block) => {
    const own = {
      left: Math.min(...block.slice(0, 5_000).map(({ x }) => x)),
      right: Math.max(...block.slice(0, 5_000).map(({ end }) => end)),
    }
    const width = own.right - own.left
    const isNarrow = width < (page.right - page.left) * 0.7 && width > block[0]!.size * columnLetters
    const full = block.filter((line) => isFull(line, own)).length
    const column = isNarrow && block.length >= 5 && full * 2 >= block.length ? own : page
    return block.map((line) => ({ line, column }))
  })
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.POSITIVE_INFINITY
}
