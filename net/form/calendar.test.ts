import { parsePeriod } from '@gangju/net/period'
import { describe, expect, test } from 'vitest'
import { closingDay, isWorkingDay, openingDay, workCalendar, workingDayOfMonth } from './calendar.ts'

const calendar = workCalendar([
  {
    year: 2026,
    holidays: [
      { from: '2026-02-15', to: '2026-02-23' },
      { from: '2026-10-01', to: '2026-10-07' },
    ],
    workdays: ['2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'],
  },
])
const month = (id: string) => parsePeriod(id)
const form = { openDay: 1, closeDay: 5 }

describe('working days', () => {
  test.each([
    ['a Friday', '2026-11-20', true],
    ['a Saturday', '2026-11-21', false],
    ['a Saturday that is worked', '2026-02-14', true],
    ['a Thursday of the National Day', '2026-10-01', false],
    ['the last day of a holiday', '2026-02-23', false],
    ['the day after it', '2026-02-24', true],
    ['a Monday of a year whose calendar is unknown', '2028-01-03', true],
    ['a Sunday of it', '2028-01-02', false],
  ])('[FM1] %s', (_, day, works) => {
    expect(isWorkingDay(day, calendar)).toBe(works)
  })

  test('[FM2] counted over a holiday and a weekend that is worked', () => {
    expect(workingDayOfMonth(month('2026-10'), 1, calendar)).toBe('2026-10-08')
    expect(workingDayOfMonth(month('2026-10'), 3, calendar)).toBe('2026-10-10')
    expect(workingDayOfMonth(month('2026-10'), 4, calendar)).toBe('2026-10-12')
  })

  test('[FM2] a month that has fewer gives its last', () => {
    expect(workingDayOfMonth(month('2026-02'), 28, calendar)).toBe('2026-02-28')
  })
})

describe('days of a form', () => {
  test('[FM3] days lie in the month after the period, of a quarter and of December too', () => {
    expect(closingDay(form, month('2026-10'), calendar)).toBe('2026-11-05')
    expect(closingDay(form, month('2026-Q3'), calendar)).toBe('2026-10-05')
    expect(openingDay(form, month('2026-12'), calendar)).toBe('2027-01-01')
  })

  test('[FM3] counted in working days', () => {
    const working = { ...form, dayKind: 'working' as const }
    expect(openingDay(working, month('2026-09'), calendar)).toBe('2026-10-08')
    expect(closingDay(working, month('2026-09'), calendar)).toBe('2026-10-13')
  })

  test('[FM3] a due day that is a day off stays, or moves on, or back', () => {
    expect(closingDay({ ...form, shift: 'next' }, month('2026-09'), calendar)).toBe('2026-10-08')
    expect(closingDay({ ...form, shift: 'previous' }, month('2026-09'), calendar)).toBe('2026-09-30')
    expect(closingDay(form, month('2026-09'), calendar)).toBe('2026-10-05')
  })

  test('[FM3] only the due day moves: a return may be opened on a Sunday', () => {
    expect(openingDay({ ...form, shift: 'next' }, month('2026-10'), calendar)).toBe('2026-11-01')
  })
})
