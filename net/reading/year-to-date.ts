import { firstMonth, parsePeriod, periodOf, periodsBetween, previousPeriod } from '../period/index.ts'
import { type Decimal, subtractDecimals, sumDecimals } from '../quantity/index.ts'
import type { Series } from './change.ts'

/** Whether a month's figure is of the month alone or of the year so far (本年累计). */
export type Accumulation = 'current' | 'cumulative'

/** The year so far, and what of it nobody reported. */
export interface YearToDate {
  /** Null when nothing was reported. With missing periods a sum of current figures is what was reported, no more. */
  readonly value: Decimal | null
  readonly missingPeriods: readonly string[]
}

/**
 * The year so far at the end of a period [RE10]: a cumulative figure as it stands, current ones added up from the first
 * period of the year. Periods without a report are listed, not taken for zero.
 */
export function yearToDate(series: Series, periodId: string, accumulation: Accumulation): YearToDate {
  const period = parsePeriod(periodId)
  if (accumulation === 'cumulative') {
    const value = series.get(periodId) ?? null
    return { value, missingPeriods: value === null ? [periodId] : [] }
  }
  const ids = periodsBetween(periodOf(period.kind, period.year, 1), period).map(({ id }) => id)
  const values = ids.flatMap((id) => series.get(id) ?? [])
  return {
    value: values.length === 0 ? null : sumDecimals(values),
    missingPeriods: ids.filter((id) => !series.has(id)),
  }
}

/**
 * The figure of one period alone from cumulative ones: this less the one before; the first of a year is itself [RE10].
 *
 * @returns null when either is missing. Where January is published with February, February alone is unknown.
 */
export function monthFromCumulative(series: Series, periodId: string): Decimal | null {
  const period = parsePeriod(periodId)
  const current = series.get(periodId)
  if (!current) return null
  if (firstMonth(period) === 1) return current
  const previous = series.get(previousPeriod(period).id)
  return previous ? subtractDecimals(current, previous) : null
}
