import fc from 'fast-check'

// What a run of the law does, as data: numbers that stand for "some" village, town or zone of the net of the run.

export interface NetPlan {
  /** Per county, per town, the number of villages. */
  readonly counties: readonly (readonly number[])[]
  /** Which villages are placeholders: they file and are not expected to. */
  readonly placeholders: readonly number[]
  readonly members: readonly ZonePlan[]
}

export interface ZonePlan {
  readonly zone: number
  readonly member: number
}

export interface ValuePlan {
  readonly place: number
  readonly indicator: number
  readonly value: string
}

export type StepPlan =
  | { readonly kind: 'approve'; readonly county: number; readonly month: number; readonly values: readonly ValuePlan[] }
  | { readonly kind: 'load'; readonly county: number; readonly month: number; readonly values: readonly ValuePlan[] }
  | { readonly kind: 'move'; readonly village: number; readonly town: number }
  | ({ readonly kind: 'join' | 'leave' } & ZonePlan)
  | { readonly kind: 'open'; readonly members: readonly number[] }
  | { readonly kind: 'cease'; readonly village: number }

export interface TurnPlan {
  readonly step: StepPlan
  /** Thrown away at its end, everything done. */
  readonly isAborted: boolean
  /** Held open for so long before its end, so that others meet it. */
  readonly pauseMs: number
  /** Approvals only: under the role of a request that sees one county. */
  readonly asClerk: boolean
}

export interface RunPlan {
  readonly net: NetPlan
  readonly turns: readonly TurnPlan[]
}

const some = fc.nat({ max: 9_999 })

const decimal = fc.tuple(fc.integer({ min: -99_999, max: 999_999 }), fc.nat({ max: 4 })).map(([coefficient, scale]) => {
  const digits = String(Math.abs(coefficient)).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return coefficient < 0 ? `-${text}` : text
})

const value = fc.oneof(
  { weight: 7, arbitrary: decimal },
  { weight: 1, arbitrary: fc.constantFrom('0', '-0.000', '99999999999999999999.999999') },
  { weight: 1, arbitrary: fc.constant('notApplicable') },
  { weight: 2, arbitrary: fc.constant('notReported') },
)

const values = fc.array(fc.record({ place: some, indicator: some, value }), { minLength: 1, maxLength: 8 })
const filed = { county: fc.nat({ max: 1 }), month: fc.nat({ max: 1 }), values }
const zoned = { zone: some, member: some }

const step: fc.Arbitrary<StepPlan> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('approve' as const), ...filed }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('load' as const), ...filed }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), village: some, town: some }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('join' as const), ...zoned }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), ...zoned }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      members: fc.array(some, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cease' as const), village: some }) },
)

/** A random net, and random turns on it. */
export const runPlan = (turns: number): fc.Arbitrary<RunPlan> => {
  const county = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
  return fc.record({
    net: fc.record({
      counties: fc.tuple(county, county),
      placeholders: fc.array(some, { maxLength: 2 }),
      members: fc.array(fc.record(zoned), { maxLength: 6 }),
    }),
    turns: fc.array(
      fc.record({
        step,
        isAborted: fc.nat({ max: 6 }).map((lot) => lot === 0),
        pauseMs: fc.nat({ max: 4 }),
        asClerk: fc.boolean(),
      }),
      { minLength: turns, maxLength: turns },
    ),
  })
}
