import { expect, test } from 'vitest'
import { chaseText, daysBetween, stagesDue } from './chase.ts'

const rule = { code: 'r', name: 'r', beforeDays: [3, 1], afterDays: [1], escalateAfterDays: [3, 7] }
const named = (daysLeft: number) => stagesDue(daysLeft, rule).map(({ kind, days }) => `${kind}-${days}`)

test.each([
  [4, []],
  [3, ['before-3']],
  [2, ['before-3']],
  [1, ['before-1']],
  [0, ['before-1']],
  [-1, ['after-1']],
  [-3, ['after-1', 'escalation-3']],
  [-9, ['after-1', 'escalation-7']],
])('[RM3] %i days before the closing day: %j', (daysLeft, stages) => {
  expect(named(daysLeft)).toEqual(stages)
})

test('[RM3] overdue without a rule for it, nothing says that it will be due', () => {
  expect(stagesDue(-1, { ...rule, afterDays: [], escalateAfterDays: [] })).toEqual([])
})

test('[RM3] many places are named up to twenty and counted', () => {
  const places = Array.from({ length: 25 }, (_, index) => `村${index}`)
  const form = { name: '月报', nameEn: 'Monthly' }
  const words = { form, period: { zh: '2026年10月', en: 'October 2026' }, closes: '2026-11-10', places }
  const { zh } = chaseText({ kind: 'escalation', days: 3 }, words)
  expect(zh).toContain('村19 等 25 个单位')
  expect(zh).not.toContain('村20')
  expect(daysBetween('2026-11-10', '2026-11-21')).toBe(11)
})
