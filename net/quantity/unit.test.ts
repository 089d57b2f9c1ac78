import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert, displayFigure, displayScale, formatDecimal, formatFigure, getUnit, parseDecimal } from './index.ts'

const d = parseDecimal

describe('conversion', () => {
  test.each([
    ['12345.6', '万元', '亿元', '1.23456'],
    ['1.5', '亿元', '元', '150000000'],
    ['15', '亩', '公顷', '1'],
    ['10000', '公顷', '万亩', '15'],
    ['3', '万亩', '公顷', '2000'],
    ['1.5', '平方公里', '亩', '2250'],
    ['850', '米', '公里', '0.85'],
    ['1', '亿千瓦时', '万千瓦时', '10000'],
  ])('[QU4] %s %s in %s is %s', (value, from, to, expected) => {
    expect(Number(formatDecimal(convert(d(value), from, to)))).toBe(Number(expected))
  })
  test('[QU4] a mu is no finite part of a hectare: a rounding must be asked for', () => {
    expect(() => convert(d('1'), '亩', '公顷')).toThrow('unit.inexact')
    expect(formatDecimal(convert(d('1'), '亩', '公顷', { decimals: 4 }))).toBe('0.0667')
  })
  test('[QU5] percents, points, and things of different kinds never convert', () => {
    expect(() => convert(d('1'), '%', '个百分点')).toThrow('unit.incompatible')
    expect(() => convert(d('1'), '户', '家')).toThrow('unit.incompatible')
    expect(() => convert(d('1'), '元', '亩')).toThrow('unit.incompatible')
    expect(() => getUnit('斗')).toThrow('unit.unknown')
  })
  test('[QU4] there and back is the same value', () => {
    const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((coefficient) => ({ coefficient, scale: 2 }))
    fc.assert(
      fc.property(amounts, fc.constantFrom('元', '千元', '万元', '亿元'), (value, unit) => {
        const back = convert(convert(value, '万元', unit), unit, '万元')
        expect(Number(formatDecimal(back))).toBe(Number(formatDecimal(value)))
      }),
    )
  })
})

describe('display', () => {
  test.each([
    ['1234567.891', 2, '1,234,567.89'],
    ['-1234.5', 0, '-1,235'],
    ['999', 0, '999'],
    ['-123', 0, '-123'],
    ['-0.4', 0, '0'],
  ])('[QU7] %s at %i decimals prints %s', (value, decimals, expected) => {
    expect(formatFigure(d(value), { decimals })).toBe(expected)
  })
  test('[QU7] the unit grows with the figure and never below its own', () => {
    expect(displayScale(d('12345'), '万元')).toBe('亿元')
    expect(displayScale(d('9999.99'), '万元')).toBe('万元')
    expect(displayScale(d('0.5'), '亿元')).toBe('亿元')
    expect(displayScale(d('-250000000'), '元')).toBe('亿元')
    expect(displayScale(d('20000'), '公顷')).toBe('公顷')
    expect(displayScale(d('0'), '元')).toBe('元')
  })
  test('[QU7] kept in 万元, shown in 亿元', () => {
    expect(displayFigure({ value: d('123456'), unit: '万元', decimals: 2 })).toEqual({ text: '12.35', unit: '亿元' })
    expect(displayFigure({ value: d('123456'), unit: '万元', shownIn: '万元' })).toEqual({
      text: '123,456',
      unit: '万元',
    })
  })
})
