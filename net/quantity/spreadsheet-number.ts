import { type Decimal, formatDecimal, normalizeDecimal, powerOfTen } from './decimal.ts'
import { roundDecimal } from './divide.ts'
import { CELL_DIGIT_LIMIT, type NumberCell, type NumberNote } from './number-cell.ts'

const pattern = /^(-?)(\d{1,25})(?:\.(\d{1,25}))?(?:E([+-]?\d{1,3}))?$/i

/**
 * Reads the stored form of a number cell of a workbook. Its double may stand there with noise at the 16th digit
 * (36.8 as 36.799999999999997) or with an exponent; fifteen digits are what the program shows and what the person
 * typed, so that is what is read, and the rewriting is noted [QU8].
 *
 * @param text the `v` element of a cell of type number, as it stands in the file.
 * @source ECMA-376 part 1, 18.18.11 ST_CellType `n`; IEEE 754: 15 decimal digits survive a double.
 */
export function readSpreadsheetNumber(text: string): NumberCell {
  if (text === '') return { kind: 'blank' }
  const match = pattern.exec(text)
  if (!match) return { kind: 'fault', code: 'number.malformed' }
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match
  const exponent = Number(exponentText)
  const coefficient = BigInt(sign + whole + fraction)
  const digits = (whole + fraction).replace(/^0+/, '').length
  // Digits before the point once the exponent is applied.
  const magnitude = digits - fraction.length + exponent
  if (magnitude > CELL_DIGIT_LIMIT) return { kind: 'fault', code: 'number.tooLong' }
  if (magnitude < -CELL_DIGIT_LIMIT) return { kind: 'fault', code: 'number.tooPrecise' }

  const exact = shifted(coefficient, fraction.length - exponent)
  const value = normalizeDecimal(roundDecimal(exact, Math.max(0, CELL_DIGIT_LIMIT - magnitude)))
  const notes: NumberNote[] = []
  if (match[4] !== undefined) notes.push('exponent')
  if (formatDecimal(value) !== formatDecimal(normalizeDecimal(exact))) notes.push('binaryNoise')
  return { kind: 'number', value, notes }
}

function shifted(coefficient: bigint, scale: number): Decimal {
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * powerOfTen(-scale), scale: 0 }
}
