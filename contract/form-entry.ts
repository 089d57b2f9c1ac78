import type { FormEntry as Entry } from '@gangju/net/form'
import { z } from 'zod'

const Code = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,80}$/)
const Words = z.string().trim().min(1).max(200)
const LongWords = z.string().trim().min(1).max(4_000)
const Decimal = z.string().regex(/^-?\d{1,40}(?:\.\d{1,20})?$/)
const Level = z.enum(['province', 'city', 'county', 'town', 'village', 'zone'])
const Day = z.iso.date()

export const FormColumnEntry = z.strictObject({
  indicator: Code,
  section: Code,
  header: Words,
  headerEn: Words,
  heads: z
    .array(z.strictObject({ name: Words, nameEn: Words }))
    .max(4)
    .optional(),
  unit: z.string().trim().min(1).max(20),
  required: z.boolean(),
  decimals: z.int().min(0).max(6),
  plausible: z.strictObject({ low: Decimal.nullable(), high: Decimal.nullable() }),
  slip: z.strictObject({ mistakenUnit: z.string().min(1).max(20), factor: Decimal }).nullable(),
  known: z.boolean().optional(),
})

const Clerk = z.string().trim().min(1).max(300)
const Rule = {
  code: Code,
  severity: z.enum(['hard', 'soft']).optional(),
  words: z.strictObject({ zh: Clerk, en: Clerk }).optional(),
  when: z
    .strictObject({
      months: z.array(z.int().min(1).max(12)).min(1).max(12).optional(),
      classes: z.array(z.string().min(1).max(40)).min(1).max(20).optional(),
    })
    .optional(),
} as const
const Bound = Decimal.nullable()
const Tolerance = Decimal.optional()
const Operator = z.enum(['lt', 'le', 'eq', 'ge', 'gt'])
const Sum = z.string().trim().min(1).max(500)

export const FormCheckEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    ...Rule,
    kind: z.literal('sum'),
    total: Code,
    parts: z.array(Code).min(2).max(100),
    tolerance: Tolerance,
  }),
  z.strictObject({ ...Rule, kind: z.literal('atMost'), smaller: Code, larger: Code }),
  z.strictObject({
    ...Rule,
    kind: z.literal('compare'),
    indicator: Code,
    left: Sum,
    operator: Operator,
    right: Sum,
    tolerance: Tolerance,
  }),
  z.strictObject({
    ...Rule,
    kind: z.literal('acrossForms'),
    indicator: Code,
    operator: Operator,
    other: Code,
    otherName: z.strictObject({ zh: Words, en: Words }),
    tolerance: Tolerance,
  }),
  z.strictObject({ ...Rule, kind: z.literal('range'), indicator: Code, low: Bound, high: Bound }),
  z.strictObject({
    ...Rule,
    kind: z.literal('change'),
    indicator: Code,
    against: z.enum(['lastPeriod', 'lastYear']),
    lowest: Bound,
    highest: Bound,
  }),
  z.strictObject({ ...Rule, kind: z.literal('slip'), indicator: Code, factors: z.array(Decimal).min(1).max(10) }),
  z.strictObject({ ...Rule, kind: z.literal('target'), indicator: Code, above: Bound, behind: Bound }),
  z.strictObject({
    ...Rule,
    kind: z.literal('outlier'),
    indicator: Code,
    against: z.enum(['history', 'class']),
    of: z.enum(['figure', 'increase']).optional(),
    threshold: Decimal.optional(),
    least: Decimal.optional(),
  }),
  z.strictObject({ ...Rule, kind: z.enum(['notFalling', 'whole', 'notNegative']), indicator: Code }),
])

/** A return form as content: of the catalogue, of the designer, of the database. */
export const FormEntry = z.strictObject({
  code: Code,
  version: z.int().min(1),
  name: Words,
  nameEn: Words,
  goal: Code,
  period: z.enum(['M', 'Q', 'S', 'Y']),
  collects: Level,
  filedBy: Level,
  reporters: z
    .strictObject({
      zones: z.array(Code).max(100).optional(),
      classes: z
        .array(z.string().min(1).max(40))
        .max(20)
        .optional()
        .describe('community, village, or a value that places hold: model-village, coastal-town, 220.'),
      places: z.array(Code).max(2_000).optional(),
    })
    .optional(),
  review: z.array(Level).min(1).max(8),
  columnReview: z
    .array(z.strictObject({ goal: Code, columns: z.array(Code).min(1).max(200) }))
    .max(20)
    .optional(),
  openDay: z.int().min(1).max(28),
  closeDay: z.int().min(1).max(28),
  dayKind: z.enum(['calendar', 'working']).optional(),
  shift: z.enum(['next', 'previous']).optional(),
  notes: LongWords.optional(),
  legalBasis: LongWords.optional(),
  admission: z.strictObject({ number: Words, body: Words, on: Day, expires: Day.nullable() }).optional(),
  sections: z
    .array(z.strictObject({ code: Code, name: Words, nameEn: Words }))
    .min(1)
    .max(50),
  columns: z.array(FormColumnEntry).min(1).max(200),
  checks: z.array(FormCheckEntry).max(1_000),
}) satisfies z.ZodType<Entry>
export type FormEntry = z.infer<typeof FormEntry>
