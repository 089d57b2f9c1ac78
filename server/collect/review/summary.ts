import type { SubmissionSummary } from '@gangju/contract/returns'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Actor, Scope } from '../../http/call.ts'
import { officeDay } from '../../http/office-time.ts'
import type { Catalog } from '../../net/catalog.ts'
import type { SubmissionRow } from '../submission.store.ts'
import { countValues } from '../submission-value.store.ts'
import { levelsOf, listPaths, listReach, type Reach } from './reach.store.ts'
import { canReview, type ReviewCommand, type Reviewer } from './review.ts'
import { entryOfSubmission, loadReviewed, openColumnsOf, type Reviewed, rulesOf } from './standing.ts'

export interface SummaryWords {
  readonly catalog: Catalog
  readonly actor: Pick<Actor, 'personId'>
  readonly lang: 'zh' | 'en'
  readonly now: Date
}

export interface ReviewerWords {
  readonly catalog: Catalog
  readonly personId: string
  readonly reach: readonly Reach[]
  readonly verb: 'submission.approve' | 'submission.return'
  readonly reviewed: Reviewed
  /** Path of the goal that the verb must reach; absent: that of the whole form. */
  readonly goalPath?: string
}

/** How somebody stands to one submission, by the grants that reach it and by what they did with it. */
export function reviewerOf(row: SubmissionRow, words: ReviewerWords): Reviewer {
  const { catalog, personId, reach, verb, reviewed } = words
  const goalPath = words.goalPath ?? catalog.findGoal(catalog.form(row.formCode).entry.goal)?.path ?? ''
  return {
    levels: levelsOf(reach, { placeId: row.placeId, verb, goalPath }),
    isFiler: row.filedBy === personId || reviewed.editors.has(personId),
    hasApproved: reviewed.approvers.has(personId),
  }
}

/** Submissions as the reader may see and handle them: seven statements, however many there are. */
export async function summarize(
  db: Scope['db'],
  rows: readonly SubmissionRow[],
  words: SummaryWords,
): Promise<SubmissionSummary[]> {
  if (rows.length === 0) return []
  const { catalog, actor, lang, now } = words
  const placeIds = rows.map(({ placeId }) => placeId)
  const reach = await listReach(db, { personId: actor.personId, placeIds, day: officeDay(now) })
  const paths = await listPaths(db, placeIds)
  const counts = await countValues(db, rows)
  const reviewed = await loadReviewed(db, rows)
  return rows.map((row) => {
    const entry = entryOfSubmission(catalog, row)
    const count = counts.get(row.submissionId)
    return {
      id: row.submissionId,
      form: row.formCode,
      formName: lang === 'zh' ? entry.name : entry.nameEn,
      place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as PlaceLevel },
      path: paths.get(row.placeId) ?? '',
      period: row.period,
      state: row.state,
      step: row.step,
      steps: [...entry.review],
      version: row.version,
      values: count?.values ?? 0,
      places: count?.places ?? 0,
      filedBy: row.filedByName,
      filedAt: row.filedAt.toISOString(),
      returnReason: row.returnReason,
      may: mayOf(row, { catalog, personId: actor.personId, reach, reviewed: reviewed(row.submissionId) }),
    }
  })
}

function mayOf(row: SubmissionRow, words: Omit<ReviewerWords, 'verb'>): SubmissionSummary['may'] {
  const { catalog, reach, reviewed } = words
  const rules = rulesOf(catalog, row)
  const can = (command: ReviewCommand) => canReview(row, command, rules)
  const openColumns = openColumnsOf(catalog, row, reviewed)
  const approver = reviewerOf(row, { ...words, verb: 'submission.approve' })
  const returner = reviewerOf(row, { ...words, verb: 'submission.return' })
  const submits = reach.some(({ placeId, verbs }) => placeId === row.placeId && verbs.includes('submission.submit'))
  const may: SubmissionSummary['may'] = []
  if (submits && can({ kind: 'submit' })) may.push('submit')
  if (can({ kind: 'approve', openColumns, ...approver })) may.push('approve')
  if (can({ kind: 'return', reason: '-', ...returner })) may.push('return')
  return may
}
