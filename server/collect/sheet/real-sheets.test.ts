import { describe, expect, test } from 'vitest'
import { faultsOf, figuresOf, readSheets } from './import-scene.ts'
import { rowKey } from './sheet-plan.ts'

const farms = (...rows: (readonly (string | number | null)[])[]) => [['村', '家庭农场数'], ...rows]

describe('heads as offices draw them', () => {
  const rows = [
    ['青禾县2026年10月投资情况'],
    ['村名', '固定资产投资（万元）', null, null, null, '集体经营收入（万元）', null],
    [null, '计划', null, '完成', null, '计划', '完成'],
    [null, '全年', '本月', '本月', '累计', '本月', '本月'],
    ['柳村', 120, 10, 9, 88, 5, 4],
    ['槐村', 240, 20, 19, 188, 6, 7],
  ]
  test('[XL1, XL2, XL4] 投资/计划/本月 in three merged rows: the figure that the form asks, not the plan nor another span', async () => {
    const read = await readSheets([{ rows, merges: ['A2:A4', 'B2:E2', 'F2:G2', 'B3:C3', 'D3:E3'] }])
    expect(figuresOf(read)).toEqual([
      '001001 income 2026-10 4',
      '001001 investment 2026-10 88',
      '001002 income 2026-10 7',
      '001002 investment 2026-10 188',
    ])
    expect(read.faultCount).toBe(0)
  })

  test('[XL2] the same month of last year beside it is another period, or nobody’s', async () => {
    const years = [
      ['村', '集体经营收入', null, '去年同期'],
      [null, '2026年10月', '2025年10月', null],
      ['柳村', 5, 4, 3],
    ]
    const read = await readSheets([{ rows: years, merges: ['A1:A2', 'B1:C1', 'D1:D2'] }])
    expect(figuresOf(read)).toEqual(['001001 income 2025-10 4', '001001 income 2026-10 5'])
  })

  test('[XL5] a line of units under the heads counts for each column', async () => {
    const units = [
      ['村', '耕地面积', '集体经营收入'],
      [null, '公顷', '亿元'],
      ['柳村', 2, 0.5],
    ]
    const read = await readSheets([{ rows: units, merges: ['A1:A2'] }])
    expect(figuresOf(read)).toEqual(['001001 income 2026-10 5000', '001001 land 2026-10 30'])
  })

  test('[XL1] another table under the first one is not read with its heads', async () => {
    const read = await readSheets([{ rows: farms(['柳村', 1], ['村', '耕地面积'], ['槐村', 3]) }])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-10 1'])
    expect(faultsOf(read)).toEqual(['header.changes B3'])
  })
})

describe('whose figures they are', () => {
  test('[XL3] villages of one name in two towns, the town merged beside them; subtotals in the middle and at the end', async () => {
    const rows = [
      ['镇', '村', '家庭农场数'],
      ['东镇', '新村', 1],
      [null, '柳村', 2],
      ['小计', null, 3],
      ['西镇', '新村', 3],
      [null, '桑村', 4],
      ['小计', null, 8],
      ['合计', null, 10],
    ]
    const read = await readSheets([{ rows, merges: ['A2:A3', 'A5:A6'] }])
    expect(figuresOf(read)).toEqual([
      '001001 farms 2026-10 2',
      '001003 farms 2026-10 1',
      '002001 farms 2026-10 4',
      '002002 farms 2026-10 3',
    ])
    expect(faultsOf(read)).toEqual(['total.differs C7'])
  })

  test('[XL3] a name of two villages without a town is asked about; 其中： before a name is no part of it', async () => {
    const read = await readSheets([{ rows: farms(['新村', 1], ['其中：柳村', 2]) }])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-10 2'])
    expect(faultsOf(read)).toEqual(['row.severalPlaces A2'])
  })

  test('[XL3] a code and a name of different places are asked about, with both; a name nobody knows leaves it to the code', async () => {
    const rows = [
      ['代码', '村', '家庭农场数'],
      ['990101001001', '槐村', 1],
      ['990101001003', '东镇新村', 3],
      ['990101002001', '老桑', 4],
      ['990101001002', '槐村', 5],
    ]
    const read = await readSheets([{ rows }])
    const clear = ['001002 farms 2026-10 5', '001003 farms 2026-10 3', '002001 farms 2026-10 4']
    expect(figuresOf(read)).toEqual(clear)
    expect(faultsOf(read)).toEqual(['row.codeName B2'])
    const [open] = read.sheets[0]!.openRows
    expect(open!.candidates).toEqual(['990101001001', '990101001002'])
    // What is chosen for that row is not chosen for whoever bears the name.
    const choices = { Sheet1: { places: { [rowKey(open!.text)]: '990101001001' } } }
    const settled = await readSheets([{ rows }], { choices })
    expect(figuresOf(settled)).toEqual(['001001 farms 2026-10 1', ...clear])
    expect(faultsOf(settled)).toEqual([])
  })

  test('[XL5] hidden rows are read, and it is said', async () => {
    const read = await readSheets([{ rows: farms(['柳村', 1], ['槐村', 2], ['桑村', 3]), hidden: [3, 4] }])
    expect(figuresOf(read)).toHaveLength(3)
    expect(faultsOf(read)).toEqual(['row.hidden A3'])
    expect(read.faults[0]!.detail).toEqual({ count: 2 })
  })
})

describe('whose month it is', () => {
  test('[XL4] a title of another month than was chosen is told', async () => {
    const read = await readSheets([{ rows: [['青禾县2026年9月报表'], ...farms(['柳村', 1])] }])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-10 1'])
    expect(faultsOf(read)).toEqual(['import.otherPeriod A1'])
  })

  test('[XL4] the day of filing is no period; a title of the year so far is none of the month', async () => {
    const rows = [
      ['填报单位：东镇', '填报日期：2026年11月5日'],
      ['青禾县2026年1—10月报表'],
      ['村', '集体经营收入', '固定资产投资', '耕地面积'],
      ['柳村', 5, 50, 500],
    ]
    const read = await readSheets([{ rows, merges: ['A2:D2'] }], { period: null })
    expect(figuresOf(read)).toEqual(['001001 investment 2026-10 50', '001001 land 2026-10 500'])
    expect(faultsOf(read)).toEqual(['column.otherSpan B3'])
  })

  const months = [9, 10].map((month) => ({ name: `${month}月`, rows: farms(['柳村', month]) }))
  test('[XL4] of a sheet for each month the chosen one is read, another only when a person says so; without a choice each is its own', async () => {
    const chosen = await readSheets(months)
    expect(figuresOf(chosen)).toEqual(['001001 farms 2026-10 10'])
    expect(chosen.faults.map(({ code, sheet }) => [code, sheet])).toEqual([['import.sheetPeriod', '9月']])
    const both = ['001001 farms 2026-09 9', '001001 farms 2026-10 10']
    expect(figuresOf(await readSheets(months, { choices: { '9月': { isUsed: true } } }))).toEqual(both)
    expect(figuresOf(await readSheets(months, { period: null }))).toEqual(both)
  })

  test('[XL4, XL6] a row of a village that is its year so far is no month', async () => {
    const rows = [
      ['月份', '村', '家庭农场数'],
      ['9月', '柳村', 1],
      ['10月', '柳村', 2],
      ['累计', '柳村', 3],
    ]
    const read = await readSheets([{ rows }])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-09 1', '001001 farms 2026-10 2'])
    expect(read.totals).toMatchObject([{ cell: 'C4', agrees: true }])
  })

  test('[XL5] a second sheet that says another figure for a cell: neither is taken', async () => {
    const read = await readSheets([{ rows: farms(['柳村', 1]) }, { rows: farms(['柳村', 2], ['槐村', 3]) }])
    expect(figuresOf(read)).toEqual(['001002 farms 2026-10 3'])
    expect(faultsOf(read)).toEqual(['value.differs B2'])
  })
})

test('[XL5] notes, guesses, full-width digits and thousands in cells, even in the first row', async () => {
  const rows = [
    ['村', '家庭农场数', '集体经营收入'],
    ['柳村', '12（含新增3）', '约1,234.5'],
    ['槐村', '１２', '1，234.50'],
    ['桑村', '12户', '—'],
    ['东镇新村', '3 户（估）', '8,000'],
  ]
  const read = await readSheets([{ rows }])
  expect(figuresOf(read)).toEqual([
    '001002 farms 2026-10 12',
    '001002 income 2026-10 1234.5',
    '001003 income 2026-10 8000',
    '002001 farms 2026-10 12',
  ])
  expect(faultsOf(read)).toEqual([
    'cell.dash C4',
    'number.approximate C2',
    'number.malformed B2',
    'number.unitAttached B5',
  ])
})

test('[XL15] a sheet of thousands of rows, many months and subtotals has the sums that whole numbers have', async () => {
  const names = ['柳村', '槐村', '东镇新村']
  const rows: (string | number)[][] = [['月份', '村', '集体经营收入', '固定资产投资']]
  let [income, investment] = [0, 0]
  for (let index = 0; index < 36; index += 1)
    for (const [at, name] of names.entries()) {
      const cents = (index * 7_919 + at * 104_729) % 1_000_003
      rows.push([`${2023 + Math.floor(index / 12)}年${(index % 12) + 1}月`, name, cents / 100, cents])
      income += cents
      investment += cents
    }
  rows.push(['合计', '', income / 100, investment])
  const read = await readSheets([{ rows }], { period: null })
  expect(read.values.count()).toBe(216)
  expect(read.totals.map(({ agrees }) => agrees)).toEqual([true, true])
})
