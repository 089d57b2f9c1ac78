import { lastDayOf, periodIdOf, readCalendarWords } from './calendar-words.ts'
import { parseYear } from './ordinal.ts'
import type { Clause, Deadline } from './outline.ts'
import { listRepeatedDates } from './repeated-date.ts'
import { shadowOf } from './shadow.ts'

export interface DeadlineOptions {
  /** The document's own date, YYYY, YYYY-MM or YYYY-MM-DD: what 今年 and 年底 go by. Any other text counts as none. */
  readonly date?: string
}

const number = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const yearWords = '(?<year>(?<!\\d)(?:19|20)\\d{2}|二[〇○零O][〇○零O一二三四五六七八九]{2}) ?年度?'
const relativeWords = '(?<relative>今年|明年|后年|当年|本年度?(?!起))'
const partWords = `(?:第?(?<quarter>[一二三四1-4])季度|(?<half>[上下])半年|(?<![\\d.个多几])(?<month>${number}) ?月(?!薪|季|饼|球|亮)份?(?:(?<day>${number}) ?[日号])?)`
const before = '(?:之前|以前|前(?![期沿景提瞻移述列后三1-9一二四]))'
const endWords = '(?<end>(?:年)?底(?![下部层数线色盘气座细])|(?:年)?末|年内|内|上旬|中旬|下旬|月底|期间|年?初)'
const calendar = new RegExp(
  `(?:(?:${yearWords}|${relativeWords})[ 的]?(?:${partWords})?|${partWords.replaceAll('?<', '?<_').replaceAll('?<_!', '?<!')}|(?<bare>(?<![\\d〇○一二三四五六七八九十两几多数整全近半同当本今明后])年(?=[底末内])|本季度|本月(?=底|末|内)))${endWords}?(?<before>${before})?(?<since>起|以来|来|以后|后)?`,
  'g',
)
const plan = /[“"]?十([二三四五六七])五[”"]?(?:规划)?(?:期间|时期|期末|末)(?:之前|以前|前)?/g
const dotted = /(?<!\d)((?:19|20)\d{2})([-./])(\d{1,2})\2(\d{1,2})日?(?:之前|以前|前)/g
const untilBefore = /(?:到|至|截止|截止到|力争|争取|确保|(?:时限|期限|时间|节点)(?:为|是)?[:|\t ]{0,4})$/
const documentDate = /^(?:19|20|21)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?$/
const factBefore = /(?:截至|截止|前|自|从|较|比|去年|上年|同年|[-—–~.])$/
const rangeBefore = /\d{4} ?年?[-—–~至到]$/

/**
 * The dates by which, in which or at which something is to be done [CT14].
 *
 * `until`: 2026年底前, 到2027年, 10月31日前, “十四五”期间 (its last year). `during`: 三季度, 2026年上半年, and a year later than the
 * document's. `repeated`: 每月25日前. Words without a year take the last year named in their clause, then the document's; without
 * either they are left out, as is all that ended before the document's date, 前三季度, 截至, ranges of years and days that are
 * no deadline. Ordered by offset, none overlapping.
 *
 * Rules: [CT14]…[CT17].
 */
export function findDeadlines(
  text: string,
  outline: readonly Clause[],
  options: DeadlineOptions = {},
): readonly Deadline[] {
  const shadow = shadowOf(text)
  const date = documentDate.test(options.date ?? '') ? options.date! : null
  const documentYear = date ? Number(date.slice(0, 4)) : null
  const found: Deadline[] = []
  for (const clause of outline) {
    const words = shadow.slice(clause.start, clause.end)
    const dates: Found[] = [
      ...listRepeatedDates(words).map((at) => ({ ...at, kind: 'repeated' as const })),
      ...listPlans(words),
      ...listDotted(words),
      ...listCalendar(words, { date, documentYear, row: clause.kind === 'row' }),
    ]
    let end = -1
    for (const at of dates.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (at.start < end || (at.kind !== 'repeated' && date !== null && lastDayOf(at.period) < date)) continue
      end = at.end
      const offset = clause.start + at.start
      found.push({
        text: text.slice(offset, clause.start + at.end),
        offset,
        period: at.period,
        anchor: clause.anchor,
        kind: at.kind,
      })
    }
  }
  return found
}

interface Found {
  readonly start: number
  readonly end: number
  readonly period: string
  readonly kind: Deadline['kind']
}

interface Context {
  readonly date: string | null
  readonly documentYear: number | null
  readonly row: boolean
}

function listPlans(words: string): Found[] {
  return Array.from(words.matchAll(plan), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    period: String(2010 + 5 * '二三四五六七'.indexOf(match[1]!) + 5),
    kind: 'until',
  }))
}

function listDotted(words: string): Found[] {
  const found: Found[] = []
  for (const match of words.matchAll(dotted)) {
    const [, year, , month, day] = match
    const period = periodIdOf(Number(year), { quarter: null, half: null, month: Number(month), day: Number(day) })
    if (period) found.push({ start: match.index, end: match.index + match[0].length, period, kind: 'until' })
  }
  return found
}

function listCalendar(words: string, context: Context): Found[] {
  const found: Found[] = []
  let carried: number | null = null
  for (const match of words.matchAll(calendar)) {
    const groups: Record<string, string | undefined> = match.groups!
    const named = yearNamed(groups, context.documentYear)
    if (named !== null) carried = named
    const year = groups['relative'] ? named : (named ?? yearMeant(groups, carried, context.documentYear))
    if (year === null) continue
    const at = readCalendar(words, match, { ...context, year, named: named !== null })
    if (at) found.push(at)
  }
  return found
}

/** A year in the past is what the sentence compares with, not when something is due. */
function yearMeant(
  { bare }: Record<string, string | undefined>,
  carried: number | null,
  documentYear: number | null,
): number | null {
  if (documentYear !== null && (bare?.startsWith('本') || (carried ?? 0) < documentYear)) return documentYear
  return carried
}

function yearNamed({ year, relative }: Record<string, string | undefined>, documentYear: number | null): number | null {
  if (year) return parseYear(year) ?? null
  if (!relative || documentYear === null) return null
  return documentYear + (relative === '明年' ? 1 : relative === '后年' ? 2 : 0)
}

function readCalendar(
  words: string,
  match: RegExpExecArray,
  { year, named, date, documentYear, row }: Context & { year: number; named: boolean },
): Found | undefined {
  const groups: Record<string, string | undefined> = match.groups!
  const { end: endWord, since, bare } = groups
  const part = {
    quarter: groups['quarter'] ?? groups['_quarter'],
    half: groups['half'] ?? groups['_half'],
    month: groups['month'] ?? groups['_month'],
    day: groups['day'] ?? groups['_day'],
  }
  let calendarWords = readCalendarWords(part)
  const monthNow = date && date.length >= 7 ? Number(date.slice(5, 7)) : null
  if (bare?.startsWith('本')) {
    if (monthNow === null) return undefined
    calendarWords =
      bare === '本季度' ? { ...calendarWords, quarter: Math.ceil(monthNow / 3) } : { ...calendarWords, month: monthNow }
  }
  const period = periodIdOf(year, calendarWords)
  const lead = words.slice(Math.max(0, match.index - 8), match.index)
  if (!period || (since && since !== '起') || endWord?.endsWith('初') || factBefore.test(lead)) return undefined
  const bounded = groups['before'] !== undefined || (endWord !== undefined && /底|末|内/.test(endWord))
  if (!bounded && rangeBefore.test(lead)) return undefined
  // 年末 alone is how statistics date a stock.
  if (bare && endWord === '末' && !groups['before'] && !untilBefore.test(lead)) return undefined
  const until = bounded || untilBefore.test(lead) || (row && named)
  const whole = part.quarter === undefined && part.half === undefined && part.month === undefined && !bare
  if (!until) {
    // A bare year, month or day states when something was far oftener than when it is due.
    if (part.day !== undefined || (whole && (groups['relative'] || documentYear === null || year <= documentYear)))
      return undefined
    if (part.month !== undefined && (documentYear === null || (monthNow === null && year <= documentYear)))
      return undefined
  }
  const end = match.index + match[0].length
  return { start: match.index, end, period, kind: until ? 'until' : 'during' }
}
