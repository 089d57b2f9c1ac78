import { UnitSet } from '../dictionary/unit-set.ts'
import type { Numeral } from './numeral.ts'

/** Longest Chinese numeral that is still read as a figure. */
const LIMIT = 24

const digitOf: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
} // biome-ignore format: one line
/** The same by code, -1 for any other sign. */
const digitByCode = new Int8Array(65536).fill(-1)
for (const [sign, digit] of Object.entries(digitOf)) digitByCode[sign.charCodeAt(0)] = digit
const powerOf: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
/** The same by code, 0 for any other sign. */
const powerByCode = new Int16Array(65536)
for (const [sign, power] of Object.entries(powerOf)) powerByCode[sign.charCodeAt(0)] = power
const vague = new Set(['数', '几'])
const digits = new UnitSet(Object.keys(digitOf))
const numerals = new UnitSet([...Object.keys(digitOf), ...Object.keys(powerOf), '万', '亿', '廿', '卅'])

/** Whether a character may be part of a Chinese numeral. */
export function isChineseNumeral(sign: string | undefined): boolean {
  return sign !== undefined && numerals.has(sign.charCodeAt(0))
}

/**
 * The Chinese numeral at `at`: 两, 廿, 一万二千, 千亿, 六点五, 数十, 七八百 [CM4]. Takes as much as is grammatical; `exact` is
 * empty where the signs are a string of digits and no number (二〇二四, 一二三).
 */
export function readChineseNumeral(shadow: string, at: number): Numeral | undefined {
  const first = shadow[at]
  if (first !== undefined && vague.has(first)) return readVague(shadow, at)
  if (!isChineseNumeral(first)) return undefined
  const strung = endOfDigits(shadow, at)
  if (strung - at > 2) return bound(at, strung, '', null, '')
  if (strung - at === 2) return readNeighbours(shadow, at)
  return readNumber(shadow, at)
}

function bound(start: number, end: number, exact: string, exactMax: string | null, scale: string): Numeral {
  return { start, end, coreEnd: end, exact, exactMax, scale, above: false, bare: false, ascii: false }
}

function endOfDigits(shadow: string, at: number): number {
  let end = at
  while (end < shadow.length && digits.has(shadow.charCodeAt(end))) end++
  return end
}

/** 数十, 几百: by custom twenty to ninety, two hundred to nine hundred. */
function readVague(shadow: string, at: number): Numeral | undefined {
  const rest = readNumber(shadow, at + 1)
  if (rest === undefined || !isPower(shadow, rest)) return undefined
  const [low, high] = rest.exact === '1' ? ['2', '9'] : [`2${rest.exact.slice(1)}`, `9${rest.exact.slice(1)}`]
  return bound(at, rest.end, low, high, rest.scale)
}

/** 七八个, 三四百: two neighbouring digits are a span. */
function readNeighbours(shadow: string, at: number): Numeral {
  const low = digitOf[shadow[at] as string] as number
  const high = digitOf[shadow[at + 1] as string] as number
  if (low === 0 || high !== low + 1) return bound(at, at + 2, '', null, '')
  const rest = readNumber(shadow, at + 2)
  if (rest === undefined || !isPower(shadow, rest)) return bound(at, at + 2, String(low), String(high), '')
  const zeros = rest.exact.slice(1)
  return bound(at, rest.end, low + zeros, high + zeros, rest.scale)
}

/** 十, 百万, 千亿: no digit in it. */
function isPower(shadow: string, numeral: Numeral): boolean {
  for (let i = numeral.start; i < numeral.end; i++) if (!'十百千万亿'.includes(shadow[i] as string)) return false
  return true
}

function readNumber(shadow: string, at: number): Numeral | undefined {
  let end = at
  let bare = true
  let above = 0
  let section = 0
  let last = 10_000
  let digit = -1
  let zero = false
  let myriads = -1
  let scale = ''
  for (; end - at < LIMIT; end++) {
    const sign = shadow[end] ?? ''
    const value = digitByCode[shadow.charCodeAt(end)] ?? -1
    const power = powerByCode[shadow.charCodeAt(end)] ?? 0
    if (value >= 0) {
      if (digit > 0) break
      zero = value === 0
      digit = value
      bare = false
      scale = ''
    } else if (power > 0) {
      if (power === 10) bare = false
      if (power >= last || (digit < 0 && end > at && power !== 10)) break
      section += (digit > 0 ? digit : 1) * power
      last = power
      digit = -1
      scale = ''
    } else if (sign === '廿' || sign === '卅') {
      if (end > at) break
      section = sign === '廿' ? 20 : 30
      bare = false
      last = 10
    } else if (sign === '万') {
      if (myriads >= 0) break
      const part = section + Math.max(digit, 0)
      if (part === 0 && end > at) break
      myriads = part === 0 ? 1 : part
      ;[section, last, digit, zero, scale] = [0, 10_000, -1, false, '万']
    } else if (sign === '亿') {
      if (above > 0) break
      const part = Math.max(myriads, 0) * 10_000 + section + Math.max(digit, 0)
      if (part === 0 && end > at) break
      above = part === 0 ? 1 : part
      scale = scale === '万' && !bare ? '万亿' : '亿'
      ;[section, last, digit, zero, myriads] = [0, 10_000, -1, false, -1]
    } else break
  }
  if (end === at) return undefined
  if (shadow[end] === '点' && digit >= 0) return withFraction(shadow, at, end, section + digit)
  // 一万二 and 三千五 leave the last power unsaid.
  const unsaid = digit > 0 && !zero && end - at > 2 ? unsaidPower(shadow[end - 2] as string) : 1
  const value = above * 1e8 + Math.max(myriads, 0) * 1e4 + section + Math.max(digit, 0) * unsaid
  const divisor = scale === '万亿' ? 1e12 : scale === '亿' ? 1e8 : scale === '万' ? 1e4 : 1
  return { ...bound(at, end, String(value / divisor), null, scale), coreEnd: bare ? end : end - scale.length, bare }
}

function unsaidPower(sign: string): number {
  return { 百: 10, 千: 100, 万: 1000, 亿: 1e7 }[sign] ?? 1
}

function withFraction(shadow: string, at: number, point: number, whole: number): Numeral {
  const end = endOfDigits(shadow, point + 1)
  if (end === point + 1 || end - point > LIMIT) return bound(at, point, String(whole), null, '')
  let fraction = ''
  for (let i = point + 1; i < end; i++) fraction += digitOf[shadow[i] as string]
  const scale = shadow.startsWith('万亿', end)
    ? '万亿'
    : '万亿'.includes(shadow[end] ?? '#')
      ? (shadow[end] as string)
      : ''
  return bound(at, end + scale.length, `${whole}.${fraction}`, null, scale)
}
