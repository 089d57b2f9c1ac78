import { describe, expect, test } from 'vitest'
import { faultsOf, figuresOf, readSheets } from './import-scene.ts'

const codes = ['001001', '001002', '002001'] as const
const each = (indicator: string, values: readonly string[], period = '2026-10') =>
  values.map((value, index) => `${codes[index]} ${indicator} ${period} ${value}`).toSorted()

describe('shapes of sheets that offices use', () => {
  test('[XL1] one header row, names only', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村名', '集体经营收入', '耕地面积'],
          ['柳村', 30, 100],
          ['槐村', 20, 200],
          ['桑村', 10.5, 300],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual(
      [...each('income', ['30', '20', '10.5']), ...each('land', ['100', '200', '300'])].toSorted(),
    )
    expect(read.faultCount).toBe(0)
  })

  test('[XL1] a title, a line of filer and unit, merged headers of three rows, numbers of the columns', async () => {
    const read = await readSheets([
      {
        rows: [
          ['青禾县2026年10月经济运行情况表'],
          ['填报单位：青禾县', null, null, '单位：亿元'],
          ['序号', '村（社区）', '投资', null, null, '备注'],
          [null, null, '固定资产投资', null, '集体', null],
          [null, null, '计划', '1—10月完成', '经营收入', null],
          ['甲', '乙', '1', '2', '3', '4'],
          [1, '柳村', 9, 1.2, 0.003, '好'],
          [2, '槐村', 9, 2.5, 0.004, null],
        ],
        merges: ['A1:F1', 'A3:A5', 'B3:B5', 'C3:E3', 'C4:D4', 'F3:F5'],
      },
    ])
    const [sheet] = read.sheets
    expect(sheet!.columns.map(({ path, use, indicator }) => [path.join('/'), use, indicator])).toEqual([
      ['序号', 'ignore', null],
      ['村（社区）', 'place', null],
      ['投资/固定资产投资/计划', 'ignore', null],
      ['投资/固定资产投资/1—10月完成', 'figure', 'investment'],
      ['投资/集体/经营收入', 'figure', 'income'],
      ['备注', 'ignore', null],
    ])
    expect(figuresOf(read)).toEqual([
      '001001 income 2026-10 30',
      '001001 investment 2026-10 12000',
      '001002 income 2026-10 40',
      '001002 investment 2026-10 25000',
    ])
  })

  test('[XL1] merges lost on the way: a head stands over the first of its columns only', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '固定资产投资（万元）', null, '农业', null],
          [null, '本月', '累计', '耕地面积（公顷）', '家庭农场数'],
          ['柳村', 5, 50, 2, 3],
          ['槐村', 6, 60, 4, 5],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual([
      '001001 farms 2026-10 3',
      '001001 investment 2026-10 50',
      '001001 land 2026-10 30',
      '001002 farms 2026-10 5',
      '001002 investment 2026-10 60',
      '001002 land 2026-10 60',
    ])
  })

  test('[XL3] codes of twelve digits, of nine, as numbers; the town beside the village, merged downwards', async () => {
    const coded = await readSheets([
      {
        rows: [
          ['区划代码', '名称', '家庭农场数'],
          ['990101001001', '柳村', 1],
          [990101001002, '槐村', 2],
          ['９９０１０１００２００１', '桑村', 3],
        ],
      },
    ])
    expect(figuresOf(coded)).toEqual(each('farms', ['1', '2', '3']))
    const towned = await readSheets([
      {
        rows: [
          ['镇街', '村', '家庭农场数'],
          ['东镇', '柳村', 1],
          [null, '新村', 2],
          ['西镇', '桑村', 3],
          [null, '新村', 4],
        ],
      },
    ])
    expect(figuresOf(towned)).toEqual([
      '001001 farms 2026-10 1',
      '001003 farms 2026-10 2',
      '002001 farms 2026-10 3',
      '002002 farms 2026-10 4',
    ])
  })

  test('[XL3] town and village in one cell; a name that two villages bear is asked about, with both', async () => {
    const read = await readSheets([
      {
        rows: [
          ['单位', '家庭农场数'],
          ['东镇新村', 2],
          ['西镇-桑村', 3],
          ['新村', 4],
          ['柳树村', 5],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual(['001003 farms 2026-10 2', '002001 farms 2026-10 3'])
    expect(faultsOf(read)).toEqual(['row.severalPlaces A4', 'row.unknownPlace A5'])
    expect(read.sheets[0]!.openRows).toEqual([
      { row: 4, text: '新村', candidates: ['990101001003', '990101002002'] },
      { row: 5, text: '柳树村', candidates: ['990101001001'] },
    ])
  })

  test('[XL4] months across, with their total', async () => {
    const read = await readSheets([
      {
        rows: [
          ['2026年各村集体经营收入'],
          ['村', '集体经营收入', null, null, '合计'],
          [null, '8月', '9月', '10月', null],
          ['柳村', 1, 2, 3, 6],
          ['槐村', 1, 1, 1, 4],
        ],
        merges: ['A2:A3', 'B2:D2', 'E2:E3'],
      },
    ])
    expect(figuresOf(read).filter((line) => line.includes('001001'))).toEqual([
      '001001 income 2026-08 1',
      '001001 income 2026-09 2',
      '001001 income 2026-10 3',
    ])
    expect(read.totals.map(({ cell, agrees }) => [cell, agrees])).toEqual([
      ['E5', false],
      ['E4', true],
    ])
    expect(faultsOf(read)).toEqual(['total.differs E5'])
  })

  test('[XL4] months in blocks below each other, headers said again', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '集体经营收入', '家庭农场数'],
          ['2026年9月'],
          ['柳村', 1, 2],
          ['2026年10月'],
          ['村', '集体经营收入', '家庭农场数'],
          ['柳村', 3, 4],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual([
      '001001 farms 2026-09 2',
      '001001 farms 2026-10 4',
      '001001 income 2026-09 1',
      '001001 income 2026-10 3',
    ])
  })

  test('[XL4] a column of months, as words, numbers and dates', async () => {
    const read = await readSheets([
      {
        rows: [
          ['月份', '村', '家庭农场数'],
          ['8月', '柳村', 1],
          [9, '柳村', 2],
          [{ kind: 'date', text: '2026-10-01' }, '柳村', 3],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-08 1', '001001 farms 2026-09 2', '001001 farms 2026-10 3'])
  })

  test('[XL1] indicators down, places across', async () => {
    const read = await readSheets([
      {
        rows: [
          ['指标名称', '计量单位', '柳村', '槐村', '合计'],
          ['集体经营收入', '元', 10000, 20000, 30000],
          ['耕地面积', '亩', 5, 6, 11],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual([
      '001001 income 2026-10 1',
      '001001 land 2026-10 5',
      '001002 income 2026-10 2',
      '001002 land 2026-10 6',
    ])
    expect(read.faultCount).toBe(0)
  })

  test('[XL1] one place, indicators down, this month and the year so far across', async () => {
    const read = await readSheets(
      [
        {
          rows: [
            ['指标', '单位', '本月', '本年累计', '去年同期累计', '同比（%）'],
            ['固定资产投资', '万元', 5, 50, 40, 25],
            ['集体经营收入', '万元', 7, 70, 60, 16],
          ],
        },
      ],
      { ownPlace: '990101001001' },
    )
    expect(figuresOf(read)).toEqual(['001001 income 2026-10 7', '001001 investment 2026-10 50'])
  })

  test('[XL1] a sheet for each village, named by its tab', async () => {
    const rows = [
      ['指标', '数量'],
      ['家庭农场数', 4],
    ]
    const read = await readSheets([
      { name: '柳村', rows },
      { name: '槐村', rows },
      { name: '说明', rows: [['请按时填报']] },
    ])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-10 4', '001002 farms 2026-10 4'])
    expect(read.sheets.map(({ isUsed }) => isUsed)).toEqual([true, true, false])
  })

  test('[XL1] villages under a line with the name of their town, foot below', async () => {
    const read = await readSheets([
      {
        rows: [
          ['名称', '家庭农场数', '耕地面积'],
          ['东镇'],
          ['新村', 1, 10],
          ['西镇'],
          ['新村', 2, 20],
          ['填报人：张三', null, '审核人：李四'],
        ],
      },
    ])
    expect(figuresOf(read).filter((line) => line.includes('farms'))).toEqual([
      '001003 farms 2026-10 1',
      '002002 farms 2026-10 2',
    ])
    expect(read.faultCount).toBe(0)
  })
})
