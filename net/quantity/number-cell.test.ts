import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal, readNumberCell, readSpreadsheetNumber } from './index.ts'

/** The reading in one line: `1234.5 fullWidth grouping`, `number.percent → 12`. */
function told(cell: ReturnType<typeof readNumberCell>): string {
  if (cell.kind === 'number') return [formatDecimal(cell.value), ...cell.notes].join(' ')
  if (cell.kind === 'blank') return 'blank'
  return cell.suggestion === undefined ? cell.code : `${cell.code} → ${cell.suggestion}`
}

describe('typed cells', () => {
  test.each([
    ['42', '42'],
    ['3.10', '3.10'],
    ['-3', '-3'],
    ['１２３', '123 fullWidth'],
    ['１，２３４．５', '1234.5 fullWidth grouping'],
    ['\u00a012\u200b ', '12 trimmed'],
    ['1,234,567.89', '1234567.89 grouping'],
    ['\u22123', '-3 minusSign'],
    ['-0', '0 negativeZero'],
    ['+5', '5 plusSign'],
    ['007', '7 leadingZeros'],
  ])('[QU8] %j is %s', (text, expected) => expect(told(readNumberCell(text))).toBe(expected))

  test.each(['', '  ', '\u00a0', '\u3000\u200b\ufeff'])('[QU10] %j is blank, not zero', (text) => {
    expect(told(readNumberCell(text))).toBe('blank')
  })

  test.each([
    ['约30', 'number.approximate'],
    ['≥30', 'number.approximate'],
    ['30余', 'number.approximate'],
    ['30户以上', 'number.approximate'],
    ['30-40', 'number.range'],
    ['30 - 40', 'number.range'],
    ['30至40户', 'number.range'],
    ['1万2千', 'number.mixedNumeral'],
    ['1.5万', 'number.mixedNumeral'],
    ['三十', 'number.chineseNumeral'],
    ['叁拾', 'number.chineseNumeral'],
    ['两千零五', 'number.chineseNumeral'],
    ['30户', 'number.unitAttached → 30'],
    ['12元', 'number.unitAttached'],
    ['0.5亿元', 'number.unitAttached'],
    ['1,234.5万元', 'number.unitAttached'],
    ['￥12', 'number.currency'],
    ['12%', 'number.percent → 12'],
    ['12％', 'number.percent → 12'],
    ['1e3', 'number.exponent → 1000'],
    ['1.8e308', 'number.exponent'],
    ['0x1F', 'number.hexadecimal'],
    ['无', 'number.wordForNone'],
    ['—', 'number.wordForNone'],
    ['-', 'number.wordForNone'],
    ['/', 'number.wordForNone'],
    ['N/A', 'number.wordForNone'],
    ['*', 'number.wordForNone'],
    ['〇', 'number.wordForNone'],
    ['待统计', 'number.wordForNone'],
    ['③', 'number.enclosedDigits'],
    ['½', 'number.enclosedDigits'],
    ['٣١٢', 'number.foreignDigits'],
    ['NaN', 'number.notFinite'],
    ['Infinity', 'number.notFinite'],
    ['TRUE', 'number.boolean'],
    ['1 043', 'number.innerBlank → 1043'],
    ['1\u200b2', 'number.innerBlank → 12'],
    ['45 46', 'number.innerBlank'],
    ['1_000', 'number.separator → 1000'],
    ['1.234,5', 'number.separator'],
    ['1,23', 'number.separator'],
    ['36,8', 'number.separator'],
    ['.5', 'number.separator → 0.5'],
    ['1O3', 'number.letterInDigits'],
    ['=1+1', 'number.formula'],
    ['＝1+1', 'number.formula'],
    ['#N/A', 'number.errorValue'],
    ['2024-08', 'number.date'],
    ['2024年8月', 'number.date'],
    ['36.800000000000004', 'number.tooPrecise → 36.8'],
    ['440703199001011234', 'number.tooLong'],
    ['9'.repeat(400), 'number.tooLong'],
    ['1.2.3', 'number.separator'],
    ['(30)', 'number.malformed'],
    ['hello', 'number.malformed'],
  ])('[QU9] %j is a question: %s', (text, expected) => expect(told(readNumberCell(text))).toBe(expected))

  test('[QU9] any text gets an answer, and a number only from its own digits', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[-+0-9., ０-９万亿约%e〇①]{0,20}$/))
    fc.assert(
      fc.property(texts, (text) => {
        const cell = readNumberCell(text)
        if (cell.kind !== 'number') return
        const digits = text.normalize('NFKC').replace(/[^0-9.]/g, '')
        expect(Number(formatDecimal(cell.value).replace('-', ''))).toBe(Number(digits))
      }),
    )
  })

  test.each(['9', ' ', '1,', '万', '-', '1-', '.', '\u200b1'])('[QU9] 50 KB of %j is answered at once', (unit) => {
    const start = performance.now()
    readNumberCell(unit.repeat(50_000 / unit.length))
    expect(performance.now() - start).toBeLessThan(50)
  })
})

test.each([
  ['36.799999999999997', '36.8 binaryNoise'],
  ['1.0000000000000001E-2', '0.01 exponent binaryNoise'],
  ['-3.5E2', '-350 exponent'],
  ['0', '0'],
  ['', 'blank'],
  ['4.4070319900101126E+17', 'number.tooLong'],
  ['1E400', 'number.tooLong'],
  ['5E-324', 'number.tooPrecise'],
  ['12abc', 'number.malformed'],
])('[QU8] the stored number %j is %s', (text, expected) => expect(told(readSpreadsheetNumber(text))).toBe(expected))
