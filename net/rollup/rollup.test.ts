import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decimal, equalDecimals, formatDecimal, parseDecimal } from '../quantity/index.ts'
import {
  type Combine,
  combinePeriods,
  combineValues,
  delta,
  emptyRollup,
  foldObservation,
  mergeRollups,
  type RolledObservation,
  type Rollup,
  readRollup,
  rollUp,
  subtractObservation,
} from './index.ts'

const d = parseDecimal
const at = (placeId: number, period: string, value: string | null): RolledObservation => ({
  placeId,
  period,
  value: value === null ? null : d(value),
})
const text = (value: Decimal | null) => (value === null ? null : formatDecimal(value))

describe('examples', () => {
  const cells = [at(1, '2026-02', '5'), at(1, '2026-01', '3'), at(2, '2026-01', '10'), at(3, '2026-01', null)]

  test.each<[Combine, Exclude<Combine, 'last'>, string]>([
    ['sum', 'sum', '18'],
    ['last', 'sum', '15'],
    ['last', 'max', '10'],
    ['max', 'min', '5'],
    ['mean', 'mean', '7'],
  ])('[RU1] %s over periods, %s over places', (overPeriods, overPlaces, expected) => {
    expect(text(rollUp(cells, { overPeriods, overPlaces }))).toBe(expected)
  })
  test('[RU4] nothing reported is null, zero is zero', () => {
    expect(rollUp([at(3, '2026-01', null)], { overPeriods: 'sum', overPlaces: 'sum' })).toBeNull()
    expect(text(rollUp([at(3, '2026-01', '0')], { overPeriods: 'sum', overPlaces: 'sum' }))).toBe('0')
  })
  test('[RU5] figures that may not meet are refused, a single one stands', () => {
    expect(() => rollUp(cells, { overPeriods: 'sum', overPlaces: 'none' })).toThrow('aggregation.none')
    expect(text(rollUp(cells.slice(0, 1), { overPeriods: 'none', overPlaces: 'none' }))).toBe('5')
  })
  test('[RU1] a cell counts once', () => {
    const twice = [at(1, '2026-01', '3'), at(1, '2026-01', '3')]
    expect(() => rollUp(twice, { overPeriods: 'sum', overPlaces: 'sum' })).toThrow('observation.duplicate')
  })
})

const value = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((coefficient) => ({ coefficient, scale: 2 }))
const cells = fc.uniqueArray(
  fc.record({
    placeId: fc.integer({ min: 1, max: 8 }),
    period: fc.constantFrom('2026-01', '2026-02', '2026-03'),
    value: fc.option(value),
  }),
  { selector: ({ placeId, period }) => `${placeId} ${period}`, maxLength: 24 },
)
const same = (a: Decimal | null, b: Decimal | null) => (a === null || b === null ? a === b : equalDecimals(a, b))

describe('laws', () => {
  test('[RU2] county over towns over villages equals county over villages', () => {
    const answers = fc.record({
      overPeriods: fc.constantFrom<Combine>('sum', 'last', 'min', 'max', 'mean'),
      overPlaces: fc.constantFrom<'sum' | 'min' | 'max'>('sum', 'min', 'max'),
    })
    fc.assert(
      fc.property(cells, answers, fc.integer({ min: 1, max: 4 }), (all, aggregation, towns) => {
        const totals = Array.from({ length: towns }, (_, town) =>
          rollUp(
            all.filter(({ placeId }) => placeId % towns === town),
            aggregation,
          ),
        ).filter((total) => total !== null)
        const twoSteps = totals.length === 0 ? null : combineValues(totals, aggregation.overPlaces)
        expect(same(twoSteps, rollUp(all, aggregation))).toBe(true)
      }),
    )
  })
  test('[RU3] summaries merge in any grouping and order', () => {
    const fold = (values: readonly (Decimal | null)[]) => values.reduce<Rollup>(foldObservation, emptyRollup)
    fc.assert(
      fc.property(fc.array(fc.option(value)), fc.nat(), (values, cut) => {
        const middle = values.length === 0 ? 0 : cut % values.length
        const [left, right] = [fold(values.slice(0, middle)), fold(values.slice(middle))]
        for (const merged of [mergeRollups(left, right), mergeRollups(right, left)]) {
          expect(merged.reported).toBe(fold(values).reported)
          for (const how of ['sum', 'mean', 'min', 'max'] as const) {
            expect(same(readRollup(merged, how), readRollup(fold(values), how))).toBe(true)
          }
        }
      }),
    )
  })
  test('[RU6] taking one out leaves what the others make, or says it cannot', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), ([first, ...others]) => {
        const rest = others.reduce<Rollup>(foldObservation, emptyRollup)
        const taken = subtractObservation(foldObservation(rest, first!), first!)
        if (taken === null) return
        for (const how of ['sum', 'min', 'max'] as const)
          expect(same(readRollup(taken, how), readRollup(rest, how))).toBe(true)
      }),
    )
    expect(() => subtractObservation(emptyRollup, d('1'))).toThrow('rollup.notContained')
  })
  test('[RU6] deltas of a cell add up to its last state', () => {
    fc.assert(
      fc.property(fc.array(fc.option(value)), (states) => {
        let reported = 0
        let total = 0n
        states.forEach((state, index) => {
          const change = delta(states[index - 1] ?? null, state)
          reported += change.reported
          total += change.total.coefficient
        })
        const last = states.at(-1) ?? null
        expect([reported, total]).toEqual([last === null ? 0 : 1, last?.coefficient ?? 0n])
      }),
    )
  })
  test('[RU10] months combine to what the cells make whenever they say so', () => {
    const answers = fc.record({
      overPeriods: fc.constantFrom<Combine>('sum', 'last', 'min', 'max', 'mean'),
      overPlaces: fc.constantFrom<'sum' | 'min' | 'max' | 'mean'>('sum', 'min', 'max', 'mean'),
    })
    fc.assert(
      fc.property(cells, answers, (all, aggregation) => {
        const expected = new Set(all.flatMap((cell) => (cell.value === null ? [] : [cell.placeId]))).size
        const monthly = ['2026-03', '2026-01', '2026-02'].map((period) => ({
          period,
          expected,
          ...all
            .filter((cell) => cell.period === period)
            .reduce<Rollup>((sum, cell) => foldObservation(sum, cell.value), emptyRollup),
        }))
        const combined = combinePeriods(monthly, aggregation)
        if (combined.exact) expect(same(combined.value, rollUp(all, aggregation))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  test('[RU10] the latest of each place needs every place in the last month', () => {
    const months = [
      { period: '2026-01', reported: 2, total: d('30'), low: d('10'), high: d('20'), expected: 2 },
      { period: '2026-02', reported: 1, total: d('11'), low: d('11'), high: d('11'), expected: 2 },
    ]
    expect(combinePeriods(months, { overPeriods: 'last', overPlaces: 'sum' }).exact).toBe(false)
    expect(combinePeriods(months, { overPeriods: 'sum', overPlaces: 'sum' })).toEqual({ value: d('41'), exact: true })
  })
})
