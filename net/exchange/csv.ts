import { Problem } from '../problem/index.ts'

export type CsvSeparator = ',' | ';' | '\t'

export interface CsvRow {
  /** The line of the file that the row begins in, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Reads comma-, semicolon- or tab-separated text; the first line tells which. A quoted cell may hold separators, line ends
 * and doubled quotes. Empty lines are left out [EX9].
 *
 * @throws Problem `csv.malformed` where a quote is not closed or something follows one.
 * @source RFC 4180
 */
export function parseCsv(text: string): readonly CsvRow[] {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  return new CsvReader(body, csvSeparatorOf(body)).rows()
}

/** The one that stands most often outside quotes in the first line. */
export function csvSeparatorOf(text: string): CsvSeparator {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1)
  const countOf = (separator: string) => line.split(separator).length
  return ([';', '\t'] as const).find((one) => countOf(one) > countOf(',')) ?? ','
}

class CsvReader {
  readonly #text: string
  readonly #separator: CsvSeparator
  #at = 0
  #line = 1

  constructor(text: string, separator: CsvSeparator) {
    this.#text = text
    this.#separator = separator
  }

  rows(): readonly CsvRow[] {
    const rows: CsvRow[] = []
    while (this.#at < this.#text.length) {
      const line = this.#line
      const cells = this.#row()
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells })
    }
    return rows
  }

  #row(): string[] {
    const cells: string[] = []
    for (;;) {
      cells.push(this.#text[this.#at] === '"' ? this.#quoted(cells.length + 1) : this.#plain())
      const sign = this.#text[this.#at]
      this.#at += 1
      if (sign === this.#separator) continue
      if (sign === '\r' && this.#text[this.#at] === '\n') this.#at += 1
      if (sign !== undefined) this.#line += 1
      return cells
    }
  }

  #plain(): string {
    const from = this.#at
    while (this.#at < this.#text.length && !this.#isEnd(this.#text[this.#at]!)) this.#at += 1
    return this.#text.slice(from, this.#at)
  }

  #quoted(column: number): string {
    const line = this.#line
    let cell = ''
    for (;;) {
      const from = this.#at + 1
      const close = this.#text.indexOf('"', from)
      if (close < 0) throw new Problem('csv.malformed', { line, column })
      cell += this.#text.slice(from, close)
      this.#at = close + 1
      if (this.#text[this.#at] !== '"') break
      cell += '"'
    }
    this.#line += cell.split('\n').length - 1
    const next = this.#text[this.#at]
    if (next !== undefined && !this.#isEnd(next)) throw new Problem('csv.malformed', { line, column })
    return cell
  }

  readonly #isEnd = (sign: string): boolean => sign === this.#separator || sign === '\n' || sign === '\r'
}

/**
 * One line, every cell quoted. A cell that a spreadsheet would take for a formula begins with an apostrophe; a negative
 * number is none.
 */
export function formatCsvRow(cells: readonly string[], separator: CsvSeparator = ','): string {
  return `${cells.map(quote).join(separator)}\r\n`
}

function quote(cell: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}
