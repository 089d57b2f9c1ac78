import { randomUUID } from 'node:crypto'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { type ApprovalResult, approveMany } from '@gangju/contract/review'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import { expectWholeForm } from '../return-form.ts'
import { findSubmissions, type SubmissionRow } from '../submission.store.ts'
import { listReach } from './reach.store.ts'
import { lockSubmissions } from './review.store.ts'
import { loadReviewed } from './standing.ts'
import { approvalBy, decideStep, expectVersion, type StepDecided, writeApprovals } from './step.ts'

/** Many approvals as one action in one transaction, each decided alone [AP11]. */
export const approveManyRoutes: Routes = (app) => serve(app, approveMany, handleMany)

type ManyCall = Call<typeof approveMany>

async function handleMany(call: ManyCall) {
  const { catalog, actor, now, body } = call
  const scope = await call.within({ place: body.place })
  const { personId } = actor
  const asked = new Map(body.submissions.map(({ id, version }) => [id, version]))
  const rows = await findHeld(scope, [...asked.keys()])
  const placeIds = rows.map(({ placeId }) => placeId)
  const [reach, reviewed] = await Promise.all([
    listReach(scope.db, { personId, placeIds, day: officeDay(now) }),
    loadReviewed(scope.db, rows),
  ])
  const subject = `review/${randomUUID()}`
  const steps: StepDecided[] = []
  const results = new Map<string, ApprovalResult>()
  for (const row of rows) {
    const result = decideAlone(call, row.submissionId, () => {
      expectWholeForm(catalog, catalog.form(row.formCode), scope.rectangle)
      expectVersion(row, asked.get(row.submissionId)!)
      const command = approvalBy(row, { catalog, personId, reach, reviewed: reviewed(row.submissionId) })
      const step = decideStep(row, command, catalog)
      steps.push(step)
      const { next, event } = step
      return { isFinal: event.kind === 'approved' && event.isFinal, version: next.version }
    })
    results.set(row.submissionId, result)
  }
  await writeApprovals(scope.trx, steps, { catalog, actor, now, subject })
  const unknown = (id: string) => refusal(call, id, new Problem('submission.unknown'))
  const listed = Array.from(asked.keys(), (id) => results.get(id) ?? unknown(id))
  const taken = Object.fromEntries(steps.map(({ row, next }) => [row.submissionId, next.step]))
  const approved = steps.length
  const refused = listed.length - approved
  call.record({ subject, placeId: scope.place.placeId, detail: { approved, refused, submissions: taken } })
  return { results: listed, approved, refused }
}

/** All are held before any figure moves: who approves one alone takes its row first and its county after. */
async function findHeld({ db, trx, rectangle }: Scope, ids: readonly string[]): Promise<readonly SubmissionRow[]> {
  const rows = await findSubmissions(db, rectangle, ids)
  const held = await lockSubmissions(trx, rows)
  return rows
    .flatMap((row) => {
      const standing = held.get(row.submissionId)
      return standing ? [{ ...row, ...standing, state: standing.state as SubmissionRow['state'] }] : []
    })
    .toSorted((a, b) => a.countyId - b.countyId || (a.submissionId < b.submissionId ? -1 : 1))
}

/** A refusal by a rule is the answer for this one alone: rules refuse before anything is written. */
function decideAlone(
  call: ManyCall,
  id: string,
  decide: () => Pick<ApprovalResult, 'isFinal' | 'version'>,
): ApprovalResult {
  try {
    return { id, outcome: 'approved', code: null, message: null, ...decide() }
  } catch (error) {
    if (error instanceof Problem) return refusal(call, id, error)
    throw error
  }
}

function refusal({ lang }: ManyCall, id: string, { code, detail }: Problem): ApprovalResult {
  const message = isProblemCode(code) ? problemText(code, lang, detail) : code
  return { id, outcome: 'refused', isFinal: false, version: null, code, message }
}
