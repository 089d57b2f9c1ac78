import type { SubmissionSummary } from '@gangju/contract/returns'
import { approveColumns } from '@gangju/contract/review'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { lockSubmission, submissionSubject } from '../submission.store.ts'
import { findAsReader } from './review.route.ts'
import { insertColumnReview } from './review.store.ts'
import { stateWords } from './review.ts'
import { columnGoalsOf, entryOfSubmission, loadReviewed, rulesOf } from './standing.ts'
import { summarize } from './summary.ts'

/** A task force approves the columns of its goal [AP8]. */
export const columnRoutes: Routes = (app) => serve(app, approveColumns, handleApprove)

async function handleApprove(call: Call<typeof approveColumns>): Promise<SubmissionSummary> {
  const { catalog, actor, now, params } = call
  const row = await findAsReader(call, params.id)
  const scope = await call.within({ place: row.placeCode, goal: params.goal })
  const entry = entryOfSubmission(catalog, row)
  const asked = columnGoalsOf(catalog, entry).find(({ goal }) => goal.code === params.goal)
  if (!asked) throw new Problem('submission.noColumns')
  const standing = await lockSubmission(scope.trx, row)
  if (standing?.state !== 'submitted') throw new Problem('submission.state', { state: stateWords[row.state] })
  const { editors } = (await loadReviewed(scope.db, [row]))(row.submissionId)
  const { personId } = actor
  const isFiler = row.filedBy === personId || editors.has(personId)
  if (rulesOf(catalog, row).twoPersons && isFiler) throw new Problem('submission.ownApproval')
  const { countyId, placeId, submissionId } = row
  const { goalId, code } = asked.goal
  const review = { countyId, placeId, submissionId, goalId, reviewedBy: personId, reviewedAt: now }
  const isNew = await insertColumnReview(scope.trx, review)
  call.record({
    verb: 'submission.approveColumns',
    subject: submissionSubject(submissionId),
    placeId,
    goalId,
    detail: { goal: code, isNew },
  })
  const [summary] = await summarize(scope.db, [row], call)
  return summary!
}
