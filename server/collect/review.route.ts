import { approveSubmission, returnSubmission, type SubmissionSummary, submitSubmission } from '@gangju/contract/returns'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, type Scope, serve } from '../http/serve.ts'
import { postSubmission } from '../net/observation.store.ts'
import { listReach } from './reach.store.ts'
import { expectWholeForm } from './return-form.ts'
import { decideReview, evolveReview, type ReviewCommand, type ReviewEvent } from './review.ts'
import {
  findSubmission,
  listHistory,
  lockSubmission,
  type SubmissionRow,
  submissionSubject,
  updateSubmission,
} from './submission.store.ts'
import { officeDay, reviewerOf, rulesOf, summarize } from './summary.ts'

/** The steps of a submission: handed in, approved, given back. */
export const reviewRoutes: Routes = (app) => {
  serve(app, submitSubmission, (call) => handleStep(call, async () => ({ kind: 'submit' })))
  serve(app, approveSubmission, (call) =>
    handleStep(call, async (row, scope) => ({
      kind: 'approve',
      ...(await findReviewer(call, scope, row, 'submission.approve')),
    })),
  )
  serve(app, returnSubmission, (call) =>
    handleStep(call, async (row, scope) => ({
      kind: 'return',
      reason: call.body.reason,
      ...(await findReviewer(call, scope, row, 'submission.return')),
    })),
  )
}

type StepCall = Call<typeof submitSubmission> | Call<typeof approveSubmission> | Call<typeof returnSubmission>

/**
 * One step: find it as a reader, come back with the verb at its place, hold the row, decide, write.
 *
 * What the caller saw is the version in If-Match or, without one, the version at the beginning of the request: of two
 * who press at once one is told that the other was first [AP6].
 */
async function handleStep(
  call: StepCall,
  commandFor: (row: SubmissionRow, scope: Scope) => Promise<ReviewCommand>,
): Promise<SubmissionSummary> {
  const { catalog, params } = call
  const reading = await call.within({ verb: 'submission.read', mode: 'read' })
  const row = await findSubmission(reading.db, reading.rectangle, params.id)
  if (!row) throw new Problem('submission.unknown')
  call.record({ subject: submissionSubject(row.submissionId), placeId: row.placeId })
  const scope = await call.within({ place: row.placeCode })
  expectWholeForm(catalog, catalog.form(row.formCode), scope.rectangle)
  const command = await commandFor(row, scope)
  const standing = await lockSubmission(scope.trx, row)
  if (!standing || standing.version !== (statedVersion(call) ?? row.version)) {
    throw new Problem('submission.version', { version: standing?.version ?? row.version })
  }
  const locked = { ...standing, state: standing.state as SubmissionRow['state'] }
  const event = decideReview(locked, command, rulesOf(catalog, row.formCode))
  const next = evolveReview(locked, event)
  await updateSubmission(scope.trx, row, { ...next, ...reasonOf(event) })
  const effect = await postIfFinal(call, scope, row, event)
  call.record({
    subject: submissionSubject(row.submissionId),
    placeId: row.placeId,
    detail: { step: next.step, state: next.state, ...effect },
  })
  const [summary] = await summarize(scope.db, [{ ...row, ...next, ...reasonOf(event) }], call)
  return summary!
}

const reasonOf = (event: ReviewEvent) => (event.kind === 'returned' ? { returnReason: event.reason } : {})

/** The last approval lets the figures into the net, in the same transaction. */
async function postIfFinal({ catalog, now }: StepCall, { trx }: Scope, row: SubmissionRow, event: ReviewEvent) {
  if (event.kind !== 'approved' || !event.isFinal) return {}
  const { sourceId } = catalog.form(row.formCode)
  const { changed } = await postSubmission(trx, {
    countyId: row.countyId,
    submissionId: row.submissionId,
    period: row.period,
    sourceId,
    at: now,
  })
  return { changed }
}

async function findReviewer(
  call: StepCall,
  { db }: Scope,
  row: SubmissionRow,
  verb: 'submission.approve' | 'submission.return',
) {
  const { personId } = call.actor
  const reach = await listReach(db, { personId, placeIds: [row.placeId], day: officeDay(call.now) })
  const history = await listHistory(db, row.submissionId)
  const filers = history.filter((line) => line.verb === 'submission.draft' || line.verb === 'submission.submit')
  const isFiler = row.filedBy === personId || filers.some(({ actor }) => actor === personId)
  return reviewerOf(reach, row, { catalog: call.catalog, verb, isFiler })
}

/** The version in If-Match; undefined without one. @throws Problem `request.invalid` for anything that is no version. */
function statedVersion({ ifMatch }: StepCall): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch)
  if (!match) throw new Problem('request.invalid')
  return Number(match[1])
}
