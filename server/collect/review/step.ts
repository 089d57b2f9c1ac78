import { Problem } from '@gangju/net/problem'
import type { Actor, Scope } from '../../http/call.ts'
import type { Catalog } from '../../net/catalog.ts'
import { postSubmissions } from '../../net/observation.store.ts'
import { type SubmissionRow, updateStandings, updateSubmission } from '../submission.store.ts'
import type { Reach } from './reach.store.ts'
import { insertApprovals } from './review.store.ts'
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

export interface StepDecided {
  readonly row: SubmissionRow
  readonly event: ReviewEvent
  readonly next: ReviewStanding
}

export interface StepTaken extends StepDecided {
  /** What the log says of it. */
  readonly effect: object
}

/**
 * Decides one step of a submission that is held.
 *
 * @throws Problem as `decideReview` does.
 */
export function decideStep(row: SubmissionRow, command: ReviewCommand, catalog: Catalog): StepDecided {
  const event = decideReview(row, command, rulesOf(catalog, row))
  return { row, event, next: evolveReview(row, event) }
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
  words: StepWords,
): Promise<StepTaken> {
  const step = decideStep(row, command, words.catalog)
  const { event, next } = step
  if (event.kind === 'approved') return { ...step, effect: await writeApprovals(trx, [step], words) }
  await updateSubmission(trx, row, { ...next, ...(event.kind === 'returned' && { returnReason: event.reason }) })
  return { ...step, effect: {} }
}

/**
 * Writes approvals that were decided, however many, in the same few statements. Figures enter the net form by form and
 * period by period, in one order for all, so that who approves at one time cannot wait in a circle [AP11].
 *
 * @returns what the log says of it.
 */
export async function writeApprovals(
  trx: Scope['trx'],
  steps: readonly StepDecided[],
  { catalog, actor, now, subject }: StepWords,
): Promise<object> {
  if (steps.length === 0) return {}
  const approved = { approvedBy: actor.personId, approvedAt: now, subject }
  await Promise.all([
    updateStandings(
      trx,
      steps.map(({ row, next }) => ({ ...row, ...next })),
    ),
    insertApprovals(
      trx,
      steps.map(({ row, next }) => ({ ...row, step: next.step })),
      approved,
    ),
  ])
  const final = steps.filter(({ event }) => event.kind === 'approved' && event.isFinal).map(({ row }) => row)
  if (final.length === 0) return {}
  let changed = 0
  for (const rows of inPostingOrder(final)) {
    const [{ formCode, period }] = rows
    const { sourceId } = catalog.form(formCode)
    const except = knownColumns(catalog, rows[0])
    changed += (await postSubmissions(trx, { submissions: rows, period, sourceId, at: now, except })).changed
  }
  return { changed }
}

function inPostingOrder(rows: readonly SubmissionRow[]): readonly (readonly [SubmissionRow, ...SubmissionRow[]])[] {
  const groups = new Map<string, [SubmissionRow, ...SubmissionRow[]]>()
  for (const row of rows) {
    const key = `${row.formCode} ${row.period} ${row.formVersion}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
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
