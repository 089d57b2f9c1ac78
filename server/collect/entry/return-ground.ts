import type { FormEntry } from '@gangju/net/form'
import { lastDay, type Period, previousPeriod, yearBefore } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { RectangleLists, Scope, ScopePlace } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { listObservationCells, type ObservationCell } from '../../net/cell.store.ts'
import type { ReturnPlace } from '../fault.ts'
import { expectWholeForm, indicatorIdsOf } from '../return-form.ts'
import { listReturnPlaces } from '../return-place.store.ts'
import { levelWords } from '../review/review.ts'
import type { ReturnKey } from './return-chain.store.ts'

/** The return that a request is about. */
export interface ReturnWords {
  readonly catalog: Catalog
  readonly form: CatalogForm
  readonly period: Period
}

/** A return with the rows that it asks for. */
export interface ReturnGround extends ReturnWords {
  readonly key: ReturnKey
  readonly filer: Pick<ScopePlace, 'placeId' | 'code' | 'name' | 'level'>
  readonly places: readonly ReturnPlace[]
}

/**
 * Which return the scope's place files.
 *
 * @throws Problem `form.wrongLevel` when places of this level do not file the form, `grant.missing` without all of its
 *   indicators.
 */
export function returnKeyOf({ place, rectangle }: Scope, { catalog, form, period }: ReturnWords): ReturnKey {
  const { filedBy } = form.entry
  if (place.level !== filedBy) throw new Problem('form.wrongLevel', { level: levelWords[filedBy] })
  expectWholeForm(catalog, form, rectangle)
  return { countyId: place.countyId, placeId: place.placeId, formId: form.formId, period: period.id }
}

/** @throws Problem as `returnKeyOf` does. */
export async function loadReturnGround(scope: Scope, words: ReturnWords): Promise<ReturnGround> {
  const key = returnKeyOf(scope, words)
  const { form, period } = words
  const places = await listReturnPlaces(scope.db, { filerId: key.placeId, form, day: lastDay(period) })
  return { ...words, key, filer: scope.place, places }
}

/** The form as it stood when the return was begun. */
export function entryOf({ catalog, form }: ReturnWords, formVersion: number): FormEntry {
  return formVersion === form.entry.version ? form.entry : catalog.formVersion(form, formVersion)
}

/** What of a form somebody may see: a task force the columns of its goals, without the rules between columns. */
export function visibleEntry(catalog: Catalog, entry: FormEntry, { indicators }: RectangleLists): FormEntry {
  if (indicators === '*') return entry
  const granted = new Set(indicators)
  const columns = entry.columns.filter(({ indicator }) => granted.has(catalog.indicator(indicator).indicatorId))
  return columns.length === entry.columns.length ? entry : { ...entry, columns, checks: [], columnReview: [] }
}

/** The form whose figure a known column shows [EN9]. */
export function homesOf(catalog: Catalog, entry: FormEntry): ReadonlyMap<string, CatalogForm> {
  const homes = entry.columns.flatMap(({ indicator, known }): [string, CatalogForm][] => {
    const home = known ? catalog.forms.find((one) => hasHome(one, indicator)) : undefined
    return home ? [[indicator, home]] : []
  })
  return new Map(homes)
}

const hasHome = ({ entry }: CatalogForm, code: string): boolean =>
  entry.columns.some(({ indicator, known }) => indicator === code && !known)

/** Figures in force of some rows: this period, the one before, the same of the year before; each from its own home. */
export interface EntryFigures {
  /** Of a cell and period. */
  get(placeId: number, indicatorId: number, periodId: string): ObservationCell | undefined
  readonly size: number
}

export async function loadEntryFigures(
  db: Scope['db'],
  { catalog, form, period }: ReturnWords,
  { entry, countyId, placeIds, isLongAgo }: EntryFigureQuery,
): Promise<EntryFigures> {
  const ids = indicatorIdsOf(catalog, entry)
  const homes = homesOf(catalog, entry)
  const sources = new Map(
    entry.columns.map(({ indicator, known }) => [
      ids.get(indicator)!,
      known ? homes.get(indicator)?.sourceId : form.sourceId,
    ]),
  )
  const before = isLongAgo ? [previousPeriod(period).id, yearBefore(period).id] : []
  const periods = [period.id, ...before]
  const cells = await listObservationCells(
    db,
    { countyIds: [countyId], placeIds, indicatorIds: [...ids.values()], periods },
    null,
  )
  const byKey = new Map(
    cells
      .filter(
        ({ indicatorId, sourceId, missing }) => sources.get(indicatorId) === sourceId && missing !== 'notReported',
      )
      .map((cell) => [`${cell.placeId} ${cell.indicatorId} ${cell.period}`, cell]),
  )
  return {
    size: byKey.size,
    get: (placeId, indicatorId, periodId) => byKey.get(`${placeId} ${indicatorId} ${periodId}`),
  }
}

export interface EntryFigureQuery {
  readonly entry: FormEntry
  readonly countyId: number
  readonly placeIds: readonly number[]
  /** With those of the periods before. */
  readonly isLongAgo: boolean
}
