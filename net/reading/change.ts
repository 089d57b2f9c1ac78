import { parsePeriod, previousPeriod, yearBefore } from '../period/index.ts'
import { absolute, type Decimal, subtractDecimals } from '../quantity/index.ts'
import { rateOf } from './attainment.ts'

/** Values of one place and indicator by period id; an absent period was not reported. */
export type Series = ReadonlyMap<string, Decimal>

/** A change between two periods. For percents and ranks read `difference` (points, places), for the rest `rate`. */
export interface Change {
  readonly current: Decimal
  readonly previous: Decimal
  readonly difference: Decimal
  /** Over the size of the earlier value; null when that is zero. */
  readonly rate: Decimal | null
}

/**
 * Change 同比 against the same period of the year before; of cumulative figures this is the cumulative rate [RE9]. Computed
 * from levels it is nominal: a real growth rate is only ever published.
 *
 * @returns null when either value was not reported.
 */
export function yearOnYear(series: Series, periodId: string): Change | null {
  return changeBetween(series.get(periodId), series.get(yearBefore(parsePeriod(periodId)).id))
}

/** Change 环比 against the period just before [RE9]. Cumulative figures first go through `monthFromCumulative`. */
export function periodOnPeriod(series: Series, periodId: string): Change | null {
  return changeBetween(series.get(periodId), series.get(previousPeriod(parsePeriod(periodId)).id))
}

/** The change from an earlier value to a later one; null when either was not reported. */
export function changeBetween(
  current: Decimal | null | undefined,
  previous: Decimal | null | undefined,
): Change | null {
  if (!current || !previous) return null
  const difference = subtractDecimals(current, previous)
  return { current, previous, difference, rate: rateOf(difference, absolute(previous)) }
}
