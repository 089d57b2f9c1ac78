import type { PdfPiece } from './pdf-lines.ts'

export interface PdfPage {
  readonly width: number
  readonly height: number
  readonly lines: readonly PdfPiece[]
}

/** The part of a page's height, at the top and at the foot, where running heads and page numbers stand. */
const marginShare = 0.12
const pageNumber =
  /^(?:[—–\-－_·•\s]{0,6}\d{1,4}[—–\-－_·•\s]{0,6}|第\s?[\d一二三四五六七八九十百]{1,6}\s?页.{0,12}|\d{1,4}\s?[/／]\s?\d{1,4}|Page \d{1,4}.{0,10}|[ivxIVX]{1,6})$/

/** The pages without page numbers and without lines that return in the margin of page after page. */
export function withoutMargins(pages: readonly PdfPage[]): readonly PdfPage[] {
  const seen = new Map<string, number>()
  for (const page of pages) {
    const keys = new Set(page.lines.filter((line) => isInMargin(page, line)).map(keyOf))
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const isRunning = (line: PdfPiece) => {
    const count = seen.get(keyOf(line)) ?? 0
    return count >= 3 && count > pages.length * 0.4
  }
  return pages.map((page) => ({
    ...page,
    lines: page.lines.filter(
      (line) => !isInMargin(page, line) || !(pageNumber.test(line.text.trim()) || isRunning(line)),
    ),
  }))
}

function isInMargin({ height }: PdfPage, { y, size }: PdfPiece): boolean {
  return y < height * marginShare || y - size > height * (1 - marginShare)
}

const keyOf = ({ text }: PdfPiece) => text.replace(/\d+/g, '#')
