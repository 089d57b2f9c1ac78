import { Problem } from '../problem/index.ts'

export type PeriodKind = 'month' | 'quarter' | 'half' | 'year'

/** A reporting period. `index` counts from 1 inside the year; a year has index 1. */
export interface Period {
  readonly id: string
  readonly kind: PeriodKind
  readonly year: number
  readonly index: number
}

/** Months in one period of each kind. */
export const monthsPer: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

const pattern = /^(\d{4})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/
const firstYear = 1900
const lastYear = 2199

/**
 * Reads `2026`, `2026-S1`, `2026-Q3` or `2026-08` [PE1].
 *
 * @throws Problem `period.malformed`, for years outside 1900–2199 too.
 * @source SDMX 3.0 section 2, time formats: Gregorian year and month, reporting semester and quarter.
 */
export function parsePeriod(id: string): Period {
  const match = pattern.exec(id)
  if (!match) throw new Problem('period.malformed', { period: id.slice(0, 20) })
  const [, year, half, quarter, month] = match
  if (half) return periodOf('half', Number(year), Number(half))
  if (quarter) return periodOf('quarter', Number(year), Number(quarter))
  if (month) return periodOf('month', Number(year), Number(month))
  return periodOf('year', Number(year), 1)
}

/** The period of a kind by year and index. @throws Problem `period.malformed` outside the calendar. */
export function periodOf(kind: PeriodKind, year: number, index: number): Period {
  const inRange = Number.isInteger(year) && year >= firstYear && year <= lastYear
  if (!inRange || !Number.isInteger(index) || index < 1 || index > 12 / monthsPer[kind]) {
    throw new Problem('period.malformed', { period: `${kind} ${year} ${index}` })
  }
  return { id: idOf(kind, year, index), kind, year, index }
}

/** Ids of one kind sort as text in the order of time [PE2]. */
export function comparePeriodIds(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function idOf(kind: PeriodKind, year: number, index: number): string {
  switch (kind) {
    case 'month':
      return `${year}-${String(index).padStart(2, '0')}`
    case 'quarter':
      return `${year}-Q${index}`
    case 'half':
      return `${year}-S${index}`
    case 'year':
      return String(year)
  }
}
