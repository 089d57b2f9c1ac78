import { csvSeparatorOf, parseCsv } from '@gangju/net/exchange'
import type { FormEntry } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import { incomingOfCsv, isListOfFigures } from '../csv-values.ts'
import type { IncomingValue } from '../incoming-value.ts'
import type { BulkProgress } from './bulk.store.ts'
import { type RecordEnd, recordEnds } from './csv-records.ts'

/** What is taken in one transaction. */
export interface Piece {
  readonly values: readonly IncomingValue[]
  /** Values that are none, by their place in the file. */
  readonly unreadable?: readonly number[]
  readonly next: BulkProgress
  readonly isEnd: boolean
}

/** Places and periods of one piece: each is a return to be opened. */
export const mostPairs = 200
const mostTitles = 1_000

export interface Window {
  /** Cells of the piece. */
  readonly most: number
  /** From `progress.offset` on. */
  readonly bytes: Buffer
  /** The file ends with it. */
  readonly isLast: boolean
}

/**
 * The next lines of a CSV file, as many cells as are asked for [EX12].
 *
 * @throws Problem `bulk.malformed` where a quote is not closed or a line has too many cells, `csv.columns`.
 */
export function nextCsvPiece(window: Window, progress: BulkProgress, form: FormEntry | undefined): Piece {
  if (progress.head === null) return readHead(window, progress)
  const { head } = progress
  const separator = csvSeparatorOf(head)
  const [titles] = parseCsv(head)
  const perLine = isListOfFigures(titles!.cells) ? 1 : titles!.cells.length
  const most = Math.max(1, Math.floor(window.most / perLine))
  const ends = endsOf(window, progress, { separator, most })
  const lastEnd = ends.at(-1)
  if (!lastEnd) return { values: [], next: progress, isEnd: true }
  const headLines = recordEnds(Buffer.from(head), { separator: separator.charCodeAt(0), most: 9, isLast: true })
  const shift = progress.line - headLines.at(-1)!.lines - 1
  const text = decode(window.bytes.subarray(0, lastEnd.end), progress)
  const values = atLine(shift, () => incomingOfCsv(head + text, form)).map((value, index) => ({
    ...value,
    index: progress.values + index,
    line: value.line! + shift,
  }))
  return cut(values, ends, { window, progress })
}

function readHead(window: Window, progress: BulkProgress): Piece {
  const marked = progress.offset === 0 && window.bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  const skip = marked ? 3 : 0
  const bytes = window.bytes.subarray(skip)
  // Which one separates is not known yet: a wrong one sees quotes inside cells, and ends the line too early.
  const separators = [',', ';', '\t'].map((sign) => sign.charCodeAt(0))
  const ends = separators.flatMap((separator) => recordEnds(bytes, { separator, most: 1, isLast: window.isLast }))
  const first = ends.toSorted((a, b) => b.end - a.end)[0]
  const malformed = (column: number) => new Problem('bulk.malformed', { line: progress.line, column })
  if (!first) throw malformed(1)
  const text = decode(bytes.subarray(0, first.end), progress)
  const next = { ...progress, offset: progress.offset + skip + first.end, line: progress.line + first.lines }
  const isEnd = window.isLast && skip + first.end === window.bytes.length
  if (text.trim() === '') return { values: [], next, isEnd }
  const [titles] = atLine(progress.line - 1, () => parseCsv(text))
  if ((titles?.cells.length ?? 0) > mostTitles) throw malformed(mostTitles + 1)
  const head = /[\r\n]$/.test(text) ? text : `${text}\r\n`
  // Says at once which columns are missing.
  incomingOfCsv(head, undefined)
  return { values: [], next: { ...next, head }, isEnd }
}

function endsOf(window: Window, { line }: BulkProgress, { separator, most }: { separator: string; most: number }) {
  const ends = recordEnds(window.bytes, { separator: separator.charCodeAt(0), most, isLast: window.isLast })
  if (ends.length === 0 && !window.isLast) throw new Problem('bulk.malformed', { line, column: 1 })
  return ends
}

/** As far as the returns of the values are not too many. */
function cut(
  values: readonly (IncomingValue & { line: number })[],
  ends: readonly RecordEnd[],
  { window, progress }: { window: Window; progress: BulkProgress },
): Piece {
  const pairs = new Set<string>()
  const over = values.find(({ orgUnit, period }) => pairs.add(`${orgUnit} ${period}`).size > mostPairs)
  const kept = over ? values.filter(({ line }) => line < over.line) : values
  const until = over ? ends.findLast(({ lines }) => progress.line + lines <= over.line)! : ends.at(-1)!
  const next = {
    ...progress,
    offset: progress.offset + until.end,
    line: progress.line + until.lines,
    values: progress.values + kept.length,
  }
  return { values: kept, next, isEnd: window.isLast && until.end === window.bytes.length }
}

const decode = (bytes: Buffer, { encoding }: BulkProgress): string => new TextDecoder(encoding).decode(bytes)

/** A fault of the piece is told by the line of the file. */
function atLine<T>(shift: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'csv.malformed') throw error
    const { line, column } = error.detail
    throw new Problem('bulk.malformed', { line: Number(line) + shift, column: Number(column) })
  }
}
