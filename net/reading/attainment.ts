import {
  compareDecimals,
  type Decimal,
  divideDecimals,
  isZero,
  maxDecimal,
  normalizeDecimal,
  one,
  signOf,
  subtractDecimals,
  zero,
} from '../quantity/index.ts'

/** Which way is good: up, down, or neither (a reference figure). */
export type Direction = 'up' | 'down' | 'none'

/** Decimals of a computed rate; 0.123456 is 12.3456 %. */
export const RATE_DECIMALS = 6

/** A quotient as a rate, rounded at `RATE_DECIMALS`; null when the divisor is zero. */
export function rateOf(part: Decimal, whole: Decimal): Decimal | null {
  return isZero(whole) ? null : normalizeDecimal(divideDecimals(part, whole, { decimals: RATE_DECIMALS }))
}

/**
 * Attainment 完成率 of a target: 1 is done, more is more than promised, never below 0 [RE1].
 *
 * Up: value over target. Down with a base: the way gone over the way to go; down without one: target over value, and 1
 * once nothing is left.
 *
 * @returns null for no value, for a target that cannot be divided by, and for reference figures.
 */
export function attainment(
  value: Decimal | null,
  target: Decimal,
  { direction, base }: { readonly direction: Direction; readonly base?: Decimal },
): Decimal | null {
  if (value === null || direction === 'none') return null
  if (base !== undefined) return atLeastZero(rateOf(subtractDecimals(value, base), subtractDecimals(target, base)))
  if (direction === 'up') return signOf(target) > 0 ? atLeastZero(rateOf(value, target)) : null
  if (signOf(value) > 0) return atLeastZero(rateOf(target, value))
  return compareDecimals(value, target) <= 0 ? one : zero
}

function atLeastZero(rate: Decimal | null): Decimal | null {
  return rate === null ? null : maxDecimal(rate, zero)
}
