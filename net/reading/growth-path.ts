import {
  addDecimals,
  type Decimal,
  multiplyDecimals,
  normalizeDecimal,
  one,
  powerOfTen,
  roundDecimal,
  signOf,
  subtractDecimals,
} from '../quantity/index.ts'
import { RATE_DECIMALS } from './attainment.ts'

/** From a level in one year to a level in a later one, in one unit. */
export interface GrowthPath {
  readonly base: Decimal
  readonly baseYear: number
  readonly target: Decimal
  readonly targetYear: number
}

/** Longest span that a path is computed for. */
const longestYears = 100

/**
 * The growth rate that, kept up each year, leads from the base to the target [RE11]: (target/base)^(1/years) − 1, correct
 * to six decimals. The root is taken in whole numbers, so no binary float comes near it.
 *
 * @returns null when base or target is not positive, or the target year does not follow the base year within a century.
 */
export function requiredGrowth({ base, baseYear, target, targetYear }: GrowthPath): Decimal | null {
  const years = targetYear - baseYear
  if (!(years >= 1 && years <= longestYears) || signOf(base) <= 0 || signOf(target) <= 0) return null
  // floor((target/base)^(1/years) × 10^digits); the floor rounds like the root itself: digits after the sixth suffice.
  const digits = RATE_DECIMALS + 4
  const numerator = target.coefficient * powerOfTen(base.scale + digits * years)
  const root = integerRoot(numerator / (base.coefficient * powerOfTen(target.scale)), years)
  return normalizeDecimal(subtractDecimals(roundDecimal({ coefficient: root, scale: digits }, RATE_DECIMALS), one))
}

/** The values on that path for each year after the base year; the last is the target itself. */
export function growthPath(path: GrowthPath): readonly { readonly year: number; readonly value: Decimal }[] {
  const rate = requiredGrowth(path)
  if (rate === null) return []
  const factor = addDecimals(rate, one)
  let value = path.base
  return Array.from({ length: path.targetYear - path.baseYear }, (_, index) => {
    const year = path.baseYear + index + 1
    value = roundDecimal(multiplyDecimals(value, factor), path.target.scale + RATE_DECIMALS)
    return { year, value: year === path.targetYear ? path.target : roundDecimal(value, path.target.scale) }
  })
}

/**
 * Two-year average growth 两年平均增速: the rate that, twice, makes up the whole change.
 *
 * @returns a rate at six decimals; null when either value is not positive.
 */
export function twoYearAverage(current: Decimal, twoYearsBefore: Decimal): Decimal | null {
  return requiredGrowth({ base: twoYearsBefore, baseYear: 0, target: current, targetYear: 2 })
}

/** The largest integer whose `degree`-th power is not above the radicand (Newton's method from above). */
function integerRoot(radicand: bigint, degree: number): bigint {
  if (radicand < 2n || degree === 1) return radicand
  const n = BigInt(degree)
  const bits = BigInt(radicand.toString(2).length)
  let guess = 1n << (bits / n + 1n)
  for (;;) {
    const next = ((n - 1n) * guess + radicand / guess ** (n - 1n)) / n
    if (next >= guess) return guess
    guess = next
  }
}
