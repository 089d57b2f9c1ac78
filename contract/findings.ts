import type { Finding as Found, KnownFigureText } from '@gangju/net/form'
import { z } from 'zod'
import { DecimalText, IndicatorCode, PeriodId, PlaceCode } from './values.ts'

/** What the checks of a form find in one cell; the browser finds the same with `checkReturn` of `@gangju/net/form`. */
export const Finding = z.object({
  code: z.enum([
    'cell.required',
    'value.notWhole',
    'value.tooFine',
    'value.negative',
    'value.implausible',
    'unit.slip',
    'unit.slipByRange',
    'check.sum',
    'check.sumExceeded',
    'check.atMost',
    'check.compare',
    'check.acrossForms',
    'check.range',
    'check.falling',
    'check.change',
    'check.changeInYear',
    'check.slip',
    'check.overTarget',
    'check.behindTarget',
    'check.outlierInHistory',
    'check.outlierInClass',
  ]),
  check: z.string().nullable().describe("Code of the form's rule; null for what its column asks."),
  severity: z.enum(['hard', 'soft']).describe('Hard stops the return; soft asks for an explanation.'),
  explained: z.boolean().describe('The cell carries an explanation, which settles a soft finding.'),
  place: PlaceCode,
  indicator: IndicatorCode,
  beside: z.array(IndicatorCode).readonly().describe('Other columns of the row that it is about.'),
  detail: z.record(z.string(), z.string()).describe('Figures and names for the message.'),
  words: z
    .object({ zh: z.string(), en: z.string() })
    .nullable()
    .describe('What the form says instead of the usual message.'),
}) satisfies z.ZodType<Found>
export type Finding = z.infer<typeof Finding>

/** What is known of a place and indicator beside the return: for the checks in the browser. */
export const KnownFigure = z.object({
  place: PlaceCode,
  indicator: IndicatorCode,
  series: z
    .array(z.object({ period: PeriodId, value: DecimalText }))
    .describe('Figures in force of the 24 periods before, and of the period itself.'),
  peers: z
    .object({
      count: z.int(),
      median: DecimalText,
      deviation: DecimalText.describe('Median of the distances from the median.'),
      deviationSum: DecimalText.describe('Sum of those distances.'),
    })
    .nullable()
    .describe("This period's figures of the places of its class in the county."),
  target: DecimalText.nullable().describe('The level to be reached by the end of the year.'),
}) satisfies z.ZodType<KnownFigureText>
export type KnownFigure = z.infer<typeof KnownFigure>
