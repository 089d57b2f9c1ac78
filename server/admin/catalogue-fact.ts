import { z } from 'zod'
import { Code, DecimalText } from '../net/indicator-entry.ts'
import { Moment, PlaceCode, Span } from './catalogue-goal.ts'

export const Comparator = z.enum(['eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range'])
export const PeriodText = z.string().regex(/^\d{4}(-(S[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)

/**
 * What a document states, in the unit it prints (`value`, `unit`) and in the indicator's own unit (`indicatorValue`).
 * `source` is null only for demonstration figures.
 */
const stated = {
  id: Code,
  place: PlaceCode,
  indicator: Code,
  comparator: Comparator,
  value: DecimalText,
  valueMax: DecimalText.nullable(),
  unit: z.string().min(1),
  indicatorValue: DecimalText,
  indicatorValueMax: DecimalText.nullable(),
  /** What the number is; `date` for a milestone (year, year and month, or day as digits). */
  measure: z.enum(['level', 'growth', 'share', 'rank', 'count', 'change', 'date']),
  /** The figure exactly as printed, never a sentence. */
  printed: z.string().min(1).max(24),
  /** The body, class or thing counted, where the place alone does not say it. */
  subject: z.string().max(40).nullable(),
  source: Span.nullable(),
  /** Records of one key are one fact printed more than once. */
  sameFact: Code.nullable(),
  note: z.string().nullable(),
}

export const TargetEntry = z.strictObject({
  ...stated,
  goal: Code,
  deadline: Moment.nullable(),
  commitment: z.enum(['firm', 'stretch', 'expected']).nullable(),
  baseYear: z.int().nullable(),
  /** The figure at the end of the base year, in the indicator's unit, where it is known. */
  baseValue: DecimalText.nullable(),
  demo: z.boolean(),
})
export type TargetEntry = z.infer<typeof TargetEntry>

/** A published observation. `period` is where it counts; `periodInferred` when the document's date stands in for it. */
export const StatedObservation = z.strictObject({
  ...stated,
  period: PeriodText,
  periodInferred: z.boolean(),
})
export type StatedObservation = z.infer<typeof StatedObservation>

/** A record that is not loaded, and why: the whole list of figures stays accounted for. */
export const UnplacedEntry = z.strictObject({
  id: Code,
  printed: z.string().min(1).max(24),
  source: Span,
  /** `named-set` and `ordinal`: a numeral inside a name (五城共建, 首批), which measures nothing. */
  reason: z.enum(['off-topic', 'place', 'named-set', 'ordinal']),
  note: z.string().nullable(),
})

export const TargetFile = z.strictObject({ targets: z.array(TargetEntry), unplaced: z.array(UnplacedEntry) })
export const ObservationFile = z.strictObject({
  observations: z.array(StatedObservation),
  unplaced: z.array(UnplacedEntry),
})

/** Two or more statements that must not be drawn as one series. */
export const ConflictEntry = z.strictObject({
  code: Code,
  type: z.string().min(1),
  name: z.string().min(1).max(60),
  nameEn: z.string().min(1),
  handling: z.enum(['separate', 'keep-both', 'prefer', 'ask', 'reading']),
  handlingNote: z.string().min(1),
  sides: z
    .array(
      z.strictObject({
        source: Span,
        figure: z.string().max(40).nullable(),
        targets: z.array(Code),
        observations: z.array(Code),
      }),
    )
    .min(1),
})
export type ConflictEntry = z.infer<typeof ConflictEntry>

export const ConflictFile = z.array(ConflictEntry)
