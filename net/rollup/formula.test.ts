import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../problem/index.ts'
import { formatDecimal, parseDecimal } from '../quantity/index.ts'
import { codesOf, countKey, countsOf, evaluateFormula, figuresOf, parseFormula } from './index.ts'

const values = new Map([
  ['a', parseDecimal('7')],
  ['b', parseDecimal('4')],
  ['zero', parseDecimal('0.0')],
  ['unreported', null],
])
const result = (text: string) => {
  const { value, ...rest } = evaluateFormula(parseFormula(text), values)
  return value === null ? rest : formatDecimal(value)
}

describe('reading', () => {
  test.each([
    ['', 0],
    ['a +', 3],
    ['a b', 2],
    ['(a', 2],
    ['a)', 1],
    ['a $ b', 2],
    ['a ** b', 3],
    ['1.2.3', 3],
    ['.5', 0],
    ['a.b', 1],
    ['__proto__', 0],
    ['a / (b - )', 9],
    ['count(a)', 7],
    ['count(a >= b)', 11],
    ['count(a + b > 1)', 8],
    ['count(5 > a)', 6],
    ['a > 5', 2],
  ])('[RU8] %j does not fit at %i', (text, position) => {
    expect(() => parseFormula(text)).toThrow(new Problem('formula.malformed', { position }))
  })
  test('[RU8] counts of places, each once, beside figures', () => {
    const formula = parseFormula('count(a >= 50) / (count( a>=50.0 ) + count(b < -1)) * b')
    expect(countsOf(formula).map(countKey)).toEqual(['count(a >= 50)', 'count(b < -1)'])
    expect([codesOf(formula), figuresOf(formula)]).toEqual([['a', 'b'], ['b']])
    const counted = new Map([
      ['count(a >= 50)', parseDecimal('3')],
      ['count(b < -1)', parseDecimal('1')],
      ['b', parseDecimal('4')],
    ])
    expect(formatDecimal(evaluateFormula(formula, counted).value!)).toBe('3')
    expect(evaluateFormula(formula, new Map())).toMatchObject({ reason: 'partMissing', code: 'a' })
    expect(codesOf(parseFormula('count / countOf'))).toEqual(['count', 'countOf'])
  })
  test('[RU8] depth and length are limited', () => {
    expect(() => parseFormula('('.repeat(200) + 'a' + ')'.repeat(200))).toThrow('formula.malformed')
    expect(() => parseFormula('-'.repeat(200) + 'a')).toThrow('formula.malformed')
    expect(() => parseFormula('a+'.repeat(250) + 'a')).toThrow('formula.malformed')
    expect(codesOf(parseFormula('a+'.repeat(249) + 'a'))).toEqual(['a'])
  })
  test('codes come once, in order', () => expect(codesOf(parseFormula('(b - a) / b'))).toEqual(['b', 'a']))
})

describe('value', () => {
  test.each([
    ['a / b', '1.75'],
    ['a / b * 100', '175'],
    ['(a - b) / b', '0.75'],
    ['a - b - 1', '2'],
    ['a - b * 2', '-1'],
    ['-a + b', '-3'],
    ['a / 3', '2.3333333333'],
    ['a / 3 * 3', '7'],
    ['1.50 + a', '8.5'],
  ])('[RU9] %s is %s', (text, expected) => expect(result(text)).toBe(expected))
  test('[RU9] without a part there is no value, and the reason is told', () => {
    expect(result('a / unreported')).toEqual({ reason: 'partMissing', code: 'unreported' })
    expect(result('a + absent')).toEqual({ reason: 'partMissing', code: 'absent' })
    expect(result('a / zero')).toEqual({ reason: 'divisionByZero' })
    expect(result('a / (b - 4)')).toEqual({ reason: 'divisionByZero' })
  })
  test('[RU9] agrees with integer arithmetic', () => {
    const integer = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(integer, integer, integer, (x, y, z) => {
        expect(result(`${x} - (${y} + ${z}) * ${x}`)).toBe(String(x - (y + z) * x))
      }),
    )
  })
})
