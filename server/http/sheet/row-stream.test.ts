import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { markCells } from './mark-cells.ts'
import { openWorkbook } from './open-workbook.ts'
import type { MergedBlock, StreamRow } from './row-stream.ts'
import { columnLetters } from './sheet-shape.ts'
import { containerOf, partsOf, sheetXml } from './test-container.ts'
import { unpackPart } from './workbook-parts.ts'
import { readZipDirectory } from './zip-directory.ts'

const workbook = (sheet: string, more: Readonly<Record<string, string>> = {}) =>
  containerOf(partsOf({ 'xl/worksheets/sheet1.xml': sheet, ...more }))

async function readAll(bytes: Buffer) {
  const opened = openWorkbook(bytes)
  const rows: Pick<StreamRow, 'row' | 'isHidden' | 'cells'>[] = []
  const merges: readonly MergedBlock[] = await opened.readSheet(opened.sheets[0]!, ({ row, isHidden, cells }) => {
    rows.push({ row, isHidden, cells })
  })
  return { rows, merges }
}

describe('[XL9] a sheet read as it is unpacked', () => {
  test('cells of every kind, with and without addresses, in either kind of quotes', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    const strings = '<sst><si><t>村</t></si><si><r><t>固定</t></r><r><t>资产</t></r><rPh><t>gù</t></rPh></si></sst>'
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r=\'D1\' t=\'inlineStr\'><is><t>a&amp;b</t></is></c></row>' +
      '<row hidden="1"><c r="A2"><v>1.50</v></c><c r="B2" s="1"><v>0.12</v></c><c r="C2" s="2"><v>46296</v></c><c r="D2"><f>A2*2</f><v>3</v></c><c r="E2" t="e"><v>#REF!</v></c><c r="F2" t="b"><v>1</v></c><c r="G2"/></row>'
    const { rows: read, merges } = await readAll(
      workbook(sheetXml(rows, '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'), {
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml': strings,
      }),
    )
    expect(read[0]!.cells.map(({ at, text }) => [at, text])).toEqual([
      ['A1', '村'],
      ['B1', '固定资产'],
      ['D1', 'a&b'],
    ])
    expect(read[1]).toMatchObject({ row: 2, isHidden: true })
    expect(read[1]!.cells.map(({ kind, text }) => [kind, text])).toEqual([
      ['number', '1.50'],
      ['number', '0.12'],
      ['date', '2026-10-01'],
      ['formula', '3'],
      ['error', '#REF!'],
      ['boolean', 'TRUE'],
    ])
    expect(read[1]!.cells[1]).toMatchObject({ percent: true })
    expect(merges).toEqual([{ row: 1, column: 1, rows: 2, columns: 2 }])
  })

  test('tags with a prefix, over many pieces', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, row) => `<x:row r="${row + 1}"><x:c r="A${row + 1}"><x:v>${row}</x:v></x:c></x:row>`,
    )
    const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${rows.join('')}</x:sheetData></x:worksheet>`
    const { rows: read } = await readAll(workbook(sheet))
    expect(read).toHaveLength(30_000)
    expect(read.every(({ cells: [cell], row }) => cell!.text === String(row - 1))).toBe(true)
  })

  test('a blank row at the bottom, as formats leave it, is no row', async () => {
    const { rows } = await readAll(workbook(sheetXml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"/>')))
    expect(rows.map(({ row }) => row)).toEqual([1])
  })

  test.each([
    ['rows out of order', '<row r="2"/><row r="1"/>', 'file.corrupt'],
    ['a cell twice', '<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>1</v></c></row>', 'file.corrupt'],
    ['a cell of another row', '<row r="1"><c r="B2"><v>1</v></c></row>', 'file.corrupt'],
    ['a million columns', '<row r="1"><c r="XFD1"><v>1</v></c></row>', 'file.tooLarge'],
    ['the last row', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'file.tooLarge'],
    ['a comment among the cells', '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>', 'file.forbiddenContent'],
    ['a row without an end', '<row r="1"><c r="A1"><v>1</v></c>', 'file.corrupt'],
  ])('refuses %s', async (_, rows, code) => {
    await expect(readAll(workbook(sheetXml(rows)))).rejects.toMatchObject({ code })
  })
})

describe('[XL9] how large a workbook may be', () => {
  const MB = 1024 * 1024
  const withPicture = (bytes: number) =>
    containerOf([...partsOf(), { name: 'xl/media/photo.png', content: randomBytes(bytes), method: 0 }])

  test('twenty megabytes are read, though most of them are pictures; more is not', async () => {
    const bytes = withPicture(20 * MB - 65_536)
    expect(bytes.length).toBeLessThanOrEqual(20 * MB)
    expect((await readAll(bytes)).rows).toHaveLength(1)
    expect(() => openWorkbook(withPicture(20 * MB))).toThrow('file.tooLarge')
  })

  test('what unpacks to two hundred times its size, or to more than 320 MB, is not begun', () => {
    expect(() => openWorkbook(workbook(sheetXml(`<row r="1"/>${' '.repeat(8 * MB)}`)))).toThrow('file.tooLarge')
  })
})

test.each([
  ['an entity that nobody declared', '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'],
  ['100,000 levels', `<row r="1">${'<a>'.repeat(100_000)}</row>`],
  ['an opening tag of 20,000 letters', `<row r="1"><c ${' '.repeat(20_000)} r="A1"><v>1</v></c></row>`],
])('[XL9] refuses %s', async (_, rows) => {
  await expect(readAll(workbook(sheetXml(rows)))).rejects.toMatchObject({ code: 'file.corrupt' })
})

test('[XL9, XL15] numbers and texts are the same whichever way they are read, wherever a piece of the sheet ends', async () => {
  const numbers = [
    '0',
    '-0',
    '12',
    '-12.50',
    '0.1000',
    '999999999999999',
    '9999999999999999',
    '1.5E3',
    '.5',
    '5.',
    '007',
  ]
  const texts = ['柳村', 'a_b', 'a &amp; b', '', ' 两 侧 ', '🌾', 'x'.repeat(60)]
  const plain = (row: number) =>
    [
      ...numbers.map((text) => `<c r="?${row}"><v>${text}</v></c>`),
      ...numbers.map((text) => `<c r="?${row}" s="0" t="n"><v>${text}</v></c>`),
      ...texts.map((text) => `<c r="?${row}" t="inlineStr"><is><t>${text}</t></is></c>`),
    ].map((cell, index) => cell.replace('?', columnLetters(index + 1)))
  const lines = Array.from({ length: 400 }, (_, index) => `<row r="${index + 1}">${plain(index + 1).join('')}</row>`)
  // Other quotes and a prefix are read the slow way.
  const odd = lines.map((line) => line.replace(/ r="([A-Z]+\d+)"/g, " r='$1'"))
  const fast = await readAll(workbook(sheetXml(lines.join(''))))
  const slow = await readAll(workbook(sheetXml(odd.join(''))))
  expect(fast.rows).toEqual(slow.rows)
  expect(fast.rows).toHaveLength(400)
  const said = texts.filter((text) => text !== '').map((text) => text.replace('&amp;', '&'))
  expect(fast.rows[399]!.cells.map(({ text }) => text)).toEqual([...numbers, ...numbers, ...said])
})

describe('[XL10] a marked copy', () => {
  const partOf = (bytes: Buffer, name: string) => {
    const entry = readZipDirectory(bytes).find((one) => one.name === name)
    return entry && unpackPart(bytes, entry).toString()
  }

  test('parts that were not touched keep their bytes; the sheet keeps its cells', () => {
    const bytes = workbook(sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>', '<pageMargins left="1"/><extLst/>'), {
      'xl/theme/theme1.xml': '<theme/>',
    })
    const marked = markCells(
      bytes,
      [
        { sheet: '表', at: 'A1', text: '错 <1> & "2"' },
        { sheet: '表', at: 'A1', text: '再' },
      ],
      '我',
    )
    expect(partOf(marked, 'xl/theme/theme1.xml')).toBe('<theme/>')
    expect(partOf(marked, 'xl/worksheets/sheet1.xml')).toMatch(
      /<v>1<\/v>.*<pageMargins left="1"\/><legacyDrawing [^>]*\/><extLst\/>/,
    )
    expect(partOf(marked, 'xl/comments901.xml')).toContain('错 &lt;1&gt; &amp; &quot;2&quot;\n再')
    openWorkbook(marked)
  })

  test('comments that are there stay, and words are added to them', () => {
    const first = markCells(
      workbook(sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>')),
      [{ sheet: '表', at: 'A1', text: '旧' }],
      '他',
    )
    const second = markCells(
      first,
      [
        { sheet: '表', at: 'A1', text: '新' },
        { sheet: '表', at: 'B2', text: '另' },
      ],
      '我',
    )
    const comments = partOf(second, 'xl/comments901.xml')!
    expect(comments.match(/<comment /g)).toHaveLength(2)
    expect(comments).toMatch(/旧<\/t><r><t[^>]*>\n新/)
    expect(partOf(second, 'xl/drawings/vmlDrawing901.vml')!.match(/<v:shape /g)).toHaveLength(2)
  })
})
