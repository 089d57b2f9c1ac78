import { type FileReport, fileSubmission, type ReplacedDraft } from '@gangju/contract/returns'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../http/serve.ts'
import { readWorkbook } from '../http/sheet/read-workbook.ts'
import type { CatalogForm } from '../net/catalog.ts'
import { loadKnown } from './check/known.ts'
import { MOST_LISTED, refuseFaulty, refuseUnexplained } from './check/refuse.ts'
import { checkValues, checkWorkbook } from './check-return.ts'
import { expectOpen } from './entry/open-draft.ts'
import { listChains, newestOf } from './entry/return-chain.store.ts'
import { loadExpectation } from './expectation.ts'
import type { CheckedReturn, ReturnFault } from './fault.ts'
import { faultOnWire } from './fault-text.ts'
import { findReplacedDraft, type Replacing } from './replaced-draft.store.ts'
import { expectWholeForm, indicatorIdsOf, readReturnPeriod } from './return-form.ts'
import { summarize } from './review/summary.ts'
import {
  findSubmission,
  insertSubmission,
  lockOpenSubmission,
  submissionSubject,
  updateSubmission,
} from './submission.store.ts'
import { insertValues } from './submission-value.store.ts'

/** Twenty thousand values with their keys. */
const jsonBytes = 3 * 1_048_576

/** Filing a return: checked as a whole, stored as a whole or not at all. */
export const fileRoutes: Routes = (app) => serve(app, fileSubmission, handleFile, { jsonBytes })

type FileCall = Call<typeof fileSubmission>

async function handleFile(call: FileCall): Promise<FileReport> {
  const { query, catalog } = call
  if (query.dryRun) await call.readOnly()
  const form = catalog.form(query.form)
  const period = readReturnPeriod(form.entry, query.period, officeDay(call.now))
  if (query.submit) await call.within({ place: query.place, verb: 'submission.submit', mode: 'read' })
  const scope = await call.within({ place: query.place })
  expectWholeForm(catalog, form, scope.rectangle)
  const expected = await loadExpectation(scope, { form, period })
  const { countyId } = scope.place
  const ground = await loadKnown(scope, { catalog, form, countyId, places: expected.places, period })
  const checked = call.file
    ? checkWorkbook(await readWorkbook(call.file), expected, ground)
    : checkValues(call.body.values, expected, ground)
  const ids = indicatorIdsOf(catalog, form.entry)
  const values = checked.values.map((value) => ({ ...value, indicatorId: ids.get(value.column.indicator)! }))
  const key = { countyId, placeId: scope.place.placeId, formId: form.formId, period: query.period }
  const draft = await findReplacedDraft(scope.db, { key, values, personId: call.actor.personId })
  const report = reportOf(call, scope, { ...checked, draft })
  if (query.dryRun) return report
  refuseFaulty(checked.faults, call.lang)
  if (checked.values.length === 0) throw new Problem('submission.empty')
  if (query.submit) refuseUnexplained(checked.faults, call.lang)
  if (draft && draft.byOthers > 0 && query.over !== draft.seal) {
    throw new Problem('submission.draftDiffers', { cells: draft.byOthers, people: draft.people.join('、') })
  }
  return { ...report, submission: await store(call, { scope, form, checked, key, values }) }
}

function reportOf(
  { query, lang }: FileCall,
  { place }: Scope,
  { values, faults, blanks, rewritings, draft }: CheckedReturn & { readonly draft: ReplacedDraft | undefined },
): FileReport {
  const answered = values.filter(({ missing }) => missing !== 'notReported')
  return {
    dryRun: query.dryRun ?? false,
    form: query.form,
    place: { code: place.code, name: place.name, level: place.level },
    period: query.period,
    places: new Set(answered.map((value) => value.place.placeId)).size,
    values: answered.length,
    blanks,
    faults: errorsFirst(faults)
      .slice(0, MOST_LISTED)
      .map((fault) => faultOnWire(fault, lang)),
    faultCount: faults.length,
    normalised: rewritings.slice(0, MOST_LISTED).map(({ at, from, to }) => ({ cell: at, from: from.slice(0, 80), to })),
    draft: draft ?? null,
    submission: null,
  }
}

/** With more faults than are listed, those that keep the return out are listed first. */
function errorsFirst(faults: readonly ReturnFault[]): readonly ReturnFault[] {
  if (faults.length <= MOST_LISTED) return faults
  return [
    ...faults.filter(({ severity }) => severity === 'error'),
    ...faults.filter(({ severity }) => severity === 'warning'),
  ]
}

interface Storing {
  readonly scope: Scope
  readonly form: CatalogForm
  readonly checked: CheckedReturn
  readonly key: Replacing['key']
  readonly values: Replacing['values']
}

/** A draft of the same return gives way to the new one; one under review does not. */
async function store(call: FileCall, { scope: { trx, db, place, rectangle }, form, checked, key, values }: Storing) {
  const open = await lockOpenSubmission(trx, key)
  if (open?.state === 'submitted') throw new Problem('submission.openExists')
  const { late } = await expectOpen({ db }, { key }, call)
  if (open) {
    const put = { state: 'returned', version: open.version + 1, returnReason: null }
    await updateSubmission(trx, { ...key, submissionId: open.submissionId }, put)
  }
  const chains = await listChains(db, { ...key, placeIds: [key.placeId] })
  const follows = newestOf(chains.get(key.placeId) ?? [])?.submissionId ?? null
  const state = call.query.submit ? 'submitted' : 'draft'
  const filed = { state, filedBy: call.actor.personId, filedAt: call.now, fileName: call.fileName ?? null } as const
  const submittedAt = state === 'submitted' ? call.now : null
  const link = { submittedAt, late, follows, formVersion: form.entry.version }
  const submissionId = await insertSubmission(trx, { ...key, ...filed, ...link })
  await insertValues(trx, { countyId: key.countyId, submissionId }, values)
  call.record({
    subject: submissionSubject(submissionId),
    placeId: place.placeId,
    detail: { state, values: values.length, ...fingerprint(checked) },
  })
  const row = await findSubmission(db, rectangle, submissionId)
  const [summary] = row ? await summarize(db, [row], call) : []
  return summary ?? null
}

/** What was rewritten exactly stays readable in the log. */
function fingerprint({ rewritings }: CheckedReturn) {
  return rewritings.length === 0
    ? {}
    : { rewritten: rewritings.slice(0, 50).map(({ at, from, to }) => [at, from.slice(0, 30), to]) }
}
