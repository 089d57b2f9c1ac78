import type { Decimal } from '../quantity/index.ts'

export type MeasureKind =
  | 'yearOnYear'
  | 'periodOnPeriod'
  | 'yearToDate'
  | 'periodAlone'
  | 'growth'
  | 'twoYearAverage'
  | 'share'
  | 'perHead'

/** Why a measure has no value, or (`gap`, of the year so far) what its value leaves out. */
export type MeasureReason =
  | 'notReported'
  | 'earlierNotReported'
  | 'gap'
  | 'fromZero'
  | 'notPositive'
  | 'unlikeReports'
  | 'publishedOnly'
  | 'wholeUnknown'
  | 'populationUnknown'

/** What is computed from a figure and its neighbours, and never typed. */
export interface Measure {
  readonly kind: MeasureKind
  readonly value: Decimal | null
  /** A rate is 0…1; points are of percents, steps of ranks; a quantity is in the unit of the figure or a unit of its own. */
  readonly as: 'rate' | 'points' | 'steps' | 'quantity'
  readonly reason: MeasureReason | null
  /** What it was compared with: a period. */
  readonly against: string | null
}

/** One figure in time, with what it may be compared with. */
export interface MeasuredFigure {
  readonly period: string
  /** `points`: a percent; `steps`: a rank; `quantity`: all else. */
  readonly kind: 'points' | 'steps' | 'quantity'
  readonly form: 'current' | 'cumulative' | 'stock'
  /** Months add up to the year. */
  readonly addsUp: boolean
  /** At the prices of its time: a change of it is not growth [FG4]. */
  readonly atCurrentPrices: boolean
  /** It is a growth rate itself, in percent. */
  readonly isGrowth: boolean
  valueAt(period: string): Decimal | null
  /** False: two sums over unlike numbers of places [RE14]. */
  comparable(period: string, other: string): boolean
  /** The published growth at constant prices, in percent; null when no office publishes one. */
  readonly growthAt: ((period: string) => Decimal | null) | null
  /** The figure of the place above; undefined where a share of it would say nothing. */
  readonly whole: Decimal | null | undefined
  /** Residents, and the factor that makes the quotient read in the unit per head; undefined where it would say nothing. */
  readonly population: { readonly count: Decimal | null; readonly factor: Decimal } | undefined
}
