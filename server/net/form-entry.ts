import { z } from 'zod'
import { Code, DecimalText, LevelCode } from './indicator-entry.ts'

export const FormColumn = z.strictObject({
  indicator: Code,
  section: Code,
  header: z.string().min(1),
  headerEn: z.string().min(1),
  /** The unit line under the header; equals the indicator's `unit`. */
  unit: z.string().min(1),
  required: z.boolean(),
  decimals: z.int().min(0).max(6),
  /** Outside this range a cell is a warning, not a refusal. */
  plausible: z.strictObject({ low: DecimalText.nullable(), high: DecimalText.nullable() }),
  /** A cell about `factor` times last month's, or its inverse, was most likely typed in `mistakenUnit`. */
  slip: z.strictObject({ mistakenUnit: z.string().min(1), factor: DecimalText }).nullable(),
})
export type FormColumn = z.infer<typeof FormColumn>

/** Rules between cells of one row. `notFalling`: not below the place's figure of the month before, within a year. */
export const FormCheck = z.discriminatedUnion('kind', [
  z.strictObject({ code: Code, kind: z.literal('sum'), total: Code, parts: z.array(Code).min(2) }),
  z.strictObject({ code: Code, kind: z.literal('atMost'), smaller: Code, larger: Code }),
  z.strictObject({ code: Code, kind: z.literal('notFalling'), indicator: Code }),
  z.strictObject({ code: Code, kind: z.literal('whole'), indicator: Code }),
  z.strictObject({ code: Code, kind: z.literal('notNegative'), indicator: Code }),
])
export type FormCheck = z.infer<typeof FormCheck>

export const FormEntry = z.strictObject({
  code: Code,
  version: z.int().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  goal: Code,
  period: z.enum(['M', 'Q', 'Y']),
  /** Level of the rows: one row for each administrative place of this level. */
  collects: LevelCode,
  /** Level of the place that files; it files for the places of `collects` under it, itself included. */
  filedBy: LevelCode,
  /** Levels that approve in this order; the last approval lets the facts into the net. */
  review: z.array(LevelCode).min(1),
  /** Days of the month after the period: open from, due by. */
  openDay: z.int().min(1).max(28),
  closeDay: z.int().min(1).max(28),
  sections: z.array(z.strictObject({ code: Code, name: z.string().min(1), nameEn: z.string().min(1) })),
  columns: z.array(FormColumn),
  checks: z.array(FormCheck),
})
export type FormEntry = z.infer<typeof FormEntry>

export const RoleEntry = z.strictObject({
  code: Code,
  name: z.string().min(1),
  nameEn: z.string().min(1),
  description: z.string().min(1),
  descriptionEn: z.string().min(1),
  /** Verbs of net/grant. */
  verbs: z.array(z.string().regex(/^[a-z][a-zA-Z-]*\.[a-z][a-zA-Z-]*$/)),
})
export type RoleEntry = z.infer<typeof RoleEntry>

export const RoleFile = z.array(RoleEntry)

/** Rule sets of net/reading as data: when a figure's light changes colour, and how lights make a goal's. */
export const LightRuleEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('light'),
    code: Code,
    name: z.string().min(1),
    greenFromPoints: DecimalText,
    amberFromPoints: DecimalText,
    minimumCompleteness: DecimalText,
    approximateTolerance: DecimalText,
  }),
  z.strictObject({
    kind: z.literal('goalLight'),
    code: Code,
    name: z.string().min(1),
    redFromShare: DecimalText,
    amberFromShare: DecimalText,
    greyFromShare: DecimalText,
  }),
  z.strictObject({
    kind: z.literal('plan'),
    code: Code,
    name: z.string().min(1),
    /** Evenly over the year, or the shares of its twelve months. */
    spread: z.union([z.literal('linear'), z.array(DecimalText).length(12)]),
    /** The part of the plan asked for by the end of the year: 1, or 1.2. */
    planRate: DecimalText,
  }),
])
export type LightRuleEntry = z.infer<typeof LightRuleEntry>

export const LightRuleFile = z.array(LightRuleEntry)
