import { Buffer } from 'node:buffer'
import { formatDecimal } from '@gangju/net/quantity'
import { openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { guardWorkbook } from '../../http/sheet/guard.ts'
import { readWorkbook } from '../../http/sheet/read-workbook.ts'
import { columnLetters } from '../../http/sheet/sheet-shape.ts'
import { checkWorkbook } from '../check-return.ts'
import { figureKey } from '../fault.ts'
import { testExpectation, testForm, testGround, testPlaces } from '../test-form.ts'
import { templateWorkbook } from './template.ts'

const words = {
  ...testExpectation,
  lang: 'zh' as const,
  approved: new Map<string, string>(),
  notApplicable: new Set<string>(),
  demo: false,
}
const filled = [312, 360.5, 110.5, 250, 3000, 1200, 40]

/** Opens the file as an office program would, types into its cells, saves it. */
async function typeInto(file: Buffer, row: number, values: readonly number[]): Promise<Buffer> {
  const book = await openXlsx(file)
  const sheet = book.sheets[0]!
  for (const [index, value] of values.entries()) {
    sheet.rows[row - 1]![2 + index] = value
    const cell = sheet.cells?.get(`${row - 1},${2 + index}`)
    if (cell) Object.assign(cell, { value, type: 'number' })
  }
  return Buffer.from(await saveXlsx(book))
}

describe('[CO13] a template is filled in and comes back', () => {
  test('untouched: every place is not reported, nothing else is said', async () => {
    const file = await templateWorkbook(words)
    guardWorkbook(file)
    const { faults, values } = checkWorkbook(await readWorkbook(file), testExpectation, testGround)
    expect(faults.map(({ code, placeName }) => `${code} ${placeName}`)).toEqual([
      'row.blank 东村村委会',
      'row.blank 西村村委会',
    ])
    expect(values).toEqual([])
  })

  test.each(['zh', 'en'] as const)(
    'filled in and saved by another program (%s): every figure arrives',
    async (lang) => {
      let file = await templateWorkbook({ ...words, lang })
      for (const row of [6, 7]) file = await typeInto(file, row, filled)
      const { faults, values } = checkWorkbook(await readWorkbook(file), testExpectation, testGround)
      expect(faults).toEqual([])
      expect(values.map(({ value }) => value && formatDecimal(value))).toEqual([...filled, ...filled].map(String))
    },
  )

  test('figures already approved stand in their cells and come back unchanged', async () => {
    const approved = new Map(
      testForm.columns.flatMap(({ indicator }, index) =>
        testPlaces.map(({ placeId }) => [figureKey(placeId, indicator), String(filled[index])]),
      ),
    )
    approved.delete(figureKey(12, 'trees'))
    const file = await templateWorkbook({ ...words, approved, notApplicable: new Set([figureKey(12, 'trees')]) })
    const { faults, values } = checkWorkbook(await readWorkbook(file), testExpectation, testGround)
    expect(faults).toEqual([])
    expect(values).toHaveLength(14)
    expect(values.at(-1)).toMatchObject({ missing: 'notApplicable' })
  })

  test('it looks like its paper form: two-row merged header, units, locked names, open figures, frozen head', async () => {
    const book = await openXlsx(await templateWorkbook(words), { readStyles: true })
    const [sheet, notes, marker] = book.sheets
    expect(sheet!.rows[0]![0]).toBe('村级测试月报表')
    expect(sheet!.rows[1]!.filter(Boolean)).toEqual(['填报单位：甲镇', '报告期：2026年10月', '计量单位见表头下一行'])
    expect(sheet!.rows[2]!.filter(Boolean)).toEqual(['区划代码', '名称', '基本情况', '集体收入', '土地', '说明'])
    expect(sheet!.rows[4]!.slice(2, -1)).toEqual(testForm.columns.map(({ unit }) => unit))
    expect(sheet!.rows.at(-1)!.filter(Boolean)).toEqual([
      '填报单位：',
      '填报人：',
      '审核人：',
      '单位负责人：',
      '填报日期：',
    ])
    expect(sheet!.merges).toContainEqual({ startRow: 2, startCol: 3, endRow: 2, endCol: 5 })
    expect(sheet!.merges).toContainEqual({ startRow: 2, startCol: 0, endRow: 4, endCol: 0 })
    expect(sheet!.freezePane).toEqual({ rows: 5, columns: 2 })
    expect(sheet!.protection?.sheet).toBe(true)
    expect(sheet!.dataValidations).toHaveLength(testForm.columns.length)
    expect(sheet!.dataValidations![0]).toMatchObject({
      type: 'whole',
      operator: 'greaterThanOrEqual',
      formula1: '0',
      range: 'C6:C7',
    })
    const locks = (at: string) => sheet!.cells?.get(at)?.style?.protection?.locked
    expect([locks('5,0'), locks('5,1'), locks('5,2')]).toEqual([undefined, undefined, false])
    expect(notes!.name).toBe('填报说明')
    expect(marker).toMatchObject({ name: 'gangju', veryHidden: true })
  })

  test('[XL11] heads of three rows are merged as on paper, and the file comes back though its merges and marker are lost', async () => {
    const head = (name: string) => ({ name, nameEn: name })
    const columns = testForm.columns.map((column, index) => ({
      ...column,
      heads: index === 1 ? [head('收入'), head('计划')] : index === 2 ? [head('收入'), head('完成')] : undefined,
    }))
    const expected = { ...testExpectation, form: { ...testForm, columns } }
    const file = await templateWorkbook({ ...words, form: expected.form })
    const book = await openXlsx(file)
    const sheet = book.sheets[0]!
    expect(sheet.rows[2]!.slice(2, 6)).toEqual(['基本情况', '收入', null, '集体收入'])
    expect(sheet.rows[3]!.slice(2, 6)).toEqual([null, '计划', '完成', null])
    expect(sheet.merges).toContainEqual({ startRow: 2, startCol: 3, endRow: 2, endCol: 4 })
    expect(sheet.merges).toContainEqual({ startRow: 2, startCol: 2, endRow: 3, endCol: 2 })
    expect(sheet.merges).toContainEqual({ startRow: 2, startCol: 0, endRow: 5, endCol: 0 })
    const rows = sheet.rows.map((row) => [...row])
    for (const row of [6, 7]) filled.forEach((value, index) => (rows[row]![2 + index] = value))
    rows.splice(7, 0, [], [])
    const plain = Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows }] }))
    const { faults, values } = checkWorkbook(await readWorkbook(plain), expected, testGround)
    expect(faults.map(({ code }) => code)).toEqual(['marker.missing'])
    expect(values).toHaveLength(14)
  })

  test('[XL11] what is written in the column for explanations travels with the figures that asked for it', async () => {
    let file = await templateWorkbook(words)
    for (const row of [6, 7])
      file = await typeInto(file, row, row === 6 ? [312, 360.5, 110.5, 250, 3000, 1200, 30_000] : filled)
    const explain = async (value: string) => {
      const book = await openXlsx(file)
      book.sheets[0]!.rows[5]![9] = value
      Object.assign(book.sheets[0]!.cells?.get('5,9') ?? {}, { value, type: 'string' })
      return checkWorkbook(await readWorkbook(Buffer.from(await saveXlsx(book))), testExpectation, testGround)
    }
    const long = await explain('因'.repeat(501))
    expect(long.faults.filter(({ code }) => code === 'explanation.tooLong')).toMatchObject([{ at: 'J6' }])
    const { values } = await explain('今年造林任务集中下达')
    const explained = values.filter(({ explanation }) => explanation)
    expect(explained.map(({ column, explanation }) => [column.indicator, explanation])).toEqual([
      ['trees', '今年造林任务集中下达'],
    ])
  })
})

test('[XL14] the program itself asks for what the checks ask: bounds below and above', async () => {
  const column = testForm.columns.find(({ required }) => required) ?? testForm.columns[0]!
  const range = { code: 'bounds', kind: 'range' as const, indicator: column.indicator, low: '-5', high: '100' }
  const form = {
    ...testForm,
    columns: testForm.columns.map((one) => (one === column ? { ...one, required: true } : one)),
    checks: [...testForm.checks, range, { ...range, severity: 'soft' as const, high: '50' }],
  }
  const { sheets } = await openXlsx(await templateWorkbook({ ...words, form }))
  const at = columnLetters(3 + testForm.columns.indexOf(column))
  const rule = sheets[0]!.dataValidations?.find((one) => one.range.startsWith(at))
  const isNotNegative = testForm.checks.some(
    (check) => check.kind === 'notNegative' && check.indicator === column.indicator,
  )
  expect(rule).toMatchObject({ operator: 'between', formula1: isNotNegative ? '0' : '-5', formula2: '100' })
})
