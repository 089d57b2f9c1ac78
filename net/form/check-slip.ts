import {
  absolute,
  compareDecimals,
  convert,
  type Decimal,
  divideDecimals,
  findUnit,
  formatDecimal,
  hundred,
  isConvertible,
  multiplyDecimals,
  one,
  parseDecimal,
  signOf,
} from '../quantity/index.ts'
import { isBetween, plain } from './check-bounds.ts'
import type { PlannedColumn } from './check-plan.ts'
import type { RowFinding } from './checked-row.ts'

const wide = parseDecimal('3')
const narrow = parseDecimal('1.2')

/**
 * A figure that another unit explains [CK5]: against the period before, or, where it is not plausible, by its size alone.
 * A question to the clerk, who may know better.
 */
export function findSlip(planned: PlannedColumn, value: Decimal, last: Decimal | undefined): RowFinding | undefined {
  const { column, factor } = planned
  if (!column.slip || !factor) return undefined
  const guess = slippedBy(value, last, factor)
  const better = guess ?? correction(value, planned, factor)
  if (better === undefined) return undefined
  const isLarger = compareDecimals(absolute(value), absolute(better)) > 0
  return {
    code: guess === undefined ? 'unit.slipByRange' : 'unit.slip',
    severity: 'soft',
    indicator: column.indicator,
    detail: {
      text: formatDecimal(value),
      unit: column.unit,
      mistaken: mistakenUnit(column.unit, column.slip.mistakenUnit, isLarger),
      suggestion: plain(better),
      last: last ? plain(last) : '',
    },
  }
}

/**
 * What the figure would be without a slip by the factor against an earlier one, up or down; undefined when it looks like
 * none. Far apart (more than a hundredfold) is within threefold of the factor, near within a fifth.
 */
export function slippedBy(value: Decimal, last: Decimal | undefined, factor: Decimal): Decimal | undefined {
  if (!last) return undefined
  if (isNear(value, last, factor)) return divided(value, factor)
  return isNear(last, value, factor) ? multiplyDecimals(value, factor) : undefined
}

/** Whether a is about factor times b. */
function isNear(a: Decimal, b: Decimal, factor: Decimal): boolean {
  if (signOf(a) === 0 || signOf(b) === 0 || signOf(a) !== signOf(b)) return false
  const allowed = compareDecimals(factor, hundred) > 0 ? wide : narrow
  const scaled = absolute(multiplyDecimals(b, factor))
  const size = absolute(a)
  return (
    compareDecimals(multiplyDecimals(size, allowed), scaled) >= 0 &&
    compareDecimals(size, multiplyDecimals(scaled, allowed)) <= 0
  )
}

/** The one reading of an implausible figure in another unit that would be plausible. */
function correction(value: Decimal, bounds: PlannedColumn, factor: Decimal): Decimal | undefined {
  if (isBetween(value, bounds)) return undefined
  const isTooLarge = bounds.high !== null && compareDecimals(value, bounds.high) > 0
  const guess = isTooLarge ? divided(value, factor) : multiplyDecimals(value, factor)
  return isBetween(guess, bounds) ? guess : undefined
}

/** The form names one neighbour of its unit; too large a figure was given in the smaller one, too small in the larger. */
function mistakenUnit(unit: string, neighbour: string, isLarger: boolean): string {
  const isKnown = findUnit(unit) !== undefined && findUnit(neighbour) !== undefined && isConvertible(neighbour, unit)
  const isNeighbourLarger = isKnown && compareDecimals(convert(one, neighbour, unit, { decimals: 12 }), one) > 0
  if (!isKnown || isNeighbourLarger !== isLarger) return neighbour
  return /^[万亿]/.test(unit) ? unit.slice(1) : neighbour
}

const divided = (value: Decimal, factor: Decimal): Decimal =>
  divideDecimals(value, factor, { decimals: value.scale + 6 })
