import { twoDigits } from './calendar-words.ts'
import { parseOrdinal } from './ordinal.ts'

interface DateWords {
  readonly start: number
  readonly end: number
  readonly period: string
}

const number = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const dated = new RegExp(
  `(每年度?|每个?半年|每个?季度?|每个?月度?|次月|下月|隔月|每周|每星期)(?:的|首月|第一个月|末月)?(?:(${number}) ?月)?(?:(?:第?)(${number}) ?[日号]|(底|末)|([一二三四五六日天]))?(?:之前|以前|前|内)?`,
  'g',
)
const steps: readonly (readonly [RegExp, string])[] = [
  [/年度?$/, 'yearly'],
  [/季/, 'quarterly'],
  [/月/, 'monthly'],
  [/周|星期/, 'weekly'],
]
const weekdays = '一二三四五六日天'

/**
 * Days that come round, 每月25日前 `monthly-25`, 每季度末 `quarterly-end`, 每年10月31日前 `yearly-10-31`, 每周五 `weekly-5` [CT16].
 * 次月10日前 is read as 每月10日前.
 */
export function listRepeatedDates(words: string): DateWords[] {
  const dates: DateWords[] = []
  for (const match of words.matchAll(dated)) {
    const [date, every, monthWords, dayWords, end, weekday] = match
    const step = every!.includes('半年') ? 'halfyearly' : steps.find(([pattern]) => pattern.test(every!))![1]
    const place = placeIn(step, { monthWords, dayWords, end, weekday })
    if (place === undefined) continue
    dates.push({ start: match.index, end: match.index + date.length, period: `${step}-${place}` })
  }
  return dates
}

interface PlaceWords {
  readonly monthWords: string | undefined
  readonly dayWords: string | undefined
  readonly end: string | undefined
  readonly weekday: string | undefined
}

function placeIn(step: string, { monthWords, dayWords, end, weekday }: PlaceWords): string | undefined {
  const month = monthWords === undefined ? undefined : parseOrdinal(monthWords)
  const day = dayWords === undefined ? undefined : parseOrdinal(dayWords)
  if (step === 'weekly') return weekday ? String(Math.min(7, weekdays.indexOf(weekday) + 1)) : undefined
  if (weekday || (month !== undefined && (step !== 'yearly' || month < 1 || month > 12))) return undefined
  if (day !== undefined && (day < 1 || day > 31 || (step === 'yearly' && month === undefined))) return undefined
  if (month !== undefined) return day === undefined ? twoDigits(month) : `${twoDigits(month)}-${twoDigits(day)}`
  if (day !== undefined) return String(day)
  return end ? 'end' : undefined
}
