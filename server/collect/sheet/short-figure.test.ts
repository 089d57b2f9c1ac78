import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultsOf, figuresOf, readSheets, type TestSheet } from './import-scene.ts'

const names = fc.constantFrom('柳村', '槐村', '东镇新村', '桑村', '西镇新村', '新村', '东镇', '小计', '合计', '火星村')
const months = fc.constantFrom('9月', '2026年10月', '2025年3月', '', '1-10月')
const cells = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -5_000, max: 900_000 }).map((cents) => cents / 100) },
  { weight: 2, arbitrary: fc.constantFrom(0, 7, 123_456_789_012, 0.001, 12.345) },
  { weight: 1, arbitrary: fc.constantFrom('约3', '12', '１,２３４', '不适用', '-', null, '1.2亿元') },
)
const lines = fc.tuple(months, names, cells, cells, cells)

test('[XL5, XL6, XL15] a sheet gives the same figures, totals and faults by the short way and by the long one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 40 }), fc.constantFrom(0, 18), async (drawn, years) => {
      // The short way begins after the first returns, whose texts are shown.
      const filler = Array.from({ length: 12 * years }, (_, index) => {
        const said = `${2000 + Math.floor(index / 12)}年${(index % 12) + 1}月`
        return [said, '柳村', index / 100, index * 7, index]
      })
      const head = ['月份', '村', '集体经营收入（元）', '耕地面积（公顷）', '家庭农场数']
      const sheet: TestSheet = { rows: [head, ['1999年1月', '柳村', 1, 1, 1], ...filler, ...drawn] }
      const short = await readSheets([sheet], { period: '2026-11' })
      const long = await readSheets([{ ...sheet, isOdd: true }], { period: '2026-11' })
      expect(figuresOf(short)).toEqual(figuresOf(long))
      expect(faultsOf(short)).toEqual(faultsOf(long))
      expect(short.totals).toEqual(long.totals)
      expect([short.blanks, short.sheets]).toEqual([long.blanks, long.sheets])
      expect([...short.values.rows()]).toEqual([...long.values.rows()])
    }),
    { numRuns: 40 },
  )
})
