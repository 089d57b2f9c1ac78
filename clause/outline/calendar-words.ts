import { parseOrdinal } from './ordinal.ts'

/** A stretch of the calendar as the text words it, before its year is known. */
interface CalendarWords {
  readonly quarter: number | null
  readonly half: number | null
  readonly month: number | null
  readonly day: number | null
}

/** The id of the period that the words mean in a year: 2026, 2026-S1, 2026-Q3, 2026-10, 2026-10-31 [CT15]. Undefined for 13月 or 2月30日. */
export function periodIdOf(year: number, { quarter, half, month, day }: CalendarWords): string | undefined {
  if (quarter !== null) return `${year}-Q${quarter}`
  if (half !== null) return `${year}-S${half}`
  if (month === null) return String(year)
  if (month < 1 || month > 12) return undefined
  const monthId = `${year}-${twoDigits(month)}`
  if (day === null) return monthId
  return day >= 1 && day <= daysIn(year, month) ? `${monthId}-${twoDigits(day)}` : undefined
}

/** The last day of a period or day id, as YYYY-MM-DD. */
export function lastDayOf(period: string): string {
  const year = Number(period.slice(0, 4))
  const part = period.slice(5)
  if (part.length === 5) return period
  const month =
    part === '' ? 12 : part[0] === 'Q' ? Number(part[1]) * 3 : part[0] === 'S' ? Number(part[1]) * 6 : Number(part)
  return `${year}-${twoDigits(month)}-${twoDigits(daysIn(year, month))}`
}

/** Reads 一 四 3 as the quarter, 上 下 as the half, 12 or 十二 as the month. */
export function readCalendarWords(groups: Readonly<Record<string, string | undefined>>): CalendarWords {
  const { quarter, half, month, day } = groups
  return {
    quarter: quarter ? (parseOrdinal(quarter) ?? null) : null,
    half: half ? (half === '上' ? 1 : 2) : null,
    month: month ? (parseOrdinal(month) ?? null) : null,
    day: day ? (parseOrdinal(day) ?? null) : null,
  }
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
