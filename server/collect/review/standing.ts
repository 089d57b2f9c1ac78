import type { FormEntry } from '@gangju/net/form'
import type { Db } from '../../db/connection.ts'
import type { Catalog, CatalogGoal } from '../../net/catalog.ts'
import type { SubmissionRow } from '../submission.store.ts'
import { type ColumnReviewRow, listApprovals, listColumnReviews, listEditors } from './review.store.ts'
import type { ReviewRules } from './review.ts'

/** The form in the version that a submission was filled in by. */
export function entryOfSubmission(
  catalog: Catalog,
  { formCode, formVersion }: Pick<SubmissionRow, 'formCode' | 'formVersion'>,
): FormEntry {
  return catalog.formVersion(catalog.form(formCode), formVersion)
}

/** The chain of a submission's approvals; an installation may let one person do everything. */
export function rulesOf(catalog: Catalog, row: Pick<SubmissionRow, 'formCode' | 'formVersion'>): ReviewRules {
  const { review } = entryOfSubmission(catalog, row)
  return { chain: review, twoPersons: catalog.settings.get('twoPersonRule') !== false }
}

/** What was done with a submission beside its steps: who typed, whose approvals it carries, which columns are approved. */
export interface Reviewed {
  readonly editors: ReadonlySet<string>
  readonly approvers: ReadonlySet<string>
  readonly columnReviews: readonly ColumnReviewRow[]
}

/** Of many submissions, in three statements. */
export async function loadReviewed(
  db: Db,
  rows: readonly Pick<SubmissionRow, 'countyId' | 'submissionId'>[],
): Promise<(submissionId: string) => Reviewed> {
  const [approvals, edits, reviews] = await Promise.all([
    listApprovals(db, rows),
    listEditors(db, rows),
    listColumnReviews(db, rows),
  ])
  const approvers = gather(approvals.map((one) => [one.submissionId, one.approvedBy]))
  const editors = gather(edits.map((one) => [one.submissionId, one.editedBy]))
  return (submissionId) => ({
    editors: editors.get(submissionId) ?? new Set(),
    approvers: approvers.get(submissionId) ?? new Set(),
    columnReviews: reviews.filter((one) => one.submissionId === submissionId),
  })
}

function gather(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const gathered = new Map<string, Set<string>>()
  for (const [key, value] of pairs) gathered.set(key, (gathered.get(key) ?? new Set()).add(value))
  return gathered
}

export interface ColumnGoal {
  readonly goal: CatalogGoal
  readonly columns: readonly string[]
}

/** The goals whose task forces review columns; one that was taken back since asks for nothing. */
export function columnGoalsOf(catalog: Catalog, entry: FormEntry): readonly ColumnGoal[] {
  return (entry.columnReview ?? []).flatMap(({ goal: code, columns }) => {
    const goal = catalog.findGoal(code)
    return goal ? [{ goal, columns }] : []
  })
}

/** Names of the goals whose columns nobody approved yet. */
export function openColumnsOf(
  catalog: Catalog,
  row: Pick<SubmissionRow, 'formCode' | 'formVersion'>,
  { columnReviews }: Reviewed,
): readonly string[] {
  const done = new Set(columnReviews.map(({ goalId }) => goalId))
  return columnGoalsOf(catalog, entryOfSubmission(catalog, row))
    .filter(({ goal }) => !done.has(goal.goalId))
    .map(({ goal }) => goal.name)
}
