import type { ReturnFault } from '../fault.ts'
import type { ReadImport, ReadSheet, ReadTotal, ReadValue } from './import-task.ts'
import { valuesOf } from './value-list.ts'

const rowsAtMost = 200
/** What is shown is passed from thread to thread and told to people: a long form has fewer rows of it. */
const figuresAtMost = 6_000

/** What was found in a workbook, as far as it is shown. */
export interface SheetReading {
  readonly sheets: readonly ReadSheet[]
  readonly places: number
  readonly values: number
  readonly blanks: number
  /** That it has figures of. */
  readonly periods: readonly string[]
  /** Figures of the first rows, those of one place and period side by side. */
  readonly rows: readonly (readonly ReadValue[])[]
  readonly totals: readonly ReadTotal[]
  readonly faults: readonly ReturnFault[]
  readonly faultCount: number
  readonly errorCount: number
}

export interface StoredReading extends SheetReading {
  readonly forms: readonly { readonly form: string; readonly columns: number }[]
}

export function sheetReading({ values, ...read }: ReadImport, indicators: readonly string[]): SheetReading {
  const words = { indicators, sheets: read.sheets.map(({ name }) => name) }
  const keys = values.keys()
  const rows: (readonly ReadValue[])[] = []
  let shown = 0
  for (const row of values.rows()) {
    if (rows.length >= rowsAtMost || shown >= figuresAtMost) break
    if (row.values.length > 0) rows.push(valuesOf(row, words))
    shown += row.values.length
  }
  return {
    ...read,
    places: new Set(keys.map(({ place }) => place)).size,
    values: values.count(),
    periods: [...new Set(keys.map(({ period }) => period))].toSorted(),
    rows,
  }
}
