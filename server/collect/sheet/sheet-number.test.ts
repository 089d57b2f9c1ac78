import {
  addDecimals,
  convert,
  equalDecimals,
  formatDecimal,
  normalizeDecimal,
  parseDecimal,
} from '@gangju/net/quantity'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factorBetween } from './own-figure.ts'
import {
  addSheetNumbers,
  decimalOfSheet,
  formatSheetNumber,
  multiplyShort,
  readShortNumber,
  sheetNumberOf,
} from './sheet-number.ts'
import { createValueList } from './value-list.ts'

const texts = fc.oneof(
  fc.stringMatching(/^-?\d{1,8}(\.\d{1,5})?$/),
  fc.constantFrom('0', '-0', '0.0', '-0.10', '999999999999999', '0.1000', '007', '-12.50'),
)

test('[XL15, QU1] the short way reads, adds and converts as exactly as the long one', () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [left, right] = [readShortNumber(a)!, readShortNumber(b)!]
      expect(formatSheetNumber(left)).toBe(formatDecimal(normalizeDecimal(parseDecimal(a))))
      const sum = decimalOfSheet(addSheetNumbers(left, right))
      expect(equalDecimals(sum, addDecimals(parseDecimal(a), parseDecimal(b)))).toBe(true)
      const factor = readShortNumber(factorBetween('元', '万元')!)!
      const product = multiplyShort(left, factor)
      if (product) expect(equalDecimals(decimalOfSheet(product), convert(parseDecimal(a), '元', '万元'))).toBe(true)
    }),
  )
})

test('[XL15] whatever is not a short plain number is left to the long way', () => {
  for (const text of ['', '-', '.', '1.', '.5', '1e3', '1,000', '１', '--1', '1-', '1.2.3', ' 1', '1234567890123456'])
    expect(readShortNumber(text)).toBeUndefined()
})

test('[XL5, XL15] beyond 2^53 nothing is lost, in sums and in what is kept', () => {
  const large = sheetNumberOf(parseDecimal('99999999999999999999.25'))
  expect(typeof large.coefficient).toBe('bigint')
  const most = readShortNumber('999999999999999')!
  let sum = most
  for (let index = 0; index < 20; index += 1) sum = addSheetNumbers(sum, most)
  expect(formatSheetNumber(sum)).toBe('20999999999999979')
  const list = createValueList()
  const at = { place: 'a', period: '2026-10', position: 1, text: '' }
  list.add({ ...at, column: 0, value: large })
  list.add({ ...at, column: 1, value: null })
  list.add({ ...at, column: 2, value: most })
  expect(list.add({ ...at, column: 0, value: large }).taken).toBe('again')
  expect(list.add({ ...at, column: 2, value: readShortNumber('1')! }).taken).toBe('differs')
  expect(list.rowAt('a', '2026-10')?.values).toEqual(['99999999999999999999.25', null])
  expect(list.count()).toBe(2)
})
