import { UnitSet } from '../dictionary/unit-set.ts'
import { isChineseNumeral } from './chinese-numeral.ts'
import { isDigit, skipBlanks } from './shadow.ts'

/** Signs and words between the two ends of a range. */
const marks = ['——', '--', '—', '–', '-', '~', '～', '至', '到', '―', '─', '一']

const markStarts = new UnitSet(marks)

/**
 * Where the second numeral of a range begins, when the first one and its unit end at `at`; else undefined [CM8]. 从…到 and
 * 由…至 tell of a change between two figures, not of a range.
 */
export function findRangeMark(shadow: string, start: number, at: number): number | undefined {
  const from = skipBlanks(shadow, at, 2)
  if (!markStarts.has(shadow.charCodeAt(from))) return undefined
  const mark = marks.find((sign) => shadow.startsWith(sign, from))
  if (mark === undefined) return undefined
  if ((mark === '至' || mark === '到') && /[从由自]/.test(shadow.slice(Math.max(0, start - 6), start))) return undefined
  const second = skipBlanks(shadow, from + mark.length, 2)
  // A one between two ASCII numerals is a misread dash.
  if (mark === '一')
    return isDigit(shadow.charCodeAt(at - 1)) && isDigit(shadow.charCodeAt(second)) ? second : undefined
  return isDigit(shadow.charCodeAt(second)) || isChineseNumeral(shadow[second]) ? second : undefined
}
