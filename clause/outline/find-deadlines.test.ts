import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDeadlines } from './find-deadlines.ts'
import { readOutline } from './read-outline.ts'

const brief = (text: string, date?: string) =>
  findDeadlines(text, readOutline(text), date === undefined ? {} : { date }).map(
    ({ kind, period, text: words }) => `${kind} ${period} ${words}`,
  )

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['2026年底前建成，2027年底投产。', ['until 2026 2026年底前', 'until 2027 2027年底']],
  ['到2027年，生产总值达到1000亿元；至2030年翻一番。', ['until 2027 2027年', 'until 2030 2030年']],
  ['力争2028年实现通车。', ['until 2028 2028年']],
  ['三季度完成选址，上半年动工。', ['during 2025-Q3 三季度', 'during 2025-S1 上半年']],
  ['10月31日前竣工，6月底前供地。', ['until 2025-10-31 10月31日前', 'until 2025-06 6月底前']],
  ['2026年第二季度前完成，2026年6月底前验收。', ['until 2026-Q2 2026年第二季度前', 'until 2026-06 2026年6月底前']],
  ['今年内完成，年底前验收，明年一季度投用。', ['until 2025 今年内', 'until 2025 年底前', 'during 2026-Q1 明年一季度']],
  [
    '每月25日前报送，每季度末通报，每年12月底前总结。',
    ['repeated monthly-25 每月25日前', 'repeated quarterly-end 每季度末', 'repeated yearly-12 每年12月底前'],
  ],
  [
    '每周五调度，次月10日前反馈，每年10月31日前上报。',
    ['repeated weekly-5 每周五', 'repeated monthly-10 次月10日前', 'repeated yearly-10-31 每年10月31日前'],
  ],
  [
    '每季度首月10日前上报，每月底盘点，每半年末评估。',
    ['repeated quarterly-10 每季度首月10日前', 'repeated monthly-end 每月底', 'repeated halfyearly-end 每半年末'],
  ],
  ['“十四五”期间建设100公里，“十五五”末达到200公里。', ['until 2025 “十四五”期间', 'until 2030 “十五五”末']],
  ['二〇二六年十二月底前完成。', ['until 2026-12 二〇二六年十二月底前']],
  [
    '２０２６年底前完成，2025-10-31前上报，2025.6.30前报备。',
    ['until 2026 ２０２６年底前', 'until 2025-10-31 2025-10-31前', 'until 2025-06-30 2025.6.30前'],
  ],
  ['完成时限：2025年12月', ['until 2025-12 2025年12月']],
  ['2026年上半年动工，年底前完成。', ['during 2026-S1 2026年上半年', 'until 2026 年底前']],
  ['2027年建成投产。', ['during 2027 2027年']],
  ['本月底前完成，本季度开工。', ['until 2025-03 本月底前', 'during 2025-Q1 本季度']],
  ['11月中旬前报送，12月初总结。', ['until 2025-11 11月中旬前']],
]

test.each(cases)('[CT14] [CT15] [CT16] in a text of March 2025: %s', (text, expected) => {
  expect(brief(text, '2025-03')).toEqual(expected)
})

test.each([
  '2025年前三季度增长5%。',
  '截至2026年底共有3家。',
  '2024年，全市完成投资100亿元。',
  '（2025—2027年）',
  '2024年10月25日召开会议。',
  '5月20日，我市举行活动。',
  '十年内建成，3个月完成，近三年来。',
  '2月30日前完成，13月底前完成。',
  '2025年以来，全市上下一心。',
  '去年10月出台方案。',
  '每半年报告一次，每年建设一批。',
  '2023年底前已完成。',
  '年末常住人口480万人，降幅较上半年收窄。',
])('[CT17] nothing is due in: %s', (text) => {
  expect(brief(text, '2025-03')).toEqual([])
})

test('[CT17] without a date, words that need one are left out', () => {
  expect(brief('今年内完成，年底前验收，三季度开工。')).toEqual([])
  expect(brief('2026年上半年动工，年底前完成，10月31日前上报。')).toEqual([
    'during 2026-S1 2026年上半年',
    'until 2026 年底前',
    'until 2026-10-31 10月31日前',
  ])
  expect(brief('2026年底前完成。', 'spring')).toEqual(['until 2026 2026年底前'])
})

test('[CT17] a year in the past is no year for what is due', () => {
  expect(brief('2023年建成10个，年底前再建5个。', '2025')).toEqual(['until 2025 年底前'])
})

test('[CT14] a date in a table with its year is a deadline', () => {
  expect(brief('1\t修路\t2026年6月', '2025')).toEqual(['until 2026-06 2026年6月'])
})

const piece = fc.constantFrom(
  '2026',
  '年',
  '年底',
  '前',
  '到',
  '10',
  '月',
  '31',
  '日',
  '每',
  '每月',
  '季度',
  '三',
  '上半年',
  '今年',
  '“十四五”',
  '期间',
  '末',
  '以来',
  '-',
  '.',
  '。',
  '，',
  '\n',
  '一、',
  '本月',
  '二〇二六',
  '内',
  '旬',
  '初',
  '😀',
)

test('[CT14] spans are exact, in order and apart, periods are well formed, whatever the text and the date', () => {
  const words = fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(words, fc.constantFrom('2025', '2025-03', '2025-03-31', '', 'x', '9999', '0000-00'), (text, date) => {
      let end = 0
      for (const deadline of findDeadlines(text, readOutline(text), { date })) {
        expect(text.startsWith(deadline.text, deadline.offset)).toBe(true)
        expect(deadline.offset).toBeGreaterThanOrEqual(end)
        end = deadline.offset + deadline.text.length
        expect(deadline.period).toMatch(
          /^(\d{4}(-S[12]|-Q[1-4]|-\d\d(-\d\d)?)?|(yearly|halfyearly|quarterly|monthly|weekly)-(end|\d{1,2}(-\d\d)?))$/,
        )
      }
    }),
    { numRuns: 500 },
  )
})
