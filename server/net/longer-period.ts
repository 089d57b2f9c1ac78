import { monthsOf, type Period } from '@gangju/net/period'
import { formatDecimal, parseDecimal, sumDecimals } from '@gangju/net/quantity'
import type { Db } from '../db/connection.ts'
import type { CatalogIndicator } from './catalog.ts'
import { type CellQuery, listCombinedCells, listSilentTotals, type RollupCell } from './cell.store.ts'

const isLatestSum = ({ entry: { aggregation } }: CatalogIndicator) =>
  aggregation.overPeriods === 'last' && aggregation.overPlaces === 'sum'

/** Months' roll-ups give what the cells would give; what may not meet is refused over them. */
export const isFromMonths = ({ entry: { aggregation } }: CatalogIndicator) =>
  aggregation.overPlaces === 'none' ||
  aggregation.overPeriods === 'none' ||
  (aggregation.overPeriods === aggregation.overPlaces && aggregation.overPeriods !== 'mean')

interface LongerQuestion {
  readonly cells: CellQuery
  readonly parts: readonly CatalogIndicator[]
  readonly periods: readonly Period[]
  readonly rollups: readonly RollupCell[]
  readonly asOf: Date | null
}

/** Cells of quarters, halves and years that the months' roll-ups cannot tell; they bear the name of the longer period [RU10]. */
export async function loadLongerPeriods(db: Db, question: LongerQuestion): Promise<RollupCell[]> {
  return [...(await loadLatest(db, question)), ...(await loadCombined(db, question))]
}

/** `last` over periods, `sum` over places: the roll-up of the last month anyone answered, and what the silent ones said before. */
async function loadLatest(db: Db, { cells, parts, periods, rollups, asOf }: LongerQuestion): Promise<RollupCell[]> {
  const indicatorIds = parts.filter(isLatestSum).map((part) => part.indicatorId)
  const latest: RollupCell[] = []
  if (indicatorIds.length === 0) return latest
  for (const period of periods.filter(({ kind }) => kind !== 'month')) {
    const months = monthsOf(period).map((month) => month.id)
    const answered = rollups.filter(
      (cell) => months.includes(cell.period) && cell.reported > 0 && indicatorIds.includes(cell.indicatorId),
    )
    const last = answered.reduce((most, cell) => (cell.period > most ? cell.period : most), '')
    if (last === '') continue
    const upTo = months.filter((month) => month <= last)
    const silent = await listSilentTotals(db, { ...cells, indicatorIds, periods: upTo }, asOf)
    const silentOf = new Map(silent.map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell]))
    const inLast = new Map(
      answered.filter((cell) => cell.period === last).map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell]),
    )
    for (const key of new Set([...silentOf.keys(), ...inLast.keys()])) {
      const both = [inLast.get(key), silentOf.get(key)].flatMap((cell) => cell ?? [])
      latest.push({ ...both[0]!, ...addCells(both), period: period.id })
    }
  }
  return latest
}

/** Longer periods of figures that the months' roll-ups cannot tell, from the cells themselves [RU10]. */
async function loadCombined(db: Db, { cells, parts, periods, asOf }: LongerQuestion): Promise<RollupCell[]> {
  const mixed = parts.filter((part) => !part.entry.publishedOnly && !isFromMonths(part) && !isLatestSum(part))
  const combined: RollupCell[] = []
  for (const period of periods.filter(({ kind }) => kind !== 'month')) {
    const months = monthsOf(period).map((month) => month.id)
    for (const { indicatorId, entry } of mixed) {
      const over = entry.aggregation.overPeriods
      if (over === 'none') continue
      const query = { ...cells, indicatorIds: [indicatorId], periods: months, period: period.id, over }
      combined.push(...(await listCombinedCells(db, query, asOf)))
    }
  }
  return combined
}

function addCells(cells: readonly RollupCell[]): Pick<RollupCell, 'reported' | 'counted' | 'total'> {
  const total = sumDecimals(cells.flatMap((cell) => (cell.total === null ? [] : parseDecimal(cell.total))))
  return {
    reported: cells.reduce((sum, cell) => sum + cell.reported, 0),
    counted: cells.reduce((sum, cell) => sum + cell.counted, 0),
    total: formatDecimal(total),
  }
}
