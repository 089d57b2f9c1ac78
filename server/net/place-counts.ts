import { monthsOf, type Period } from '@gangju/net/period'
import { type CountNode, countKey, countsOf } from '@gangju/net/rollup'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import { countPlaces, type PlaceCount } from './place-count.store.ts'

export interface CountsQuestion {
  readonly catalog: Catalog
  readonly indicators: readonly CatalogIndicator[]
  readonly placeIds: readonly number[]
  readonly periods: readonly Period[]
  readonly asOf: Date | null
}

/** Counts of places by the name of the count, the place and the period. */
export type PlaceCounts = ReadonlyMap<string, PlaceCount>

export const countAt = (placeId: number, key: string, period: string) => `${placeId} ${period} ${key}`

/** What the formulas of a question count [RU11]: one statement for each count over its months, one for each longer period. */
export async function loadPlaceCounts(db: Db, question: CountsQuestion): Promise<PlaceCounts> {
  const found = new Map<string, PlaceCount>()
  for (const [key, { count, periods }] of wantedCounts(question)) {
    for (const cell of await loadCount(db, question, { count, periods })) {
      found.set(countAt(cell.placeId, key, cell.period), cell)
    }
  }
  return found
}

interface WantedCount {
  readonly count: CountNode
  readonly periods: readonly Period[]
}

function wantedCounts({ catalog, indicators, periods }: CountsQuestion): ReadonlyMap<string, WantedCount> {
  const wanted = new Map<string, { count: CountNode; periods: Period[] }>()
  const visit = (indicator: CatalogIndicator, period: Period): void => {
    const { formula } = catalog.definitionAt(indicator, period.id)
    if (formula === null) return
    for (const count of countsOf(formula)) {
      const entry = wanted.get(countKey(count)) ?? { count, periods: [] }
      if (!entry.periods.includes(period)) entry.periods.push(period)
      wanted.set(countKey(count), entry)
    }
    for (const part of catalog.derivedPartsOf(formula)) visit(part, period)
  }
  for (const indicator of indicators) for (const period of periods) visit(indicator, period)
  return wanted
}

async function loadCount(
  db: Db,
  { catalog, placeIds, asOf }: CountsQuestion,
  { count, periods }: WantedCount,
): Promise<PlaceCount[]> {
  const { indicatorId, entry } = catalog.indicator(count.code)
  const query = { placeIds, indicatorId, count }
  const months = periods.filter(({ kind }) => kind === 'month').map(({ id }) => id)
  const cells = months.length > 0 ? await countPlaces(db, { ...query, periods: months }, asOf) : []
  const { overPeriods } = entry.aggregation
  for (const period of periods.filter(({ kind }) => kind !== 'month')) {
    // What may not be combined over periods is counted by the figures that were filed for the period itself.
    const over = overPeriods === 'none' ? 'last' : overPeriods
    const own = overPeriods === 'none' ? [period.id] : [period.id, ...monthsOf(period).map(({ id }) => id)]
    cells.push(...(await countPlaces(db, { ...query, periods: own, within: { period: period.id, over } }, asOf)))
  }
  return cells
}
