import { lastDay, type Period } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../http/call.ts'
import type { Catalog, CatalogForm } from '../net/catalog.ts'
import { listObservationCells, type ObservationCell } from '../net/cell.store.ts'
import { type Expectation, figureKey } from './fault.ts'
import { indicatorIdsOf } from './return-form.ts'
import { listReturnPlaces } from './return-place.store.ts'
import { levelWords } from './review/review.ts'

interface Words {
  readonly form: CatalogForm
  readonly period: Period
}

/**
 * What a return of the place in the scope has to look like: its form and its places.
 *
 * @throws Problem `form.wrongLevel` when places of this level do not file the form.
 */
export async function loadExpectation({ db, place }: Scope, { form, period }: Words): Promise<Expectation> {
  const { entry } = form
  if (place.level !== entry.filedBy) throw new Problem('form.wrongLevel', { level: levelWords[entry.filedBy] })
  const places = await listReturnPlaces(db, { filerId: place.placeId, form, day: lastDay(period) })
  return { form: entry, filer: place, period: period.id, places }
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
