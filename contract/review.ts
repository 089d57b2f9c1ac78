import { z } from 'zod'
import { Finding } from './findings.ts'
import { FormColumn, SubmissionState, SubmissionSummary } from './returns.ts'
import { page, route } from './route.ts'
import {
  Cursor,
  DecimalText,
  FormCode,
  GoalCode,
  Id,
  Limit,
  PeriodId,
  PlaceCode,
  PlaceLevel,
  PlaceName,
} from './values.ts'

export const ReviewCounts = z.object({
  cells: z.int().describe('Figures in the return.'),
  new: z.int().describe('Figures where the period before has none.'),
  changed: z.int().describe('Figures that differ from the period before by more than the share asked for.'),
  explained: z.int(),
  unusual: z.int().describe('Soft findings, explained ones too.'),
})
export type ReviewCounts = z.infer<typeof ReviewCounts>

export const ReviewItem = SubmissionSummary.extend({
  late: z.boolean(),
  counts: ReviewCounts,
  columnGoals: z.array(GoalCode).describe('Goals whose columns the reader may approve now.'),
})
export type ReviewItem = z.infer<typeof ReviewItem>

const Share = z.coerce.number().int().min(1).max(1_000).describe('Percent of change that counts; 20.')

export const readReview = route({
  method: 'GET',
  path: '/review',
  summary:
    'Returns that wait for an approval by the reader, by place, with what is new, changed, explained and unusual',
  needs: 'submission.read',
  query: {
    place: PlaceCode,
    period: PeriodId.optional(),
    form: FormCode.optional(),
    over: Share.optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional().describe('Returns looked through for one page; 50.'),
  },
  reply: page(ReviewItem),
})

export const ReviewCell = z.object({
  value: DecimalText.nullable(),
  state: z.enum(['value', 'notReported', 'notApplicable']),
  spelled: z.string().nullable(),
  before: DecimalText.nullable().describe('The figure now in the net for this cell.'),
  lastPeriod: DecimalText.nullable(),
  change: DecimalText.nullable().describe(
    'Percent against the period before, two decimals; null without or from zero.',
  ),
  explanation: z.string().nullable(),
  returnedReason: z.string().nullable().describe('Why the cell was given back in an earlier round.'),
})
export type ReviewCell = z.infer<typeof ReviewCell>

export const ReviewSheet = z.object({
  form: FormCode,
  formName: z.string(),
  columns: z.array(FormColumn),
  rows: z.array(
    z.object({
      place: PlaceName,
      filer: PlaceName.describe('The place that filed.'),
      submission: Id,
      version: z.int(),
      state: SubmissionState,
      late: z.boolean(),
      may: SubmissionSummary.shape.may,
      cells: z.array(ReviewCell).describe('In the order of `columns`.'),
    }),
  ),
  findings: z.array(Finding).readonly().describe('Of the rows shown, by place and indicator.'),
  next: z.string().nullable(),
})
export type ReviewSheet = z.infer<typeof ReviewSheet>

export const readReviewSheet = route({
  method: 'GET',
  path: '/review/sheet',
  summary: 'Returns of one form and period over many places as one grid, to compare and to spot-check; no drafts',
  needs: 'submission.read',
  query: {
    place: PlaceCode,
    form: FormCode,
    period: PeriodId,
    state: z.enum(['submitted', 'approved']).optional().describe('Both when absent.'),
    cursor: Cursor.optional(),
    limit: Limit.optional().describe('Returns on one page; 50.'),
  },
  reply: ReviewSheet,
})

export const ApprovalResult = z.object({
  id: Id,
  outcome: z.enum(['approved', 'refused']),
  isFinal: z.boolean().describe('The figures are in the net.'),
  version: z.int().nullable().describe('The new one; null when refused.'),
  code: z.string().nullable().describe('Of the refusal.'),
  message: z.string().nullable(),
})
export type ApprovalResult = z.infer<typeof ApprovalResult>

/** Each is decided alone: those that cannot are named with the reason, the others are approved, all in one transaction. */
export const approveMany = route({
  method: 'POST',
  path: '/review/approve',
  summary: 'Approve one step of many returns under a place; each is decided alone',
  needs: 'submission.approve',
  body: z.strictObject({
    place: PlaceCode.describe('All lie at it or under it.'),
    submissions: z
      .array(z.strictObject({ id: Id, version: z.int().min(1) }))
      .min(1)
      .max(500),
  }),
  reply: z.object({ results: z.array(ApprovalResult), approved: z.int(), refused: z.int() }),
})

export const approveColumns = route({
  method: 'POST',
  path: '/submissions/:id/columns/:goal/approve',
  summary: 'A task force approves the columns of its goal; without it the last step is not taken',
  needs: 'submission.approve',
  params: { id: Id, goal: GoalCode },
  reply: SubmissionSummary,
})

/** A place that had not handed in when the form was closed, and when it did after all. */
const MissingPlace = z.object({
  code: PlaceCode,
  name: z.string(),
  cameAt: z.string().nullable().describe('When its figures entered the net; null: still missing.'),
})

export const Closing = z.object({
  id: Id,
  form: FormCode,
  formName: z.string(),
  place: PlaceName,
  period: PeriodId,
  missing: z.array(MissingPlace),
  closedAt: z.string(),
  closedBy: z.string(),
  reopenedAt: z.string().nullable(),
  reopenedBy: z.string().nullable(),
  reason: z.string().nullable().describe('Why it was opened again.'),
})
export type Closing = z.infer<typeof Closing>

const reason = z.string().trim().min(1).max(500)

export const closeReturns = route({
  method: 'POST',
  path: '/closings',
  summary: 'Close a form under a place for a period: those missing are named, and later filing needs leave',
  needs: 'submission.approve',
  body: z.strictObject({ form: FormCode, place: PlaceCode, period: PeriodId }),
  reply: Closing,
})

export const reopenClosing = route({
  method: 'POST',
  path: '/closings/:id/reopen',
  summary: 'Open a closed form again, with a reason',
  needs: 'submission.approve',
  params: { id: Id },
  body: z.strictObject({ reason }),
  reply: Closing,
})

export const LateLeave = z.object({
  id: Id,
  form: FormCode,
  place: PlaceName.describe('The place that may file late.'),
  period: PeriodId,
  until: z.string().describe('Last day.'),
  reason: z.string(),
  givenAt: z.string(),
  givenBy: z.string(),
})
export type LateLeave = z.infer<typeof LateLeave>

export const giveLeave = route({
  method: 'POST',
  path: '/late-leaves',
  summary: 'Let one place file after the closing, until a day',
  needs: 'submission.approve',
  body: z.strictObject({ form: FormCode, place: PlaceCode, period: PeriodId, until: z.iso.date(), reason }),
  reply: LateLeave,
})

export const listClosings = route({
  method: 'GET',
  path: '/closings',
  summary: 'What was closed at a place or under it for a period, who was missing and who came late, and the leaves',
  needs: 'submission.read',
  query: { place: PlaceCode, period: PeriodId, form: FormCode.optional() },
  reply: z.object({ closings: z.array(Closing), leaves: z.array(LateLeave) }),
})

/** Of a form, among the places that file it. Places and returns only, never people. */
export const Timeliness = z.object({
  form: FormCode,
  formName: z.string(),
  period: PeriodId,
  place: PlaceName.describe('A place right under the one asked for, or that one where it files itself.'),
  expected: z.int(),
  onTime: z.int().describe('Handed in by the closing day.'),
  late: z.int(),
  missing: z.int().describe('Not handed in; before the closing day it may still be.'),
  approved: z.int(),
})
export type Timeliness = z.infer<typeof Timeliness>

export const readTimeliness = route({
  method: 'GET',
  path: '/timeliness',
  summary: 'Returns on time, late and missing by place and form over some periods',
  needs: 'submission.read',
  query: {
    place: PlaceCode,
    from: PeriodId,
    to: PeriodId.describe('Of the same kind as `from`; 24 periods at the most.'),
    form: FormCode.optional(),
  },
  reply: z.object({ items: z.array(Timeliness) }),
})

export const ChaseItem = z.object({
  form: FormCode,
  formName: z.string(),
  place: PlaceName.describe('The place that files, or where the return waits.'),
  path: z.string(),
  period: PeriodId,
  closes: z.string(),
  daysLeft: z.int().describe('Negative when overdue.'),
  state: z.enum(['missing', 'draft', 'returned', 'submitted']),
  waitsFor: PlaceLevel.nullable().describe('Level whose turn it is; of one handed in the level of its next approval.'),
})
export type ChaseItem = z.infer<typeof ChaseItem>

/** Something that a person may send; nothing is sent by itself. */
export const ChaseProposal = z.object({
  key: z.string().max(200),
  kind: z.enum(['before', 'after', 'escalation']),
  form: FormCode,
  formName: z.string(),
  days: z.int().describe('Before or after the closing day.'),
  to: PlaceName.describe('Whose people get it.'),
  recipients: z.int().describe('How many they are; 0: nobody there holds the right, so it cannot be sent.'),
  about: z.array(PlaceName).describe('The places whose returns are out.'),
  text: z.string(),
})
export type ChaseProposal = z.infer<typeof ChaseProposal>

export const readChase = route({
  method: 'GET',
  path: '/chase',
  summary: 'Who has not reported and whose turn it is, with the reminders that the rules propose for today',
  needs: 'submission.read',
  query: { place: PlaceCode, period: PeriodId, form: FormCode.optional() },
  reply: z.object({ items: z.array(ChaseItem), proposals: z.array(ChaseProposal) }),
})

export const sendReminders = route({
  method: 'POST',
  path: '/chase/send',
  summary: 'Send some of the proposed reminders',
  needs: 'submission.return',
  body: z.strictObject({
    place: PlaceCode,
    period: PeriodId,
    form: FormCode.optional(),
    keys: z.array(z.string().min(1).max(200)).min(1).max(500),
  }),
  reply: z.object({
    sent: z.int().describe('Messages.'),
    skipped: z.array(z.string()).describe('Keys proposed no more.'),
  }),
})

export const Message = z.object({
  id: Id,
  kind: z.enum(['returned', 'reminder', 'escalation']),
  text: z.string().describe('In the language of the request.'),
  place: PlaceCode,
  form: FormCode.nullable(),
  period: PeriodId.nullable(),
  submission: Id.nullable(),
  at: z.string(),
  from: z.string().describe('Who sent it.'),
  readAt: z.string().nullable(),
})
export type Message = z.infer<typeof Message>

export const listMessages = route({
  method: 'GET',
  path: '/messages',
  summary: 'Messages to the reader, newest first',
  needs: 'session',
  query: { cursor: Cursor.optional(), limit: Limit.optional() },
  reply: z.object({ items: z.array(Message), unread: z.int(), next: z.string().nullable() }),
})

export const readMessage = route({
  method: 'POST',
  path: '/messages/:id/read',
  summary: 'Note that a message was read',
  needs: 'session',
  params: { id: Id },
  reply: z.object({ unread: z.int() }),
})

/** A message on its way out of the house. */
export const Delivery = z.object({
  id: Id,
  channel: z.string(),
  place: PlaceName,
  kind: Message.shape.kind,
  state: z.enum(['waiting', 'parked', 'none']).describe('`none`: its reader has no address on the channel.'),
  attempts: z.int(),
  at: z.string(),
  lastError: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

export const listDeliveries = route({
  method: 'GET',
  path: '/deliveries',
  summary: 'Messages that have not left the house: waiting, parked after failures, or without an address',
  needs: 'submission.return',
  query: { place: PlaceCode },
  reply: z.object({ items: z.array(Delivery).describe('At most 200, parked ones first.') }),
})

export const retryDelivery = route({
  method: 'POST',
  path: '/deliveries/:id/retry',
  summary: 'Try a parked message again',
  needs: 'submission.return',
  params: { id: Id },
  reply: Delivery,
})
