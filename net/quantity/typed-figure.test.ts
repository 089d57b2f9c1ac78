import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal, readTypedFigure } from './index.ts'

function told(text: string, unit: string): string {
  const read = readTypedFigure(text, unit)
  if (read.kind === 'blank') return 'blank'
  if (read.kind === 'number') return formatDecimal(read.value)
  return read.suggestion === undefined ? read.code : `${read.code} → ${read.suggestion}`
}

describe('figures as a clerk types them', () => {
  test.each([
    ['42', '万元', '42'],
    ['３，０００', '万元', '3000'],
    ['1.2亿', '万元', '12000'],
    ['1.2亿', '元', '120000000'],
    ['1.2 亿元', '万元', '12000'],
    ['300万元', '万元', '300'],
    ['300万', '万元', '300'],
    ['300万', '元', '3000000'],
    ['-300万', '万元', '-300'],
    ['300元', '万元', '0.03'],
    ['1亿2000万', '万元', '12000'],
    ['1亿2000万元', '万元', '12000'],
    ['1亿2000元', '元', '100002000'],
    ['1,200万', '万元', '1200'],
    ['5公顷', '亩', '75'],
    ['1.5万亩', '亩', '15000'],
    ['3000亩', '万亩', '0.3'],
    ['2平方公里', '亩', '3000'],
    ['12户', '户', '12'],
    ['1.5万', '户', '15000'],
    ['1万2千', '户', '12000'],
    ['2万人', '人', '20000'],
    ['12%', '%', '12'],
    ['500米', '公里', '0.5'],
    ['3项', '项', '3'],
    ['1.2万项', '项', '12000'],
    ['5千瓦时', '万千瓦时', '0.0005'],
    ['1.2亿', '亿元', '1.2'],
    ['', '万元', 'blank'],
  ])('[QU11] %j in %s is %s', (text, unit, expected) => expect(told(text, unit)).toBe(expected))

  test.each([
    ['约1.2亿', '万元', 'number.approximate → 12000'],
    ['约30', '户', 'number.approximate → 30'],
    ['300万左右', '万元', 'number.approximate → 300'],
    ['3-5万', '万元', 'number.range'],
    ['1亿2', '万元', 'number.doubleMeaning'],
    ['3千', '万元', 'number.doubleMeaning'],
    ['5公顷', '万元', 'number.otherUnit'],
    ['1亩', '公顷', 'number.inexactUnit'],
    ['12个百分点', '%', 'number.otherUnit'],
    ['12筐', '户', 'number.unitAttached → 12'],
    ['三百万', '万元', 'number.chineseNumeral'],
    ['=A1', '万元', 'number.formula'],
    ['12%', '万元', 'number.otherUnit'],
    ['2000万1亿', '万元', 'number.mixedNumeral'],
    ['300￥', '万元', 'number.malformed'],
  ])('[QU12] %j in %s is %s', (text, unit, expected) => expect(told(text, unit)).toBe(expected))

  test('[QU11] the same money is the same figure, whatever size it is typed in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (wan) => {
        const [inWan, inYuan, inYi] = [`${wan}万元`, `${wan}0000元`, (BigInt(wan) * 10n ** 4n).toString()]
        expect(told(inWan, '万元')).toBe(String(wan))
        expect(told(inYuan, '万元')).toBe(String(wan))
        expect(told(`${wan}万`, '元')).toBe(inYi === '00000' ? '0' : String(wan * 10_000))
      }),
    )
  })

  test('[QU12] no text whatever makes it throw', () => {
    const pieces = fc.constantFrom(
      '1',
      '2.5',
      '万',
      '亿',
      '千',
      '元',
      '亩',
      '公顷',
      '%',
      '约',
      '-',
      ',',
      ' ',
      '．',
      '９',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 12 }),
        fc.constantFrom('万元', '亩', '户', '%', '公顷'),
        (parts, unit) => {
          expect(['number', 'blank', 'fault']).toContain(readTypedFigure(parts.join(''), unit).kind)
        },
      ),
    )
  })
})
