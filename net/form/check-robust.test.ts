import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePeriod, shiftPeriod } from '../period/index.ts'
import { formatDecimal, multiplyDecimals, parseDecimal } from '../quantity/index.ts'
import { checkReturn, figureKey, robustScore, summarizeRobustly } from './index.ts'

const decimals = (...texts: (string | number)[]) => texts.map((text) => parseDecimal(String(text)))
const score = (figure: string, figures: readonly (string | number)[]) => {
  const z = robustScore(parseDecimal(figure), summarizeRobustly(decimals(...figures))!)
  return z && formatDecimal(z)
}

describe('[CK12] the robust score', () => {
  test.each<[string, string, readonly (string | number)[], string | null]>([
    ['0.6745 × 15 / 2', '20', [1, 2, 3, 4, 5, 6, 7, 8, 9], '5.06'],
    ['an even count: the median lies between', '4.5', [1, 2, 3, 4, 5, 6, 7, 8], '0.00'],
    ['seven figures are too few', '999', [1, 2, 3, 4, 5, 6, 7], null],
    ['all equal: nothing tells how far is far', '999', [5, 5, 5, 5, 5, 5, 5, 5], null],
    ['most equal: the mean distance, 9 × 10 / (1.253314 × 5)', '10', [0, 0, 0, 0, 0, 0, 0, 0, 5], '14.36'],
    ['below', '-10', [1, 2, 3, 4, 5, 6, 7, 8, 9], '-5.06'],
  ])('%s', (_, figure, figures, expected) => {
    expect(score(figure, figures)).toBe(expected)
  })

  test('of nothing there is no summary', () => {
    expect(summarizeRobustly([])).toBeUndefined()
  })

  test('it does not change with the unit: every figure times the same factor', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 8, maxLength: 30 }),
        amount,
        fc.constantFrom('10000', '0.0001', '15', '3', '0.7'),
        (figures, figure, factor) => {
          const by = parseDecimal(factor)
          const scaled = decimals(...figures).map((one) => multiplyDecimals(one, by))
          const z = robustScore(multiplyDecimals(parseDecimal(String(figure)), by), summarizeRobustly(scaled)!)
          expect(z && formatDecimal(z)).toBe(score(String(figure), figures))
        },
      ),
    )
  })
})

describe('[CK12] outliers', () => {
  const column = {
    indicator: 'a',
    section: 'all',
    header: 'a',
    headerEn: 'a',
    unit: '万元',
    required: false,
    decimals: 2,
    plausible: { low: null, high: null },
    slip: null,
  }
  const told = (
    value: string,
    rule: { against: 'history' | 'class'; of?: 'figure' | 'increase'; threshold?: string; least?: string },
    series: Readonly<Record<string, string>>,
    peers: readonly number[] = [],
  ) =>
    checkReturn({
      form: { columns: [column], checks: [{ code: 'x', kind: 'outlier', indicator: 'a', ...rule }] },
      period: '2026-10',
      cells: [{ place: 'p', indicator: 'a', value: parseDecimal(value), missing: null, explanation: null }],
      known: new Map([
        [
          figureKey('p', 'a'),
          {
            series: new Map(Object.entries(series).map(([id, text]) => [id, parseDecimal(text)])),
            peers: summarizeRobustly(decimals(...peers)) ?? null,
            target: null,
          },
        ],
      ]),
      extent: 'part',
    }).map(({ code, severity, detail }) => `${severity} ${code} ${detail.judged} ${detail.median}`)

  test('small counts are let be where the rule says how far is worth a word', () => {
    const quiet = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        shiftPeriod(parsePeriod('2026-09'), -index).id,
        index === 0 ? '1' : '0',
      ]),
    )
    expect(told('2', { against: 'history' }, quiet)).toHaveLength(1)
    expect(told('2', { against: 'history', least: '5' }, quiet)).toEqual([])
    expect(told('6', { against: 'history', least: '5' }, quiet)).toHaveLength(1)
  })

  // About ten a month, cumulative within each year.
  const cumulative: Readonly<Record<string, string>> = {
    '2025-11': '110',
    '2025-12': '120',
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`2026-0${index + 1}`, String((index + 1) * 10 + (index % 2))]),
    ),
  }

  test('a cumulative figure is judged by what the period added', () => {
    expect(told('101', { against: 'history', of: 'increase' }, cumulative)).toEqual([])
    expect(told('150', { against: 'history', of: 'increase' }, cumulative)).toEqual([
      'soft check.outlierInHistory 60 10',
    ])
  })

  test('without the period before there is no increase to judge', () => {
    const { '2026-09': _, ...gap } = cumulative
    expect(told('900', { against: 'history', of: 'increase' }, gap)).toEqual([])
  })

  test('its own figures, its class, and a threshold of the rule', () => {
    const own = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`2026-0${index + 1}`, String(index + 1)]))
    expect(told('20', { against: 'history' }, own)).toEqual(['soft check.outlierInHistory 20 5'])
    expect(told('20', { against: 'history', threshold: '6' }, own)).toEqual([])
    expect(told('20', { against: 'class' }, {}, [1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([
      'soft check.outlierInClass 20 5',
    ])
    expect(told('20', { against: 'class' }, own)).toEqual([])
  })
})
