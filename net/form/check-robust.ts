import {
  absolute,
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  isZero,
  multiplyDecimals,
  normalizeDecimal,
  parseDecimal,
  subtractDecimals,
  sumDecimals,
} from '../quantity/index.ts'

/** Where figures lie and how far they spread, by measures that a few wild ones do not move. */
export interface RobustSummary {
  readonly count: number
  readonly median: Decimal
  /** Median of the distances from the median (MAD). */
  readonly deviation: Decimal
  /** Sum of the distances: over the count, the mean distance, for when most figures are equal. */
  readonly deviationSum: Decimal
}

/** With fewer figures nothing is called unusual [CK12]. */
export const FEWEST_FIGURES = 8

/** Exact. @returns undefined of no figures at all. */
export function summarizeRobustly(figures: readonly Decimal[]): RobustSummary | undefined {
  const median = medianOf(figures)
  if (median === undefined) return undefined
  const distances = figures.map((figure) => absolute(subtractDecimals(figure, median)))
  return { count: figures.length, median, deviation: medianOf(distances)!, deviationSum: sumDecimals(distances) }
}

/**
 * The modified z score: how many standard deviations a figure lies from the median, were the figures normal [CK12].
 * Where more than half of them are equal (MAD 0) the mean distance takes the place of the median one.
 *
 * @returns null with fewer than eight figures, and when all are equal: then nothing tells how far is far. Two decimals,
 *   rounded half away from zero.
 * @source Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: 0.6745 (x - median) / MAD, 3.5 as threshold;
 *   (x - median) / (1.253314 mean distance) when the MAD is zero.
 */
export function robustScore(figure: Decimal, figures: RobustSummary): Decimal | null {
  if (figures.count < FEWEST_FIGURES || isZero(figures.deviationSum)) return null
  const distance = subtractDecimals(figure, figures.median)
  const [above, below] = isZero(figures.deviation)
    ? [multiplyDecimals(distance, decimalOf(figures.count)), multiplyDecimals(figures.deviationSum, meanFactor)]
    : [multiplyDecimals(distance, medianFactor), figures.deviation]
  return divideDecimals(above, below, { decimals: 2 })
}

const medianFactor = parseDecimal('0.6745')
const meanFactor = parseDecimal('1.253314')
const half = parseDecimal('0.5')

function medianOf(figures: readonly Decimal[]): Decimal | undefined {
  const sorted = figures.toSorted(compareDecimals)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined || sorted.length % 2 === 1) return upper
  return normalizeDecimal(multiplyDecimals(addDecimals(sorted[middle - 1]!, upper), half))
}
