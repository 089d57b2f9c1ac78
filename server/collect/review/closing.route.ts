import { type Closing, closeReturns, type LateLeave, listClosings, reopenClosing } from '@gangju/contract/review'
import { closingDay } from '@gangju/net/form'
import { lastDay } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Lang, type Routes, type Scope, serve } from '../../http/serve.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { type ClosingRow, listClosings as listRows } from '../../net/closing.store.ts'
import { expectWholeForm, ownIndicatorIds, readReturnPeriod } from '../return-form.ts'
import { formTitle } from '../return-layout.ts'
import { listDueRows } from '../return-place.store.ts'
import { findClosing, insertClosing, type LeaveRow, listLeaves, reopen } from './closing.store.ts'
import { isHandedIn } from './due-return.ts'
import { levelWords } from './review.ts'

/** Closing a form for a period and opening it again. */
export const closingRoutes: Routes = (app) => {
  serve(app, closeReturns, handleClose)
  serve(app, reopenClosing, handleReopen)
  serve(app, listClosings, handleList)
}

async function handleClose(call: Call<typeof closeReturns>): Promise<Closing> {
  const { catalog, actor, body, now } = call
  const form = catalog.form(body.form)
  const scope = await call.within({ place: body.place })
  const { db, trx, place, rectangle } = scope
  expectWholeForm(catalog, form, rectangle)
  const period = readReturnPeriod(form.entry, body.period, officeDay(now))
  const closes = closingDay(form.entry, period, catalog.calendar)
  if (officeDay(now) <= closes) throw new Problem('closing.early', { day: closes })
  const due = await listDueRows(db, {
    rootIds: [place.placeId],
    form,
    indicatorIds: ownIndicatorIds(catalog, form.entry),
    period: period.id,
    day: lastDay(period),
  })
  if (due.length === 0) throw new Problem('form.wrongLevel', { level: levelWords[form.entry.filedBy] })
  const missing = due.filter((row) => !isHandedIn(row)).map(({ code, name }) => ({ code, name }))
  const { countyId, placeId } = place
  const key = { countyId, placeId, formId: form.formId, period: period.id }
  const closingId = await insertClosing(trx, { ...key, missing, closedAt: now, closedBy: actor.personId })
  const detail = { form: body.form, period: period.id, missing: missing.map(({ code }) => code) }
  call.record({ verb: 'closing.close', subject: `closing/${closingId}`, placeId, detail })
  return readBack(call, scope, { closingId, formId: form.formId, period: period.id })
}

async function handleReopen(call: Call<typeof reopenClosing>): Promise<Closing> {
  const { catalog, actor, body, now, params } = call
  const reading = await call.within({ verb: 'submission.read', mode: 'read' })
  const found = await findClosing(reading.db, reading.rectangle, params.id)
  if (!found) throw new Problem('closing.unknown')
  const scope = await call.within({ place: found.placeCode })
  expectWholeForm(catalog, formOf(catalog, found.formId), scope.rectangle)
  const isDone = await reopen(scope.trx, found, { reopenedAt: now, reopenedBy: actor.personId, reason: body.reason })
  if (!isDone) throw new Problem('closing.reopened')
  const { closingId, placeId } = found
  call.record({ verb: 'closing.reopen', subject: `closing/${closingId}`, placeId, detail: { reason: body.reason } })
  return readBack(call, scope, found)
}

async function handleList(call: Call<typeof listClosings>) {
  const { catalog, query, lang } = call
  const { db, place } = await call.within({ place: query.place })
  const formIds = (query.form === undefined ? catalog.forms : [catalog.form(query.form)]).map(({ formId }) => formId)
  const filter = { placeId: place.placeId, formIds, period: query.period }
  const closings = (await listRows(db, filter)).map((row) => closingOnWire(row, formOf(catalog, row.formId), lang))
  const leaves = (await listLeaves(db, filter)).map((row) => leaveOnWire(row, formOf(catalog, row.formId)))
  return { closings, leaves }
}

async function readBack(
  { catalog, lang }: Pick<Call<typeof closeReturns>, 'catalog' | 'lang'>,
  { db, place }: Scope,
  { closingId, formId, period }: { closingId: string; formId: number; period: string },
): Promise<Closing> {
  const rows = await listRows(db, { placeId: place.placeId, formIds: [formId], period })
  return closingOnWire(rows.find((row) => row.closingId === closingId)!, formOf(catalog, formId), lang)
}

const formOf = (catalog: Catalog, formId: number): CatalogForm => catalog.forms.find((one) => one.formId === formId)!

function closingOnWire(row: ClosingRow, { entry }: CatalogForm, lang: Lang): Closing {
  return {
    id: row.closingId,
    form: entry.code,
    formName: formTitle(entry, lang),
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as Closing['place']['level'] },
    period: row.period,
    missing: row.missing.map(({ code, name, cameAt }) => ({ code, name, cameAt: cameAt?.toISOString() ?? null })),
    closedAt: row.closedAt.toISOString(),
    closedBy: row.closedBy,
    reopenedAt: row.reopenedAt?.toISOString() ?? null,
    reopenedBy: row.reopenedBy,
    reason: row.reason,
  }
}

export function leaveOnWire(row: LeaveRow, { entry }: CatalogForm): LateLeave {
  return {
    id: row.leaveId,
    form: entry.code,
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as LateLeave['place']['level'] },
    period: row.period,
    until: row.until,
    reason: row.reason,
    givenAt: row.givenAt.toISOString(),
    givenBy: row.givenBy,
  }
}
