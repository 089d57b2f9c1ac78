import type { Page } from './page.ts'
import { isDigit, isLetter } from './shadow.ts'
import { findUnit } from './unit.ts'

/**
 * Where a code of letters and digits that begins at `at` ends: G240, PM2.5, 5G, 4A, COVID-19, V2.0, ISO9001 [CM10].
 * Undefined when none begins there: digits before a unit in letters (300km, 5GW), or behind a word (GDP4000亿元).
 */
export function endOfCode(page: Page, at: number): number | undefined {
  const { shadow } = page
  const first = shadow.charCodeAt(at)
  if (isLetter(first)) return endOfLetters(page, at)
  if (!isDigit(first)) return undefined
  let end = at
  while (
    end < shadow.length &&
    (isDigit(shadow.charCodeAt(end)) || (shadow[end] === '.' && isDigit(shadow.charCodeAt(end + 1))))
  )
    end++
  if (!isLetter(shadow.charCodeAt(end)) || /[OoIl]/.test(shadow[end] ?? '')) return undefined
  return findUnit(page, end) === undefined ? endOfCodeFrom(shadow, end) : undefined
}

function endOfLetters(page: Page, at: number): number | undefined {
  const { shadow } = page
  let end = at
  while (end < shadow.length && isLetter(shadow.charCodeAt(end))) end++
  if (shadow[at] === 'l' && end === at + 1 && isDigit(shadow.charCodeAt(end))) return undefined
  const dashed = shadow[end] === '-' && isDigit(shadow.charCodeAt(end + 1))
  if (!dashed && !isDigit(shadow.charCodeAt(end))) return end
  return end - at >= 3 && !dashed ? end : endOfCodeFrom(shadow, end)
}

function endOfCodeFrom(shadow: string, at: number): number {
  let end = at
  for (; end < shadow.length; end++) {
    const code = shadow.charCodeAt(end)
    const joined = (shadow[end] === '.' || shadow[end] === '-') && isDigit(shadow.charCodeAt(end + 1))
    if (!isDigit(code) && !isLetter(code) && !joined) break
  }
  return end
}
