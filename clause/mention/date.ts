import { UnitSet } from '../dictionary/unit-set.ts'
import { isDigit, isLetter, skipBlanks } from './shadow.ts'

const chineseDigits = new UnitSet('零〇○一二三四五六七八九十两廿卅')

/** Where a date, a span of years or a time of day that begins at `at` ends; undefined when none begins there [CM11]. */
export function endOfDate(shadow: string, at: number): number | undefined {
  return isDigit(shadow.charCodeAt(at)) ? endOfDigitDate(shadow, at) : endOfChineseDate(shadow, at)
}

function endOfDigitDate(shadow: string, at: number): number | undefined {
  let end = endOfDigits(shadow, at)
  if (end - at > 4) return undefined
  const year = end - at === 4 && /^(19|20)/.test(shadow.slice(at, at + 2))
  if (year) {
    const next = skipBlanks(shadow, end, 2)
    for (const mark of ['——', '--', '—', '–', '-', '~', '至', '到', '/', '、', '和', '与', '.']) {
      if (!shadow.startsWith(mark, next)) continue
      const second = skipBlanks(shadow, next + mark.length, 2)
      const stop = endOfDigits(shadow, second)
      const after = skipBlanks(shadow, stop, 2)
      if ((stop - second === 4 || stop - second === 2) && shadow[after] === '年') return after + 1
      if (mark === '.' || mark === '-' || mark === '/') return endOfNumericDate(shadow, at)
    }
  }
  end = skipBlanks(shadow, end, 2)
  const sign = shadow[end]
  if (sign === '年' && (year || shadow[end + 1] === '代')) return endOfMonth(shadow, end + 1)
  if (sign === '月' || (sign === '日' && shadow[end + 1] !== '均')) return endOfMonth(shadow, at)
  if (sign === '号') return end + 1
  if (sign === ':' || sign === '时' || sign === '点') return endOfTime(shadow, at)
  return undefined
}

/** 2024.03.15, 2024-03, 2024/3/15: digits and one kind of stroke, the year first. */
function endOfNumericDate(shadow: string, at: number): number | undefined {
  const stroke = shadow[at + 4]
  let end = at + 4
  for (let part = 0; part < 2 && shadow[end] === stroke; part++) {
    const stop = endOfDigits(shadow, end + 1)
    if (stop - end - 1 < 1 || stop - end - 1 > 2) break
    end = stop
  }
  if (end === at + 4 || (stroke === '.' && end - at < 8)) return undefined
  return isDigit(shadow.charCodeAt(end)) ? undefined : end
}

/** The rest of a date behind the year: 3月, 3月20日, 12月底. */
function endOfMonth(shadow: string, at: number): number {
  let end = at
  for (const sign of ['月', '日']) {
    const from = skipBlanks(shadow, end, 2)
    const digits = endOfDigits(shadow, from)
    const to = digits === from ? endOfChineseDigits(shadow, from) : rangeOfDigits(shadow, digits)
    const stop = skipBlanks(shadow, to, 2)
    if (to === from || to - from > 6) continue
    if (shadow[stop] === sign) end = stop + 1
  }
  return end
}

function rangeOfDigits(shadow: string, end: number): number {
  const dash = /[-—~至、和]/.test(shadow[end] ?? '') ? end + 1 : end
  const stop = endOfDigits(shadow, dash)
  return dash > end && stop > dash && stop - dash <= 2 ? stop : end
}

/** 10:30, 9:00-17:30, 8时30分, 15点. */
function endOfTime(shadow: string, at: number): number | undefined {
  const hour = endOfDigits(shadow, at)
  if (shadow.slice(Math.max(0, at - 4), at).includes('比')) return undefined
  if (hour - at > 2 || Number(shadow.slice(at, hour)) > 24) return undefined
  const minute = endOfDigits(shadow, hour + 1)
  const minutes = minute - hour - 1
  if (shadow[hour] === ':') {
    if (minutes !== 2 || /^[6-9]/.test(shadow[hour + 1] ?? '') || /[:.%]/.test(shadow[minute] ?? '')) return undefined
    return isLetter(shadow.charCodeAt(minute)) ? undefined : minute
  }
  if (minutes === 0) return hour + 1
  return shadow[minute] === '分' ? minute + 1 : hour + 1
}

/** 二〇二四年三月, 三月二十日, 三月; 三年 and 三个月 are spans, not dates. */
function endOfChineseDate(shadow: string, at: number): number | undefined {
  const end = endOfChineseDigits(shadow, at)
  if (end === at || end - at > 4) return undefined
  if (shadow[end] === '年' && end - at === 4) return endOfMonth(shadow, end + 1)
  if (shadow[end] === '月' && end - at <= 2) return endOfMonth(shadow, at)
  if (shadow[end] === '日' && end - at <= 3) return end + 1
  return undefined
}

function endOfDigits(shadow: string, at: number): number {
  let end = at
  while (end - at < 6 && isDigit(shadow.charCodeAt(end))) end++
  return end
}

function endOfChineseDigits(shadow: string, at: number): number {
  let end = at
  while (end - at < 6 && chineseDigits.has(shadow.charCodeAt(end))) end++
  return end
}
