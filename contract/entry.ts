import { z } from 'zod'
import { Finding, KnownFigure } from './findings.ts'
import { FormEntry } from './form-entry.ts'
import { route } from './route.ts'
import {
  Cursor,
  DecimalText,
  Flag,
  FormCode,
  Id,
  IndicatorCode,
  Limit,
  PeriodId,
  PlaceCode,
  PlaceLevel,
  PlaceName,
} from './values.ts'

/** Where a return stands: nothing begun, or the state of its newest submission. */
export const ReturnState = z.enum(['missing', 'draft', 'submitted', 'returned', 'approved'])
export type ReturnState = z.infer<typeof ReturnState>

export const EntryCell = z.object({
  indicator: IndicatorCode,
  value: DecimalText.nullable().describe('In the unit of the column.'),
  notApplicable: z.boolean(),
  spelled: z.string().nullable().describe('As typed, where that is not the stored figure: 1.2亿.'),
  explanation: z.string().nullable(),
  edition: z.int().describe('Changes so far; 0 where nobody typed. Sent back with the next change of the cell.'),
  editedBy: z.string().nullable(),
  editedAt: z.string().nullable(),
  returnedReason: z.string().nullable().describe('Why the reviewer gave this cell back.'),
  mended: z.boolean().describe('It was given back and changed since.'),
  before: DecimalText.nullable().describe('The figure of the cell now in the net.'),
  lastPeriod: DecimalText.nullable(),
  lastYear: DecimalText.nullable().describe('Same period of the year before.'),
  home: z
    .object({ form: FormCode, formName: z.string(), value: DecimalText.nullable(), notApplicable: z.boolean() })
    .nullable()
    .describe('For a known column: the form that the figure comes from, and what it says; only confirmed here.'),
})
export type EntryCell = z.infer<typeof EntryCell>

/** One form × filing place × period. */
export const EntryReturn = z.object({
  place: PlaceName.describe('The place that files.'),
  state: ReturnState,
  submission: Id.nullable().describe('The newest; null where nothing was begun.'),
  version: z.int().describe('For If-Match when handing in; 0 where nothing was begun.'),
  formVersion: z.int(),
  step: z.int().describe('Approvals given so far.'),
  late: z.boolean(),
  isCorrection: z.boolean().describe('A draft that begins with figures already in the net.'),
  returnReason: z.string().nullable().describe('Why the whole was given back last; also while it is filled in anew.'),
  closes: z.string().describe('Closing day.'),
  isClosed: z.boolean().describe('Closed for the period by an office above.'),
  leaveUntil: z.string().nullable().describe('Last day of the leave to be late.'),
  may: z.object({ edit: z.boolean(), submit: z.boolean() }),
})
export type EntryReturn = z.infer<typeof EntryReturn>

export const EntryPage = z.object({
  form: FormEntry.describe('In the version that the return is filled in.'),
  place: PlaceName,
  period: PeriodId,
  returns: z.array(EntryReturn),
  rows: z.array(
    z.object({
      place: PlaceName,
      filer: PlaceCode.describe('Whose return the row belongs to.'),
      cells: z.array(EntryCell).describe("In the order of the form's columns."),
    }),
  ),
  known: z.array(KnownFigure).describe('What the checks judge by, for `checkReturn` in the browser.'),
  classes: z.array(z.object({ place: PlaceCode, class: z.string() })).describe('Urban–rural class of the rows.'),
  next: z.string().nullable().describe('Of a subtree: the cursor of the following returns.'),
})
export type EntryPage = z.infer<typeof EntryPage>

const ofReturn = { place: PlaceCode.describe('The place that files.'), period: PeriodId }

export const readEntry = route({
  method: 'GET',
  path: '/returns/:form/entry',
  summary: 'A return as it is filled in: its cells beside the figures of before, and what its checks judge by',
  needs: 'submission.read',
  params: { form: FormCode },
  query: {
    ...ofReturn,
    subtree: Flag.optional().describe('True: the returns of all filing places under the place, as one grid.'),
    cursor: Cursor.optional(),
    limit: Limit.optional().describe('Returns of a subtree on one page; 50.'),
  },
  reply: EntryPage,
})

const Explanation = z.string().trim().max(500)

/** One cell as somebody leaves it. Without text, value and notApplicable it is emptied. */
export const CellChange = z.strictObject({
  place: PlaceCode.describe('The row.'),
  indicator: IndicatorCode,
  text: z.string().max(64).optional().describe('As typed: 1.2亿, ３，０００, 5公顷; converted exactly.'),
  value: DecimalText.nullable().optional().describe('In the unit of the column, instead of text.'),
  notApplicable: z.boolean().optional(),
  explanation: Explanation.optional().describe('Absent: as it was. Empty: taken away.'),
  edition: z.int().min(0).max(2_147_483_646).describe('The edition last seen; 0 for none.'),
})
export type CellChange = z.infer<typeof CellChange>

export const SavedCell = EntryCell.pick({
  indicator: true,
  value: true,
  notApplicable: true,
  spelled: true,
  explanation: true,
  edition: true,
  editedBy: true,
  editedAt: true,
}).extend({ place: PlaceCode })
export type SavedCell = z.infer<typeof SavedCell>

export const SaveReport = z.object({
  submission: Id,
  version: z.int(),
  late: z.boolean(),
  saved: z.array(SavedCell),
  conflicts: z.array(SavedCell).describe('Not written: somebody else changed them first. What stands there now.'),
  findings: z.array(Finding).readonly().describe('With `check`: of the rows that were touched; a draft may have them.'),
})
export type SaveReport = z.infer<typeof SaveReport>

const CellChanges = z.strictObject({ cells: z.array(CellChange).min(1).max(2_000) })

/** The first save of a return begins its draft: empty, from what was given back, or from the figures in the net. */
export const saveCells = route({
  method: 'POST',
  path: '/returns/:form/cells',
  summary: 'Save cells of a draft; a cell that somebody else changed meanwhile is left as it is and reported',
  needs: 'submission.draft',
  params: { form: FormCode },
  query: { ...ofReturn, check: Flag.optional().describe('True: with what the checks find in the rows.') },
  body: CellChanges,
  reply: SaveReport,
})

const standing = z.object({ submission: Id, version: z.int(), state: ReturnState, late: z.boolean() })

/** With cells it is saving and handing in as one: a cell that somebody else changed leaves all of it undone. */
export const submitReturn = route({
  method: 'POST',
  path: '/returns/:form/submit',
  summary: 'Hand the draft of a return in, with its last cells or all of them; findings that nobody settled refuse it',
  needs: 'submission.submit',
  params: { form: FormCode },
  query: ofReturn,
  body: CellChanges.optional(),
  reply: standing,
})

export const discardDraft = route({
  method: 'POST',
  path: '/returns/:form/discard',
  summary: 'Put a draft away; the next one begins as if it had not been',
  needs: 'submission.draft',
  params: { form: FormCode },
  query: ofReturn,
  reply: standing,
})

export const MyReturn = z.object({
  form: FormCode,
  formName: z.string(),
  place: PlaceName,
  period: PeriodId,
  closes: z.string(),
  daysLeft: z.int().describe('Negative when overdue.'),
  state: ReturnState,
  submission: Id.nullable(),
  returnReason: z.string().nullable(),
  returnedCells: z.int(),
  filled: z.int().describe('Cells that hold an answer.'),
  asked: z.int(),
  isClosed: z.boolean(),
})
export type MyReturn = z.infer<typeof MyReturn>

export const listMyReturns = route({
  method: 'GET',
  path: '/my-returns',
  summary: 'What the reader has to fill in, by closing day: of the last period and of one given back, at most 200',
  needs: 'submission.draft',
  query: { place: PlaceCode.optional(), period: PeriodId.optional(), level: PlaceLevel.optional() },
  reply: z.object({ items: z.array(MyReturn) }),
})
