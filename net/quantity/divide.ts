import { Problem } from '../problem/index.ts'
import { type Decimal, magnitude, powerOfTen } from './decimal.ts'

/** How many decimals a rounded result keeps. Rounding is always half away from zero (四舍五入) [QU3]. */
export interface Rounding {
  readonly decimals: number
}

/**
 * The quotient, rounded half away from zero [QU3].
 *
 * @throws Problem `number.divisionByZero` [QU6].
 */
export function divideDecimals(a: Decimal, b: Decimal, { decimals }: Rounding): Decimal {
  if (b.coefficient === 0n) throw new Problem('number.divisionByZero')
  // a/b × 10^decimals as one fraction of integers; one of the two powers is zero.
  const shift = decimals + b.scale - a.scale
  const numerator = shift > 0 ? a.coefficient * powerOfTen(shift) : a.coefficient
  const denominator = shift < 0 ? b.coefficient * powerOfTen(-shift) : b.coefficient
  return { coefficient: divideHalfAway(numerator, denominator), scale: decimals }
}

/** The value at exactly `decimals` decimals: rounded half away from zero, or filled with zeros [QU3]. */
export function roundDecimal(a: Decimal, decimals: number): Decimal {
  if (decimals >= a.scale) return { coefficient: a.coefficient * powerOfTen(decimals - a.scale), scale: decimals }
  return { coefficient: divideHalfAway(a.coefficient, powerOfTen(a.scale - decimals)), scale: decimals }
}

/** The integer nearest to a fraction; halves go away from zero. */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const below = magnitude(denominator)
  const rounded = (magnitude(numerator) * 2n + below) / (below * 2n)
  return numerator < 0n === denominator < 0n ? rounded : -rounded
}
