import { z } from 'zod'
import { Code, DecimalText } from './indicator-entry.ts'

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
