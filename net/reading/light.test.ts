import { describe, expect, test } from 'vitest'
import type { Commitment, Comparator, Target } from '../fact/index.ts'
import { parsePeriod } from '../period/index.ts'
import { formatDecimal, one, parseDecimal } from '../quantity/index.ts'
import {
  completeness,
  decideLight,
  type GoalLightRule,
  type Light,
  type LightQuestion,
  type LightRuleSet,
  rollUpLights,
} from './index.ts'

const d = parseDecimal
const rules: LightRuleSet = {
  id: 'test',
  greenFromPoints: d('0'),
  amberFromPoints: d('-10'),
  minimumCompleteness: d('0.8'),
  approximateTolerance: d('0.02'),
}
const target = (
  value: string,
  commitment: Commitment = 'firm',
  comparator: Comparator = 'ge',
  year = 2026,
): Target => ({
  comparator,
  value: d(value),
  valueMax: null,
  commitment,
  year,
  baseYear: null,
  measure: 'level',
})
const question = (over: Partial<LightQuestion>): LightQuestion => ({
  value: d('80.3'),
  targets: [target('100')],
  period: parsePeriod('2026-08'),
  direction: 'up',
  pace: { kind: 'schedule', plan: { spread: 'linear', planRate: one } },
  rules,
  completeness: completeness(10, 10),
  ...over,
})
/** `amber light.behind 2.3` */
const told = (over: Partial<LightQuestion>) => {
  const { light, reason } = decideLight(question(over))
  const points = 'points' in reason ? ` ${formatDecimal(reason.points)}` : ''
  const missing = 'completeness' in reason ? ` ${reason.completeness.missing}` : ''
  return `${light} ${reason.code}${points}${missing}`
}

describe('a flow against its schedule', () => {
  test.each([
    ['80.3', '2026-08', 'green light.ahead 13.6333'],
    ['22.7', '2026-Q1', 'amber light.behind 2.3'],
    ['25', '2026-03', 'green light.onPace 0'],
    ['10', '2026-06', 'red light.behind 40'],
    ['137.5', '2026-08', 'green light.ahead 70.8333'],
    ['0', '2026-01', 'amber light.behind 8.3333'],
  ])('[RE6] %s %% by %s is %s', (value, period, expected) => {
    expect(told({ value: d(value), period: parsePeriod(period) })).toBe(expected)
  })
  test('[RE2] where 120 % is asked for, 82.2 % after 8 months is 2.2 points ahead', () => {
    const pace = { kind: 'schedule', plan: { spread: 'linear', planRate: d('1.2') } } as const
    expect(told({ value: d('82.2'), pace })).toBe('green light.ahead 2.2')
  })
  test('[RE6] a ceiling: using it up too fast is behind', () => {
    const ceiling = {
      targets: [target('120', 'firm', 'le')],
      direction: 'down',
      period: parsePeriod('2026-06'),
    } as const
    expect(told({ ...ceiling, value: d('54') })).toBe('green light.ahead 5')
    expect(told({ ...ceiling, value: d('66') })).toBe('amber light.behind 5')
  })
  test('[RE6] a flow of this year is not held against the next', () => {
    expect(told({ targets: [target('100', 'firm', 'ge', 2027)] })).toBe('grey light.notDue')
    expect(told({ targets: [target('100', 'firm', 'ge', 2025)] })).toBe('grey light.noTarget')
  })
})

describe('a level', () => {
  const level = { pace: { kind: 'level' } } as const
  test('[RE6] kept is green, near is amber, far is red', () => {
    expect(told({ ...level, value: d('100') })).toBe('green light.met')
    expect(told({ ...level, value: d('95') })).toBe('amber light.behind 5')
    expect(told({ ...level, value: d('70') })).toBe('red light.behind 30')
  })
  test('[RE6] less is better where the target says at most', () => {
    const few = { ...level, targets: [target('20', 'firm', 'le')], direction: 'down' } as const
    expect(told({ ...few, value: d('19') })).toBe('green light.met')
    expect(told({ ...few, value: d('21') })).toBe('amber light.behind 5')
    expect(told({ ...few, targets: [target('0', 'firm', 'le')], value: d('3') })).toBe('red light.notMet')
  })
  test('[RE6] a path from the base year leads to a later target', () => {
    // Two of four years gone by 2026-12: half of the way from 60 to 100 is due.
    const path = {
      pace: { kind: 'path', base: d('60'), baseYear: 2024 },
      targets: [target('100', 'firm', 'ge', 2028)],
      period: parsePeriod('2026-12'),
    } as const
    expect(told({ ...path, value: d('80') })).toBe('green light.onPace 0')
    expect(told({ ...path, value: d('78') })).toBe('amber light.behind 5')
    expect(told({ ...path, value: d('50') })).toBe('red light.behind 75')
  })
})

describe('grey', () => {
  test.each<[string, Partial<LightQuestion>]>([
    ['grey light.notReported 3', { value: null, completeness: completeness(7, 10) }],
    ['grey light.notApplicable', { value: null, missing: 'notApplicable' }],
    ['grey light.incomplete 3', { value: d('1'), completeness: completeness(7, 10) }],
    ['grey light.noTarget', { targets: [] }],
    ['grey light.reference', { direction: 'none' }],
  ])('[RE6] %s', (expected, over) => expect(told(over)).toBe(expected))
})

describe('commitments', () => {
  test('[RE6] the firm target decides, the stretch one is shown beside', () => {
    const decision = decideLight(question({ targets: [target('150', 'stretch'), target('100')] }))
    expect(decision.light).toBe('green')
    expect(decision.stretch).toMatchObject({ light: 'red', met: false })
  })
  test('[RE6] expected stands in for firm, stretch never does', () => {
    expect(told({ targets: [target('100', 'expected')] })).toBe('green light.ahead 13.6333')
    const alone = decideLight(question({ targets: [target('100', 'stretch')] }))
    expect([alone.light, alone.reason.code, alone.stretch?.light]).toEqual(['grey', 'light.noTarget', 'green'])
  })
  test('[RE6] the nearest deadline ahead decides', () => {
    const targets = [target('10', 'firm', 'ge', 2025), target('300', 'firm', 'ge', 2027), target('100')]
    expect(decideLight(question({ targets })).firm?.target.year).toBe(2026)
  })
})

describe('a goal', () => {
  const rule: GoalLightRule = { id: 'test', redFromShare: d('0.3'), amberFromShare: d('0'), greyFromShare: one }
  const lights = (text: string) =>
    Array.from(text, (letter): Light => ({ g: 'green', a: 'amber', r: 'red', '-': 'grey' })[letter] as Light)
  test.each([
    ['ggg', 'green'],
    ['gga', 'amber'],
    ['gggr', 'amber'],
    ['ggr', 'red'],
    ['g--', 'green'],
    ['--', 'grey'],
    ['', 'grey'],
  ])('[RE8] %s is %s', (text, expected) => expect(rollUpLights(lights(text), rule).light).toBe(expected))
  test('[RE8] thresholds are data: any red, or too much grey', () => {
    expect(rollUpLights(lights('ggggggr'), { ...rule, redFromShare: d('0') }).light).toBe('red')
    expect(rollUpLights(lights('g-'), { ...rule, greyFromShare: d('0.5') }).light).toBe('grey')
    expect(rollUpLights(lights('gga-'), rule).counts).toEqual({ green: 2, amber: 1, red: 0, grey: 1 })
  })
})
