import { z } from 'zod'
import { DecimalText, IndicatorCode } from './values.ts'

export const MeasureKind = z.enum([
  'yearOnYear',
  'periodOnPeriod',
  'yearToDate',
  'periodAlone',
  'growth',
  'twoYearAverage',
  'share',
  'perHead',
])
export type MeasureKind = z.infer<typeof MeasureKind>

export const MeasureReason = z.enum([
  'notReported',
  'earlierNotReported',
  'gap',
  'fromZero',
  'notPositive',
  'unlikeReports',
  'publishedOnly',
  'wholeUnknown',
  'populationUnknown',
])
export type MeasureReason = z.infer<typeof MeasureReason>

/** What is computed from a figure and its neighbours and never typed: 同比 环比 累计 当月 增速 两年平均 占比 人均. */
export const Measure = z.object({
  kind: MeasureKind,
  value: DecimalText.nullable(),
  as: z
    .enum(['rate', 'points', 'steps', 'quantity'])
    .describe('A rate is 0…1; points are percentage points; steps are of a rank; a quantity is in `unit`.'),
  unit: z.string().nullable(),
  reason: MeasureReason.nullable().describe('Why there is no value, or what the value leaves out.'),
  against: z.string().nullable().describe('The period or the place that it is held against.'),
  indicator: IndicatorCode.nullable().describe(
    'The published indicator that says it, or should; whom it is per head of.',
  ),
})
export type Measure = z.infer<typeof Measure>

const kindWords: Readonly<Record<MeasureKind, readonly [zh: string, en: string]>> = {
  yearOnYear: ['同比', 'Year on year'],
  periodOnPeriod: ['环比', 'Period on period'],
  yearToDate: ['本年累计', 'Year to date'],
  periodAlone: ['当期', 'The period alone'],
  growth: ['增速（不变价，已公布）', 'Growth at constant prices, as published'],
  twoYearAverage: ['两年平均增速', 'Two-year average growth'],
  share: ['占上级比重', 'Share of the place above'],
  perHead: ['人均', 'Per head'],
}

const reasonWords: Readonly<Record<MeasureReason, readonly [zh: string, en: string]>> = {
  notReported: ['本期未报', 'not reported'],
  earlierNotReported: ['对比期未报', 'the earlier period was not reported'],
  gap: ['中间有月份未报', 'a period in between was not reported'],
  fromZero: ['基数为零', 'the base is zero'],
  notPositive: ['基数不是正数', 'the base is not positive'],
  unlikeReports: ['两期上报单位数不同，不可比', 'unlike numbers of places reported'],
  publishedOnly: ['现价总量不能推算增速，以公布数为准', 'not computed from current prices; only as published'],
  wholeUnknown: ['上级数未知', 'the figure of the place above is not known'],
  populationUnknown: ['人口数未知', 'the number of people is not known'],
}

/** What a measure is called. */
export const measureName = (kind: MeasureKind, lang: 'zh' | 'en'): string => kindWords[kind][lang === 'zh' ? 0 : 1]

/** Why a measure has no value, in words. */
export const measureReason = (reason: MeasureReason, lang: 'zh' | 'en'): string =>
  reasonWords[reason][lang === 'zh' ? 0 : 1]
