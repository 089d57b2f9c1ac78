import { z } from 'zod'
import { Code } from '../net/indicator-entry.ts'
import { PlaceCode } from './catalogue-goal.ts'

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/**
 * How the invented figures of one indicator run, at one place of average size, in the indicator's unit.
 *
 * `flow` a month's own figure; `cumulative` the year so far (`size` is one month's); `stock` a level that grows, up to
 * `most`; `part` a share of `of[0]` (`size` is the share in per cent at the start, `growthPercent` the points gained in a
 * year), never above it; `sum` the total of `of`; `villages` the number of villages of a town. Every `of` stands earlier.
 */
export const DemoSeries = z.strictObject({
  indicator: Code,
  shape: z.enum(['flow', 'cumulative', 'stock', 'part', 'sum', 'villages']),
  size: z.number().min(0),
  growthPercent: z.number(),
  /** Spread between places and, for flows, between months, per cent of size. */
  spreadPercent: z.number().min(0).max(100),
  season: z.enum(['even', 'spring', 'autumn', 'yearEnd']),
  decimals: z.int().min(0).max(2),
  of: z.array(Code),
  most: z.number().nullable(),
  /** Some places have no such thing: their cells are "not applicable". */
  optional: z.boolean(),
})
export type DemoSeries = z.infer<typeof DemoSeries>

/** Which indicators get invented targets, under which goal; a stretch target asks `stretchPercent` more. */
export const DemoTarget = z.strictObject({
  indicator: Code,
  goal: Code,
  comparator: z.enum(['ge', 'le']),
  stretchPercent: z.number().positive().nullable(),
})
export type DemoTarget = z.infer<typeof DemoTarget>

/** How many of the lights should come out in each colour, and the points ahead (behind: negative) that make it so. */
export const DemoMix = z.strictObject({ percent: z.int(), fromPoints: z.number(), toPoints: z.number() })

export const DemoFile = z.strictObject({
  demo: z.literal(true),
  label: z.string().min(1),
  labelEn: z.string().min(1),
  source: Code,
  seed: z.string().min(1),
  firstMonth: monthText,
  lastMonth: monthText,
  targetYear: z.int(),
  /** In the last month this many villages have not reported, spread over counties. */
  villagesNotReported: z.int().min(0),
  townNotReported: PlaceCode,
  /** One place in this many lacks an optional thing. */
  notApplicableOneIn: z.int().min(1),
  /** Size of a county's places against the average, per cent. */
  counties: z.array(z.strictObject({ place: PlaceCode, sizePercent: z.number().positive(), growthPoints: z.number() })),
  village: z.array(DemoSeries),
  town: z.array(DemoSeries),
  targets: z.array(DemoTarget),
  mix: z.array(DemoMix),
})
export type DemoFile = z.infer<typeof DemoFile>
