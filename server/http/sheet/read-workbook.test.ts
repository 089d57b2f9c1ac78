import { existsSync } from 'node:fs'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from './read-workbook.ts'
import { containerOf, partsOf, sheetXml, workbookOf } from './test-container.ts'
import type { SheetCell } from './workbook.ts'

const told = ({ kind, text }: SheetCell) => `${kind} ${text}`
const cellsOf = async (rows: string) => (await readWorkbook(workbookOf(rows))).pages[0]!.cells

/** Every character of the plane in which official Chinese is written, and rarer ones that place names use. */
function chineseText(): string {
  const points: number[] = []
  for (let point = 0x4e00; point <= 0x9fff; point += 1) points.push(point)
  for (let point = 0x3400; point <= 0x4dbf; point += 1) points.push(point)
  for (let point = 0x20000; point <= 0x20300; point += 1) points.push(point)
  return String.fromCodePoint(...points)
}

describe('[CO21] cells come as they are typed', () => {
  test('numbers, texts, formulas, errors, dates and truth values keep their kind', async () => {
    const cells = await cellsOf(
      `<row r="2"><c r="A2" t="inlineStr"><is><t>约30</t></is></c><c r="B2"><v>36.800000000000004</v></c>` +
        `<c r="C2"><f>SUM(A1:A9)</f><v>12</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2" t="b"><v>1</v></c>` +
        `<c r="F2"><f>1+1</f></c><c r="G2" t="str"><f>"a"</f><v>a</v></c><c r="H2"><v>123456789012345678</v></c></row>`,
    )
    expect(cells.map(told)).toEqual([
      'text 约30',
      'number 36.800000000000004',
      'formula 12',
      'error #N/A',
      'boolean TRUE',
      'formula ',
      'formula a',
      'number 123456789012345680',
    ])
    expect(cells.map(({ at }) => at)).toEqual(['A2', 'B2', 'C2', 'D2', 'E2', 'F2', 'G2', 'H2'])
  })

  test('dates by their format, in either calendar, and percentages', async () => {
    const day = new Date(Date.UTC(2026, 9, 31))
    const styled = new Map([
      ['0,0', { value: day, style: { numFmt: 'yyyy-mm-dd' } }],
      ['0,1', { value: 0.12, style: { numFmt: '0.0%' } }],
    ])
    for (const dateSystem of ['1900', '1904'] as const) {
      const bytes = await writeXlsx({ sheets: [{ name: '表', rows: [[day, 0.12]], cells: styled }], dateSystem })
      const [first, second] = (await readWorkbook(bytes)).pages[0]!.cells
      expect(first).toMatchObject({ kind: 'date', text: '2026-10-31' })
      expect(second).toMatchObject({ kind: 'number', text: '0.12', percent: true })
    }
  })

  test('hidden rows, columns and sheets are named', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '填报',
          rows: [['a'], ['b']],
          rowDefs: new Map([[1, { hidden: true }]]),
          columns: [{}, { hidden: true }],
        },
        { name: '隐', rows: [['c']], hidden: true },
        { name: '深', rows: [['d']], veryHidden: true },
      ],
    })
    const { pages } = await readWorkbook(bytes)
    expect(pages.map(({ visibility }) => visibility)).toEqual(['visible', 'hidden', 'veryHidden'])
    expect(pages[0]).toMatchObject({ hiddenRows: [2], hiddenColumns: [2] })
  })

  test('every Chinese character survives writing and reading, shared or inline, whatever block it falls on', async () => {
    const text = chineseText()
    for (const stringMode of ['shared', 'inline'] as const) {
      const rows = Array.from({ length: 40 }, (_, row) => [
        text.slice(row * 701),
        `${row}${text.slice(0, 9_000 + row)}`,
      ])
      const { pages } = await readWorkbook(await writeXlsx({ sheets: [{ name: '字', rows }], stringMode }))
      // Compared as one answer: a difference printed in full would be a book.
      const damaged = pages[0]!.cells.filter(
        (cell, index) => cell.text !== rows.flat()[index] || cell.text.includes('\ufffd'),
      )
      expect([pages[0]!.cells.length, damaged.length]).toEqual([80, 0])
    }
  }, 30_000)
})

describe('[CO22] reading ends in time and in bounds', () => {
  test('a file that takes too long', async () => {
    await expect(readWorkbook(workbookOf('<row r="1"/>'), { timeMs: 1 })).rejects.toMatchObject({
      code: 'file.timeout',
    })
  })

  test('a file that wants more memory than it is given', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) =>
        `<row r="${i + 1}"><c r="CU${i + 1}" t="inlineStr"><is><t>${'例'.repeat(i % 90)}${i}</t></is></c></row>`,
    )
    const bytes = workbookOf(rows.join(''))
    await expect(readWorkbook(bytes, { heapMegabytes: 24 })).rejects.toMatchObject({ code: 'file.tooLarge' })
    expect((await readWorkbook(bytes)).pages[0]!.cells).toHaveLength(20_000)
  })

  test('refusals of the guard cross the thread with their code; the event loop stays free', async () => {
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const bomb = containerOf([...partsOf(), { name: 'xl/a.xml', content: Buffer.alloc(50_000_000, 32) }])
    last = performance.now()
    longest = 0
    await expect(readWorkbook(bomb)).rejects.toMatchObject({ code: 'file.tooLarge' })
    const big = Array.from(
      { length: 30_000 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`,
    ).join('')
    await readWorkbook(workbookOf(big))
    clearInterval(watch)
    expect(longest).toBeLessThan(1_000)
  })

  test('ten at once all get their answer; who waits too long is told to come again', async () => {
    const file = (index: number) => workbookOf(`<row r="1"><c r="A1"><v>${index}</v></c></row>`)
    const files = Array.from({ length: 10 }, (_, index) => readWorkbook(file(index), { waitMs: 30_000 }))
    await expect(readWorkbook(file(10), { waitMs: 1 })).rejects.toMatchObject({ code: 'server.busy' })
    const texts = (await Promise.all(files)).map(({ pages }) => pages[0]!.cells[0]!.text)
    expect(texts).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    expect((await readWorkbook(file(11))).pages[0]!.cells[0]!.text).toBe('11')
  })

  test('what the reader cannot make sense of is damaged, not a fault of ours', async () => {
    const bytes = containerOf(
      partsOf({
        'xl/styles.xml': '<styleSheet/>',
        'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="1A"/></row>'),
      }),
    )
    await expect(readWorkbook(bytes)).rejects.toMatchObject({ code: 'file.corrupt' })
  })
})

const built = new URL('../../dist/http/sheet/read-workbook.js', import.meta.url)

test.runIf(existsSync(built))('[CO22] the built program reads with its own worker', async () => {
  const door = (await import(/* @vite-ignore */ built.href)) as { readWorkbook: typeof readWorkbook }
  const { pages } = await door.readWorkbook(workbookOf('<row r="1"><c r="A1"><v>7</v></c></row>'))
  expect(pages[0]!.cells[0]!.text).toBe('7')
})
