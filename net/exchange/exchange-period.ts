import { firstDay, lastDay, monthsPer, type Period, type PeriodKind, parsePeriod, periodOf } from '../period/index.ts'

const pattern = /^(\d{4})(?:(0[1-9]|1[0-2])|Q([1-4])|S([12]))?$/

/**
 * Reads `202610`, `2026Q3`, `2026S1` and `2026`; our own ids (`2026-10`) too [EX1].
 *
 * @throws Problem `period.malformed`
 * @source DHIS2 2.41 developer guide, "Date and period format".
 */
export function parseExchangePeriod(text: string): Period {
  const match = pattern.exec(text)
  if (!match) return parsePeriod(text)
  const [, year, month, quarter, half] = match
  if (month) return periodOf('month', Number(year), Number(month))
  if (quarter) return periodOf('quarter', Number(year), Number(quarter))
  if (half) return periodOf('half', Number(year), Number(half))
  return periodOf('year', Number(year), 1)
}

/** A period as DHIS2 writes it [EX1]. */
export function formatExchangePeriod({ kind, year, index }: Period): string {
  if (kind === 'month') return `${year}${String(index).padStart(2, '0')}`
  if (kind === 'quarter') return `${year}Q${index}`
  return kind === 'half' ? `${year}S${index}` : String(year)
}

/** The periods of a kind that lie wholly between two days, both included, in the order of time. */
export function periodsBetween(kind: PeriodKind, from: string, to: string): readonly Period[] {
  const found: Period[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    for (let index = 1; index <= 12 / monthsPer[kind]; index += 1) {
      const period = periodOf(kind, year, index)
      if (firstDay(period) >= from && lastDay(period) <= to) found.push(period)
    }
  }
  return found
}
