import {
  convert,
  type Decimal,
  formatDecimal,
  isConvertible,
  multiplyDecimals,
  normalizeDecimal,
  parseDecimal,
  readNumberCell,
  readSpreadsheetNumber,
  readTypedFigure,
} from '@gangju/net/quantity'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import { plainHeader } from '../return-layout.ts'

/** What stands in a cell of somebody's own sheet, in the unit of the form. `note`: taken, but somebody should know. */
export type OwnFigure =
  | { readonly kind: 'number'; readonly value: Decimal; readonly note?: 'cell.formula' }
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'blank'; readonly note?: 'cell.dash' }
  | { readonly kind: 'fault'; readonly code: string; readonly suggestion?: string }

export interface OwnUnits {
  /** Of the form. */
  readonly unit: string
  readonly decimals: number
  /** As the sheet states it; null: the form's. */
  readonly stated: string | null
}

const plainNumber = /^-?\d+(?:\.\d+)?$/
const dash = /^[-‐‑‒–—―−─_／/\\.…·\s]{1,6}$/u
const notApplicable = new Set(['不适用', 'n/a', '不涉及', 'notapplicable'])

/**
 * Reads a cell as the office that made the sheet meant it [XL5]: a dash is a blank, a formula is what it last showed, a
 * percentage of a percent column is its percents; what would be a guess (约30, 1万2千) is a fault with a suggestion.
 */
export function readOwnFigure(cell: SheetCell, units: OwnUnits): OwnFigure {
  switch (cell.kind) {
    case 'number':
      return fromNumber(cell.text, units, cell.percent)
    case 'formula':
      if (cell.text === '') return { kind: 'fault', code: 'number.formula' }
      return noted(fromNumber(cell.text, units, false), 'cell.formula')
    case 'text':
      return fromText(cell.text, units)
    case 'date':
      return { kind: 'fault', code: 'number.date' }
    case 'boolean':
      return { kind: 'fault', code: 'number.boolean' }
    case 'error':
      return { kind: 'fault', code: 'number.errorValue' }
  }
}

const noted = (figure: OwnFigure, note: 'cell.formula'): OwnFigure =>
  figure.kind === 'number' ? { ...figure, note } : figure

function fromNumber(text: string, units: OwnUnits, percent: boolean): OwnFigure {
  // Short numbers without noise or exponent, as nearly all are, need no closer look.
  if (!percent && text.length <= 15 && plainNumber.test(text)) return inUnit(parseDecimal(text), units)
  const read = readSpreadsheetNumber(text)
  if (read.kind !== 'number') return read
  if (!percent) return inUnit(read.value, units)
  if ((units.stated ?? units.unit) !== '%') return { kind: 'fault', code: 'number.percent' }
  return fine(normalizeDecimal(multiplyDecimals(read.value, parseDecimal('100'))), units)
}

function fromText(text: string, units: OwnUnits): OwnFigure {
  if (notApplicable.has(plainHeader(text))) return { kind: 'notApplicable' }
  if (dash.test(text)) return { kind: 'blank', note: 'cell.dash' }
  const plain = readNumberCell(text)
  if (plain.kind === 'blank') return plain
  if (plain.kind === 'number') return inUnit(plain.value, units)
  const percent = /^\s*(-?\d+(?:\.\d+)?)\s*[%％]\s*$/.exec(text.normalize('NFKC'))
  if (percent && units.unit === '%') return fine(parseDecimal(percent[1]!), units)
  // A unit of its own counts before the column's: 300万元 under a head of 亿元.
  const typed = readTypedFigure(text, units.stated ?? units.unit)
  if (typed.kind === 'number') return inUnit(typed.value, units)
  if (typed.kind === 'blank') return typed
  const suggestion = typed.suggestion ?? guessOf(typed.code, text)
  return { kind: 'fault', code: typed.code, ...(suggestion === undefined ? {} : { suggestion }) }
}

/** The one number in an inexact text: 约30 may be 30. */
function guessOf(code: string, text: string): string | undefined {
  const numbers = text.normalize('NFKC').match(/\d{1,15}(?:\.\d{1,6})?/g) ?? []
  return code === 'number.approximate' && numbers.length === 1 ? numbers[0] : undefined
}

function inUnit(value: Decimal, { unit, stated, decimals }: OwnUnits): OwnFigure {
  if (stated === null || stated === unit) return fine(normalizeDecimal(value), { decimals })
  if (!isConvertible(stated, unit)) return { kind: 'fault', code: 'unit.changed' }
  try {
    return fine(normalizeDecimal(convert(value, stated, unit)), { decimals })
  } catch {
    return { kind: 'fault', code: 'number.inexactUnit' }
  }
}

/** Finer than the form asks for would be rounded by somebody, so the person is asked. */
function fine(value: Decimal, { decimals }: Pick<OwnUnits, 'decimals'>): OwnFigure {
  if (value.scale <= decimals) return { kind: 'number', value }
  return { kind: 'fault', code: decimals === 0 ? 'value.notWhole' : 'value.tooFine' }
}

/** What a figure is multiplied by; null where the decimal does not end, or the units do not meet. */
export function factorBetween(stated: string, unit: string): string | null {
  try {
    return formatDecimal(normalizeDecimal(convert(parseDecimal('1'), stated, unit)))
  } catch {
    return null
  }
}
