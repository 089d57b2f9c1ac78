import { type Decimal, formatDecimal, normalizeDecimal, parseDecimal } from './decimal.ts'
import { roundDecimal as roundTo } from './divide.ts'
import { faultOf, type NumberFault } from './number-fault.ts'
import { plainNumber, significantDigits } from './number-text.ts'

export type { NumberFault } from './number-fault.ts'

/** An exact rewriting that was done before reading; shown to the person before anything is stored [QU8]. */
export type NumberNote =
  | 'trimmed'
  | 'fullWidth'
  | 'minusSign'
  | 'plusSign'
  | 'grouping'
  | 'leadingZeros'
  | 'negativeZero'
  | 'binaryNoise'
  | 'exponent'

/** What a cell says. A fault carries the code of its words, and a proposal for the person to accept, never taken by itself. */
export type NumberCell =
  | { readonly kind: 'number'; readonly value: Decimal; readonly notes: readonly NumberNote[] }
  | { readonly kind: 'blank' }
  | { readonly kind: 'fault'; readonly code: NumberFault; readonly suggestion?: string }

/** A longer cell is not a number; also what keeps reading cheap. */
export const CELL_TEXT_LIMIT = 64

/** What a spreadsheet can hold exactly; more digits are an identity number, a phone list or a conversion's noise. */
export const CELL_DIGIT_LIMIT = 15

/**
 * Reads what a person typed into a number's cell. Exact rewritings are made and named in `notes` (blanks around,
 * full-width digits, well-placed thousands separators) [QU8]; whatever would be a guess (约30, 1万2千, 无, 12%) is a fault
 * with a code and perhaps a suggestion [QU9]. An empty cell is not reported, which is not zero [QU10].
 * Linear in the length of the text.
 */
export function readNumberCell(text: string): NumberCell {
  const { body, notes } = plainNumber(text)
  if (body === '') return { kind: 'blank' }
  if (body.length > CELL_TEXT_LIMIT) return { kind: 'fault', code: 'number.tooLong' }

  const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(body)
  const ungrouped = grouped ? body.replaceAll(',', '') : body
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(ungrouped)) return { kind: 'fault', ...faultOf(body) }

  const { whole, total } = significantDigits(ungrouped)
  if (whole > CELL_DIGIT_LIMIT) return { kind: 'fault', code: 'number.tooLong' }
  if (total > CELL_DIGIT_LIMIT) {
    const suggestion = ungrouped.replace(/^\+/, '').slice(0, 40)
    return { kind: 'fault', code: 'number.tooPrecise', suggestion: nearest(suggestion, whole) }
  }
  if (grouped) notes.push('grouping')
  if (ungrouped.startsWith('+')) notes.push('plusSign')
  if (/^[+-]?0\d/.test(ungrouped)) notes.push('leadingZeros')

  const value = parseDecimal(ungrouped.replace(/^\+/, ''))
  if (value.coefficient === 0n && ungrouped.startsWith('-')) notes.push('negativeZero')
  return { kind: 'number', value, notes }
}

function nearest(text: string, wholeDigits: number): string {
  return formatDecimal(normalizeDecimal(roundTo(parseDecimal(text), CELL_DIGIT_LIMIT - wholeDigits)))
}
