import { type PeriodKind, periodOf } from '@gangju/net/period'

/** Whether a figure is of the period alone (本月) or of the year up to its end (累计). */
export type Span = 'alone' | 'yearToDate'

export interface PeriodWords {
  readonly period: string | null
  readonly span: Span | null
  /** The text without these words, blanks and bracket pairs left empty. */
  readonly rest: string
}

type Read = (match: RegExpExecArray, year: number | null) => Omit<PeriodWords, 'rest'> | undefined

const chineseDigits = '一二三四五六七八九十'

/** 十一 is 11, 3 is 3. */
function smallNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (text.length === 2 && text.startsWith('十')) return 10 + chineseDigits.indexOf(text[1]!) + 1
  return chineseDigits.indexOf(text) + 1
}

const stated = (kind: PeriodKind, year: number | null, index: number, span: Span | null = null) => {
  if (year === null || index < 1 || index > { month: 12, quarter: 4, half: 2, year: 1 }[kind]) return undefined
  return { period: periodOf(kind, year, index).id, span }
}

/** The year that a month without its own belongs to: one named before it; of another reckoning (去年, 二〇二四年, 2199年) none. */
function yearBefore({ input, index }: RegExpExecArray, near: number | null): number | null {
  const before = input.slice(0, index)
  const named = /(?<!\d)((?:19|20)\d{2})年/.exec(before)
  const year = named ? Number(named[1]) : near
  const others = before.replace(/(?<!\d)(?:19|20)\d{2}年|[今本当]年/g, '')
  return others.includes('年') || /(?:^|\D)\d{4}[-./]$/.test(before) ? null : year
}

/** A day behind the month must be one of it. */
const isDay = (year: number | null, [, at, day]: RegExpExecArray): boolean =>
  day === undefined ||
  (Number(day) > 0 && Number(day) <= new Date(Date.UTC(year ?? 2000, smallNumber(at!), 0)).getUTCDate())

/** January to a month is the year so far; three months of a quarter are the quarter. */
const monthRange: Read = ([, ownYear, first, last], near) => {
  const year = ownYear === undefined ? near : Number(ownYear)
  const [from, to] = [smallNumber(first!), smallNumber(last!)]
  if (from === 1) return stated('month', year, to, 'yearToDate')
  return to - from === 2 && to % 3 === 0 ? stated('quarter', year, to / 3) : undefined
}

const yearWords = '(?:((?:19|20)\\d{2})(?:年度?|[-./]))?'
const month = '(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'

/** The narrow ones first. Every pattern is anchored by its words: no nested repetition. */
const patterns: readonly (readonly [RegExp, Read])[] = [
  [new RegExp(`${yearWords}${month}(?:月份?)?[-~至到]${month}月份?`), monthRange],
  [
    /((?:19|20)\d{2})(?:年|[-./])(1[0-2]|0?[1-9])(?:月份?)?(?![\d月季-])/,
    ([, year, at]) => stated('month', Number(year), Number(at)),
  ],
  [/(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)/, ([, year, at]) => stated('month', Number(year), Number(at))],
  [
    new RegExp(`${yearWords}第?([一二三四1-4])季度?`),
    ([, year, at], near) => stated('quarter', year === undefined ? near : Number(year), smallNumber(at!)),
  ],
  [
    new RegExp(`${yearWords}([上下])半年`),
    ([, year, at], near) => stated('half', year === undefined ? near : Number(year), at === '上' ? 1 : 2),
  ],
  [
    new RegExp(`(?<![\\d.])${month}月份?(?:(\\d{1,2})[日号])?`),
    (match, near) => {
      const year = yearBefore(match, near)
      return isDay(year, match) ? stated('month', year, smallNumber(match[1]!)) : undefined
    },
  ],
  [/((?:19|20)\d{2})年度?(?:全年)?/, ([, year]) => stated('year', Number(year), 1)],
]

const spans: readonly (readonly [RegExp, Span])[] = [
  [/(?:本年|年初|自年初|当年)?(?:以来)?累计(?:数|值|完成)?|年初至今|本年至今/, 'yearToDate'],
  [/(?:本|当)[月期季](?:数|值|份)?/, 'alone'],
]

/** The text as these words are looked for: compatibility forms made plain, no blanks, one sign for a range. */
export const plainPeriodText = (text: string): string =>
  text
    .slice(0, 400)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Zs}]/gu, '')
    .replace(/[‐‑‒–—―−～〜]+/g, '-')

/**
 * Finds the period that a header, title or cell names, and whether its figures are of the year so far [XL4].
 *
 * @param year what a month without a year belongs to; null: such a month names no period.
 */
export function readPeriodWords(text: string, year: number | null): PeriodWords {
  let rest = plainPeriodText(text)
  let period: string | null = null
  let span: Span | null = null
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(rest)
    const found = match && read(match, year)
    // Years alone come last: 2026年 before 累计 names no period of its own beside the months that were found.
    if (!match || !found) continue
    period = found.period
    span = found.span
    rest = rest.slice(0, match.index) + rest.slice(match.index + match[0].length)
    break
  }
  for (const [pattern, kind] of spans) {
    if (!pattern.test(rest)) continue
    span = span ?? kind
    rest = rest.replace(pattern, '')
    break
  }
  return { period, span, rest: rest.replace(/[（([【][）)\]】]/g, '').replace(/^[-:：、,，]+|[-:：、,，]+$/g, '') }
}
