import { isConvertible } from '@gangju/net/quantity'
import type { StreamRow } from '../../http/sheet/row-stream.ts'
import { cellForm } from '../../http/sheet/sheet-row.ts'
import type { CellReader } from './cell-reader.ts'
import type { TaskColumn } from './import-task.ts'
import { factorBetween } from './own-figure.ts'
import { multiplyShort, readShortNumber } from './sheet-number.ts'
import type { PlanColumn } from './sheet-plan.ts'
import type { Totals } from './sheet-totals.ts'
import { packPosition, type ValueList } from './value-list.ts'

/** A column of figures of one indicator, with all that its plain numbers need. */
export interface ShortColumn {
  readonly plan: PlanColumn
  readonly column: TaskColumn
  /** Where its figures are kept. */
  readonly number: number
  /** Into the unit of the form. 0: plain numbers take the long way too. */
  readonly factor: number
  readonly factorScale: number
}

export function shortColumn(plan: PlanColumn, column: TaskColumn, cells: CellReader): ShortColumn {
  const stated = cells.statedUnit(plan.unit, undefined, column)
  const number = cells.numberOf(column.indicator)
  if (stated === null || stated === column.unit) return { plan, column, number, factor: 1, factorScale: 0 }
  const text = isConvertible(stated, column.unit) ? factorBetween(stated, column.unit) : null
  const factor = text === null ? undefined : readShortNumber(text)
  const isShort = factor !== undefined && typeof factor.coefficient === 'number'
  return {
    plan,
    column,
    number,
    factor: isShort ? factor.coefficient : 0,
    factorScale: isShort ? factor.scale : 0,
  }
}

/** Where the figures of a row go. */
export interface ShortGoals {
  readonly values: ValueList
  readonly totals: Totals
  readonly sheet: number
}

/**
 * Takes a plain number into the present return and its column's sum without making an object of it, as nearly all cells of a
 * large sheet are taken. @returns false, and nothing is taken, for whatever needs a closer look.
 */
export function takeShort(row: StreamRow, slot: number, one: ShortColumn, goals: ShortGoals): boolean {
  if (row.forms[slot] !== cellForm.number || one.factor === 0) return false
  let coefficient = row.coefficients[slot]!
  let scale = row.scales[slot]!
  if (one.factor !== 1 || one.factorScale !== 0) {
    const product = multiplyShort({ coefficient, scale }, { coefficient: one.factor, scale: one.factorScale })
    if (!product) return false
    coefficient = product.coefficient as number
    scale = product.scale
  }
  if (scale > one.column.decimals) return false
  const position = packPosition(goals.sheet, row.row, one.plan.number)
  if (!goals.values.addShort(one.number, coefficient, scale, position)) return false
  goals.totals.addShort(one.plan.number, coefficient, scale)
  return true
}
