import {
  formatDecimal,
  type NumberCell,
  normalizeDecimal,
  readNumberCell,
  readSpreadsheetNumber,
} from '@gangju/net/quantity'
import type { SheetCell } from '../http/sheet/workbook.ts'
import { cellKey, type FoundSheet } from './check-layout.ts'
import type { PlaceRow } from './check-places.ts'
import type { ReturnFault, ReturnValue, Rewriting } from './fault.ts'
import { layoutWords, plainHeader } from './return-layout.ts'

const notApplicable = [layoutWords.zh.notApplicable, layoutWords.en.notApplicable].map(plainHeader)

/** Everything gathered while a return is read. */
export interface Gathered {
  readonly values: ReturnValue[]
  readonly faults: ReturnFault[]
  readonly rewritings: Rewriting[]
  blanks: number
}

/** Reads the figures of one row. A row without any answer is a place that has not reported, and stores nothing [CO6]. */
export function readRow(sheet: FoundSheet, { row, place }: PlaceRow, gathered: Gathered): void {
  const columns = [...sheet.columns].toSorted(([a], [b]) => a - b)
  const cells = columns.map(([number, column]) => ({ column, cell: sheet.cells.get(cellKey(row, number)) }))
  const here = { sheet: sheet.page.name, placeCode: place.code, placeName: place.name }
  const { text: explanation, tooLongAt } = explanationOf(sheet, row)
  if (tooLongAt !== undefined) {
    gathered.faults.push({
      ...here,
      at: tooLongAt,
      code: 'explanation.tooLong',
      severity: 'error',
      detail: { most: longest },
    })
  }
  if (cells.every(({ cell }) => !cell || cell.text.trim() === '')) {
    gathered.blanks += cells.length
    gathered.faults.push({
      ...here,
      at: sheet.cells.get(cellKey(row, sheet.codeColumn))?.at,
      code: 'row.blank',
      severity: 'warning',
    })
    return
  }
  for (const [index, { column, cell }] of cells.entries()) {
    const at = cell?.at ?? atOf(sheet, row, columns[index]![0])
    const read = cell ? readCell(cell) : ({ kind: 'blank' } as const)
    const fault = (code: string, more: Partial<ReturnFault> = {}): void => {
      gathered.faults.push({
        ...here,
        at,
        indicator: column.indicator,
        text: cell?.text.slice(0, 60),
        code,
        severity: 'error',
        ...more,
      })
    }
    const value = { place, column, sheet: sheet.page.name, at, explanation }
    if (read.kind === 'fault') fault(read.code, detailOf(read, cell?.text ?? ''))
    else if (read.kind === 'notApplicable') {
      if (column.required) fault('cell.required')
      else gathered.values.push({ ...value, value: null, missing: 'notApplicable' })
    } else if (read.kind === 'blank') {
      gathered.blanks += 1
      if (column.required) fault('cell.required', { text: undefined })
      else gathered.values.push({ ...value, value: null, missing: 'notReported' })
    } else {
      const text = formatDecimal(normalizeDecimal(read.value))
      if (cell && read.notes.length > 0) gathered.rewritings.push({ at, from: cell.text, to: text })
      gathered.values.push({ ...value, value: normalizeDecimal(read.value), missing: null })
    }
  }
}

/** Characters of an explanation. */
const longest = 500

/** What the clerk says of the row's unusual figures. */
function explanationOf({ cells, explanationColumn }: FoundSheet, row: number) {
  const cell = explanationColumn === undefined ? undefined : cells.get(cellKey(row, explanationColumn))
  const text = cell?.kind === 'text' ? cell.text.trim() || undefined : undefined
  return text !== undefined && text.length > longest ? { tooLongAt: cell?.at } : { text }
}

/** What the person may have meant: from the reader of numbers, or the one number in an inexact text. */
function detailOf({ code, suggestion }: NumberCell & { kind: 'fault' }, text: string): Partial<ReturnFault> {
  const numbers = text.normalize('NFKC').match(/\d{1,15}(?:\.\d{1,6})?/g) ?? []
  const guess = suggestion ?? (code === 'number.approximate' && numbers.length === 1 ? numbers[0] : undefined)
  return guess === undefined ? {} : { detail: { suggestion: guess } }
}

type ReadCell = NumberCell | { readonly kind: 'notApplicable' }

/** By the type that the workbook gives the cell: what was computed, dated or counted as true is not what somebody typed. */
function readCell(cell: SheetCell): ReadCell {
  switch (cell.kind) {
    case 'number':
      if (cell.percent) return { kind: 'fault', code: 'number.percent' }
      return readSpreadsheetNumber(cell.text)
    case 'text':
      return notApplicable.includes(plainHeader(cell.text)) ? { kind: 'notApplicable' } : readNumberCell(cell.text)
    case 'formula':
      return { kind: 'fault', code: 'number.formula' }
    case 'date':
      return { kind: 'fault', code: 'number.date' }
    case 'boolean':
      return { kind: 'fault', code: 'number.boolean' }
    case 'error':
      return { kind: 'fault', code: 'number.errorValue' }
  }
}

/** The address of an empty cell, from a neighbour in its row or column. */
function atOf({ page }: FoundSheet, row: number, column: number): string {
  const letters = page.cells.find((cell) => cell.column === column)?.at.replace(/\d+$/, '') ?? ''
  return `${letters}${row}`
}
