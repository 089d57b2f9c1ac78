import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from '../quantity/index.ts'
import type { Claim } from './claim.ts'
import { findBrokenPaths, findBrokenSums, findDiffering } from './index.ts'

let count = 0
function claim(words: Partial<Omit<Claim, 'value'>> & { value: string }): Claim {
  count += 1
  return {
    id: `c${count}`,
    kind: 'target',
    indicator: 'income',
    place: 'county',
    period: '2026',
    comparator: 'eq',
    valueMax: null,
    commitment: null,
    source: 'plan',
    asOf: '2026-01',
    ...words,
    value: parseDecimal(words.value),
  }
}
const other = { source: 'keyPoints', asOf: '2026-03' }

describe('two figures for one cell', () => {
  test('[KD1] of different documents are one finding, the first stated first', () => {
    const [plan, points] = [claim({ value: '38' }), claim({ value: '36', ...other })]
    const [found, ...more] = findDiffering([points, plan])
    expect(more).toEqual([])
    expect(found).toMatchObject({ kind: 'differing', sides: [plan.id, points.id], likely: 'asOf', period: '2026' })
  })

  test('[KD1] another place, period or indicator is another cell; without a period nothing is compared', () => {
    const one = claim({ value: '38' })
    for (const elsewhere of [{ place: 'town' }, { period: '2027' }, { indicator: 'debt' }, { period: null }]) {
      expect(findDiffering([one, claim({ value: '36', ...other, ...elsewhere })])).toEqual([])
    }
  })

  test('[KD2] 确保 and 力争 are two targets', () => {
    const firm = claim({ value: '7', commitment: 'firm' })
    expect(findDiffering([firm, claim({ value: '7.5', commitment: 'stretch' })])).toEqual([])
    expect(findDiffering([firm, claim({ value: '7.5' })])).toMatchObject([{ likely: 'error' }])
  })

  test('[KD3] a promise of another amount differs, a fact within the other’s bound does not', () => {
    const bound = { comparator: 'gt', value: '4000' } as const
    expect(findDiffering([claim(bound), claim({ value: '4022', ...other })])).toHaveLength(1)
    const fact = { kind: 'stated' } as const
    expect(findDiffering([claim({ ...fact, ...bound }), claim({ ...fact, value: '4022', ...other })])).toEqual([])
    expect(findDiffering([claim({ ...fact, ...bound }), claim({ ...fact, value: '3990', ...other })])).toHaveLength(1)
    expect(findDiffering([claim({ ...fact, value: '84' }), claim({ ...fact, value: '84.0', ...other })])).toEqual([])
  })

  test('[KD1] of three figures each that differs is set against the one standing before it', () => {
    const [first, same, third] = [
      claim({ value: '38' }),
      claim({ value: '38', source: 'news', asOf: '2026-02' }),
      claim({ value: '36', ...other }),
    ]
    expect(findDiffering([third, same, first]).map(({ sides }) => sides)).toEqual([[first.id, third.id]])
  })

  test('[KD1] a target and a fact are never one cell', () => {
    expect(findDiffering([claim({ value: '38' }), claim({ value: '36', kind: 'stated', ...other })])).toEqual([])
  })

  test('[KD3] ranges are compared by both ends, and hold a fact between them', () => {
    const range = { comparator: 'range', value: '7', valueMax: parseDecimal('8') } as const
    expect(findDiffering([claim(range), claim({ ...range, ...other })])).toEqual([])
    expect(findDiffering([claim(range), claim({ ...range, valueMax: parseDecimal('9'), ...other })])).toHaveLength(1)
    const fact = { kind: 'stated' } as const
    expect(findDiffering([claim({ ...fact, ...range }), claim({ ...fact, value: '7.4', ...other })])).toEqual([])
    expect(findDiffering([claim({ ...fact, ...range }), claim({ ...fact, value: '8.4', ...other })])).toHaveLength(1)
  })

  test('[KD6] figures of one document are an error, of two with one date unexplained', () => {
    expect(findDiffering([claim({ value: '38' }), claim({ value: '36' })])).toMatchObject([{ likely: 'error' }])
    const sameDay = { source: 'news' }
    expect(findDiffering([claim({ value: '38' }), claim({ value: '36', ...sameDay })])).toMatchObject([
      { likely: 'unknown' },
    ])
  })

  test('[KD6] the name of a finding does not hang on the order of reading', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }), (values) => {
        const claims = values.map((value, index) => claim({ value: String(value), source: `s${index}` }))
        const names = (list: readonly Claim[]) => findDiffering(list).map(({ name }) => name)
        expect(names(claims.toReversed())).toEqual(names(claims))
      }),
    )
  })
})

describe('sums', () => {
  const summing = { isSummed: () => true, childrenOf: (place: string) => (place === 'county' ? ['east', 'west'] : []) }
  const children = (east: string, west: string) => [
    claim({ value: east, place: 'east' }),
    claim({ value: west, place: 'west' }),
  ]

  test('[KD4] all children below a parent’s least, or beside its figure', () => {
    const parent = claim({ value: '10', comparator: 'ge' })
    const [found] = findBrokenSums([parent, ...children('4', '5')], summing)
    expect(found).toMatchObject({ kind: 'sum', place: 'county' })
    expect(formatDecimal(found!.needed!)).toBe('9')
    expect(found!.sides[0]).toBe(parent.id)
    expect(findBrokenSums([parent, ...children('6', '5')], summing)).toEqual([])
    expect(findBrokenSums([claim({ value: '10' }), ...children('6', '5')], summing)).toHaveLength(1)
  })

  test('[KD4] with children missing only too much is a finding', () => {
    const east = claim({ value: '12', place: 'east' })
    expect(findBrokenSums([claim({ value: '20' }), east], summing)).toEqual([])
    expect(findBrokenSums([claim({ value: '10', comparator: 'le' }), east], summing)).toHaveLength(1)
  })

  test('[KD4] at most: the children may stay below their parent and not go beyond it', () => {
    const parent = claim({ value: '10', comparator: 'le' })
    expect(findBrokenSums([parent, ...children('4', '5')], summing)).toEqual([])
    expect(findBrokenSums([parent, ...children('6', '5')], summing)).toHaveLength(1)
  })

  test('[KD4] stretch is summed beside stretch, a year beside its year, and the last stated counts', () => {
    const parent = claim({ value: '10', comparator: 'ge' })
    const stretch = children('4', '5').map((one) => ({ ...one, commitment: 'stretch' as const }))
    const later = children('4', '5').map((one) => ({ ...one, period: '2027' }))
    expect(findBrokenSums([parent, ...stretch, ...later], summing)).toEqual([])
    const raised = claim({ value: '7', place: 'east', ...other })
    expect(findBrokenSums([parent, ...children('4', '5'), raised], summing)).toEqual([])
  })

  test('[KD4] what may not be summed is not compared', () => {
    const notSummed = { ...summing, isSummed: () => false }
    expect(findBrokenSums([claim({ value: '10' }), ...children('1', '1')], notSummed)).toEqual([])
  })
})

describe('growth paths', () => {
  const levelOf = (code: string) => (code === 'gdpGrowth' ? 'gdp' : undefined)
  const level = (period: string, value: string) => claim({ indicator: 'gdp', period, value })
  const rate = (value: string) => claim({ indicator: 'gdpGrowth', period: '2033', value, comparator: 'ge' })

  test('[KD5] 1000亿元 in 2023 to 3300亿元 in 2033 needs 12.7 % a year', () => {
    const [start, end, stated] = [level('2023', '1000'), level('2033', '3300'), rate('8')]
    const [found, ...more] = findBrokenPaths([start, level('2025', '1300'), end, stated], levelOf)
    expect(more).toEqual([])
    expect(found!.sides).toEqual([start.id, end.id, stated.id])
    expect(formatDecimal(found!.needed!)).toBe('12.7')
  })

  test('[KD5] the start may be a fact of another document, the latest before the end', () => {
    const old = claim({ indicator: 'gdp', period: '2020', value: '500', kind: 'stated', ...other })
    const start = claim({ indicator: 'gdp', period: '2023', value: '1000', kind: 'stated', ...other })
    const [end, stated] = [level('2033', '3300'), rate('8')]
    const [found] = findBrokenPaths([old, start, end, stated], levelOf)
    expect(found!.sides).toEqual([start.id, end.id, stated.id])
    expect(findBrokenPaths([start, { ...end, place: 'town' }, stated], levelOf)).toEqual([])
    expect(findBrokenPaths([claim({ ...level('2023', '0'), value: '0' }), end, stated], levelOf)).toEqual([])
  })

  test('[KD5] half a point is rounding, more is not', () => {
    const [start, end] = [level('2023', '1000'), level('2033', '3300')]
    expect(findBrokenPaths([start, end, rate('12.2')], levelOf)).toEqual([])
    expect(findBrokenPaths([start, end, rate('12.1')], levelOf)).toHaveLength(1)
    expect(findBrokenPaths([start, end, rate('13.3')], levelOf)).toHaveLength(1)
  })

  test('[KD5] a rate that arrives, a single year and another document’s end are no finding', () => {
    expect(findBrokenPaths([level('2023', '1000'), level('2033', '3300'), rate('12.5')], levelOf)).toEqual([])
    const nextYear = claim({ indicator: 'gdpGrowth', period: '2024', value: '8' })
    expect(findBrokenPaths([level('2023', '1000'), level('2024', '2000'), nextYear], levelOf)).toEqual([])
    const foreignEnd = claim({ indicator: 'gdp', period: '2033', value: '3300', ...other })
    expect(findBrokenPaths([level('2023', '1000'), foreignEnd, rate('8')], levelOf)).toEqual([])
  })
})
