import { Problem } from '@gangju/net/problem'
import type { Actor, Scope } from '../../http/call.ts'
import type { Catalog } from '../../net/catalog.ts'
import { postSubmission } from '../../net/observation.store.ts'
import { type SubmissionRow, updateSubmission } from '../submission.store.ts'
import type { Reach } from './reach.store.ts'
import { insertApproval } from './review.store.ts'
import { decideReview, evolveReview, type ReviewCommand, type ReviewEvent, type ReviewStanding } from './review.ts'
import { entryOfSubmission, openColumnsOf, type Reviewed, rulesOf } from './standing.ts'
import { reviewerOf } from './summary.ts'

export interface StepWords {
  readonly catalog: Catalog
  readonly actor: Pick<Actor, 'personId'>
  readonly now: Date
  /** How the log names the action. */
  readonly subject: string
}

export interface StepTaken {
  readonly event: ReviewEvent
  readonly next: ReviewStanding
  /** What the log says of it. */
  readonly effect: object
}

/**
 * Decides one step of a submission that is held, and writes it: its standing, who approved, and with the last approval
 * the figures into the net, all in the caller's transaction.
 *
 * @throws Problem as `decideReview` does, before anything is written.
 */
export async function takeStep(
  { trx }: Pick<Scope, 'trx'>,
  row: SubmissionRow,
  command: ReviewCommand,
  { catalog, actor, now, subject }: StepWords,
): Promise<StepTaken> {
  const event = decideReview(row, command, rulesOf(catalog, row))
  const next = evolveReview(row, event)
  await updateSubmission(trx, row, { ...next, ...(event.kind === 'returned' && { returnReason: event.reason }) })
  if (event.kind !== 'approved') return { event, next, effect: {} }
  const { countyId, placeId, submissionId } = row
  const approval = { countyId, placeId, submissionId, step: next.step, approvedBy: actor.personId, approvedAt: now }
  await insertApproval(trx, { ...approval, subject })
  if (!event.isFinal) return { event, next, effect: {} }
  const { changed } = await postSubmission(trx, {
    countyId,
    submissionId,
    period: row.period,
    sourceId: catalog.form(row.formCode).sourceId,
    at: now,
    except: knownColumns(catalog, row),
  })
  return { event, next, effect: { changed } }
}

/** What the form only confirms: those figures entered the net by their own form. */
function knownColumns(catalog: Catalog, row: SubmissionRow): readonly number[] {
  return entryOfSubmission(catalog, row)
    .columns.filter(({ known }) => known)
    .map(({ indicator }) => catalog.indicator(indicator).indicatorId)
}

export interface ApproverWords {
  readonly catalog: Catalog
  readonly personId: string
  readonly reach: readonly Reach[]
  readonly reviewed: Reviewed
}

/** How somebody stands to a submission that they want to approve. */
export function approvalBy(row: SubmissionRow, words: ApproverWords): ReviewCommand {
  const openColumns = openColumnsOf(words.catalog, row, words.reviewed)
  return { kind: 'approve', openColumns, ...reviewerOf(row, { ...words, verb: 'submission.approve' }) }
}

/** @throws Problem `submission.version` when it is no longer what was seen. */
export function expectVersion(standing: { version: number } | undefined, seen: number): void {
  if (standing?.version !== seen) throw new Problem('submission.version', { version: standing?.version ?? seen })
}
