import { UnitSet } from '../dictionary/unit-set.ts'

/** A time named in a reading. */
export interface TimeMention {
  readonly at: number
  readonly end: number
  readonly year: number
  /** Period id where the words are finer than a year, else null. */
  readonly period: string | null
  /** set: what is said holds then; base: a growth is measured from it; since: from it until now. */
  readonly kind: 'set' | 'base' | 'since'
  /** The year itself is written, not 今年 or 年内. */
  readonly explicit: boolean
}

/** The day the text was written, as far as known, and the year in its title. */
export interface DocumentDate {
  readonly year: number | null
  readonly month: number | null
  readonly titleYear: number | null
}

const TIME = new RegExp(
  [
    '(?<range>(?:19|20)[\\dOol]{2}年?[—–~至到-]{1,2}(?<last>20[\\dOol]{2})年)',
    '(?<![\\d.])(?<year>(?:19|20)[\\dOol]{2})年(?:度)?(?<part>上半年|下半年|第?[一二三四]季度|\\d{1,2}月)?',
    '(?<written>二[〇零OoO○0][一二三四五六七八九〇零OoO○0]{2})年',
    '“?(?<plan>十[一二三四五六]五)”?',
    '(?<relative>过去一年|今年|本年度|本年|明年|去年|上年|前年|当年|年内|全年|年底|年末)(?<relativePart>上半年|下半年|第?[一二三四]季度|\\d{1,2}月)?',
    '(?:未来|今后|再用|用|通过)(?<span>[两一二三四五六七八九十\\d]{1,2})(?:至[两一二三四五六七八九十\\d])?年',
    '(?<within>[两一二三四五六七八九十]|1?\\d)年(?:之)?内',
    '(?<half>上半年|下半年|[一二三四]季度|前[一二三]季度|1[—–~至-]\\d{1,2}月)',
    '(?<![\\d年])(?<month>1[0-2]|[1-9])月(?:底|末|份|\\d{1,2}日)?',
  ].join('|'),
  'g',
)

const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}
const RELATIVE: Readonly<Record<string, number>> = { 明年: 1, 去年: -1, 上年: -1, 前年: -2, 过去一年: -1 }

/** Every time has one of these signs, or the 五 of 十四五, within so many units of its beginning. */
const TIME_SIGNS = new UnitSet('年月季五')
const TIME_REACH = 11

/** The first time of a text that begins at `from` or after it; stretches without a sign of time are not searched. */
function nextTime(text: string, from: number): RegExpExecArray | null {
  let sign = from
  while (sign < text.length && !TIME_SIGNS.has(text.charCodeAt(sign))) sign++
  TIME.lastIndex = Math.max(from, sign - TIME_REACH)
  return TIME.exec(text)
}

/** All times of a reading in order; relative ones are left out when the date is not known. Linear in its length [CS5]. */
export function scanTimes(text: string, date: DocumentDate): TimeMention[] {
  const times: TimeMention[] = []
  let said: TimeMention | undefined
  for (let match = nextTime(text, 0); match; match = nextTime(text, match.index + match[0].length)) {
    const groups = match.groups ?? {}
    const at = match.index
    const end = at + match[0].length
    const isOpen =
      said !== undefined &&
      at - said.end < (groups.relative ? 300 : 60) &&
      !(groups.relative ? /\n/ : /[。\n]/).test(text.slice(said.end, at))
    const year = readTheYear(groups, said && isOpen ? { ...date, titleYear: said.year } : date)
    if (year === null) continue
    const part = groups.part ?? groups.relativePart ?? groups.half ?? (groups.month ? `${groups.month}月` : undefined)
    times.push({
      at,
      end,
      year,
      period: part ? readPeriod(year, part) : null,
      kind: readKind(text, at, end, groups),
      explicit:
        groups.year !== undefined ||
        groups.last !== undefined ||
        groups.plan !== undefined ||
        groups.written !== undefined,
    })
    const last = times.at(-1)
    if (last?.kind === 'set' && last.explicit) said = last
    else if (last?.kind === 'set' && groups.relative === undefined) said = undefined
  }
  return times
}

function readTheYear(groups: Readonly<Record<string, string | undefined>>, date: DocumentDate): number | null {
  const written = groups.last ?? groups.year
  if (written) return Number(written.replace(/[Oo]/g, '0').replace(/l/g, '1'))
  if (groups.written) return Number(Array.from(groups.written, (sign) => DIGITS[sign] ?? 0).join(''))
  if (groups.plan) return 1955 + 5 * (DIGITS[groups.plan.charAt(1)] ?? 0) + 50
  const own = date.titleYear ?? date.year
  if (groups.relative) {
    const shift = RELATIVE[groups.relative]
    if (groups.relative === '全年' || groups.relative === '年末' || groups.relative === '年底') return own
    const from =
      date.titleYear !== null && date.year !== null && date.titleYear < date.year && groups.relative === '上年'
        ? date.titleYear
        : date.year
    return from === null ? null : from + (shift ?? 0)
  }
  const span = groups.span ?? groups.within
  if (span) return date.year === null ? null : date.year + (DIGITS[span.charAt(0)] ?? Number.parseInt(span, 10))
  return own
}

function readPeriod(year: number, part: string): string | null {
  if (part === '上半年') return `${year}-S1`
  if (part === '下半年') return `${year}-S2`
  const quarter = '一二三四'.indexOf(part.replace(/[第前季度]/g, '')) + 1
  if (part.includes('季度')) return quarter > 0 && !part.startsWith('前') ? `${year}-Q${quarter}` : `${year}`
  const month = /(\d{1,2})月$/.exec(part)?.[1]
  if (!month || Number(month) < 1 || Number(month) > 12) return null
  return `${year}-${month.padStart(2, '0')}`
}

function readKind(
  text: string,
  at: number,
  end: number,
  groups: Readonly<Record<string, string | undefined>>,
): TimeMention['kind'] {
  const before = text.slice(Math.max(0, at - 2), at)
  const after = text.slice(end, end + 4)
  if (/^(?:以来|起|开始)/.test(after)) return 'since'
  if (groups.plan && before.endsWith('末')) return 'base'
  if (
    /[比较]$|相比$|[比较由]于?$/.test(before) ||
    /^(?:末|底|度)?(?:相比|增|提|下降|的[\d一二两三四五六七八九]|水平|同期|基础)/.test(after)
  ) {
    return /[比较由与]/.test(before) || /^(?:末|底)?(?:相比|同期|的[\d一二两三四五六七八九])/.test(after)
      ? 'base'
      : 'set'
  }
  return 'set'
}
