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

/** The kind that the rules of chasing have among the rule sets. */
export const CHASE = 'chase'

const Days = z.array(z.int().min(0).max(90)).max(6)

/** When reminders are proposed to those who have not reported, counted from the closing day, and when to the office above. */
export const ChaseEntry = z.strictObject({
  code: Code,
  name: z.string().min(1),
  beforeDays: Days,
  afterDays: Days,
  escalateAfterDays: Days,
})
export type ChaseEntry = z.infer<typeof ChaseEntry>

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

/** The kind that a year of the calendar has among the rule sets. */
export const CALENDAR = 'calendar'

/** Days off and working weekends (调休) of one year, as the State Council publishes them. */
export const CalendarEntry = z.strictObject({
  code: Code,
  year: z.int().min(2000).max(2199),
  /** The notice; null: not published yet, so that only weekends count. */
  source: z.string().min(1).nullable(),
  note: z.string().min(1).nullable(),
  holidays: z.array(
    z.strictObject({ name: z.string().min(1), nameEn: z.string().min(1), from: z.iso.date(), to: z.iso.date() }),
  ),
  workdays: z.array(z.iso.date()),
})
export type CalendarEntry = z.infer<typeof CalendarEntry>

export const LightRuleFile = z.array(LightRuleEntry)
