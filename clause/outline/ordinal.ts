const digits = '〇一二三四五六七八九'

/** Reads an ordinal of at most three digits, 12 or 十二, 一百零三 [CT2]. Undefined when the words are no such number. */
export function parseOrdinal(words: string): number | undefined {
  if (words.length === 0 || words.length > 6) return undefined
  if (isAsciiNumber(words)) return words.length <= 3 ? Number(words) : undefined
  let total = 0
  let digit = 0
  for (const character of words) {
    const unit = character === '十' ? 10 : character === '百' ? 100 : 0
    const value = digitOf(character)
    if (unit > 0) {
      total += (digit === 0 ? 1 : digit) * unit
      digit = 0
    } else if (value >= 0) digit = value
    else return undefined
  }
  return total + digit
}

/** Reads a year, 2026 or 二〇二六; the circle and the letter O of scanned pages count as 〇. */
export function parseYear(words: string): number | undefined {
  if (words.length !== 4) return undefined
  let year = 0
  for (const character of words) {
    const value = digitOf(character)
    if (value < 0) return undefined
    year = year * 10 + value
  }
  return year >= 1900 && year <= 2199 ? year : undefined
}

function digitOf(character: string): number {
  if (character >= '0' && character <= '9') return Number(character)
  if ('零○OＯ'.includes(character)) return 0
  return digits.indexOf(character)
}

function isAsciiNumber(words: string): boolean {
  for (const character of words) if (character < '0' || character > '9') return false
  return true
}
