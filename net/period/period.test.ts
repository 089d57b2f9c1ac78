import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePeriodIds,
  containing,
  elapsedMonths,
  firstDay,
  formatPeriod,
  isWithin,
  lastDay,
  monthsOf,
  monthsPer,
  nextPeriod,
  type PeriodKind,
  parsePeriod,
  periodOf,
  periodOn,
  periodsBetween,
  previousPeriod,
  shiftPeriod,
  yearBefore,
} from './index.ts'

const p = parsePeriod
const kinds = fc.constantFrom<PeriodKind>('month', 'quarter', 'half', 'year')
const anyPeriod = kinds.chain((kind) =>
  fc
    .tuple(fc.integer({ min: 1950, max: 2150 }), fc.integer({ min: 1, max: 12 / monthsPer[kind] }))
    .map(([year, index]) => periodOf(kind, year, index)),
)

describe('ids', () => {
  test.each(['2026-8', '2026-13', '2026-00', '2026-Q5', '2026-S3', '26-08', '2026-08 ', '2026-q1', '1899', '2200', ''])(
    '[PE1] %j is refused',
    (id) => expect(() => p(id)).toThrow('period.malformed'),
  )
  test('[PE1] the id of a period reads back to it', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(p(period.id)).toEqual(period)
      }),
    )
  })
  test('[PE2] ids of one kind sort as time', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: 1, max: 40 }), (period, count) => {
        const later = shiftPeriod(period, count)
        expect(comparePeriodIds(period.id, later.id)).toBe(-1)
        expect(lastDay(period) < firstDay(later)).toBe(true)
      }),
    )
  })
})

describe('calendar', () => {
  test('[PE3] months, quarters and halves lie in what contains them', () => {
    expect(monthsOf(p('2026-Q3')).map(({ id }) => id)).toEqual(['2026-07', '2026-08', '2026-09'])
    expect(containing(p('2026-08'), 'half').id).toBe('2026-S2')
    expect(isWithin(p('2026-Q3'), p('2026-S2'))).toBe(true)
    expect(isWithin(p('2026-S1'), p('2026-Q2'))).toBe(false)
    expect(() => containing(p('2026'), 'month')).toThrow('period.notContained')
  })
  test('[PE3] every month of a period is within it, and the period contains them', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        for (const month of monthsOf(period)) {
          expect(isWithin(month, period)).toBe(true)
          expect(containing(month, period.kind)).toEqual(period)
        }
      }),
    )
  })
  test('[PE4] days know short months and leap years', () => {
    expect([firstDay(p('2024-02')), lastDay(p('2024-02'))]).toEqual(['2024-02-01', '2024-02-29'])
    expect(lastDay(p('2100-02'))).toBe('2100-02-28')
    expect(lastDay(p('2026-Q2'))).toBe('2026-06-30')
    expect(periodOn('2026-11-21', 'quarter').id).toBe('2026-Q4')
    expect(() => periodOn('2026-02-30', 'month')).toThrow('period.malformed')
  })
  test('[PE5] elapsed months count from January', () => {
    expect(['2026-08', '2026-Q3', '2026-S1', '2026'].map((id) => elapsedMonths(p(id)))).toEqual([8, 9, 6, 12])
  })
  test('neighbours cross the year', () => {
    expect(nextPeriod(p('2026-12')).id).toBe('2027-01')
    expect(previousPeriod(p('2026-Q1')).id).toBe('2025-Q4')
    expect(yearBefore(p('2026-S2')).id).toBe('2025-S2')
    expect(periodsBetween(p('2025-11'), p('2026-02')).map(({ id }) => id)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ])
    expect(periodsBetween(p('2026-02'), p('2026-01'))).toEqual([])
    expect(() => periodsBetween(p('2026-02'), p('2026'))).toThrow('period.kindsDiffer')
  })
  test('the next of the previous is itself', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(nextPeriod(previousPeriod(period))).toEqual(period)
      }),
    )
  })
  test('words in both languages', () => {
    expect(['2026', '2026-S1', '2026-Q3', '2026-08'].map((id) => formatPeriod(p(id), 'zh'))).toEqual([
      '2026年',
      '2026年上半年',
      '2026年第三季度',
      '2026年8月',
    ])
    expect(['2026', '2026-S2', '2026-Q3', '2026-08'].map((id) => formatPeriod(p(id), 'en'))).toEqual([
      '2026',
      'H2 2026',
      'Q3 2026',
      'Aug 2026',
    ])
  })
})
