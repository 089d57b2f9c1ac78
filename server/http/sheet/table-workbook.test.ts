import { openXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from './read-workbook.ts'
import { tableWorkbook } from './table-workbook.ts'

const words = {
  lang: 'zh' as const,
  title: '各村集体经济收入：10月',
  subtitle: ['蓬江区 2026年10月', '截至 2026-11-21，张三读取'],
  columns: [{ header: '名称' }, { header: '收入', unit: '万元', decimals: 2 }],
  rows: [
    ['=cmd|calc!A1', '36.8'],
    ['+1', null],
    ['-2', '123456789012345678.25'],
    ['@SUM(1)', '-0.05'],
  ],
  demo: true,
}

describe('[CO23] a table leaves as a workbook', () => {
  test('names are typed text whatever they begin with, figures are numbers with their decimals, blanks stay blank', async () => {
    const [page] = (await readWorkbook(await tableWorkbook(words))).pages
    const found = Object.fromEntries(page!.cells.map((cell) => [cell.at, `${cell.kind} ${cell.text}`]))
    expect(found).toMatchObject({
      A1: 'text 各村集体经济收入：10月',
      A4: 'text 演示数据，并非真实统计数',
      B6: 'text 万元',
      A7: 'text =cmd|calc!A1',
      B7: 'number 36.8',
      A8: 'text +1',
      B9: 'text 123456789012345678.25',
      B10: 'number -0.05',
    })
    expect(found).not.toHaveProperty('B8')
  })

  test('the header is frozen and the format shows the decimals', async () => {
    const book = await openXlsx(await tableWorkbook(words), { readStyles: true })
    expect(book.sheets[0]!.freezePane).toEqual({ rows: 6, columns: 1 })
    expect(book.sheets[0]!.cells?.get('6,1')?.style?.numFmt).toBe('#,##0.00')
    expect(book.sheets[0]!.name).toBe('各村集体经济收入：10月')
  })
})
