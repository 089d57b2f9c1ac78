import { elapsedMonths, type Period } from '../period/index.ts'
import { Problem } from '../problem/index.ts'
import {
  type Decimal,
  decimalOf,
  divideDecimals,
  equalDecimals,
  hundred,
  multiplyDecimals,
  normalizeDecimal,
  one,
  subtractDecimals,
  sumDecimals,
} from '../quantity/index.ts'
import { RATE_DECIMALS } from './attainment.ts'

/**
 * How a year's plan is spread: evenly, or by the shares of its twelve months, which add up to 1. `planRate` is the part of
 * the plan asked for by the end of the year: 1, or 1.2 where 120 % is demanded.
 */
export interface YearPlan {
  readonly spread: 'linear' | readonly Decimal[]
  readonly planRate: Decimal
}

/**
 * Schedule progress 序时进度: the rate of the year's plan that is due by the end of the period [RE2]. Linear and 100 %:
 * 8 months are 8/12; at 120 % they are 0.8.
 *
 * @returns a rate, rounded at `RATE_DECIMALS`.
 * @throws Problem `plan.curveMalformed` unless there are twelve shares that add up to exactly 1.
 * @source bulletins of Kaiping and others (domain notes 3.1): 80.3 % after 8 months is 13.6 points ahead.
 */
export function scheduleProgress({ period, plan }: { readonly period: Period; readonly plan: YearPlan }): Decimal {
  const months = elapsedMonths(period)
  const { spread, planRate } = plan
  if (spread === 'linear') {
    const due = multiplyDecimals(planRate, decimalOf(months))
    return normalizeDecimal(divideDecimals(due, decimalOf(12), { decimals: RATE_DECIMALS }))
  }
  if (spread.length !== 12 || !equalDecimals(sumDecimals(spread), one)) {
    throw new Problem('plan.curveMalformed', { months: spread.length })
  }
  return normalizeDecimal(multiplyDecimals(planRate, sumDecimals(spread.slice(0, months))))
}

/** How far ahead (positive) or behind, in percentage points [RE3]: 0.803 against 0.666667 is 13.6333. */
export function paceGap(rate: Decimal, schedule: Decimal): Decimal {
  return normalizeDecimal(multiplyDecimals(subtractDecimals(rate, schedule), hundred))
}
