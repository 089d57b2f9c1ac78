import { StringDecoder } from 'node:string_decoder'
import { Problem } from '@gangju/net/problem'
import { createPlainCells } from './plain-cell.ts'
import { columnLetters, columnNumber } from './sheet-shape.ts'
import type { ShownAs } from './string-table.ts'
import { textOfRuns } from './string-table.ts'
import { CELL_TEXT_LIMIT, type SheetCell } from './workbook.ts'
import { plainText } from './workbook-parts.ts'

/** Longest stretch of a sheet without the end of a row. */
const stretchLimit = 4 * 1024 * 1024
const rowLimit = 200_000
const columnLimit = 300
const cellLimit = 4_000_000
const mergeLimit = 20_000

export interface StreamRow {
  readonly row: number
  readonly isHidden: boolean
  /** By column; blanks are left out. */
  readonly cells: readonly SheetCell[]
}

/** A block of merged cells; its text stands in the first one. */
export interface MergedBlock {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

export interface RowWords {
  readonly part: string
  readonly strings: readonly string[]
  readonly shown: readonly ShownAs[]
  readonly from1904: boolean
}

/**
 * The rows of a sheet as its part is unpacked, each once, in order; what a sheet says of its own size is not believed.
 * Rows and cells must come in order, as every program writes them, so that no place can be stated twice.
 *
 * @param onRow may answer `false`: no further row is parsed, and the merged blocks at the end are still read.
 * @returns the merged blocks.
 * @throws Problem `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`.
 */
export async function readRows(
  pieces: AsyncIterable<Buffer>,
  words: RowWords,
  onRow: (row: StreamRow) => boolean | void,
): Promise<readonly MergedBlock[]> {
  const decoder = new StringDecoder('utf8')
  const reader = createRowReader(words, onRow)
  for await (const piece of pieces) {
    if (reader.skips()) reader.skip(piece)
    else reader.take(decoder.write(piece))
  }
  reader.take(decoder.end() || '\n')
  reader.take('')
  return reader.finish()
}

/** Tags whole and without the prefix that some programs give them: `<x:row` becomes `<row`. `release` gives what is held back. */
function createNamePlainer() {
  let carried = ''
  let prefix: RegExp | null | undefined
  const take = (piece: string): string => {
    const text = carried + piece
    const cut = piece === '' ? text.length : text.lastIndexOf('<')
    carried = cut < 0 ? '' : text.slice(cut)
    const whole = cut < 0 ? text : text.slice(0, cut)
    const root = prefix === undefined ? /<(?:(\w{1,20}):)?worksheet[\s>]/.exec(whole) : null
    if (root) prefix = root[1] === undefined ? null : new RegExp(`(</?)${root[1]}:`, 'g')
    return prefix ? whole.replace(prefix, '$1') : whole
  }
  const release = (): string => {
    const left = carried
    carried = ''
    return left
  }
  return { take, release }
}

/** Where the rows end; -1 before that has come. A text among the cells cannot hold a `<`. */
function endOfRows(bytes: Buffer): number {
  for (let at = bytes.indexOf('sheetData>'); at >= 0; at = bytes.indexOf('sheetData>', at + 1))
    if (/<\/(?:\w{1,20}:)?$/.test(bytes.toString('latin1', Math.max(0, at - 24), at))) return at
  return -1
}

function createRowReader(words: RowWords, onRow: (row: StreamRow) => boolean | void) {
  const corrupt = () => new Problem('file.corrupt', { part: words.part })
  const tooLarge = () => new Problem('file.tooLarge', { part: words.part })
  const plainNames = createNamePlainer()
  let rest = ''
  let row = 0
  let cells = 0
  let wanted = true
  let hasEnded = false
  let skipped: Buffer | undefined

  const onRowText = (text: string, start: number, end: number): void => {
    const open = text.indexOf('>', start)
    const head = text.slice(start, open)
    const stated = /\sr\s*=\s*["'](\d{1,9})["']/.exec(head)?.[1]
    const next = stated === undefined ? row + 1 : Number(stated)
    if (next <= row) throw corrupt()
    row = next
    if (row > rowLimit && text.slice(start, end).includes('<v')) throw tooLarge()
    if (!wanted) return
    const parsed = open === end - 1 ? [] : readCells({ text, from: open + 1, to: end }, row, words)
    cells += parsed.length
    if (cells > cellLimit) throw tooLarge()
    if (parsed.length === 0) return
    if (onRow({ row, isHidden: /\shidden\s*=\s*["'](?:1|true)["']/.test(head), cells: parsed }) === false)
      wanted = false
  }

  return {
    /** Whether only what stands behind the rows is still wanted. */
    skips: () => !wanted && !hasEnded,
    /** Passes over rows as they come, without making text of them. */
    skip(piece: Buffer): void {
      const bytes = Buffer.concat([skipped ?? Buffer.from(rest + plainNames.release()), piece])
      const end = endOfRows(bytes)
      skipped = Buffer.from(bytes.subarray(-40))
      rest = end < 0 ? '' : bytes.toString('utf8', end)
      hasEnded = end >= 0
    },
    take(piece: string): void {
      const text = plainNames.take(piece)
      if (hasEnded) {
        rest += text
        if (rest.length > stretchLimit) throw tooLarge()
        return
      }
      refuseDeclarations(text, words.part)
      let buffer = rest + text
      let from = 0
      const sheetEnd = buffer.indexOf('</sheetData>')
      for (;;) {
        const start = nextRow(buffer, from)
        if (sheetEnd >= 0 && (start < 0 || sheetEnd < start)) {
          buffer = buffer.slice(sheetEnd)
          from = 0
          hasEnded = true
          break
        }
        if (start < 0) {
          from = Math.max(from, buffer.length - 16)
          break
        }
        const end = endOfRow(buffer, start)
        if (end < 0) {
          from = start
          break
        }
        onRowText(buffer, start, end)
        from = end
      }
      rest = buffer.slice(from)
      if (rest.length > stretchLimit) throw tooLarge()
    },
    finish(): readonly MergedBlock[] {
      if (!hasEnded && (skipped !== undefined || /<(?:\w+:)?row\b/.test(rest))) throw corrupt()
      return readMerges(rest, corrupt, tooLarge)
    },
  }
}

const nextRow = (text: string, from: number): number => {
  for (let at = text.indexOf('<row', from); at >= 0; at = text.indexOf('<row', at + 4)) {
    const after = text[at + 4]
    if (after === undefined) return -1
    if (/[\s/>]/.test(after)) return at
  }
  return -1
}

/** Just behind the row; -1 when its end has not come yet. */
function endOfRow(text: string, start: number): number {
  const open = text.indexOf('>', start)
  if (open < 0) return -1
  if (text[open - 1] === '/') return open + 1
  const close = text.indexOf('</row>', open)
  return close < 0 ? -1 : close + 6
}

/** @throws Problem `file.forbiddenContent` for document types; comments and CDATA no program writes among cells; `file.corrupt` for NUL, as UTF-16 has it. */
function refuseDeclarations(text: string, part: string): void {
  if (text.includes('\0')) throw new Problem('file.corrupt', { part })
  if (text.includes('<!'))
    throw new Problem('file.forbiddenContent', { what: `XML 声明或注释 (declarations in ${part})` })
}

interface Stretch {
  readonly text: string
  readonly from: number
  readonly to: number
}

function readCells({ text, from, to }: Stretch, row: number, words: RowWords): SheetCell[] {
  const cells: SheetCell[] = []
  const scan = createPlainCells(text, row, words)
  let column = 0
  for (let at = nextCell(text, from); at >= 0 && at < to; ) {
    const plain = scan.read(at)
    if (plain) {
      column = expectNext(plain.column, column, words)
      cells.push(plain)
      at = text.startsWith('<c ', scan.end()) ? scan.end() : nextCell(text, scan.end())
      continue
    }
    const open = text.indexOf('>', at)
    const isEmpty = text[open - 1] === '/'
    const close = isEmpty ? open + 1 : text.indexOf('</c>', open)
    if (open < 0 || close < 0 || close > to) throw new Problem('file.corrupt', { part: words.part })
    const attributes = text.slice(at + 2, open)
    const reference = attribute(attributes, 'r')
    const next = reference === undefined ? column + 1 : columnOf(reference, row, words)
    const body = isEmpty ? '' : text.slice(open + 1, close)
    at = nextCell(text, close)
    if (next <= column) throw new Problem('file.corrupt', { part: words.part })
    column = body === '' ? next : expectNext(next, column, words)
    if (body === '') continue
    const where = { at: reference ?? `${columnLetters(column)}${row}`, row, column }
    const cell = readCell(where, attributes, body, words)
    if (cell) cells.push(cell)
  }
  return cells
}

/** @throws Problem `file.corrupt` for a column that does not come after the one before; `file.tooLarge`. */
function expectNext(column: number, before: number, { part }: RowWords): number {
  if (column <= before) throw new Problem('file.corrupt', { part })
  if (column > columnLimit) throw new Problem('file.tooLarge', { part, column })
  return column
}

function nextCell(text: string, from: number): number {
  for (let at = text.indexOf('<c', from); at >= 0; at = text.indexOf('<c', at + 2)) {
    const after = text[at + 2]
    if (after === ' ' || after === '>' || after === '/' || after === '\n' || after === '\t') return at
  }
  return -1
}

/** The value as nearly every program writes it; other blanks and quotes take the slower way. */
function attribute(attributes: string, name: 'r' | 's' | 't'): string | undefined {
  const start = attributes.indexOf(` ${name}="`)
  if (start >= 0) return attributes.slice(start + 4, attributes.indexOf('"', start + 4))
  return attributes.includes(`${name}=`) || attributes.includes(`${name} `)
    ? new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1]
    : undefined
}

/** @throws Problem `file.corrupt` for a cell that says it is of another row. */
function columnOf(reference: string, row: number, { part }: RowWords): number {
  let column = 0
  let index = 0
  for (; index < 4; index += 1) {
    const letter = reference.charCodeAt(index)
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  if (index === 0 || index > 3 || reference.slice(index) !== String(row)) throw new Problem('file.corrupt', { part })
  return column
}

type Where = Pick<SheetCell, 'at' | 'row' | 'column'>

/** What stands between `<v>` and `</v>`. */
function valueIn(body: string): string | undefined {
  const start = body.indexOf('<v>')
  if (start >= 0) return body.slice(start + 3, body.indexOf('</v>', start))
  return body.includes('<v ') ? /<v(?:\s[^>]*)?>([\s\S]*?)<\/v>/.exec(body)?.[1] : undefined
}

function readCell(where: Where, attributes: string, body: string, words: RowWords): SheetCell | undefined {
  const type = attribute(attributes, 't') ?? 'n'
  if (type === 'inlineStr') {
    const text = textOfRuns(body)
    return text === '' ? undefined : { ...where, kind: 'text', text }
  }
  const raw = valueIn(body)
  const isFormula = body.includes('<f') && /<f[\s/>]/.test(body)
  if (raw === undefined || raw === '') return isFormula ? { ...where, kind: 'formula', text: '' } : undefined
  if (raw.length > CELL_TEXT_LIMIT) throw new Problem('file.tooLarge', { cell: where.at })
  const text = type === 's' ? sharedText(raw, words) : plainText(raw)
  if (text === '') return undefined
  const { at, row, column } = where
  if (isFormula) return { at, row, column, kind: type === 'e' ? 'error' : 'formula', text }
  if (type === 's' || type === 'str') return { at, row, column, kind: 'text', text }
  if (type === 'b') return { at, row, column, kind: 'boolean', text: text === '1' ? 'TRUE' : 'FALSE' }
  if (type === 'e') return { at, row, column, kind: 'error', text }
  if (type === 'd') return { at, row, column, kind: 'date', text }
  const style = attribute(attributes, 's')
  const shown = style === undefined ? 'number' : words.shown[Number(style)]
  if (shown === 'date') return { at, row, column, kind: 'date', text: dayOf(Number(text), words.from1904) ?? text }
  return { at, row, column, kind: 'number', text, percent: shown === 'percent' }
}

function sharedText(raw: string, { strings, part }: RowWords): string {
  const text = strings[Number(raw)]
  if (text === undefined) throw new Problem('file.corrupt', { part })
  return text
}

/** The ISO day of a serial number. 1900 had no 29 February, which spreadsheets believe it had. */
function dayOf(serial: number, from1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return undefined
  const days = Math.floor(serial) + (from1904 ? 1_462 : 0)
  return new Date((days - 25_569) * 86_400_000).toISOString().slice(0, 10)
}

function readMerges(text: string, corrupt: () => Problem, tooLarge: () => Problem): readonly MergedBlock[] {
  const merges: MergedBlock[] = []
  for (const [, ref] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)["']/g)) {
    const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/.exec(ref!)
    if (!match) throw corrupt()
    const [, left, top, right = left, bottom = top] = match
    const block = { row: Number(top), column: columnNumber(left!) }
    const columns = columnNumber(right!) - block.column + 1
    merges.push({ ...block, rows: Number(bottom) - block.row + 1, columns })
    if (merges.length > mergeLimit) throw tooLarge()
  }
  return merges
}
