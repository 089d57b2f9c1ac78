import { approveSubmission, returnSubmission, type SubmissionSummary, submitSubmission } from '@gangju/contract/returns'
import { parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import { handIn } from '../entry/hand-in.ts'
import { statedVersion } from '../entry/stated-version.ts'
import { expectWholeForm } from '../return-form.ts'
import { findSubmission, lockSubmission, type SubmissionRow, submissionSubject } from '../submission.store.ts'
import { giveBack, goalOfMarks } from './give-back.ts'
import { listReach } from './reach.store.ts'
import { stateWords } from './review.ts'
import { loadReviewed } from './standing.ts'
import { approvalBy, expectVersion, takeStep } from './step.ts'
import { reviewerOf, summarize } from './summary.ts'

/** The steps of a submission: handed in, approved, given back. */
export const reviewRoutes: Routes = (app) => {
  serve(app, submitSubmission, handleSubmit)
  serve(app, approveSubmission, handleApprove)
  serve(app, returnSubmission, handleReturn)
}

type StepCall = Call<typeof submitSubmission> | Call<typeof approveSubmission> | Call<typeof returnSubmission>

/** Finds it as a reader: what is out of reach is as if it were not there. */
export async function findAsReader(call: Pick<StepCall, 'within' | 'record'>, id: string): Promise<SubmissionRow> {
  const { db, rectangle } = await call.within({ verb: 'submission.read', mode: 'read' })
  const row = await findSubmission(db, rectangle, id)
  if (!row) throw new Problem('submission.unknown')
  call.record({ subject: submissionSubject(row.submissionId), placeId: row.placeId })
  return row
}

/**
 * What the caller saw is the version in If-Match or, without one, the version at the beginning of the request: of two
 * who press at once one is told that the other was first [AP6].
 */
async function holdAsSeen(call: StepCall, { trx }: Scope, row: SubmissionRow): Promise<SubmissionRow> {
  const standing = await lockSubmission(trx, row)
  expectVersion(standing, statedVersion(call) ?? row.version)
  return { ...row, ...standing, state: standing!.state as SubmissionRow['state'] }
}

async function handleSubmit(call: Call<typeof submitSubmission>): Promise<SubmissionSummary> {
  const { catalog, actor, now, lang } = call
  const row = await findAsReader(call, call.params.id)
  const scope = await call.within({ place: row.placeCode })
  const form = catalog.form(row.formCode)
  expectWholeForm(catalog, form, scope.rectangle)
  if (row.state !== 'draft') throw new Problem('submission.state', { state: stateWords[row.state] })
  const stated = statedVersion(call) ?? row.version
  const handed = await handIn(scope, { catalog, form, period: parsePeriod(row.period), actor, now, lang, stated })
  call.record({
    subject: submissionSubject(row.submissionId),
    placeId: row.placeId,
    detail: { step: 0, state: handed.state },
  })
  return summaryNow(call, scope, row.submissionId)
}

async function handleApprove(call: Call<typeof approveSubmission>): Promise<SubmissionSummary> {
  const { catalog, actor, now } = call
  const seen = await findAsReader(call, call.params.id)
  const scope = await call.within({ place: seen.placeCode })
  expectWholeForm(catalog, catalog.form(seen.formCode), scope.rectangle)
  const row = await holdAsSeen(call, scope, seen)
  const { personId } = actor
  const reach = await listReach(scope.db, { personId, placeIds: [row.placeId], day: officeDay(now) })
  const reviewed = (await loadReviewed(scope.db, [row]))(row.submissionId)
  const subject = submissionSubject(row.submissionId)
  const command = approvalBy(row, { catalog, personId, reach, reviewed })
  const { next, effect } = await takeStep(scope, row, command, { catalog, actor, now, subject })
  call.record({ subject, placeId: row.placeId, detail: { step: next.step, state: next.state, ...effect } })
  return summaryNow(call, scope, row.submissionId)
}

async function handleReturn(call: Call<typeof returnSubmission>): Promise<SubmissionSummary> {
  const { catalog, actor, now, body } = call
  const seen = await findAsReader(call, call.params.id)
  const goal = goalOfMarks(catalog, seen, body)
  const scope = await scopeOfReturn(call, seen, goal?.code)
  const row = await holdAsSeen(call, scope, seen)
  const { personId } = actor
  const reach = await listReach(scope.db, { personId, placeIds: [row.placeId], day: officeDay(now) })
  const reviewed = (await loadReviewed(scope.db, [row]))(row.submissionId)
  const words = { catalog, personId, reach, reviewed, verb: 'submission.return' } as const
  const whole = reviewerOf(row, words)
  const levels = goal && whole.levels.length === 0 ? reviewerOf(row, { ...words, goalPath: goal.path }).levels : []
  const reviewer = { ...whole, levels: [...whole.levels, ...levels] }
  const subject = submissionSubject(row.submissionId)
  const command = { kind: 'return', reason: body.reason, ...reviewer } as const
  const { next } = await takeStep(scope, row, command, { catalog, actor, now, subject })
  const marked = await giveBack(scope, row, { catalog, actor, now, body })
  call.record({ subject, placeId: row.placeId, detail: { step: next.step, state: next.state, marked } })
  return summaryNow(call, scope, row.submissionId)
}

/** Over the whole form; a task force gives cells of its own columns back without reaching the others. */
async function scopeOfReturn(call: Call<typeof returnSubmission>, row: SubmissionRow, goal: string | undefined) {
  const { catalog } = call
  const scope = await call.within({ place: row.placeCode })
  const { indicators } = scope.rectangle
  if (indicators === '*' || goal === undefined) {
    expectWholeForm(catalog, catalog.form(row.formCode), scope.rectangle)
    return scope
  }
  return call.within({ place: row.placeCode, goal })
}

/** As it is now, read again: what was handed in names another filer. */
async function summaryNow(call: StepCall, scope: Scope, submissionId: string): Promise<SubmissionSummary> {
  const row = await findSubmission(scope.db, scope.rectangle, submissionId)
  const [summary] = await summarize(scope.db, [row!], call)
  return summary!
}
