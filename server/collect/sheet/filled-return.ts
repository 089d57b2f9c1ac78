import type { ReadImport } from './import-task.ts'
import type { ReadRow } from './value-list.ts'

/** One return that a workbook has figures for. */
export interface FilledReturn {
  /** Code of the place that files it. */
  readonly filer: string
  readonly period: string
  readonly rows: readonly Omit<ReadRow, 'texts'>[]
}

/** Lists of returns as JSON in UTF-8: made where the sheet is read, opened one after another by the server. */
export type ReturnPieces = readonly Uint8Array[]

/** In UTF-16 units; a return longer than this is a piece of its own. */
const pieceLength = 150_000

/** The figures of a workbook by who files them and when, in the order of codes and time. `filers`: by the codes of rows. */
export function cutReturns({ values }: ReadImport, filers: Readonly<Record<string, string>>): ReturnPieces {
  const byReturn = new Map<string, { filer: string; period: string; places: string[] }>()
  for (const { place, period } of values.keys()) {
    const filer = filers[place]
    if (filer === undefined) continue
    const key = `${filer} ${period}`
    const known = byReturn.get(key) ?? { filer, period, places: [] }
    known.places.push(place)
    byReturn.set(key, known)
  }
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  let open: string[] = []
  let length = 0
  const close = () => {
    if (open.length > 0) pieces.push(encoder.encode(`[${open.join(',')}]`))
    open = []
    length = 0
  }
  for (const [, { filer, period, places }] of [...byReturn].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const rows = places.flatMap((place) => {
      const row = values.rowAt(place, period)
      return row && row.values.length > 0 ? [{ ...row, texts: undefined }] : []
    })
    if (rows.length === 0) continue
    const json = JSON.stringify({ filer, period, rows } satisfies FilledReturn)
    if (length + json.length > pieceLength) close()
    open.push(json)
    length += json.length
  }
  close()
  return pieces
}

/** Opens one piece at a time, so that a large workbook is never whole in the server. */
export function* openReturns(pieces: ReturnPieces): Generator<FilledReturn> {
  const decoder = new TextDecoder()
  for (const piece of pieces) yield* JSON.parse(decoder.decode(piece)) as readonly FilledReturn[]
}
