import { z } from 'zod'
import { IndicatorItem, TargetItem } from './goals.ts'
import { Measure } from './measures.ts'
import { route } from './route.ts'
import { StandingFigure } from './standing.ts'
import {
  Completeness,
  DecimalText,
  Flag,
  IndicatorCode,
  Light,
  Moment,
  PeriodId,
  PlaceCode,
  PlaceName,
  SourcePosition,
} from './values.ts'

/** How far a target is reached, and whether that is on time. */
export const TargetReading = z.object({
  target: TargetItem,
  attainment: DecimalText.nullable().describe('Rate, 1 = reached.'),
  schedule: DecimalText.nullable().describe('Rate that was due by now.'),
  gapPoints: DecimalText.nullable().describe('Attainment less schedule, in percentage points.'),
  light: Light,
  decides: z.boolean().describe('True: the firm target that sets the light. False: shown beside.'),
  requiredGrowth: DecimalText.nullable().describe('Rate a year still needed to reach it.'),
})
export type TargetReading = z.infer<typeof TargetReading>

/** A figure that a document states, in the indicator's unit; `printed` is how the document prints it. */
export const PublishedFigure = z.object({
  value: DecimalText,
  unit: z.string(),
  period: z.string(),
  printed: z.string().nullable(),
  source: SourcePosition,
})
export type PublishedFigure = z.infer<typeof PublishedFigure>

export const Reading = z.object({
  place: PlaceName,
  indicator: IndicatorCode,
  period: PeriodId,
  asOf: z.string().nullable(),
  value: DecimalText.nullable(),
  unit: z.string(),
  state: z.enum(['value', 'notReported', 'notApplicable', 'refused', 'notAsked']),
  /** Problem code when the figure may not be formed, for example `aggregation.none`. */
  refusal: z.string().nullable(),
  completeness: Completeness.nullable(),
  light: Light,
  reason: z.string().nullable(),
  target: TargetReading.nullable(),
  otherTargets: z.array(TargetReading),
  yearOnYear: DecimalText.nullable().describe('Rate; percentage points when the unit is %.'),
  periodOnPeriod: DecimalText.nullable(),
  yearToDate: DecimalText.nullable(),
  published: z.array(PublishedFigure),
  rank: z.object({ place: z.int(), of: z.int(), class: z.string(), movement: z.int().nullable() }).nullable(),
  demo: z.boolean(),
  /** Address of the trace of this very figure. */
  trace: z.string(),
})
export type Reading = z.infer<typeof Reading>

export const readReading = route({
  method: 'GET',
  path: '/readings',
  summary: 'One figure with unit, completeness, light and target; with children=true also those of its children',
  needs: 'observation.read',
  query: {
    indicator: IndicatorCode,
    place: PlaceCode,
    period: PeriodId,
    asOf: Moment.optional(),
    children: Flag.optional(),
    boundary: z.iso.date().optional().describe('Compare on the boundary of this day.'),
  },
  reply: Reading.extend({
    measures: z.array(Measure),
    standing: z.array(StandingFigure),
    children: z.array(Reading).optional(),
  }),
})

/** One step of how a figure came about. */
export const TracePart = z.object({
  kind: z.enum(['place', 'indicator', 'period']),
  label: z.string(),
  place: PlaceCode,
  indicator: IndicatorCode,
  period: PeriodId,
  value: DecimalText.nullable(),
  unit: z.string(),
  state: z.enum(['value', 'notReported', 'notApplicable', 'refused', 'notAsked']),
  completeness: Completeness.nullable(),
})
export type TracePart = z.infer<typeof TracePart>

export const TraceStep = z.object({
  verb: z.string(),
  name: z.string().describe('Display name of who acted.'),
  at: z.string(),
  reason: z.string().nullable(),
})

export const Trace = z.object({
  place: PlaceName,
  path: z.string(),
  indicator: IndicatorItem,
  period: PeriodId,
  asOf: z.string(),
  value: DecimalText.nullable(),
  unit: z.string(),
  state: z.enum(['value', 'notReported', 'notApplicable', 'refused', 'notAsked']),
  refusal: z.string().nullable(),
  completeness: Completeness.nullable(),
  /** How it is made, in words of the asked language, and with the numbers in it. */
  method: z.string(),
  formula: z.object({ text: z.string(), numbers: z.string() }).nullable(),
  parts: z.array(TracePart),
  missing: z.array(PlaceName).describe('At most 200 of the places that have not reported.'),
  missingCount: z.int(),
  /** Of an observation: the submission it came with. */
  submission: z
    .object({
      id: z.string(),
      form: z.string(),
      formName: z.string(),
      filedBy: PlaceName,
      cell: z.string().nullable().describe('Sheet and cell of the file it was read from.'),
      steps: z.array(TraceStep),
    })
    .nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      value: DecimalText.nullable(),
      recordedAt: z.string(),
      supersededAt: z.string().nullable(),
      source: SourcePosition,
      submission: z.string().nullable(),
    }),
  ),
  published: z.array(PublishedFigure),
  standing: z.array(StandingFigure),
  targets: z.array(TargetReading),
  conflicts: z.array(z.object({ kind: z.string(), note: z.string() })),
  closings: z
    .array(
      z.object({
        form: z.string(),
        formName: z.string(),
        place: PlaceName.describe('The place whose office closed the form for the period.'),
        closedAt: z.string(),
        reopenedAt: z.string().nullable(),
        missing: z.array(z.object({ code: z.string(), name: z.string(), cameAt: z.string().nullable() })),
        value: DecimalText.nullable().describe('The figure as it stood at the closing; null where nobody came late.'),
      }),
    )
    .describe('Closings that the figure went through: who was missing, and who came in after all.'),
  demo: z.boolean(),
})
export type Trace = z.infer<typeof Trace>

export const readTrace = route({
  method: 'GET',
  path: '/trace',
  summary: 'Why: what a figure is made of, down to the cell of a return or the position in a document',
  needs: 'observation.read',
  query: { indicator: IndicatorCode, place: PlaceCode, period: PeriodId, asOf: Moment.optional() },
  reply: Trace,
})
