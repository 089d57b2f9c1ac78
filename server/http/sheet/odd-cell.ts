import { Problem } from '@gangju/net/problem'
import { CELLS_AT_MOST, type SheetRow } from './sheet-row.ts'
import { columnLetters } from './sheet-shape.ts'
import { type ShownAs, textOfRuns } from './string-table.ts'
import { CELL_TEXT_LIMIT, type SheetCell } from './workbook.ts'
import { plainText } from './workbook-parts.ts'

/** So long is no tag that a program writes. */
export const TAG_LIMIT = 16_384

export interface RowWords {
  readonly part: string
  readonly strings: readonly string[]
  readonly shown: readonly ShownAs[]
  readonly from1904: boolean
}

/** One cell in any spelling: formulas, dates, rich texts, entities, other quotes, no address. */
export interface OddCell {
  /** Undefined for a blank one. */
  readonly cell: SheetCell | undefined
  readonly column: number
  /** Whether something stands between its tags. */
  readonly hasBody: boolean
  /** Just behind it. */
  readonly end: number
}

/**
 * Reads the cell that begins at `at`. @returns undefined when its end has not come yet.
 *
 * @throws Problem `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`.
 */
export function readOddCell(
  bytes: Buffer,
  at: number,
  { row, before }: { readonly row: SheetRow; readonly before: number },
  words: RowWords,
): OddCell | undefined {
  const open = bytes.indexOf(62, at)
  if (open < 0) return undefined
  if (open - at > TAG_LIMIT) throw new Problem('file.corrupt', { part: words.part })
  const isEmpty = bytes[open - 1] === 47
  const close = isEmpty ? open + 1 : bytes.indexOf('</c>', open)
  if (close < 0) return undefined
  const attributes = bytes.toString('utf8', at + 2, open)
  const reference = attribute(attributes, 'r')
  const column = reference === undefined ? before + 1 : columnOf(reference, row.row, words)
  const body = isEmpty ? '' : bytes.toString('utf8', open + 1, close)
  refuseDeclarations(body, words.part)
  const where = { at: reference ?? `${columnLetters(column)}${row.row}`, row: row.row, column }
  const isBeyond = column <= before || column > CELLS_AT_MOST
  const cell = body === '' || isBeyond ? undefined : readCell(where, attributes, body, words)
  return { cell, column, hasBody: body !== '', end: isEmpty ? close : close + 4 }
}

/** @throws Problem `file.forbiddenContent` for document types; comments and CDATA no program writes among cells. */
export function refuseDeclarations(text: string, part: string): void {
  if (text.includes('<!'))
    throw new Problem('file.forbiddenContent', { what: `XML 声明或注释 (declarations in ${part})` })
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
