import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDecimals, compareDecimals, type Decimal, formatDecimal, one, parseDecimal } from '../quantity/index.ts'
import { deriveMeasures, type MeasuredFigure, type MeasureKind, meanOfTwoGrowths } from './index.ts'

const d = parseDecimal
const at = (values: Readonly<Record<string, string>>) => (period: string) =>
  values[period] === undefined ? null : d(values[period])

const figure = (values: Readonly<Record<string, string>>, words: Partial<MeasuredFigure> = {}): MeasuredFigure => ({
  period: '2026-08',
  kind: 'quantity',
  form: 'current',
  addsUp: true,
  atCurrentPrices: false,
  isGrowth: false,
  valueAt: at(values),
  comparable: () => true,
  growthAt: null,
  whole: undefined,
  population: undefined,
  ...words,
})

const say = (kind: MeasureKind, measured: MeasuredFigure) => {
  const found = deriveMeasures(measured).find((measure) => measure.kind === kind)
  if (!found) return 'left out'
  const value = found.value === null ? '-' : formatDecimal(found.value)
  return [value, found.as, found.reason].filter(Boolean).join(' ')
}

describe('refusals', () => {
  test('[FG4] growth of a value at current prices is never computed, only read where it is published', () => {
    const gdp = figure({ '2026-08': '110', '2025-08': '100', '2024-08': '90' }, { atCurrentPrices: true })
    for (const kind of ['yearOnYear', 'periodOnPeriod', 'growth', 'twoYearAverage'] as const) {
      expect(say(kind, gdp)).toBe('- rate publishedOnly')
    }
    const published = { ...gdp, growthAt: at({ '2026-08': '5.2', '2025-08': '4.1' }) }
    expect(say('growth', published)).toBe('0.052 rate')
    expect(say('yearOnYear', published)).toBe('- rate publishedOnly')
    expect(say('twoYearAverage', published)).toBe('0.046486 rate')
  })
  test('[RE14] sums over unlike numbers of places are not held against one another', () => {
    const unlike = figure(
      { '2026-08': '5', '2025-08': '4', '2024-08': '3', '2026-07': '2' },
      { comparable: () => false },
    )
    for (const kind of ['yearOnYear', 'periodOnPeriod', 'twoYearAverage'] as const) {
      expect(say(kind, unlike)).toBe('- rate unlikeReports')
    }
  })
  test.each<[MeasureKind, Readonly<Record<string, string>>, string]>([
    ['yearOnYear', {}, '- rate notReported'],
    ['yearOnYear', { '2026-08': '5' }, '- rate earlierNotReported'],
    ['yearOnYear', { '2026-08': '5', '2025-08': '0' }, '- rate fromZero'],
    ['yearToDate', {}, '- quantity notReported'],
    ['twoYearAverage', { '2026-08': '5', '2024-08': '-1' }, '- rate notPositive'],
    ['twoYearAverage', { '2026-08': '5', '2025-08': '4' }, '- rate earlierNotReported'],
  ])('[FG2] %s of %j: %s', (kind, values, expected) => expect(say(kind, figure(values))).toBe(expected))
  test('[FG6] no share without the whole, nothing per head without people', () => {
    const own = { '2026-08': '5' }
    expect(say('share', figure(own, { whole: null }))).toBe('- rate wholeUnknown')
    expect(say('share', figure(own))).toBe('left out')
    expect(say('perHead', figure(own, { population: { count: null, factor: one } }))).toBe(
      '- quantity populationUnknown',
    )
    expect(say('perHead', figure(own, { population: { count: d('0'), factor: one } }))).toBe(
      '- quantity populationUnknown',
    )
  })
})

describe('measures', () => {
  const values = { '2026-08': '250', '2026-07': '200', '2025-08': '200', '2024-08': '160', '2026-01': '50' }
  test.each<[MeasureKind, string]>([
    ['yearOnYear', '0.25 rate'],
    ['periodOnPeriod', '0.25 rate'],
    ['yearToDate', '500 quantity gap'],
    ['twoYearAverage', '0.25 rate'],
    ['periodAlone', 'left out'],
    ['growth', 'left out'],
  ])('[FG2] %s: %s', (kind, expected) => expect(say(kind, figure(values))).toBe(expected))

  test('[QU5] a change of a percent is points, of a rank steps, and neither has an average growth', () => {
    const rate = figure({ '2026-08': '52.5', '2025-08': '50' }, { kind: 'points', addsUp: false, form: 'stock' })
    expect(say('yearOnYear', rate)).toBe('2.5 points')
    expect(say('twoYearAverage', rate)).toBe('left out')
    expect(say('yearOnYear', { ...rate, kind: 'steps' })).toBe('2.5 steps')
  })
  test('[FG3] of a cumulative figure the month is found by taking the one before away', () => {
    const sums = { '2026-06': '60', '2026-07': '70', '2026-08': '85', '2025-08': '80' }
    const soFar = figure(sums, { form: 'cumulative' })
    expect(say('periodAlone', soFar)).toBe('15 quantity')
    expect(say('periodOnPeriod', soFar)).toBe('0.5 rate')
    expect(say('yearOnYear', soFar)).toBe('0.0625 rate')
    expect(say('yearToDate', soFar)).toBe('left out')
    expect(say('periodAlone', { ...soFar, period: '2026-06' })).toBe('- quantity gap')
    expect(say('periodOnPeriod', { ...soFar, period: '2026-07' })).toBe('- rate gap')
    const january = { ...soFar, period: '2026-01', valueAt: at({ '2026-01': '4', '2025-12': '9', '2025-11': '8' }) }
    expect(say('periodAlone', january)).toBe('4 quantity')
    expect(say('periodOnPeriod', january)).toBe('3 rate')
  })
  test('[FG5] of a growth rate two years are averaged by their factors, not by their sum', () => {
    const growth = figure({ '2026-08': '10', '2025-08': '-10' }, { kind: 'points', isGrowth: true, form: 'cumulative' })
    expect(say('twoYearAverage', growth)).toBe('-0.005013 rate')
    expect(say('yearOnYear', growth)).toBe('20 points')
  })
  test('[FG6] share of the place above, and per head', () => {
    const own = figure({ '2026-08': '30' }, { whole: d('120'), population: { count: d('60'), factor: d('10000') } })
    expect(say('share', own)).toBe('0.25 rate')
    expect(say('perHead', own)).toBe('5000 quantity')
  })
})

describe('laws', () => {
  const growth = fc
    .integer({ min: -999, max: 3_000 })
    .map((thousandths): Decimal => ({ coefficient: BigInt(thousandths), scale: 3 }))
  test('[FG5] the average lies between the two growths, is theirs when they are one, and does not care for their order', () => {
    fc.assert(
      fc.property(growth, growth, (a, b) => {
        const mean = meanOfTwoGrowths(a, b)!
        const [low, high] = compareDecimals(a, b) <= 0 ? [a, b] : [b, a]
        expect(compareDecimals(low, mean)).toBeLessThanOrEqual(0)
        expect(compareDecimals(mean, high)).toBeLessThanOrEqual(0)
        expect(formatDecimal(meanOfTwoGrowths(b, a)!)).toBe(formatDecimal(mean))
        expect(compareDecimals(meanOfTwoGrowths(a, a)!, a)).toBe(0)
      }),
    )
    expect(meanOfTwoGrowths(d('-1'), d('0.5'))).toBeNull()
  })
  test('[FG3] months alone add up to the year so far', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 12 }), (months) => {
        const id = (index: number) => `2026-${String(index + 1).padStart(2, '0')}`
        let sum = 0
        const soFar = at(Object.fromEntries(months.map((month, index) => [id(index), String((sum += month))])))
        const parts = months.map((_, index) => {
          const told = deriveMeasures(figure({}, { form: 'cumulative', period: id(index), valueAt: soFar }))
          return told.find(({ kind }) => kind === 'periodAlone')!.value!
        })
        expect(formatDecimal(parts.reduce(addDecimals))).toBe(String(sum))
      }),
    )
  })
})
