import { downloadTemplate, listReturns, XLSX_TYPE } from '@gangju/contract/returns'
import type { PlaceLevel } from '@gangju/contract/values'
import { lastDay, parsePeriod } from '@gangju/net/period'
import { type Call, type Routes, serve, serveFile } from '../http/serve.ts'
import { listFormFigures, loadExpectation } from './expectation.ts'
import { closingDay, expectWholeForm, formOnWire, indicatorIdsOf, readReturnPeriod } from './return-form.ts'
import { formTitle } from './return-layout.ts'
import { type DueRow, listDueRows } from './return-place.store.ts'
import { officeDay } from './summary.ts'
import { templateWorkbook } from './template.ts'

/** Which returns are due, and the empty return to fill in. */
export const returnRoutes: Routes = (app) => {
  serve(app, listReturns, handleList)
  serveFile(app, downloadTemplate, handleTemplate)
}

const formPeriods = { month: 'M', quarter: 'Q', half: 'S', year: 'Y' } as const

async function handleList(call: Call<typeof listReturns>) {
  const { catalog, query, lang } = call
  const period = parsePeriod(query.period)
  const { db, place } = await call.within({ place: query.place })
  const forms = catalog.forms.filter(({ entry }) => entry.period === formPeriods[period.kind])
  const items = []
  for (const { entry, formId, sourceId } of forms) {
    const { code, filedBy, collects } = entry
    const indicatorIds = [...indicatorIdsOf(catalog, entry).values()]
    const due = {
      rootId: place.placeId,
      formId,
      sourceId,
      filedBy,
      collects,
      indicatorIds,
      period: period.id,
      day: lastDay(period),
    }
    for (const row of await listDueRows(db, due)) {
      items.push({
        form: code,
        formName: formTitle(entry, lang),
        place: { code: row.code, name: row.name, level: row.level as PlaceLevel },
        period: period.id,
        closes: closingDay(entry, period),
        state: stateOf(row),
        submission: row.submissionId,
        reported: row.reported,
        expected: row.expected,
      })
    }
  }
  return { forms: forms.map(({ entry }) => formOnWire(entry)), items }
}

const states = ['draft', 'submitted', 'returned', 'approved'] as const

/** Figures that came by a bulk load have no submission and stand in the net all the same. */
function stateOf({ state, reported }: DueRow) {
  return states.find((known) => known === state) ?? (reported > 0 ? ('approved' as const) : ('missing' as const))
}

async function handleTemplate(call: Call<typeof downloadTemplate>) {
  const { catalog, params, query } = call
  const form = catalog.form(params.form)
  const period = readReturnPeriod(form.entry, query.period, officeDay(call.now))
  const scope = await call.within({ place: query.place })
  expectWholeForm(catalog, form, scope.rectangle)
  const expected = await loadExpectation(scope, { catalog, form, period })
  const placeIds = expected.places.map(({ placeId }) => placeId)
  const figures = await listFormFigures(scope.db, {
    catalog,
    form,
    countyId: scope.place.countyId,
    placeIds,
    periods: [period.id],
  })
  const lang = query.lang ?? call.lang
  const content = await templateWorkbook({
    ...expected,
    lang,
    approved: new Map(figures.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]))),
    notApplicable: new Set(figures.flatMap(({ key, missing }) => (missing === 'notApplicable' ? [key] : []))),
    demo: figures.length > 0 && (catalog.source(form.sourceId)?.demo ?? false),
  })
  return { content, type: XLSX_TYPE, name: `${formTitle(form.entry, lang)}_${scope.place.name}_${period.id}.xlsx` }
}
