import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  normalizeDecimal,
  parseDecimal,
  powerOfTen,
  roundDecimal,
  subtractDecimals,
  sumDecimals,
} from './index.ts'

const d = parseDecimal
const anyDecimal: fc.Arbitrary<Decimal> = fc.record({
  coefficient: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.integer({ min: 0, max: 12 }),
})

describe('text', () => {
  test.each(['0', '-1', '12.50', '0.005', '-0.10', '123456789012345678901234567890.5'])(
    '[QU1] %s reads and writes the same',
    (text) => expect(formatDecimal(d(text))).toBe(text),
  )
  test.each(['', ' 1', '1 ', '+1', '1e3', '.5', '5.', '1,000', '１', '--1', 'NaN', '0x1F', '1\n', '9'.repeat(101)])(
    '[QU1] %j is refused',
    (text) => expect(() => d(text)).toThrow('number.malformed'),
  )
  test('[QU1] reading what was written gives the same value and scale', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        expect(d(formatDecimal(value))).toEqual(value)
      }),
    )
  })
  test('trailing zeros are dropped on request only', () => {
    expect(formatDecimal(normalizeDecimal(d('1.500')))).toBe('1.5')
    expect(formatDecimal(normalizeDecimal(d('0.00')))).toBe('0')
    expect(formatDecimal(normalizeDecimal(d('100')))).toBe('100')
  })
})

describe('arithmetic', () => {
  test('[QU2] a tenth and two tenths are three tenths', () => {
    expect(formatDecimal(addDecimals(d('0.1'), d('0.2')))).toBe('0.3')
  })
  test('[QU2] the sum of 100,000 values is exact to the last digit', () => {
    const values = Array.from({ length: 100_000 }, (_, index) =>
      d(`${index % 977}.${String(index % 100).padStart(2, '0')}`),
    )
    let cents = 0n
    for (let index = 0; index < 100_000; index += 1) cents += BigInt(index % 977) * 100n + BigInt(index % 100)
    expect(sumDecimals(values)).toEqual({ coefficient: cents, scale: 2 })
  })
  test('[QU2] the order of terms does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyDecimal), (terms) => {
        expect(compareDecimals(sumDecimals(terms), sumDecimals(terms.toReversed()))).toBe(0)
      }),
    )
  })
  test('addition, subtraction and multiplication agree with integers', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        const at = (value: Decimal, scale: number) => value.coefficient * powerOfTen(scale - value.scale)
        expect(at(addDecimals(a, b), 24)).toBe(at(a, 24) + at(b, 24))
        expect(at(subtractDecimals(a, b), 24)).toBe(at(a, 24) - at(b, 24))
        expect(at(multiplyDecimals(a, b), 24)).toBe(at(a, 12) * at(b, 12))
        expect(Math.sign(Number(at(a, 24) - at(b, 24)))).toBe(compareDecimals(a, b))
      }),
    )
  })
})

describe('rounding', () => {
  test.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['2.4999', 0, '2'],
    ['1.005', 2, '1.01'],
    ['-0.004', 2, '0.00'],
    ['7', 2, '7.00'],
  ])('[QU3] %s at %i decimals is %s', (text, decimals, expected) => {
    expect(formatDecimal(roundDecimal(d(text), decimals))).toBe(expected)
  })
  test('[QU3] quotients are rounded half away from zero', () => {
    expect(formatDecimal(divideDecimals(d('1'), d('3'), { decimals: 4 }))).toBe('0.3333')
    expect(formatDecimal(divideDecimals(d('-2'), d('3'), { decimals: 4 }))).toBe('-0.6667')
    expect(formatDecimal(divideDecimals(d('1'), d('-0.8'), { decimals: 1 }))).toBe('-1.3')
  })
  test('[QU6] nothing is divided by zero', () => {
    expect(() => divideDecimals(d('1'), d('0.00'), { decimals: 2 })).toThrow('number.divisionByZero')
  })
  test('[QU3] a quotient is at most half a unit of its last place away', () => {
    const divisor = anyDecimal.filter(({ coefficient }) => coefficient !== 0n)
    fc.assert(
      fc.property(anyDecimal, divisor, fc.integer({ min: 0, max: 8 }), (a, b, decimals) => {
        const rest = subtractDecimals(a, multiplyDecimals(divideDecimals(a, b, { decimals }), b))
        const twice = multiplyDecimals(rest, { coefficient: 2n, scale: 0 })
        const limit = multiplyDecimals(b, { coefficient: 1n, scale: decimals })
        const size = (value: Decimal) => ({
          ...value,
          coefficient: value.coefficient < 0n ? -value.coefficient : value.coefficient,
        })
        expect(compareDecimals(size(twice), size(limit))).toBeLessThanOrEqual(0)
      }),
    )
  })
})
