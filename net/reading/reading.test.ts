import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePeriod } from '../period/index.ts'
import { type Decimal, formatDecimal, normalizeDecimal, one, parseDecimal } from '../quantity/index.ts'
import {
  attainment,
  completeness,
  growthPath,
  median,
  monthFromCumulative,
  periodOnPeriod,
  rankWithin,
  requiredGrowth,
  scheduleProgress,
  twoYearAverage,
  yearOnYear,
  yearToDate,
} from './index.ts'

const d = parseDecimal
const text = (value: Decimal | null | undefined) => (value ? formatDecimal(normalizeDecimal(value)) : null)
const series = (values: Record<string, string>) => new Map(Object.entries(values).map(([id, value]) => [id, d(value)]))

describe('attainment', () => {
  test.each([
    ['up', '80', '100', undefined, '0.8'],
    ['up', '137.5', '100', undefined, '1.375'],
    ['up', '-5', '100', undefined, '0'],
    ['up', '5', '0', undefined, null],
    ['down', '50', '40', undefined, '0.8'],
    ['down', '0', '0', undefined, '1'],
    ['down', '3', '0', undefined, '0'],
    ['down', '30', '20', '50', '0.666667'],
    ['up', '30', '20', '20', null],
    ['none', '30', '20', undefined, null],
  ] as const)('[RE1] %s: %s of %s from %s is %s', (direction, value, target, base, expected) => {
    expect(text(attainment(d(value), d(target), base ? { direction, base: d(base) } : { direction }))).toBe(expected)
  })
  test('[RE1] no value is no attainment', () => expect(attainment(null, one, { direction: 'up' })).toBeNull())
})

describe('schedule', () => {
  const due = (id: string, planRate: string, spread: 'linear' | Decimal[] = 'linear') =>
    text(scheduleProgress({ period: parsePeriod(id), plan: { spread, planRate: d(planRate) } }))
  test('[RE2] linear in months, of 100 % or 120 %', () => {
    expect([due('2026-08', '1'), due('2026-08', '1.2'), due('2026-05', '1.2'), due('2026', '1')]).toEqual([
      '0.666667',
      '0.8',
      '0.5',
      '1',
    ])
  })
  test('[RE2] a curve adds the shares of its months, and they add up to one', () => {
    const harvest = Array.from({ length: 12 }, (_, month) => d(month === 6 || month === 10 ? '0.5' : '0'))
    expect([due('2026-06', '1', harvest), due('2026-Q3', '1', harvest), due('2026-11', '1', harvest)]).toEqual([
      '0',
      '0.5',
      '1',
    ])
    expect(() => due('2026-06', '1', harvest.slice(1))).toThrow('plan.curveMalformed')
    expect(() => due('2026-06', '1', [...harvest.slice(1), d('0.1')])).toThrow('plan.curveMalformed')
  })
})

describe('change', () => {
  const values = series({ '2025-08': '200', '2026-07': '180', '2026-08': '250', '2025-09': '0', '2026-09': '5' })
  test('[RE9] against the year before and the period before', () => {
    expect(text(yearOnYear(values, '2026-08')?.rate)).toBe('0.25')
    expect(text(periodOnPeriod(values, '2026-08')?.rate)).toBe('0.388889')
    expect(text(periodOnPeriod(values, '2026-08')?.difference)).toBe('70')
  })
  test('[RE9] nothing to compare with is null; from zero there is a difference and no rate', () => {
    expect(yearOnYear(values, '2026-07')).toBeNull()
    expect(yearOnYear(values, '2026-09')).toMatchObject({ rate: null, difference: d('5') })
  })
})

describe('year to date', () => {
  test('[RE10] current figures add up, gaps are listed', () => {
    expect(yearToDate(series({ '2026-01': '1', '2026-03': '2' }), '2026-03', 'current')).toEqual({
      value: d('3'),
      missingPeriods: ['2026-02'],
    })
    expect(yearToDate(series({ '2025-12': '9' }), '2026-02', 'current').value).toBeNull()
  })
  test('[RE10] cumulative figures stand as they are and split into months', () => {
    const values = series({ '2026-02': '10', '2026-03': '16.5', '2027-01': '4' })
    expect(text(yearToDate(values, '2026-03', 'cumulative').value)).toBe('16.5')
    expect(text(monthFromCumulative(values, '2026-03'))).toBe('6.5')
    expect(monthFromCumulative(values, '2026-02')).toBeNull()
    expect(text(monthFromCumulative(values, '2027-01'))).toBe('4')
  })
  test('[RE10] cumulating months and taking them apart again is the identity', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1, maxLength: 12 }), (months) => {
        const id = (index: number) => `2026-${String(index + 1).padStart(2, '0')}`
        let sum = 0
        const cumulative = series(Object.fromEntries(months.map((month, index) => [id(index), String((sum += month))])))
        months.forEach((month, index) => {
          expect(text(monthFromCumulative(cumulative, id(index)))).toBe(String(month))
        })
      }),
    )
  })
})

describe('growth', () => {
  test.each([
    ['100', 2024, '121', 2026, '0.1'],
    ['100', 2024, '200', 2034, '0.071773'],
    ['2', 2020, '1', 2021, '-0.5'],
    ['1000', 2022, '1500.5', 2027, '0.084544'],
  ])('[RE11] from %s in %i to %s in %i takes %s a year', (base, baseYear, target, targetYear, expected) => {
    expect(text(requiredGrowth({ base: d(base), baseYear, target: d(target), targetYear }))).toBe(expected)
  })
  test('[RE11] no path from nothing, or backwards', () => {
    expect(requiredGrowth({ base: d('0'), baseYear: 2024, target: d('5'), targetYear: 2026 })).toBeNull()
    expect(requiredGrowth({ base: d('1'), baseYear: 2026, target: d('5'), targetYear: 2026 })).toBeNull()
  })
  test('[RE11] agrees with logarithms to six decimals', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 30 }), (base, target, years) => {
        const path = { base: d(String(base)), baseYear: 2000, target: d(String(target)), targetYear: 2000 + years }
        const expected = (target / base) ** (1 / years) - 1
        const rate = Number(text(requiredGrowth(path)))
        expect(Math.abs(rate - expected)).toBeLessThanOrEqual(0.00000051 + Math.abs(expected) * 1e-9)
      }),
    )
  })
  test('[RE11] the path ends at the target', () => {
    const path = growthPath({ base: d('100.00'), baseYear: 2024, target: d('133.10'), targetYear: 2027 })
    expect(path.map(({ year, value }) => `${year} ${formatDecimal(value)}`)).toEqual([
      '2025 110.00',
      '2026 121.00',
      '2027 133.10',
    ])
  })
  test('two-year average', () => expect(text(twoYearAverage(d('110.25'), d('100')))).toBe('0.05'))
})

describe('ranks', () => {
  const entries = [
    { key: 'a', value: d('3') },
    { key: 'b', value: d('5.0') },
    { key: 'c', value: null },
    { key: 'd', value: d('5') },
    { key: 'e', value: d('9') },
  ]
  const told = (direction: 'up' | 'down') =>
    rankWithin(entries, {
      direction,
      previous: new Map([
        ['a', 1],
        ['e', 3],
      ]),
    }).map(({ key, rank, isTied, movement }) => `${key} ${rank}${isTied ? '=' : ''} ${movement}`)
  test('[RE12] equals share the better rank and the next is skipped', () => {
    expect(told('up')).toEqual(['e 1 2', 'b 2= null', 'd 2= null', 'a 4 -3', 'c null null'])
    expect(told('down')).toEqual(['a 1 0', 'b 2= null', 'd 2= null', 'e 4 -1', 'c null null'])
  })
  test('[RE12] a rank is one more than the number of better ones', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 5 }))), (values) => {
        const ranked = rankWithin(
          values.map((value, key) => ({ key, value: value === null ? null : d(String(value)) })),
          { direction: 'up' },
        )
        expect(ranked).toHaveLength(values.length)
        for (const { key, rank } of ranked) {
          const own = values[key] ?? null
          const better = values.filter((other) => other !== null && own !== null && other > own).length
          expect(rank).toBe(own === null ? null : better + 1)
        }
      }),
    )
  })
})

test('[RE4] completeness is n of m', () => {
  expect(completeness(7, 10)).toEqual({ reported: 7, expected: 10, missing: 3, rate: d('0.7') })
  expect(completeness(0, 0).rate).toBeNull()
})

test('the median of an even number is exact', () => {
  expect(text(median([d('1'), d('10'), d('2.5'), d('4')]))).toBe('3.25')
  expect(text(median([d('9'), d('1'), d('2')]))).toBe('2')
  expect(median([])).toBeNull()
})
