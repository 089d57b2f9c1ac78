import { z } from 'zod'
import { page, route } from './route.ts'
import {
  Completeness,
  Cursor,
  DecimalText,
  GoalCode,
  IndicatorCode,
  Light,
  Limit,
  Moment,
  PeriodId,
  PlaceCode,
  PlaceName,
  SourcePosition,
} from './values.ts'

export const GoalNode = z.object({
  code: GoalCode,
  kind: z.enum(['programme', 'action', 'measure', 'task', 'target', 'project', 'milestone']),
  name: z.string(),
  nameEn: z.string(),
  parent: GoalCode.nullable(),
  place: PlaceName.nullable(),
  alignsTo: GoalCode.nullable(),
  starts: z.string().nullable(),
  due: z.string().nullable(),
  order: z.int(),
  source: SourcePosition.nullable(),
  bodies: z.array(z.object({ code: z.string(), name: z.string(), part: z.enum(['lead', 'support']) })),
  indicators: z.array(IndicatorCode),
  targets: z.int().describe('Targets under this node itself.'),
  light: Light.nullable().describe('At the asked place and period; null when neither was asked.'),
  lightReason: z.string().nullable(),
})
export type GoalNode = z.infer<typeof GoalNode>

export const listGoals = route({
  method: 'GET',
  path: '/goals',
  summary: 'Goal trees, parents before children; with place and period also the rolled-up lights',
  needs: 'goal.read',
  query: {
    under: GoalCode.optional(),
    place: PlaceCode.optional(),
    period: PeriodId.optional(),
    asOf: Moment.optional(),
  },
  reply: z.object({ items: z.array(GoalNode) }),
})

/** A promise: at this place, this indicator, by this year. */
export const TargetItem = z.object({
  id: z.string(),
  place: PlaceName,
  goal: GoalCode.nullable(),
  indicator: IndicatorCode,
  indicatorName: z.string(),
  year: z.int().nullable(),
  comparator: z.enum(['ge', 'gt', 'le', 'lt', 'eq', 'approx', 'range']),
  value: DecimalText,
  valueMax: DecimalText.nullable(),
  unit: z.string(),
  commitment: z.enum(['firm', 'stretch', 'expected']).nullable(),
  baseYear: z.int().nullable(),
  measure: z.string(),
  printed: z.string().nullable().describe('The figure as the document prints it.'),
  source: SourcePosition.nullable(),
  note: z.string().nullable(),
  conflicts: z.array(z.object({ kind: z.string(), note: z.string() })),
})
export type TargetItem = z.infer<typeof TargetItem>

export const listTargets = route({
  method: 'GET',
  path: '/targets',
  summary: 'Targets with the document and position that state them',
  needs: 'goal.read',
  query: {
    place: PlaceCode.optional(),
    goal: GoalCode.optional(),
    indicator: IndicatorCode.optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(TargetItem),
})

export const IndicatorItem = z.object({
  code: IndicatorCode,
  name: z.string(),
  nameEn: z.string(),
  shortName: z.string(),
  unit: z.string(),
  displayUnit: z.string(),
  displayDivisor: DecimalText.describe('A value in `unit` divided by this is in `displayUnit`.'),
  decimals: z.int(),
  frequency: z.enum(['M', 'Q', 'Y', 'E']),
  collectedAt: z.string().nullable(),
  form: z.enum(['current', 'cumulative', 'stock']),
  direction: z.enum(['up', 'down', 'none']),
  department: z.string(),
  aggregation: z.object({ overPeriods: z.string(), overPlaces: z.string() }),
  formula: z.string().nullable(),
  plausible: z.object({ low: DecimalText.nullable(), high: DecimalText.nullable() }),
  definition: z.string(),
  publishedOnly: z.boolean(),
  goals: z.array(GoalCode),
})
export type IndicatorItem = z.infer<typeof IndicatorItem>

export const listIndicators = route({
  method: 'GET',
  path: '/indicators',
  summary: 'The indicator catalogue: units, frequency, how figures meet over places and over time',
  needs: 'indicator.read',
  query: { goal: GoalCode.optional(), q: z.string().max(60).optional() },
  reply: z.object({ items: z.array(IndicatorItem) }),
})

/** The reading of one cell as every page shows it. */
export const FigureBrief = z.object({
  value: DecimalText.nullable(),
  state: z.enum(['value', 'notReported', 'notApplicable', 'refused', 'notAsked']),
  completeness: Completeness.nullable(),
  light: Light.nullable(),
  reason: z.string().nullable().describe('Why the light is so, in words of the asked language.'),
  demo: z.boolean(),
})
export type FigureBrief = z.infer<typeof FigureBrief>
