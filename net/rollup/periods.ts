import { comparePeriodIds } from '../period/index.ts'
import type { Decimal } from '../quantity/index.ts'
import { type Aggregation, combineValues } from './combine.ts'
import { type Rollup, readRollup } from './summary.ts'

/** The summary of one place and one month; `expected` where it is known. */
export interface MonthlyRollup extends Rollup {
  readonly period: string
  readonly expected?: number
}

/** A longer period's figure, and whether it is the one that the cells themselves would give. */
export interface CombinedPeriods {
  readonly value: Decimal | null
  /** False where the months' totals cannot tell what the cells would: read the cells with `rollUp` instead [RU10]. */
  readonly exact: boolean
}

/**
 * The figure of a quarter, half or year from the roll-ups of its months: places were combined first, periods second.
 *
 * That order gives the same as `rollUp` for sum over sum, min over min, max over max, and for a single reporting place;
 * for `last` when every expected place reported in the last month. Otherwise `exact` is false [RU10].
 *
 * @param monthly of one place and indicator, each month at most once, in any order; months without a report count nothing.
 * @throws Problem `aggregation.none`.
 */
export function combinePeriods(monthly: readonly MonthlyRollup[], aggregation: Aggregation): CombinedPeriods {
  const reported = monthly
    .filter((month) => month.reported > 0)
    .toSorted((a, b) => comparePeriodIds(a.period, b.period))
  if (reported.length === 0) return { value: null, exact: true }
  const values = reported.map((month) => readRollup(month, aggregation.overPlaces)!)
  return { value: combineValues(values, aggregation.overPeriods), exact: isExact(reported, aggregation) }
}

function isExact(reported: readonly MonthlyRollup[], { overPeriods, overPlaces }: Aggregation): boolean {
  if (reported.length === 1 || (overPeriods === overPlaces && overPlaces !== 'mean')) return true
  const latest = reported.at(-1)!
  if (overPeriods === 'last') return latest.expected !== undefined && latest.reported >= latest.expected
  return false
}
