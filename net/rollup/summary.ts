import { Problem } from '../problem/index.ts'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  maxDecimal,
  minDecimal,
  negate,
  subtractDecimals,
  zero,
} from '../quantity/index.ts'
import { type Aggregation, meanOf } from './combine.ts'

/** What a place keeps of all that reported under it in one period: enough for sum, mean, min and max. */
export interface Rollup {
  readonly reported: number
  readonly total: Decimal
  readonly low: Decimal | null
  readonly high: Decimal | null
}

/** Nothing reported. */
export const emptyRollup: Rollup = { reported: 0, total: zero, low: null, high: null }

/** One more reporting place; a value of null (not applicable) adds nothing. */
export function foldObservation(rollup: Rollup, value: Decimal | null): Rollup {
  return value === null ? rollup : mergeRollups(rollup, { reported: 1, total: value, low: value, high: value })
}

/** Two disjoint sets of places as one. Associative and commutative, `emptyRollup` changes nothing [RU3]. */
export function mergeRollups(a: Rollup, b: Rollup): Rollup {
  return {
    reported: a.reported + b.reported,
    total: addDecimals(a.total, b.total),
    low: either(a.low, b.low, minDecimal),
    high: either(a.high, b.high, maxDecimal),
  }
}

/**
 * Takes one value out again. Count and total always follow; the extremes only while the value was strictly between them,
 * or was the last one [RU6].
 *
 * @returns null when the extremes must be looked up in what remains.
 * @throws Problem `rollup.notContained` when the summary cannot have held the value.
 */
export function subtractObservation(rollup: Rollup, value: Decimal): Rollup | null {
  const { reported, total, low, high } = rollup
  const isInside =
    low !== null && high !== null && compareDecimals(low, value) <= 0 && compareDecimals(value, high) <= 0
  if (!isInside) throw new Problem('rollup.notContained', { reported })
  if (reported === 1) return emptyRollup
  if (compareDecimals(value, low) === 0 || compareDecimals(value, high) === 0) return null
  return { reported: reported - 1, total: subtractDecimals(total, value), low, high }
}

/** What an ancestor's count and total change by when one cell changes. */
export interface RollupDelta {
  readonly reported: -1 | 0 | 1
  readonly total: Decimal
}

/** The change from one state of a cell to another; null is not reported or not applicable [RU6]. */
export function delta(before: Decimal | null, after: Decimal | null): RollupDelta {
  if (before === null) return after === null ? { reported: 0, total: zero } : { reported: 1, total: after }
  return after === null
    ? { reported: -1, total: negate(before) }
    : { reported: 0, total: subtractDecimals(after, before) }
}

/**
 * The figure of one period that a summary stands for; null when nothing was reported [RU4].
 *
 * @throws Problem `aggregation.none` when several places would have to meet [RU5].
 */
export function readRollup(
  { reported, total, low, high }: Rollup,
  overPlaces: Aggregation['overPlaces'],
): Decimal | null {
  if (reported === 0) return null
  switch (overPlaces) {
    case 'sum':
      return total
    case 'mean':
      return meanOf(total, reported)
    case 'min':
      return low
    case 'max':
      return high
    case 'none':
      if (reported > 1) throw new Problem('aggregation.none', { values: reported })
      return total
  }
}

function either(a: Decimal | null, b: Decimal | null, choose: (a: Decimal, b: Decimal) => Decimal): Decimal | null {
  if (a === null) return b
  return b === null ? a : choose(a, b)
}
