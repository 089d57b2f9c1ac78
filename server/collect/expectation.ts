import { lastDay, type Period, previousPeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { parseDecimal } from '@gangju/net/quantity'
import type { Scope } from '../http/call.ts'
import type { Catalog, CatalogForm } from '../net/catalog.ts'
import { listObservationCells, type ObservationCell } from '../net/cell.store.ts'
import { type Expectation, figureKey } from './fault.ts'
import { indicatorIdsOf } from './return-form.ts'
import { listReturnPlaces } from './return-place.store.ts'
import { levelWords } from './review.ts'

interface Words {
  readonly catalog: Catalog
  readonly form: CatalogForm
  readonly period: Period
}

/**
 * What a return of the place in the scope is checked against: its places, and their figures of the period before.
 *
 * @throws Problem `form.wrongLevel` when places of this level do not file the form.
 */
export async function loadExpectation({ db, place }: Scope, { catalog, form, period }: Words): Promise<Expectation> {
  const { entry } = form
  if (place.level !== entry.filedBy) throw new Problem('form.wrongLevel', { level: levelWords[entry.filedBy] })
  const places = await listReturnPlaces(db, { filerId: place.placeId, level: entry.collects, day: lastDay(period) })
  const query = { countyId: place.countyId, placeIds: places.map(({ placeId }) => placeId) }
  const last = await listFormFigures(db, { ...query, catalog, form, periods: [previousPeriod(period).id] })
  const lastFigures = last.flatMap(({ key, value }) => (value === null ? [] : [[key, parseDecimal(value)] as const]))
  return { form: entry, filer: place, period: period.id, places, lastFigures: new Map(lastFigures) }
}

export interface FormFigure extends Pick<ObservationCell, 'value' | 'missing' | 'period'> {
  /** As `figureKey` makes it. */
  readonly key: string
}

/** Figures that earlier returns of the form brought into the net. */
export async function listFormFigures(
  db: Scope['db'],
  words: {
    catalog: Catalog
    form: CatalogForm
    countyId: number
    placeIds: readonly number[]
    periods: readonly string[]
  },
): Promise<FormFigure[]> {
  const ids = indicatorIdsOf(words.catalog, words.form.entry)
  const codes = new Map([...ids].map(([code, id]) => [id, code]))
  const query = {
    countyIds: [words.countyId],
    placeIds: words.placeIds,
    indicatorIds: [...ids.values()],
    periods: words.periods,
  }
  const cells = await listObservationCells(db, query, null)
  return cells
    .filter(({ sourceId }) => sourceId === words.form.sourceId)
    .map(({ placeId, indicatorId, value, missing, period }) => ({
      key: figureKey(placeId, codes.get(indicatorId)!),
      value,
      missing,
      period,
    }))
}
