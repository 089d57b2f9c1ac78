import { z } from 'zod'
import { XLSX_TYPE } from './returns.ts'
import { route } from './route.ts'
import { DecimalText, IndicatorCode, Moment, PeriodId, PlaceCode, PlaceName } from './values.ts'

const FormulaText = z.string().max(500)

/** Why a formula may not stand; `position` counts from 0 in its text. */
export const FormulaFault = z.object({
  code: z.string(),
  position: z.int(),
  message: z.string(),
})
export type FormulaFault = z.infer<typeof FormulaFault>

export const FormulaPart = z.object({
  code: IndicatorCode,
  name: z.string(),
  unit: z.string(),
  collectedAt: z.string().nullable(),
  summed: z.boolean().describe('False: above the places that report it there is no figure unless one is published.'),
  note: z.string().nullable(),
})

export const FormulaPreview = z.object({
  period: PeriodId,
  rows: z.array(z.object({ place: PlaceName, before: DecimalText.nullable(), after: DecimalText.nullable() })),
  cells: z.int().describe('Places × periods that were looked at, from the first period on, at most 24 periods.'),
  changed: z.int().describe('How many of these would read another figure.'),
})

export const checkIndicator = route({
  method: 'GET',
  path: '/indicator-check',
  summary: 'Tries a definition: its unit, its parts, circles, and what would change; nothing is stored',
  needs: 'catalogue.write',
  query: {
    place: PlaceCode,
    period: PeriodId,
    indicator: IndicatorCode.describe('The indicator that would be defined so.'),
    formula: FormulaText,
    unit: z.string().min(1).max(20),
    from: PeriodId.optional().describe('The first period that it would hold for.'),
  },
  reply: z.object({
    unit: z.string().nullable().describe('Of the result; the wanted one where it fits.'),
    per: z.string().nullable().describe('What the wanted unit leaves out: beds per 1000 人.'),
    fault: FormulaFault.nullable(),
    cycle: z.array(IndicatorCode).nullable(),
    parts: z.array(FormulaPart),
    preview: FormulaPreview.nullable().describe('Null while there is a fault.'),
  }),
})
export type IndicatorCheck = z.infer<typeof checkIndicator.reply>

/** One definition, and the first day of the periods that it holds for. */
export const IndicatorDefinition = z.object({
  version: z.int(),
  fromDay: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  formula: z.string().nullable(),
  definition: z.string(),
})
export type IndicatorDefinition = z.infer<typeof IndicatorDefinition>

const DefinedIndicator = z.object({
  code: IndicatorCode,
  derived: z.boolean(),
  definitions: z.array(IndicatorDefinition).describe('Oldest first; the last one is the newest.'),
})

export const readDefinition = route({
  method: 'GET',
  path: '/indicators/:indicator',
  summary: 'An indicator with every definition that was or is in force',
  needs: 'indicator.read',
  params: { indicator: IndicatorCode },
  reply: DefinedIndicator.extend({ mayEdit: z.boolean() }),
})

export const defineIndicator = route({
  method: 'POST',
  path: '/indicators/:indicator/definitions',
  summary: 'Puts a definition in force from a period on; earlier periods keep theirs, and figures follow at once',
  needs: 'catalogue.write',
  params: { indicator: IndicatorCode },
  body: z.strictObject({
    version: z.int().min(1).describe('The version that was edited.'),
    from: PeriodId,
    name: z.string().min(1).max(60),
    nameEn: z.string().min(1).max(120),
    definition: z.string().min(1).max(1_000),
    formula: FormulaText.nullable().describe('Of a derived indicator; null of all others.'),
    unit: z.string().min(1).max(20),
  }),
  reply: DefinedIndicator,
})

export const stateFigure = route({
  method: 'POST',
  path: '/published-figures',
  summary: 'States what the statistics office published for a cell; it stands beside what was reported',
  needs: 'target.write',
  body: z.strictObject({
    place: PlaceCode,
    indicator: IndicatorCode,
    period: PeriodId,
    value: DecimalText,
    unit: z.string().min(1).max(20).describe('As printed; converted exactly into the indicator’s unit.'),
    title: z.string().min(1).max(200).describe('Of the bulletin or letter.'),
    publishedOn: z.iso.date(),
  }),
  reply: z.object({ value: DecimalText, unit: z.string(), version: z.int().describe('Above 1 it is a revision.') }),
})

const slice = {
  place: PlaceCode,
  from: Moment.describe('What was known at this moment …'),
  to: Moment.describe('… and at this one.'),
  period: PeriodId,
  indicator: IndicatorCode.optional(),
}

/** One figure that was another one at two moments, and what changed it. */
export const DifferenceRow = z.object({
  place: PlaceName,
  indicator: IndicatorCode,
  indicatorName: z.string(),
  unit: z.string(),
  period: PeriodId,
  before: DecimalText.nullable(),
  after: DecimalText.nullable(),
  difference: DecimalText.nullable(),
  changedAt: Moment.nullable().describe('Of the last change in between.'),
  by: z.string().nullable().describe('Who filed the return that brought it.'),
  why: z.string().nullable().describe('Late, corrected, or what the clerk said of it.'),
})
export type DifferenceRow = z.infer<typeof DifferenceRow>

export const listDifferences = route({
  method: 'GET',
  path: '/differences',
  summary: 'What figures of a place and of those under it changed between two moments',
  needs: 'observation.read',
  query: slice,
  reply: z.object({ items: z.array(DifferenceRow), looked: z.int().describe('Cells compared.') }),
})

export const downloadDifferences = route({
  method: 'GET',
  path: '/differences.xlsx',
  summary: 'The same as a workbook',
  needs: 'observation.read',
  query: { ...slice, lang: z.enum(['zh', 'en']).optional() },
  reply: z.any().describe(XLSX_TYPE),
  replyKind: 'file',
})
