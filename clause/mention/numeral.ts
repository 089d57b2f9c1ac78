import { UnitSet } from '../dictionary/unit-set.ts'
import { readChineseNumeral } from './chinese-numeral.ts'
import { readDigits } from './digits.ts'
import { isDigit, skipBlanks } from './shadow.ts'

/** A numeral by itself: its value before the scale word (亿, 万) that belongs to the unit as printed. */
export interface Numeral {
  readonly start: number
  readonly end: number
  /** Where the numeral ends without the scale that stands in its unit: 150 of 150亿美元; of 千亿 it is all. */
  readonly coreEnd: number
  /** Digit by digit, ASCII; empty when the value is beyond what a text would state. */
  readonly exact: string
  /** Upper end where the numeral itself is a span: 数十 is 20–90, 七八 is 7–8. */
  readonly exactMax: string | null
  /** '' or the scale of the unit as printed: 万, 亿, 万亿. */
  readonly scale: string
  /** 余, 多, 几: the value is a lower bound. */
  readonly above: boolean
  /** Written without any digit: 千亿, 百, 万. */
  readonly bare: boolean
  /** Written with ASCII digits. */
  readonly ascii: boolean
}

/** Scale words after ASCII digits, longest first. */
const scales = ['万亿', '千亿', '百亿', '十亿', '千万', '百万', '十万', '亿', '万', '千', '百']
const scaleStarts = new UnitSet('万千百十亿')
const above = new UnitSet('余多几')
/** Words of measure that begin like a scale. */
const measures = /^(千米|千克|千瓦|千伏|千卡|千赫|百分|千分|万分|千帕|千字|千斤)/

/**
 * The numeral at `at` of a shadow: ASCII digits with separators, Chinese numerals, the two mixed (2.6万, 3千), with the
 * words that belong to its value (余, 多, 几) [CM3] [CM4].
 */
export function readNumeral(shadow: string, at: number): Numeral | undefined {
  const ascii = isDigit(shadow.charCodeAt(at)) || shadow[at] === 'l'
  const core = ascii ? readDigits(shadow, at) : readChineseNumeral(shadow, at)
  if (core === undefined || core.exact === '') return core
  const first = passAbove(shadow, core)
  if (first.scale !== '') return first
  const gap = skipBlanks(shadow, first.end)
  if (!scaleStarts.has(shadow.charCodeAt(gap))) return first
  if (measures.test(shadow.slice(gap, gap + 2)) || (!ascii && !first.above)) return first
  const scale = scales.find((word) => shadow.startsWith(word, gap))
  if (scale === undefined) return first
  return withTail(shadow, passAbove(shadow, { ...first, end: gap + scale.length, scale }))
}

function passAbove(shadow: string, numeral: Numeral): Numeral {
  if (!above.has(shadow.charCodeAt(numeral.end))) return numeral
  return { ...numeral, end: numeral.end + 1, coreEnd: numeral.end + 1, above: true }
}

/** 1亿3000万 and 3万5千: a second part in the next smaller scale. */
function withTail(shadow: string, head: Numeral): Numeral {
  if (head.above || (head.scale !== '亿' && head.scale !== '万') || head.exact.includes('.')) return head
  if (!isDigit(shadow.charCodeAt(head.end))) return head
  const tail = readDigits(shadow, head.end)
  if (tail === undefined || tail.exact === '' || tail.exact.includes('.') || tail.exact.length > 4) return head
  const smaller = head.scale === '亿' ? '万' : '千'
  if (shadow[tail.end] !== smaller || (smaller === '千' && tail.exact.length > 1)) return head
  const fraction = smaller === '万' ? tail.exact.padStart(4, '0') : tail.exact
  return { ...head, end: tail.end + 1, coreEnd: tail.end + 1, exact: `${head.exact}.${fraction}` }
}
