import type { FormLevel } from '@gangju/net/form'
import { lastDay, type Period, type PeriodKind, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { expectWholeForm } from '../return-form.ts'
import { levelWords } from '../review/review.ts'
import type { ImportTask, TaskColumn } from './import-task.ts'
import { type KnownPlace, listSheetPlaces } from './sheet-place.store.ts'

const kinds: Readonly<Record<'M' | 'Q' | 'S' | 'Y', PeriodKind>> = { M: 'month', Q: 'quarter', S: 'half', Y: 'year' }

/** What a workbook is read against: the form's columns, the places under the office, and who files for each. */
export interface ImportGround {
  readonly form: CatalogForm
  /** In the order of the task's columns. */
  readonly indicators: readonly string[]
  readonly places: ReadonlyMap<string, KnownPlace>
  readonly taskOf: (more: Pick<ImportTask, 'remembered' | 'choices' | 'period'>) => ImportTask
  /** The place that files for a row. */
  readonly filerOf: (code: string) => KnownPlace | undefined
  /** By the codes of rows. */
  readonly filers: () => Readonly<Record<string, string>>
}

export interface GroundWords {
  readonly catalog: Catalog
  readonly form: CatalogForm
  readonly period: Period | null
  /** Of the office. */
  readonly today: string
}

/** The columns of a form as sheets may call them; figures of other forms are not taken from a sheet. */
export function taskColumnsOf({ entry }: CatalogForm, catalog: Catalog): readonly TaskColumn[] {
  const sections = new Map(entry.sections.map((section) => [section.code, section]))
  return entry.columns
    .filter(({ known }) => !known)
    .map(({ indicator, header, headerEn, heads = [], section, unit, decimals }) => {
      const { entry: words } = catalog.indicator(indicator)
      const path = heads.map(({ name }) => name)
      const names = [header, [...path, header].join(''), `${sections.get(section)?.name ?? ''}${header}`, headerEn]
      const span = { cumulative: 'yearToDate', current: 'alone', stock: null } as const
      return {
        indicator,
        names: [...new Set(names)],
        synonyms: [words.name, words.shortName, words.nameEn],
        span: span[words.form],
        unit,
        decimals,
        isAdditive: words.aggregation.overPlaces === 'sum',
      }
    })
}

/**
 * @throws Problem `form.wrongLevel` when nobody at or under the place files the form; `grant.missing` without all of its
 *   indicators.
 */
export async function loadImportGround(scope: Scope, words: GroundWords): Promise<ImportGround> {
  const { catalog, form, period, today } = words
  expectWholeForm(catalog, form, scope.rectangle)
  const day = period && lastDay(period) < today ? lastDay(period) : today
  const list = await listSheetPlaces(scope.db, { rootId: scope.place.placeId, form, day })
  const places = new Map(list.map((place) => [place.code, place]))
  const filedBy: FormLevel = form.entry.filedBy
  const filerOf = (code: string): KnownPlace | undefined => {
    for (let place = places.get(code); place; place = places.get(place.parentCode ?? '')) {
      if (place.level === filedBy) return place
      if (place.code === scope.place.code) return undefined
    }
    return undefined
  }
  const asked = list.filter(({ isAsked }) => isAsked)
  if (!asked.some(({ code }) => filerOf(code))) throw new Problem('form.wrongLevel', { level: levelWords[filedBy] })
  const columns = taskColumnsOf(form, catalog)
  return {
    form,
    indicators: columns.map(({ indicator }) => indicator),
    places,
    filerOf,
    filers: () =>
      Object.fromEntries(
        asked.flatMap(({ code }) => {
          const filer = filerOf(code)
          return filer ? [[code, filer.code]] : []
        }),
      ),
    taskOf: ({ remembered, choices, period: chosen }) => ({
      columns,
      places: list.map(({ code, name, parentCode, isAsked }) => ({ code, name, parentCode, isAsked })),
      ownPlace: asked.length === 1 ? asked[0]!.code : null,
      period: chosen,
      periodKind: kinds[form.entry.period],
      year: Number(today.slice(0, 4)),
      remembered,
      choices,
    }),
  }
}

/** @throws Problem `period.malformed`; another kind than the form's is told by the reader. */
export const parseChosenPeriod = (id: string | null | undefined): Period | null => (id ? parsePeriod(id) : null)
