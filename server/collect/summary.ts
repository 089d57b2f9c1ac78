import type { SubmissionSummary } from '@gangju/contract/returns'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Actor, Scope } from '../http/call.ts'
import type { Catalog } from '../net/catalog.ts'
import { levelsOf, listPaths, listReach, type Reach } from './reach.store.ts'
import { canReview, type ReviewCommand, type Reviewer, type ReviewRules } from './review.ts'
import type { SubmissionRow } from './submission.store.ts'
import { countValues } from './submission-value.store.ts'

export interface SummaryWords {
  readonly catalog: Catalog
  readonly actor: Pick<Actor, 'personId'>
  readonly lang: 'zh' | 'en'
  readonly now: Date
}

/** The chain of a form's approvals; an installation may let one person do everything. */
export function rulesOf(catalog: Catalog, formCode: string): ReviewRules {
  const { review } = catalog.form(formCode).entry
  return { chain: review, twoPersons: catalog.settings.get('twoPersonRule') !== false }
}

/** The day by which grants hold: that of the offices, UTC+8. */
export const officeDay = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** How the person stands to one submission, by the grants that reach it. */
export function reviewerOf(
  reach: readonly Reach[],
  row: SubmissionRow,
  words: { catalog: Catalog; verb: 'submission.approve' | 'submission.return'; isFiler: boolean },
): Reviewer {
  const goalPath = words.catalog.findGoal(words.catalog.form(row.formCode).entry.goal)?.path ?? ''
  return { levels: levelsOf(reach, { placeId: row.placeId, verb: words.verb, goalPath }), isFiler: words.isFiler }
}

/** Submissions as the reader may see and handle them: four statements, however many there are. */
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
  return rows.map((row) => {
    const { entry } = catalog.form(row.formCode)
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
      may: mayOf(row, reach, words),
    }
  })
}

function mayOf(
  row: SubmissionRow,
  reach: readonly Reach[],
  { catalog, actor }: SummaryWords,
): SubmissionSummary['may'] {
  const rules = rulesOf(catalog, row.formCode)
  const isFiler = row.filedBy === actor.personId
  const can = (command: ReviewCommand) => canReview(row, command, rules)
  const approver = reviewerOf(reach, row, { catalog, verb: 'submission.approve', isFiler })
  const returner = reviewerOf(reach, row, { catalog, verb: 'submission.return', isFiler })
  const submits = reach.some(({ placeId, verbs }) => placeId === row.placeId && verbs.includes('submission.submit'))
  const may: SubmissionSummary['may'] = []
  if (submits && can({ kind: 'submit' })) may.push('submit')
  if (can({ kind: 'approve', ...approver })) may.push('approve')
  if (can({ kind: 'return', reason: '-', ...returner })) may.push('return')
  return may
}
