import { Problem } from '../problem/index.ts'
import { monthsPer, type Period, type PeriodKind, periodOf } from './period.ts'

/** Month of the year in which the period begins, 1 to 12. */
export function firstMonth({ kind, index }: Period): number {
  return (index - 1) * monthsPer[kind] + 1
}

/** Month of the year in which the period ends, 1 to 12. */
export function lastMonth({ kind, index }: Period): number {
  return index * monthsPer[kind]
}

/** Months of the year that have passed when the period ends: 9 for `2026-Q3`, 8 for `2026-08` [PE5]. */
export function elapsedMonths(period: Period): number {
  return lastMonth(period)
}

/** The months of a period in order; a month has itself. */
export function monthsOf(period: Period): readonly Period[] {
  const first = firstMonth(period)
  return Array.from({ length: monthsPer[period.kind] }, (_, offset) => periodOf('month', period.year, first + offset))
}

/**
 * The period of a kind that holds the given one: the quarter of a month, the year of a half.
 *
 * @throws Problem `period.notContained` when the kind is smaller than the period.
 */
export function containing(period: Period, kind: PeriodKind): Period {
  const size = monthsPer[kind]
  if (size < monthsPer[period.kind]) throw new Problem('period.notContained', { period: period.id, kind })
  return periodOf(kind, period.year, Math.ceil(lastMonth(period) / size))
}

/** Whether every day of the period lies in `outer`; a period lies in itself [PE3]. */
export function isWithin(period: Period, outer: Period): boolean {
  return period.year === outer.year && firstMonth(period) >= firstMonth(outer) && lastMonth(period) <= lastMonth(outer)
}

/** The next period of the same kind: after December comes January. */
export function nextPeriod(period: Period): Period {
  return shiftPeriod(period, 1)
}

/** The period before, of the same kind: before January comes December. */
export function previousPeriod(period: Period): Period {
  return shiftPeriod(period, -1)
}

/** The same period one year earlier (上年同期). */
export function yearBefore({ kind, year, index }: Period): Period {
  return periodOf(kind, year - 1, index)
}

/** So many periods of the same kind later, or earlier when negative. */
export function shiftPeriod({ kind, year, index }: Period, count: number): Period {
  const perYear = 12 / monthsPer[kind]
  const position = year * perYear + (index - 1) + count
  const shiftedYear = Math.floor(position / perYear)
  return periodOf(kind, shiftedYear, position - shiftedYear * perYear + 1)
}

/**
 * All periods from first to last, both included; empty when last comes first.
 *
 * @throws Problem `period.kindsDiffer`.
 */
export function periodsBetween(first: Period, last: Period): readonly Period[] {
  if (first.kind !== last.kind) throw new Problem('period.kindsDiffer', { first: first.id, last: last.id })
  const perYear = 12 / monthsPer[first.kind]
  const count = (last.year - first.year) * perYear + (last.index - first.index) + 1
  return Array.from({ length: Math.max(0, count) }, (_, offset) => shiftPeriod(first, offset))
}

/** First day as an ISO date. */
export function firstDay(period: Period): string {
  return `${period.year}-${twoDigits(firstMonth(period))}-01`
}

/** Last day as an ISO date, leap years included [PE4]. */
export function lastDay(period: Period): string {
  const month = lastMonth(period)
  return `${period.year}-${twoDigits(month)}-${daysIn(period.year, month)}`
}

/** The period of a kind in which an ISO date lies. @throws Problem `period.malformed` when it is no date. */
export function periodOn(isoDate: string, kind: PeriodKind): Period {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate)
  const [year, month, day] = match ? match.slice(1).map(Number) : []
  if (!year || !month || !day || month > 12 || day > daysIn(year, month)) {
    throw new Problem('period.malformed', { period: isoDate.slice(0, 20) })
  }
  return containing(periodOf('month', year, month), kind)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
