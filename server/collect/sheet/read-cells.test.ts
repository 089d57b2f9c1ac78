import { describe, expect, test } from 'vitest'
import { faultsOf, figuresOf, readSheets } from './import-scene.ts'

describe('totals', () => {
  test('[XL6] above, below, of towns and of all: compared, never taken', async () => {
    const read = await readSheets([
      {
        rows: [
          ['单位', '家庭农场数', '耕地面积'],
          ['全县合计', 10, 100],
          ['东镇', 3, 30],
          ['柳村', 1, 10],
          ['槐村', 2, 20],
          ['西镇小计', 8, 70],
          ['桑村', 7, 70],
        ],
      },
    ])
    expect(figuresOf(read)).toHaveLength(6)
    expect(
      read.totals.map(({ label, cell, stated, computed, agrees }) => [label, cell, stated, computed, agrees]),
    ).toEqual([
      ['西镇小计', 'B6', '8', '7', false],
      ['全县合计', 'B2', '10', '10', true],
      ['全县合计', 'C2', '100', '100', true],
      ['东镇', 'B3', '3', '3', true],
      ['东镇', 'C3', '30', '30', true],
      ['西镇小计', 'C6', '70', '70', true],
    ])
  })

  test('[XL6] subtotals below their parts; a row that only its figures give away', async () => {
    const read = await readSheets([
      {
        rows: [
          ['单位', '家庭农场数', '耕地面积'],
          ['柳村', 1, 10],
          ['槐村', 2, 20],
          ['小计', 3, 30],
          ['桑村', 7, 70],
          ['小计', 7, 71],
          ['本辖区', 10, 100],
        ],
      },
    ])
    expect(faultsOf(read)).toEqual(['total.differs C6'])
    expect(read.sheets[0]).toMatchObject({ placeRows: 3, totalRows: 3, openRowCount: 0 })
  })

  test('[XL6] a rate has no total to be compared with', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '卫生户厕普及率'],
          ['柳村', 90],
          ['槐村', 80],
          ['合计', 85],
        ],
      },
    ])
    expect(read.totals).toEqual([])
    expect(read.faultCount).toBe(0)
  })
})

describe('cells', () => {
  test('[XL5] what stands there is taken exactly, or named with its cell', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '集体经营收入', '耕地面积', '卫生户厕普及率'],
          ['柳村', '１，２３４.５', '5公顷', { kind: 'percent', text: '0.125' }],
          ['槐村', '-', '约30', '88.5%'],
          ['桑村', { kind: 'formula', text: '12.5' }, { kind: 'error', text: '#REF!' }, '不适用'],
          ['东镇新村', '1.2亿元', '三十', { kind: 'date', text: '2026-10-01' }],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual([
      '001001 income 2026-10 1234.5',
      '001001 land 2026-10 75',
      '001001 share 2026-10 12.5',
      '001002 share 2026-10 88.5',
      '001003 income 2026-10 12000',
      '002001 income 2026-10 12.5',
      '002001 share 2026-10 null',
    ])
    expect(faultsOf(read)).toEqual([
      'cell.dash B3',
      'cell.formula B4',
      'number.approximate C3',
      'number.chineseNumeral C5',
      'number.date D5',
      'number.errorValue C4',
    ])
    expect(read.faults.find(({ at }) => at === 'C3')!.detail).toMatchObject({ suggestion: '30' })
  })

  test('[XL5] a cell said twice: the same is once, two that differ are neither', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '家庭农场数'],
          ['柳村', 1],
          ['柳村', 1],
          ['槐村', 2],
          ['槐村', 3],
        ],
      },
    ])
    expect(figuresOf(read)).toEqual(['001001 farms 2026-10 1'])
    expect(faultsOf(read)).toEqual(['value.again B3', 'value.differs B5'])
  })

  test('[XL4] no period anywhere: nothing is taken, and it is said once', async () => {
    const read = await readSheets(
      [
        {
          rows: [
            ['村', '家庭农场数'],
            ['柳村', 1],
            ['槐村', 2],
          ],
        },
      ],
      { period: null },
    )
    expect(figuresOf(read)).toEqual([])
    expect(faultsOf(read)).toEqual(['import.periodMissing B2'])
  })
})

describe('mapping', () => {
  test('[XL2] by name, by synonym, by likeness with a doubt, and not at all', async () => {
    const read = await readSheets([
      {
        rows: [
          ['村', '固投累计', '农村集体经营收入', '耕地', '贫困户'],
          ['柳村', 1, 2, 3, 4],
        ],
      },
    ])
    expect(read.sheets[0]!.columns.map(({ indicator, matchedBy, doubt }) => [indicator, matchedBy, doubt])).toEqual([
      [null, null, false],
      ['investment', 'synonym', false],
      ['income', 'alike', true],
      [null, null, true],
      [null, null, false],
    ])
  })

  test('[XL7] what was chosen counts, and is known again next month by the same headers', async () => {
    const rows = (month: string) => [
      [`${month}报表`],
      ['村', '耕地', `${month}家庭农场`],
      ['柳村', 3, 4],
      ['大槐树', 5, 6],
    ]
    const first = await readSheets([{ rows: rows('2026年9月') }], { period: null })
    const next = await readSheets([{ rows: rows('2026年10月') }], {
      period: null,
      remembered: {
        [first.sheets[0]!.fingerprint]: {
          columns: { 耕地: { use: 'figure', indicator: 'land', unit: '公顷' } },
          places: { 大槐树: '990101001002' },
        },
      },
    })
    expect(next.sheets[0]).toMatchObject({ mapping: 'remembered', openRowCount: 0 })
    expect(figuresOf(next)).toEqual([
      '001001 farms 2026-10 4',
      '001001 land 2026-10 45',
      '001002 farms 2026-10 6',
      '001002 land 2026-10 75',
    ])
  })
})
