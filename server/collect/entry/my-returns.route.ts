import { listMyReturns, type MyReturn } from '@gangju/contract/entry'
import type { PlaceLevel } from '@gangju/contract/values'
import { closingDay, type FormEntry } from '@gangju/net/form'
import { lastDay, type Period, parsePeriod, previousPeriod } from '@gangju/net/period'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { ownIndicatorIds } from '../return-form.ts'
import { type DueRow, listDueRows } from '../return-place.store.ts'
import { listLateness } from './closing.store.ts'
import { type FilledCount, listFilledCounts, listUnfinished } from './my-return.store.ts'

/** What somebody has to fill in, over all forms and places that they hold. */
export const myReturnsRoutes: Routes = (app) => serve(app, listMyReturns, handleList)

const mostItems = 200

type ListCall = Call<typeof listMyReturns>

async function handleList(call: ListCall): Promise<{ items: MyReturn[] }> {
  const { query, catalog } = call
  const scope = await call.within(query.place === undefined ? {} : { place: query.place })
  const { db, places, rectangle } = scope
  const today = officeDay(call.now)
  const asked = query.period === undefined ? undefined : parsePeriod(query.period)
  const forms = catalog.forms.filter(
    ({ entry, archivedAt }) => archivedAt === null && (query.level === undefined || entry.filedBy === query.level),
  )
  const due = new Map<string, readonly [CatalogForm, Period]>()
  const want = (form: CatalogForm, period: Period) => due.set(`${form.formId} ${period.id}`, [form, period])
  for (const form of forms) {
    if (asked === undefined) want(form, previousPeriod(periodOn(form.entry, today)))
    else if (asked.kind === periodOn(form.entry, today).kind) want(form, asked)
  }
  const unfinished = await listUnfinished(db, rectangle, { rootIds: places, limit: mostItems })
  const begun = new Set(unfinished.map(({ formId, placeId, period }) => `${formId} ${placeId} ${period}`))
  const usual = new Set(due.keys())
  for (const { formId, period } of unfinished) {
    const form = forms.find((one) => one.formId === formId)
    if (form && asked === undefined) want(form, parsePeriod(period))
  }
  const items: Item[] = []
  for (const [key, [form, period]] of due) {
    const rows = await listDue(scope, call, form, period)
    const isWanted = ({ placeId }: DueRow) => usual.has(key) || begun.has(`${form.formId} ${placeId} ${period.id}`)
    items.push(...(await withLateness(scope, { form, period, today }, rows.filter(isWanted))))
  }
  const counts = await listFilledCounts(
    db,
    items.flatMap(({ row }) => row.submissionId ?? []),
    [...new Set(items.map(({ form }) => form))].flatMap(({ formId, entry }) =>
      ownIndicatorIds(call.catalog, entry).map((indicatorId) => ({ formId, indicatorId })),
    ),
  )
  const listed = items.map((item) => itemOnWire(call, item, counts.get(item.row.submissionId ?? ''), today))
  return { items: listed.toSorted(byDay).slice(0, mostItems) }
}

/** The period of the form that a day lies in. */
function periodOn({ period }: FormEntry, day: string): Period {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  const ids = {
    M: day.slice(0, 7),
    Q: `${year}-Q${Math.ceil(month / 3)}`,
    S: `${year}-S${Math.ceil(month / 6)}`,
    Y: year,
  }
  return parsePeriod(ids[period])
}

const byDay = (a: MyReturn, b: MyReturn) =>
  a.closes.localeCompare(b.closes) || a.form.localeCompare(b.form) || a.place.code.localeCompare(b.place.code)

const listDue = ({ db, places }: Scope, { catalog }: ListCall, form: CatalogForm, period: Period) =>
  listDueRows(db, {
    rootIds: places,
    form,
    indicatorIds: ownIndicatorIds(catalog, form.entry),
    period: period.id,
    day: lastDay(period),
  })

interface Item {
  readonly form: CatalogForm
  readonly period: Period
  readonly row: DueRow
  readonly isClosed: boolean
}

async function withLateness(
  { db }: Scope,
  { form, period, today }: Pick<Item, 'form' | 'period'> & { today: string },
  rows: readonly DueRow[],
): Promise<Item[]> {
  const placeIds = rows.map(({ placeId }) => placeId)
  const lateness = await listLateness(db, { placeIds, formId: form.formId, period: period.id, day: today })
  return rows.map((row) => {
    const found = lateness.get(row.placeId)
    return { form, period, row, isClosed: Boolean(found?.isClosed && found.leaveUntil === null) }
  })
}

const states = ['draft', 'submitted', 'returned', 'approved'] as const

function itemOnWire(
  { catalog, lang }: ListCall,
  { form: { entry }, period, row, isClosed }: Item,
  count: FilledCount | undefined,
  today: string,
): MyReturn {
  const closes = closingDay(entry, period, catalog.calendar)
  const asked = entry.columns.filter(({ known }) => !known).length * row.expected
  const state = states.find((known) => known === row.state) ?? (row.reported > 0 ? 'approved' : 'missing')
  return {
    form: entry.code,
    formName: lang === 'zh' ? entry.name : entry.nameEn,
    place: { code: row.code, name: row.name, level: row.level as PlaceLevel },
    period: period.id,
    closes,
    daysLeft: Math.round((Date.parse(closes) - Date.parse(today)) / 86_400_000),
    state,
    submission: row.submissionId,
    returnReason: state === 'draft' || state === 'returned' ? (count?.returnReason ?? null) : null,
    returnedCells: state === 'draft' || state === 'returned' ? (count?.returnedCells ?? 0) : 0,
    filled: count?.filled ?? (state === 'approved' ? row.reported : 0),
    asked,
    isClosed,
  }
}
