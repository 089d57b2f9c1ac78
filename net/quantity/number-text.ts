import type { NumberNote } from './number-cell.ts'

/** Blank or invisible: ASCII blanks, NBSP, the Unicode spaces, the ideographic space, zero-width marks, the byte order mark. */
export const blank = /[\s\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/u

/** The text with the exact rewritings done: blanks around it removed, full-width forms narrowed, one sign for minus. */
export function plainNumber(text: string): { body: string; notes: NumberNote[] } {
  const notes: NumberNote[] = []
  const trimmed = trimBlanks(text)
  if (trimmed.length !== text.length) notes.push('trimmed')

  const narrow = trimmed.replace(/[０-９．，－＋％]/g, narrowed)
  if (narrow !== trimmed) notes.push('fullWidth')

  // U+2212 is what word processors make of a minus before a digit.
  const body = narrow.replace(/^\u2212(?=\d)/, '-')
  if (body !== narrow) notes.push('minusSign')
  return { body, notes }
}

/** Digits that carry information: leading zeros of the whole part do not, nor do trailing zeros of the fraction. */
export function significantDigits(text: string): { whole: number; total: number } {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.')
  const wholeDigits = whole.replace(/^0+/, '').length
  let fractionDigits = fraction.length
  while (fractionDigits > 0 && fraction[fractionDigits - 1] === '0') fractionDigits -= 1
  return { whole: wholeDigits, total: wholeDigits + fractionDigits }
}

// An anchored pattern for trailing blanks is quadratic on a long run of blanks that does not end the text.
function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blank.test(text[start]!)) start += 1
  while (end > start && blank.test(text[end - 1]!)) end -= 1
  return text.slice(start, end)
}

/** The full-width forms stand at a fixed distance above ASCII. */
function narrowed(wide: string): string {
  return String.fromCharCode(wide.charCodeAt(0) - 0xfee0)
}
