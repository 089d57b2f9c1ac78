import { monthsOf, parsePeriod } from '@gangju/net/period'
import { onBoundary } from '@gangju/net/place'
import { type Decimal, parseDecimal, sumDecimals } from '@gangju/net/quantity'
import type { Db, Trx } from '../db/connection.ts'
import { listBoundaryCells, listSuccessions } from './boundary-reading.store.ts'
import type { CatalogIndicator } from './catalog.ts'
import { textOf } from './readings.ts'
import { deriving } from './rollup.store.ts'

export interface BoundaryQuestion {
  readonly place: { readonly placeId: number }
  readonly indicator: CatalogIndicator
  readonly period: string
  readonly asOf: Date | null
  /** ISO day: the tree as it stood then. */
  readonly boundary: string
}

/**
 * A figure on the boundary of a stated day: the places that lay under the place then, with what was reported since by
 * their predecessors and successors carried over where it may be [PL10]. A split cannot be carried and refuses the whole.
 * What lay under the place then may lie elsewhere now: it is read with the wall open, and only the sum leaves here.
 *
 * @returns the parts of a reading that differ from the one on today's boundary.
 */
export function loadOnBoundary(db: Db, question: BoundaryQuestion) {
  return deriving(db as Trx, () => readOnBoundary(db, question))
}

async function readOnBoundary(db: Db, { place, indicator, period: periodId, asOf, boundary }: BoundaryQuestion) {
  const refused = { value: null, state: 'refused' as const, refusal: 'boundary.split' }
  const { overPlaces, overPeriods } = indicator.entry.aggregation
  if (indicator.formula !== null || overPlaces !== 'sum') return { ...refused, refusal: 'aggregation.none' }
  const period = parsePeriod(periodId)
  const cells = await listBoundaryCells(db, {
    placeId: place.placeId,
    indicatorId: indicator.indicatorId,
    periods: monthsOf(period).map(({ id }) => id),
    boundary,
    asOf,
  })
  const members = new Set(cells.members)
  const { carried, refused: lost } = onBoundary(
    cells.figures.map((figure) => ({
      placeId: figure.placeId,
      period: figure.period,
      value: parseDecimal(figure.value),
    })),
    await listSuccessions(
      db,
      cells.figures.map((figure) => figure.placeId),
    ),
    { boundaryDate: boundary, overPlaces },
  )
  if (lost.some(({ placeId }) => members.has(placeId))) return refused
  const values = carried.filter(({ placeId }) => members.has(placeId))
  const inPeriod = overPeriods === 'sum' ? values : latestOfEach(values)
  const numbers = inPeriod.flatMap(({ value }) => value ?? [])
  return {
    value: textOf(numbers.length === 0 ? null : sumDecimals(numbers)),
    state: numbers.length === 0 ? ('notReported' as const) : ('value' as const),
    refusal: null,
    completeness: { reported: new Set(inPeriod.map(({ placeId }) => placeId)).size, expected: members.size },
  }
}

interface Carried {
  readonly placeId: number
  readonly period: string
  readonly value: Decimal | null
}

function latestOfEach<Value extends Carried>(values: readonly Value[]): Value[] {
  const latest = new Map<number, Value>()
  for (const value of values) {
    const known = latest.get(value.placeId)
    if (known === undefined || known.period < value.period) latest.set(value.placeId, value)
  }
  return [...latest.values()]
}
