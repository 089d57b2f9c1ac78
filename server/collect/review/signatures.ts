import type { SubmissionDetail } from '@gangju/contract/returns'
import type { Catalog } from '../../net/catalog.ts'
import type { ListedHistory, SubmissionRow } from '../submission.store.ts'
import type { Reach } from './reach.store.ts'
import { columnGoalsOf, entryOfSubmission, type Reviewed } from './standing.ts'
import { reviewerOf } from './summary.ts'

type Signatures = SubmissionDetail['signatures']

/**
 * The foot of the signed sheet from the log [AP10]: who typed (填报人) and when last, who handed in, who approved each
 * step (审核人), and the last approval at the level that files (单位负责人); where no step is at that level, whoever handed in
 * without having typed. What is not signed yet has no name.
 */
export function signaturesOf(
  history: readonly ListedHistory[],
  row: Pick<SubmissionRow, 'placeLevel' | 'state'>,
  chain: readonly SubmissionDetail['place']['level'][],
): Signatures {
  const typed = new Map(history.filter(({ verb }) => verb === 'submission.draft').map((line) => [line.actor, line]))
  const handed = history.findLast(({ verb }) => verb === 'submission.submit')
  const approvals = history.filter(({ verb }) => verb === 'submission.approve')
  const sign = (line: ListedHistory | undefined) => ({ name: line?.name ?? null, at: line?.at.toISOString() ?? null })
  const filled = [...(typed.size > 0 ? typed.values() : [handed])]
  const headStep = chain.findLastIndex((level) => level === row.placeLevel)
  const headOnly = handed && typed.size > 0 && !typed.has(handed.actor) ? handed : undefined
  return [
    ...filled.map((line) => ({ part: 'filledIn' as const, step: null, level: null, ...sign(line) })),
    {
      part: 'handedIn',
      step: null,
      level: null,
      ...sign(row.state === 'draft' ? undefined : (handed ?? filled.at(-1))),
    },
    ...chain.map((level, index) => ({ part: 'reviewed' as const, step: index + 1, level, ...sign(approvals[index]) })),
    { part: 'unitHead', step: null, level: null, ...sign(headStep < 0 ? headOnly : approvals[headStep]) },
  ]
}

/** The columns that task forces review, who did, and whether the reader may now. */
export function columnReviewsOf(
  catalog: Catalog,
  row: SubmissionRow,
  words: { readonly personId: string; readonly reach: readonly Reach[]; readonly reviewed: Reviewed },
): SubmissionDetail['columnReviews'] {
  const done = new Map(words.reviewed.columnReviews.map((one) => [one.goalId, one]))
  return columnGoalsOf(catalog, entryOfSubmission(catalog, row)).map(({ goal, columns }) => {
    const review = done.get(goal.goalId)
    const { levels, isFiler } = reviewerOf(row, { ...words, catalog, verb: 'submission.approve', goalPath: goal.path })
    return {
      goal: goal.code,
      goalName: goal.name,
      columns: [...columns],
      by: review?.name ?? null,
      at: review?.reviewedAt.toISOString() ?? null,
      may: !review && row.state === 'submitted' && levels.length > 0 && !isFiler,
    }
  })
}
