import { z } from 'zod'
import { page, route } from './route.ts'
import {
  Cursor,
  DecimalText,
  Flag,
  FormCode,
  GoalCode,
  Id,
  IndicatorCode,
  Limit,
  PeriodId,
  PlaceCode,
  PlaceLevel,
  PlaceName,
} from './values.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const FormColumn = z.object({
  indicator: IndicatorCode,
  header: z.string(),
  headerEn: z.string(),
  heads: z
    .array(z.object({ name: z.string(), nameEn: z.string() }))
    .optional()
    .describe('Header cells above its own, outermost first: 矛盾纠纷 above 受理.'),
  section: z.string(),
  sectionEn: z.string(),
  unit: z.string(),
  required: z.boolean(),
})
export type FormColumn = z.infer<typeof FormColumn>

export const ReturnForm = z.object({
  code: FormCode,
  name: z.string(),
  nameEn: z.string(),
  collects: PlaceLevel,
  files: PlaceLevel,
  review: z.array(PlaceLevel),
  columns: z.array(FormColumn),
})
export type ReturnForm = z.infer<typeof ReturnForm>

export const SubmissionState = z.enum(['draft', 'submitted', 'returned', 'approved'])
export type SubmissionState = z.infer<typeof SubmissionState>

export const SubmissionSummary = z.object({
  id: Id,
  form: FormCode,
  formName: z.string(),
  place: PlaceName,
  path: z.string(),
  period: PeriodId,
  state: SubmissionState,
  step: z.int().describe('Approvals given so far.'),
  steps: z.array(PlaceLevel).describe('The chain of approvals.'),
  version: z.int().describe('For If-Match.'),
  values: z.int(),
  places: z.int(),
  filedBy: z.string(),
  filedAt: z.string(),
  returnReason: z.string().nullable(),
  may: z.array(z.enum(['submit', 'approve', 'return'])).describe('What the reader may do with it now.'),
})
export type SubmissionSummary = z.infer<typeof SubmissionSummary>

/** A return that is due: one form, one filing place, one period. */
export const DueReturn = z.object({
  form: FormCode,
  formName: z.string(),
  place: PlaceName,
  period: PeriodId,
  closes: z.string().describe('Closing day.'),
  state: z.enum(['missing', 'draft', 'submitted', 'returned', 'approved']),
  submission: Id.nullable(),
  reported: z.int(),
  expected: z.int(),
})
export type DueReturn = z.infer<typeof DueReturn>

export const listReturns = route({
  method: 'GET',
  path: '/returns',
  summary: 'Returns due under a place in a period, with their state',
  needs: 'submission.read',
  query: { place: PlaceCode, period: PeriodId },
  reply: z.object({ forms: z.array(ReturnForm), items: z.array(DueReturn) }),
})

export const downloadTemplate = route({
  method: 'GET',
  path: '/returns/:form/template.xlsx',
  summary: 'The empty return of a place for a period as xlsx, its places as locked rows',
  needs: 'submission.draft',
  params: { form: FormCode },
  query: {
    place: PlaceCode,
    period: PeriodId,
    lang: z.enum(['zh', 'en']).optional(),
    subtree: Flag.optional().describe(
      'True: one workbook for all that report under the place; it comes back as an import.',
    ),
  },
  reply: z.object({ file: z.string() }).describe('An xlsx attachment.'),
  replyKind: 'file',
})

/** A fault of a return, named so that the clerk finds it. */
export const Fault = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  sheet: z.string().nullable(),
  cell: z.string().nullable().describe('F12'),
  place: z.string().nullable().describe('Code as written.'),
  placeName: z.string().nullable(),
  indicator: z.string().nullable(),
  text: z.string().nullable().describe('What stands in the cell.'),
  explained: z.boolean().describe('A warning that the explanation beside the figure settles.'),
  message: z.string().describe('In the language of the request.'),
})
export type Fault = z.infer<typeof Fault>

export const SubmissionValue = z.strictObject({
  place: PlaceCode,
  indicator: IndicatorCode,
  value: DecimalText.nullable(),
  notApplicable: z.boolean().optional(),
  explanation: z
    .string()
    .trim()
    .max(500)
    .optional()
    .describe('Of an unusual figure: why it is so. Four characters or more settle a warning.'),
})

/** What a filing puts away: a draft of the same return, where its cells say otherwise. */
export const ReplacedDraft = z.object({
  seal: z.string().describe('Of these cells as they stand: another when one of them changes.'),
  cells: z.int().describe('Answered in the draft, and otherwise or not at all in what is filed.'),
  byOthers: z.int().describe('Of them, those that somebody else answered.'),
  people: z.array(z.string()).describe('Who answered those.'),
})
export type ReplacedDraft = z.infer<typeof ReplacedDraft>

export const FileReport = z.object({
  dryRun: z.boolean(),
  form: FormCode,
  place: PlaceName,
  period: PeriodId,
  places: z.int(),
  values: z.int(),
  blanks: z.int(),
  faults: z.array(Fault).describe('At most 200.'),
  faultCount: z.int(),
  normalised: z.array(z.object({ cell: z.string(), from: z.string(), to: z.string() })).describe('At most 200.'),
  draft: ReplacedDraft.nullable(),
  submission: SubmissionSummary.nullable(),
})
export type FileReport = z.infer<typeof FileReport>

/** JSON or xlsx. A file with faults is refused whole (422 `submission.faulty`) unless dryRun asks only for the report. */
export const fileSubmission = route({
  method: 'POST',
  path: '/submissions',
  summary: 'File a return: JSON values or the filled xlsx; dryRun reports faults and stores nothing',
  needs: 'submission.draft',
  query: {
    form: FormCode,
    place: PlaceCode,
    period: PeriodId,
    dryRun: Flag.optional(),
    submit: Flag.optional().describe('True: hand it in at once.'),
    over: z
      .string()
      .max(40)
      .optional()
      .describe('Seal of the draft that may give way. Without it a draft in which others answered otherwise stays.'),
  },
  body: z.strictObject({ values: z.array(SubmissionValue).min(1).max(20_000) }),
  reply: FileReport,
  fileBody: XLSX_TYPE,
})

export const listSubmissions = route({
  method: 'GET',
  path: '/submissions',
  summary: 'Submissions under a place, newest first',
  needs: 'submission.read',
  query: {
    place: PlaceCode,
    period: PeriodId.optional(),
    state: SubmissionState.optional(),
    form: FormCode.optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(SubmissionSummary),
})

/** One line of the foot of a signed sheet: 填报人, 审核人, 单位负责人. `name` null: not signed yet. */
export const Signature = z.object({
  part: z.enum(['filledIn', 'handedIn', 'reviewed', 'unitHead']),
  step: z.int().nullable().describe('Of a review: which approval, counted from 1.'),
  level: PlaceLevel.nullable().describe('Level of that step.'),
  name: z.string().nullable(),
  at: z.string().nullable(),
})
export type Signature = z.infer<typeof Signature>

export const SubmissionDetail = SubmissionSummary.extend({
  columns: z.array(FormColumn),
  rows: z.array(
    z.object({
      place: PlaceName,
      cells: z
        .array(
          z.object({
            value: DecimalText.nullable(),
            state: z.enum(['value', 'notReported', 'notApplicable']),
            before: DecimalText.nullable().describe('The figure now in the net for this cell.'),
            lastPeriod: DecimalText.nullable(),
            cell: z.string().nullable(),
          }),
        )
        .describe('In the order of `columns`.'),
    }),
  ),
  history: z.array(z.object({ verb: z.string(), name: z.string(), at: z.string(), reason: z.string().nullable() })),
  late: z.boolean().describe('Handed in after the closing, by leave.'),
  columnReviews: z
    .array(
      z.object({
        goal: GoalCode,
        goalName: z.string(),
        columns: z.array(IndicatorCode),
        by: z.string().nullable(),
        at: z.string().nullable().describe('Null: not reviewed yet.'),
        may: z.boolean().describe('The reader may approve these columns now.'),
      }),
    )
    .describe('Columns that a task force approves before the last step.'),
  signatures: z.array(Signature).describe('From the log, in the order of the signed sheet.'),
})
export type SubmissionDetail = z.infer<typeof SubmissionDetail>

export const getSubmission = route({
  method: 'GET',
  path: '/submissions/:id',
  summary: 'One submission with its values beside the figures now in the net and those of the period before',
  needs: 'submission.read',
  params: { id: Id },
  reply: SubmissionDetail,
})

const ReturnReason = z.string().trim().min(1).max(200)

const step = { params: { id: Id }, reply: SubmissionSummary } as const

export const submitSubmission = route({
  method: 'POST',
  path: '/submissions/:id/submit',
  summary: 'Hand a draft in',
  needs: 'submission.submit',
  ...step,
})

export const approveSubmission = route({
  method: 'POST',
  path: '/submissions/:id/approve',
  summary: 'Approve one step; the last step puts the figures into the net and every ancestor right',
  needs: 'submission.approve',
  ...step,
})

export const returnSubmission = route({
  method: 'POST',
  path: '/submissions/:id/return',
  summary: 'Give it back with a reason; with cells or places, those are marked and who typed them is told',
  needs: 'submission.return',
  ...step,
  body: z.strictObject({
    reason: z.string().trim().min(1).max(500),
    cells: z
      .array(z.strictObject({ place: PlaceCode, indicator: IndicatorCode, reason: ReturnReason }))
      .max(2_000)
      .optional(),
    places: z
      .array(z.strictObject({ place: PlaceCode, reason: ReturnReason }))
      .max(2_000)
      .optional(),
  }),
})
