import { Problem } from '../problem/index.ts'
import {
  type Decimal,
  decimalOf,
  divideDecimals,
  maxDecimal,
  minDecimal,
  normalizeDecimal,
  sumDecimals,
} from '../quantity/index.ts'

/** How values meet along one axis of the net. `none`: they never may. */
export type Combine = 'sum' | 'mean' | 'min' | 'max' | 'last' | 'none'

/** The two answers every indicator owes: how periods meet inside a place, how places meet inside a parent. */
export interface Aggregation {
  readonly overPeriods: Combine
  readonly overPlaces: Exclude<Combine, 'last'>
}

/** Decimals of a mean that does not end. Everything else is exact. */
export const MEAN_DECIMALS = 10

/**
 * One value of many; the order matters to `last` only.
 *
 * @param values at least one.
 * @throws Problem `aggregation.none` when two values would have to meet where they may not [RU5].
 */
export function combineValues(values: readonly Decimal[], how: Combine): Decimal {
  if (values.length === 0) throw new RangeError('nothing to combine')
  if (how === 'none' && values.length > 1) throw new Problem('aggregation.none', { values: values.length })
  return combiners[how](values)
}

/** A total shared out over a count, rounded at `MEAN_DECIMALS`, without trailing zeros. */
export function meanOf(total: Decimal, count: number): Decimal {
  return normalizeDecimal(divideDecimals(total, decimalOf(count), { decimals: MEAN_DECIMALS }))
}

const combiners: Record<Combine, (values: readonly Decimal[]) => Decimal> = {
  sum: (values) => sumDecimals(values),
  mean: (values) => meanOf(sumDecimals(values), values.length),
  min: (values) => values.reduce(minDecimal),
  max: (values) => values.reduce(maxDecimal),
  last: (values) => values.at(-1)!,
  none: (values) => values[0]!,
}
