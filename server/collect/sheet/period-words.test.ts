import { expect, test } from 'vitest'
import { faultsOf, figuresOf, readSheets } from './import-scene.ts'
import { readPeriodWords } from './period-words.ts'

test.each<[string, string | null]>([
  ['10月', '2026-10'],
  ['十月份', '2026-10'],
  ['本年10月', '2026-10'],
  ['2025年10月', '2025-10'],
  ['2025年投资完成10月', '2025-10'],
  ['2024年2月29日', '2024-02'],
  ['2023年2月29日', '2023'],
  ['2024年2月30日', '2024'],
  ['2月0日', null],
  ['去年10月', null],
  ['上年同期10月', null],
  ['二〇二四年十月', null],
  ['民国114年10月', null],
  ['2199年1月', null],
  ['1889年1月', null],
  ['24年10月', null],
])('[XL4] a month is of the year that stands before it, and of no other: %s', (text, period) => {
  expect(readPeriodWords(text, 2026).period).toBe(period)
})

test('[XL4] a row whose period cannot be read is not put into that of the sheet', async () => {
  const rows = [
    ['月份', '村', '家庭农场数'],
    ['9月', '柳村', 1],
    ['2026年8月', '柳村', 2],
    ['二〇二四年十月', '柳村', 3],
  ]
  const read = await readSheets([{ rows }])
  expect(figuresOf(read)).toEqual(['001001 farms 2026-08 2', '001001 farms 2026-09 1'])
  expect(faultsOf(read)).toEqual(['import.periodKind A4', 'import.periodMissing C4'])
})

test('[XL4] a row of the year so far does not stand for its month', async () => {
  const rows = [
    ['月份', '村', '集体经营收入', '固定资产投资'],
    ['9月', '柳村', 5, null],
    ['2026年1-10月', '柳村', 50, 60],
  ]
  const read = await readSheets([{ rows }])
  expect(figuresOf(read)).toEqual(['001001 income 2026-09 5', '001001 investment 2026-10 60'])
  expect(faultsOf(read)).toEqual(['column.otherSpan A3'])
})
