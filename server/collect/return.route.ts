import { downloadTemplate, listReturns, XLSX_TYPE } from '@gangju/contract/returns'
import type { PlaceLevel } from '@gangju/contract/values'
import { closingDay } from '@gangju/net/form'
import { lastDay, type Period, parsePeriod } from '@gangju/net/period'
import { officeDay } from '../http/office-time.ts'
import { type Call, type Routes, type Scope, serve, serveFile } from '../http/serve.ts'
import type { CatalogForm } from '../net/catalog.ts'
import { listFormFigures, loadExpectation } from './expectation.ts'
import type { Expectation } from './fault.ts'
import { expectWholeForm, formOnWire, ownIndicatorIds, readReturnPeriod } from './return-form.ts'
import { formTitle } from './return-layout.ts'
import { type DueRow, listDueRows, listReturnPlaces } from './return-place.store.ts'
import { templateWorkbook } from './sheet/template.ts'

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
  const forms = catalog.forms.filter(
    ({ entry, archivedAt }) => entry.period === formPeriods[period.kind] && archivedAt === null,
  )
  const items = []
  for (const form of forms) {
    const { entry } = form
    const { code } = entry
    const due = {
      rootIds: [place.placeId],
      form,
      indicatorIds: ownIndicatorIds(catalog, entry),
      period: period.id,
      day: lastDay(period),
    }
    for (const row of await listDueRows(db, due)) {
      items.push({
        form: code,
        formName: formTitle(entry, lang),
        place: { code: row.code, name: row.name, level: row.level as PlaceLevel },
        period: period.id,
        closes: closingDay(entry, period, catalog.calendar),
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

/** One workbook for every place that reports under an office, which files for none of them itself. */
async function expectSubtree(
  { db, place }: Scope,
  { form, period }: { form: CatalogForm; period: Period },
): Promise<Expectation> {
  const places = await listReturnPlaces(db, { filerId: place.placeId, form, day: lastDay(period) })
  return { form: form.entry, filer: place, period: period.id, places }
}

async function handleTemplate(call: Call<typeof downloadTemplate>) {
  const { catalog, params, query } = call
  const form = catalog.form(params.form)
  const period = readReturnPeriod(form.entry, query.period, officeDay(call.now))
  const scope = await call.within({ place: query.place })
  expectWholeForm(catalog, form, scope.rectangle)
  const expected = query.subtree
    ? await expectSubtree(scope, { form, period })
    : await loadExpectation(scope, { form, period })
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
