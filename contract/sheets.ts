import { z } from 'zod'
import { Fault, FormColumn, XLSX_TYPE } from './returns.ts'
import { route } from './route.ts'
import { DecimalText, FormCode, Id, IndicatorCode, PeriodId, PlaceCode, PlaceName } from './values.ts'

/** F, as workbooks name their columns. */
const ColumnLetters = z.string().regex(/^[A-Z]{1,3}$/)
/** Excel writes at most 31 characters; others write more. */
const SheetName = z.string().min(1).max(255)
const PrintedUnit = z.string().min(1).max(20)

/**
 * What a column of somebody's sheet holds: figures; what names the row's place (`town` above `place`), indicator, unit or
 * period; a total of other columns (compared, never stored); or nothing that is taken. Where rows name the indicators, a
 * column of figures may name a place or a period.
 */
export const ColumnUse = z.enum(['figure', 'code', 'place', 'town', 'indicator', 'unit', 'period', 'total', 'ignore'])
export type ColumnUse = z.infer<typeof ColumnUse>

/** How a column was matched to its indicator. `alike`: only by likeness of names, so it carries a doubt. */
export const MatchedBy = z.enum(['name', 'synonym', 'remembered', 'alike', 'chosen'])
export type MatchedBy = z.infer<typeof MatchedBy>

export const ImportColumn = z.object({
  column: ColumnLetters,
  path: z.array(z.string()).describe('Header cells from the outermost down: 投资, 计划, 本月.'),
  use: ColumnUse,
  indicator: IndicatorCode.nullable(),
  matchedBy: MatchedBy.nullable(),
  doubt: z.boolean().describe('A person should look at it before it is applied.'),
  unit: z.string().nullable().describe('The unit that the sheet states; null: the unit of the form is taken.'),
  factor: DecimalText.nullable().describe('What a figure is multiplied by to stand in the unit of the form.'),
  period: PeriodId.nullable().describe(
    'The period that the header names; null: that of the row, the block or the import.',
  ),
  place: PlaceName.nullable().describe('The place that the header names, in sheets with places across.'),
  candidates: z.array(IndicatorCode).describe('Other indicators that it may be, the likeliest first; at most 5.'),
  sample: z.array(z.string()).describe('The first three cells under it.'),
})
export type ImportColumn = z.infer<typeof ImportColumn>

/** A row whose place or indicator could not be told. */
export const OpenRow = z.object({
  row: z.int(),
  text: z.string(),
  candidates: z.array(PlaceName).describe('At most 5.'),
})

export const ImportSheet = z.object({
  name: SheetName,
  isUsed: z.boolean(),
  /** Of the headers without their periods: the same sheet next month has the same one. */
  fingerprint: z.string(),
  mapping: z.enum(['recognised', 'remembered', 'chosen']),
  title: z.string().nullable(),
  /** Rows of the header block, counted from 1; null when none was found. */
  header: z.object({ from: z.int(), to: z.int() }).nullable(),
  period: PeriodId.nullable().describe('As the title names it.'),
  columns: z.array(ImportColumn),
  placeRows: z.int().describe('Rows whose place is known.'),
  totalRows: z.int(),
  openRows: z.array(OpenRow).describe('At most 200.'),
  openRowCount: z.int(),
})
export type ImportSheet = z.infer<typeof ImportSheet>

/** A figure before and after. `before` is what is in the net or in the open draft for the cell. */
export const ImportCell = z.object({
  indicator: IndicatorCode,
  value: DecimalText.nullable(),
  before: DecimalText.nullable(),
  sheet: SheetName,
  cell: z.string().describe('F12'),
  text: z.string().describe('What stands there.'),
})

export const ImportRow = z.object({ place: PlaceName, period: PeriodId, cells: z.array(ImportCell) })
export type ImportRow = z.infer<typeof ImportRow>

/** A stated total beside the sum of what is imported. */
export const ImportTotal = z.object({
  sheet: SheetName,
  cell: z.string(),
  label: z.string().describe('合计, 东镇'),
  indicator: IndicatorCode,
  stated: DecimalText,
  computed: DecimalText,
  agrees: z.boolean(),
})
export type ImportTotal = z.infer<typeof ImportTotal>

/** Somebody's own workbook on its way into drafts. */
export const SheetImport = z.object({
  id: Id,
  place: PlaceName,
  form: FormCode.nullable(),
  forms: z
    .array(
      z.object({
        form: FormCode,
        name: z.string(),
        columns: z.int().describe('Columns of the file that it explains.'),
      }),
    )
    .describe('Forms that the file may be about, the likeliest first.'),
  period: PeriodId.nullable(),
  fileName: z.string().nullable(),
  state: z.enum(['open', 'applied']),
  edition: z.int().describe('Rises with every change of the mapping; sent back with it.'),
  uploadedAt: z.string(),
  expires: z.string().describe('Day after which it is gone.'),
  indicators: z.array(FormColumn).describe('What a column can be matched to.'),
  sheets: z.array(ImportSheet),
  places: z.int(),
  values: z.int(),
  blanks: z.int(),
  rows: z.array(ImportRow).describe('At most 200.'),
  totals: z.array(ImportTotal).describe('Those that do not agree first; at most 200.'),
  faults: z.array(Fault).describe('At most 500, each with its sheet and cell.'),
  faultCount: z.int(),
  errorCount: z.int().describe('Faults that keep their own cell out; the rest can still be applied.'),
  mayApply: z.boolean(),
})
export type SheetImport = z.infer<typeof SheetImport>

export const importSheet = route({
  method: 'POST',
  path: '/imports',
  summary:
    'Hand in any workbook: its headers, places, periods, units and totals are recognised; nothing is stored in a return yet',
  needs: 'submission.draft',
  query: { place: PlaceCode, form: FormCode.optional(), period: PeriodId.optional() },
  reply: SheetImport,
  fileBody: XLSX_TYPE,
})

const one = { params: { id: Id } } as const

export const readImport = route({
  method: 'GET',
  path: '/imports/:id',
  summary: 'What would be stored, beside what is there now; faults by sheet and cell; totals compared',
  needs: 'submission.draft',
  ...one,
  reply: SheetImport,
})

/** The choices of a person; what is left out stays as it was recognised. */
export const MappingChoice = z.strictObject({
  edition: z.int().min(1),
  form: FormCode.optional(),
  period: PeriodId.optional(),
  sheets: z
    .array(
      z.strictObject({
        name: SheetName,
        isUsed: z.boolean().optional(),
        columns: z
          .array(
            z.strictObject({
              column: ColumnLetters,
              use: ColumnUse,
              indicator: IndicatorCode.nullable().optional(),
              unit: PrintedUnit.nullable().optional(),
              period: PeriodId.nullable().optional(),
              place: PlaceCode.nullable().optional(),
            }),
          )
          .max(200)
          .optional(),
        rows: z
          .array(
            z.strictObject({
              row: z.int().min(1),
              place: PlaceCode.nullable().describe('Null: the row is not taken.'),
              indicator: IndicatorCode.optional(),
            }),
          )
          .max(2_000)
          .optional(),
      }),
    )
    .max(20)
    .optional(),
})
export type MappingChoice = z.infer<typeof MappingChoice>

export const mapImport = route({
  method: 'POST',
  path: '/imports/:id/mapping',
  summary: 'Confirm or change how the workbook is read; kept for the same sheet next month',
  needs: 'submission.draft',
  ...one,
  body: MappingChoice,
  reply: SheetImport,
})

export const applyImport = route({
  method: 'POST',
  path: '/imports/:id/apply',
  summary: 'Put the figures into the drafts of each place and period; with submit, hand them in',
  needs: 'submission.draft',
  ...one,
  body: z.strictObject({ edition: z.int().min(1), submit: z.boolean().optional() }),
  reply: z.object({
    values: z.int(),
    returns: z.array(
      z.object({
        place: PlaceName,
        period: PeriodId,
        submission: Id,
        state: z.enum(['draft', 'submitted']),
        values: z.int(),
      }),
    ),
    refused: z
      .array(z.object({ place: PlaceName, period: PeriodId, code: z.string(), message: z.string() }))
      .describe(
        'Returns that take nothing now (under review, closed), or that stay drafts because handing in was refused. The others are stored.',
      ),
    conflicts: z
      .array(
        z.object({
          place: PlaceName,
          period: PeriodId,
          indicator: IndicatorCode,
          mine: DecimalText.nullable().describe('As the workbook has it; null: not applicable.'),
          theirs: DecimalText.nullable().describe('As it stands now, and stays.'),
          editedBy: z.string().nullable(),
          editedAt: z.string().nullable(),
        }),
      )
      .describe('Cells that somebody changed after the import was last read: not overwritten. At most 500.'),
    conflictCount: z.int(),
  }),
})

export const downloadMarked = route({
  method: 'GET',
  path: '/imports/:id/marked.xlsx',
  summary: 'Their own file with a comment at every faulty cell; all else as it was',
  needs: 'submission.draft',
  ...one,
  reply: z.object({ file: z.string() }).describe('An xlsx attachment.'),
  replyKind: 'file',
})
