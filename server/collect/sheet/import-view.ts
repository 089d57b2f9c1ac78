import type { SheetImport } from '@gangju/contract/sheets'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Db } from '../../db/connection.ts'
import type { Lang } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { columnsOnWire, indicatorIdsOf } from '../return-form.ts'
import { formTitle } from '../return-layout.ts'
import type { ImportRow } from './import.store.ts'
import type { ReadColumn, ReadSheet } from './import-task.ts'
import { importFaultOnWire } from './import-words.ts'
import { type KnownPlace, listBefore, listSheetPlaces } from './sheet-place.store.ts'

const faultsAtMost = 500

export interface ViewWords {
  readonly db: Db
  readonly catalog: Catalog
  readonly lang: Lang
  readonly today: string
}

/** Columns that are taken though only their likeness spoke for them. */
export const doubtfulColumns = (sheets: readonly ReadSheet[]): readonly ReadColumn[] =>
  sheets.flatMap(({ isUsed, columns }) => (isUsed ? columns.filter(({ doubt, use }) => doubt && use === 'figure') : []))

/** An import as it is shown: figures before and after, faults in the reader's language. */
export async function importOnWire(row: ImportRow, words: ViewWords): Promise<SheetImport> {
  const { catalog, lang } = words
  const { reading } = row
  const form = catalog.forms.find(({ formId }) => formId === row.formId)
  const places = form ? await placesOf(row, form, words) : new Map<string, KnownPlace>()
  const nameOf = (code: string) => {
    const place = places.get(code)
    return { code, name: place?.name ?? code, level: (place?.level ?? 'village') as PlaceLevel }
  }
  return {
    id: row.importId,
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel },
    form: form?.entry.code ?? null,
    forms: reading.forms.map(({ form: code, columns }) => ({
      form: code,
      name: formTitle(catalog.form(code).entry, lang),
      columns,
    })),
    period: row.period,
    fileName: row.fileName,
    state: row.appliedAt ? 'applied' : 'open',
    edition: row.edition,
    uploadedAt: row.uploadedAt.toISOString(),
    expires: row.expiresAt.toISOString().slice(0, 10),
    indicators: form ? columnsOnWire(form.entry).filter(({ indicator }) => isTaken(form, indicator)) : [],
    sheets: reading.sheets.map(({ columns, openRows, ...sheet }) => ({
      ...sheet,
      columns: columns.map(({ place, path, candidates, sample, ...column }) => ({
        ...column,
        path: [...path],
        candidates: [...candidates],
        sample: [...sample],
        place: place === null ? null : nameOf(place),
      })),
      openRows: openRows.map(({ row: number, text, candidates }) => ({
        row: number,
        text,
        candidates: candidates.map(nameOf),
      })),
    })),
    places: reading.places,
    values: reading.values,
    blanks: reading.blanks,
    rows: form ? await rowsOnWire(row, { form, places, nameOf }, words) : [],
    totals: [...reading.totals],
    faults: reading.faults.slice(0, faultsAtMost).map((fault) => importFaultOnWire(fault, lang)),
    faultCount: reading.faultCount,
    errorCount: reading.errorCount,
    mayApply:
      form !== undefined &&
      row.appliedAt === null &&
      reading.values > 0 &&
      doubtfulColumns(reading.sheets).length === 0,
  }
}

const isTaken = ({ entry }: CatalogForm, code: string): boolean =>
  entry.columns.some(({ indicator, known }) => indicator === code && !known)

async function placesOf({ placeId }: ImportRow, form: CatalogForm, { db, today }: ViewWords) {
  const list = await listSheetPlaces(db, { rootId: placeId, form, day: today })
  return new Map(list.map((place) => [place.code, place]))
}

interface RowWords {
  readonly form: CatalogForm
  readonly places: ReadonlyMap<string, KnownPlace>
  readonly nameOf: (code: string) => SheetImport['rows'][number]['place']
}

async function rowsOnWire({ reading }: ImportRow, { form, places, nameOf }: RowWords, { db, catalog }: ViewWords) {
  const ids = indicatorIdsOf(catalog, form.entry)
  const shown = reading.rows.flatMap((row) => row)
  const known = shown.flatMap(({ place }) => places.get(place) ?? [])
  const cells = await listBefore(db, {
    countyIds: [...new Set(known.map(({ countyId }) => countyId))],
    placeIds: [...new Set(known.map(({ placeId }) => placeId))],
    indicatorIds: [...ids.values()],
    periods: [...new Set(shown.map(({ period }) => period))],
    formId: form.formId,
    sourceId: form.sourceId,
  })
  const before = new Map(cells.map((cell) => [`${cell.placeId} ${cell.indicatorId} ${cell.period}`, cell.value]))
  return reading.rows.map((row) => ({
    place: nameOf(row[0]!.place),
    period: row[0]!.period,
    cells: row.map(({ place, indicator, period, value, sheet, at, text }) => ({
      indicator,
      value,
      before: before.get(`${places.get(place)?.placeId} ${ids.get(indicator)} ${period}`) ?? null,
      sheet,
      cell: at,
      text,
    })),
  }))
}
