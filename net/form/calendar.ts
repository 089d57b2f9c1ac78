import { firstDay, lastDay, nextPeriod, type Period, periodOn } from '../period/index.ts'
import type { FormEntry } from './form.ts'

/** One year's days off and working weekends (调休) as the State Council publishes them. */
export interface CalendarYear {
  readonly year: number
  readonly holidays: readonly { readonly from: string; readonly to: string }[]
  /** Saturdays and Sundays that are worked. */
  readonly workdays: readonly string[]
}

/** Days that differ from the plain week. A year without any has weekends only. */
export interface WorkCalendar {
  readonly off: ReadonlySet<string>
  readonly worked: ReadonlySet<string>
}

const dayMs = 86_400_000

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The day so many days later, or earlier when negative, as an ISO date. */
export function shiftDay(day: string, count: number): string {
  return new Date(timeOf(day) + count * dayMs).toISOString().slice(0, 10)
}

/** Years joined into one calendar; the order does not matter. */
export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const off = new Set<string>()
  for (const { from, to } of years.flatMap(({ holidays }) => holidays)) {
    for (let day = from; day <= to; day = shiftDay(day, 1)) off.add(day)
  }
  return { off, worked: new Set(years.flatMap(({ workdays }) => workdays)) }
}

/** Whether offices work on the ISO date: Monday to Friday, less holidays, and the weekends that are worked [FM1]. */
export function isWorkingDay(day: string, { off, worked }: WorkCalendar): boolean {
  if (worked.has(day)) return true
  const weekday = new Date(timeOf(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !off.has(day)
}

/** The nth working day of a month, counted from 1; its last one when it has fewer [FM2]. */
export function workingDayOfMonth(month: Period, ordinal: number, calendar: WorkCalendar): string {
  const last = lastDay(month)
  let seen = 0
  let found = last
  for (let day = firstDay(month); day <= last && seen < ordinal; day = shiftDay(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue
    seen += 1
    found = day
  }
  return found
}

type FormDays = Pick<FormEntry, 'openDay' | 'closeDay' | 'dayKind' | 'shift'>

/** The day from which a return of the period can be filed, in the month after the period [FM3]. */
export function openingDay({ openDay, dayKind }: FormDays, period: Period, calendar: WorkCalendar): string {
  return dayAfter(period, { ordinal: openDay, dayKind, calendar })
}

/** The day by which a return is due, in the month after the period; on a day off it moves as the form says [FM3]. */
export function closingDay({ closeDay, dayKind, shift }: FormDays, period: Period, calendar: WorkCalendar): string {
  let day = dayAfter(period, { ordinal: closeDay, dayKind, calendar })
  if (shift === undefined) return day
  while (!isWorkingDay(day, calendar)) day = shiftDay(day, shift === 'next' ? 1 : -1)
  return day
}

interface DayWords {
  readonly ordinal: number
  readonly dayKind: FormDays['dayKind']
  readonly calendar: WorkCalendar
}

function dayAfter(period: Period, { ordinal, dayKind, calendar }: DayWords): string {
  const month = nextPeriod(periodOn(lastDay(period), 'month'))
  if (dayKind === 'working') return workingDayOfMonth(month, ordinal, calendar)
  return `${month.id}-${String(ordinal).padStart(2, '0')}`
}
