import { Problem } from '@gangju/net/problem'
import { attributeOf, scanXml, type Tag } from './xml-scan.ts'

const rowLimit = 100_000
const columnLimit = 200
/** A city's villages times a long form is half of it; what crosses between threads is paid by every other request. */
const cellLimit = 100_000
const mergeLimit = 5_000
/** Readers answer with a dense rectangle, so the corner of a sheet costs as much as its cells. */
const rectangleLimit = 2_000_000

/**
 * Checks a sheet's outline against its own `r` attributes, which no reader may be left to believe: rows, columns, number
 * of cells, one place per cell, merges, and strings that exist. The stated dimension is ignored.
 *
 * @throws Problem `file.tooLarge`, `file.corrupt`.
 */
export function checkSheetShape(part: string, content: Buffer, stringCount: number): void {
  const seen = new Set<string>()
  const corrupt = () => new Problem('file.corrupt', { part })
  const tooLarge = () => new Problem('file.tooLarge', { part })
  let row = 0
  let rows = 0
  let cells = 0
  let lastRow = 0
  let lastColumn = 0
  let merges = 0

  const place = (reference: string): void => {
    const match = /^\$?([A-Za-z]{1,6})\$?(\d{1,15})$/.exec(reference)
    if (!match) throw corrupt()
    const column = columnNumber(match[1]!)
    const line = Number(match[2])
    if (line < 1) throw corrupt()
    if (line > rowLimit || column > columnLimit) throw tooLarge()
    lastRow = Math.max(lastRow, line)
    lastColumn = Math.max(lastColumn, column)
  }
  const onRow = (tag: Tag): void => {
    const stated = attributeOf(tag, 'r')
    row = stated === undefined ? row + 1 : Number(stated)
    rows += 1
    if (!Number.isInteger(row) || row < 1) throw corrupt()
    if (row > rowLimit || rows > rowLimit) throw tooLarge()
  }
  const onCell = (tag: Tag): void => {
    cells += 1
    if (cells > cellLimit) throw tooLarge()
    const reference = attributeOf(tag, 'r')
    if (reference === undefined) return
    place(reference)
    // Two answers in one cell: a reader takes one of them and says nothing.
    if (seen.has(reference)) throw corrupt()
    seen.add(reference)
  }
  const onMerge = (tag: Tag): void => {
    merges += 1
    if (merges > mergeLimit) throw tooLarge()
    for (const corner of (attributeOf(tag, 'ref') ?? '').split(':')) place(corner)
  }

  scanXml(part, content, (tag) => {
    if (tag.name === 'row') onRow(tag)
    else if (tag.name === 'c') onCell(tag)
    else if (tag.name === 'mergeCell') onMerge(tag)
  })
  if (lastRow * lastColumn > rectangleLimit) throw tooLarge()
  for (const [, index] of content.toString('latin1').matchAll(/<c\b[^>]*\st="s"[^>]*><v>(\d{1,15})<\/v>/g)) {
    if (Number(index) >= stringCount) throw corrupt()
  }
}

/** A is 1, AA is 27. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

/** 1 is A, 27 is AA. */
export function columnLetters(number: number): string {
  let letters = ''
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
