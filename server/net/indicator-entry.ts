import { z } from 'zod'

/** A catalogue code: camelCase or kebab-case, never a sentence. */
export const Code = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]*$/)
/** A figure as it crosses every border: a plain decimal, no exponent, no separators. */
export const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/)
export const LevelCode = z.enum(['province', 'city', 'county', 'town', 'village', 'zone'])

/** How periods meet inside one place; the words of net/rollup. `none` refuses. */
export const OverPeriods = z.enum(['sum', 'mean', 'min', 'max', 'last', 'none'])
/** How places meet inside a parent. `none`: published only, or derived, which is computed afresh at every level. */
export const OverPlaces = z.enum(['sum', 'mean', 'min', 'max', 'none'])

const range = z.strictObject({ low: DecimalText.nullable(), high: DecimalText.nullable() })

/**
 * One indicator (指标). Values are kept in `unit`; a page shows value ÷ `displayUnit.divisor` with `decimals` places.
 * `number` is its place in the published list of 112; null for parts that ratios need and for stated figures.
 */
export const IndicatorEntry = z.strictObject({
  code: Code,
  number: z.int().min(1).max(112).nullable(),
  /** `collected` filed in returns, `derived` by formula, `published` by an office, `stated` only in a document. */
  kind: z.enum(['collected', 'derived', 'published', 'stated']),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  shortName: z.string().min(1).max(12),
  unit: z.string().min(1),
  displayUnit: z.strictObject({ unit: z.string().min(1), divisor: DecimalText }),
  decimals: z.int().min(0).max(6),
  frequency: z.enum(['M', 'Q', 'Y', 'E']),
  collectedAt: LevelCode.nullable(),
  /** `current` the period's own figure, `cumulative` the year so far, `stock` the state at the period's end. */
  form: z.enum(['current', 'cumulative', 'stock']),
  direction: z.enum(['up', 'down', 'none']),
  department: z.string().min(1),
  /** How a target is held against time: a flow that fills its year, a level that moves, a level that must be there. */
  pace: z.enum(['schedule', 'path', 'level']),
  aggregation: z.strictObject({ overPeriods: OverPeriods, overPlaces: OverPlaces }),
  formula: z.string().nullable(),
  ratio: z.strictObject({ numerator: Code, denominator: Code }).nullable(),
  plausible: range.nullable(),
  definition: z.string().min(1),
  publishedOnly: z.boolean(),
  /** `current`: a value at the prices of its time; a change of it is no growth, which is only ever published. */
  prices: z.literal('current').optional(),
  /** The published indicator, in percent, that says how this one grew at constant prices. */
  growth: Code.optional(),
  /** Whom it is shown per head of, and in what unit. */
  perHead: z.strictObject({ of: Code, unit: z.string().min(1) }).optional(),
  /** `false`: figures of it are about different things (dates of milestones, boundaries of classes) and never contradict. */
  compared: z.boolean().optional(),
  goals: z.array(Code),
  notes: z.string().nullable(),
})
export type IndicatorEntry = z.infer<typeof IndicatorEntry>

export const IndicatorFile = z.array(IndicatorEntry)
