import { deflateRawSync } from 'node:zlib'
import { Problem } from '@gangju/net/problem'
import { describe, expect, test } from 'vitest'
import { guardWorkbook } from './guard.ts'
import { containerOf, partsOf, sheetXml, type TestEntry, workbookOf } from './test-container.ts'

const sheet = 'xl/worksheets/sheet1.xml'
const extra = (entry: TestEntry) => containerOf([...partsOf(), entry])
const withSheet = (content: string | Buffer) => containerOf(partsOf({ [sheet]: content }))
const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join('')
const relation = (type: string, target: string) =>
  `<Relationships xmlns="x"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`
const good = workbookOf('<row r="1"><c r="A1"><v>1</v></c></row>')
const flipped = (bytes: Buffer, at: number) =>
  Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 0xff : byte)))

const refused: readonly (readonly [string, string, () => Buffer])[] = [
  ['zero bytes', 'file.notXlsx', () => Buffer.alloc(0)],
  ['text', 'file.notXlsx', () => Buffer.from('区划代码,名称\n440703002101,潮江社区\n'.repeat(9))],
  ['HTML named xlsx', 'file.notXlsx', () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>')],
  ['an old or encrypted .xls', 'file.forbiddenContent', () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(100, '0'), 'hex')],
  [
    'a document of words',
    'file.notXlsx',
    () => containerOf(partsOf({ 'xl/workbook.xml': null, 'word/document.xml': '<w/>' })),
  ],
  ['PDF in front', 'file.notXlsx', () => containerOf(partsOf(), { before: '%PDF-1.7\n' })],
  ['HTML behind', 'file.corrupt', () => containerOf(partsOf(), { after: '<html></html>' })],
  ['room between entries', 'file.corrupt', () => containerOf(partsOf(), { hole: '<script>alert(1)</script>......' })],
  ['cut off', 'file.corrupt', () => good.subarray(0, good.length - 40)],
  ['cut off in the middle', 'file.corrupt', () => good.subarray(0, 300)],
  [
    'a wrong checksum',
    'file.corrupt',
    () => containerOf([...partsOf({ [sheet]: null }), { name: sheet, content: sheetXml(''), checksum: 1 }]),
  ],
  [
    'more entries than any workbook has',
    'file.tooLarge',
    () =>
      containerOf([
        ...partsOf(),
        ...Array.from({ length: 600 }, (_, i) => ({ name: `xl/media/${i}.png`, content: 'x' })),
      ]),
  ],
  ['a path upwards', 'file.forbiddenContent', () => extra({ name: '../../etc/cron.d/x.xml', content: '<a/>' })],
  ['an absolute path', 'file.forbiddenContent', () => extra({ name: '/etc/passwd.xml', content: '<a/>' })],
  ['a backslash', 'file.forbiddenContent', () => extra({ name: 'xl\\..\\x.xml', content: '<a/>' })],
  ['a drive name', 'file.forbiddenContent', () => extra({ name: 'C:/x.xml', content: '<a/>' })],
  ['NUL in a name', 'file.forbiddenContent', () => extra({ name: 'xl/a\u0000.xml', content: '<a/>' })],
  [
    'one name twice',
    'file.corrupt',
    () => extra({ name: sheet, content: sheetXml('<row r="1"><c r="A1"><v>2</v></c></row>') }),
  ],
  ['one name twice by case', 'file.corrupt', () => extra({ name: 'XL/Workbook.xml', content: '<a/>' })],
  [
    'two directory records on one stream',
    'file.corrupt',
    () => extra({ name: sheet.replace('1', '2'), content: '', overlapping: true }),
  ],
  [
    'another name in the entry itself',
    'file.corrupt',
    () => extra({ name: 'xl/a.xml', localName: 'xl/b.xml', content: '<a/>' }),
  ],
  [
    'a symbolic link',
    'file.forbiddenContent',
    () => extra({ name: 'xl/a.xml', content: '/etc/passwd', attributes: 0xa1ff0000 }),
  ],
  ['encrypted', 'file.forbiddenContent', () => extra({ name: 'xl/a.xml', content: '<a/>', flags: 0x801 })],
  ['method 99', 'file.corrupt', () => extra({ name: 'xl/a.xml', content: '<a/>', method: 99 })],
  [
    'says 4 KB, holds 20 MB',
    'file.tooLarge',
    () => extra({ name: 'xl/a.xml', content: Buffer.alloc(20_000_000, 32), statedSize: 4096 }),
  ],
  [
    'says 4 GB, holds 3 bytes',
    'file.tooLarge',
    () => extra({ name: 'xl/a.xml', content: 'abc', statedSize: 0xfffffff0 }),
  ],
  ['20 MB of blanks', 'file.tooLarge', () => extra({ name: 'xl/a.xml', content: Buffer.alloc(20_000_000, 32) })],
  [
    'bytes hidden behind a stream',
    'file.corrupt',
    () => {
      const packed = Buffer.concat([deflateRawSync('<a/>'), Buffer.from('hidden')])
      return extra({ name: 'xl/a.xml', content: packed, stored: true, method: 8, statedSize: 4, checksum: 0x9f4d8c42 })
    },
  ],
  ['a file in the file', 'file.forbiddenContent', () => extra({ name: 'xl/inner.zip', content: good })],
  ['macros', 'file.forbiddenContent', () => extra({ name: 'xl/vbaProject.bin', content: 'x' })],
  [
    'macros by type only',
    'file.forbiddenContent',
    () =>
      containerOf(
        partsOf({
          '[Content_Types].xml':
            '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        }),
      ),
  ],
  ['embedded object', 'file.forbiddenContent', () => extra({ name: 'xl/embeddings/oleObject1.bin', content: 'x' })],
  [
    'other workbook',
    'file.forbiddenContent',
    () => extra({ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }),
  ],
  [
    'a picture from a metadata address',
    'file.forbiddenContent',
    () => extra({ name: 'xl/drawings/_rels/drawing1.xml.rels', content: relation('image', 'http://169.254.169.254/') }),
  ],
  [
    'a link to a local file',
    'file.forbiddenContent',
    () => extra({ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: relation('hyperlink', 'file:///etc/passwd') }),
  ],
  ['a part that is not there', 'file.corrupt', () => containerOf(partsOf({ [sheet]: null }))],
  ['no relations', 'file.corrupt', () => containerOf(partsOf({ 'xl/_rels/workbook.xml.rels': null }))],
  [
    '300 sheets',
    'file.tooLarge',
    () =>
      containerOf(
        partsOf({
          'xl/workbook.xml': `<workbook><sheets>${many(300, (i) => `<sheet name="${i}"/>`)}</sheets></workbook>`,
        }),
      ),
  ],
  [
    'entity bomb',
    'file.forbiddenContent',
    () => withSheet(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>`),
  ],
  ['external entity', 'file.forbiddenContent', () => withSheet(`<!doctype x SYSTEM "file:///etc/passwd"><worksheet/>`)],
  ['UTF-16', 'file.corrupt', () => withSheet(Buffer.from(`\ufeff${sheetXml('')}`, 'utf16le'))],
  ['another encoding', 'file.corrupt', () => withSheet(`<?xml version="1.0" encoding="GBK"?><worksheet/>`)],
  [
    'broken UTF-8',
    'file.corrupt',
    () => withSheet(Buffer.from([0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e])),
  ],
  [
    'half a surrogate',
    'file.corrupt',
    () => withSheet(sheetXml('<row r="1"><c r="A1" t="inlineStr"><is><t>&#xD800;</t></is></c></row>')),
  ],
  ['unclosed', 'file.corrupt', () => withSheet('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>')],
  ['crossed tags', 'file.corrupt', () => withSheet('<worksheet><a><b></a></b></worksheet>')],
  ['two roots', 'file.corrupt', () => withSheet('<worksheet/><worksheet/>')],
  ['100,000 levels', 'file.corrupt', () => withSheet('<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
  ['40,000 attributes', 'file.corrupt', () => withSheet(`<worksheet ${many(40_000, (i) => `a${i}="1" `)}/>`)],
  ['column ZZZZ', 'file.tooLarge', () => workbookOf('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')],
  ['row 1,048,577', 'file.tooLarge', () => workbookOf('<row r="1048577"><c r="A1048577"><v>1</v></c></row>')],
  ['row 4,000,000,000', 'file.tooLarge', () => workbookOf('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>')],
  ['row 0', 'file.corrupt', () => workbookOf('<row r="0"><c r="A0"><v>1</v></c></row>')],
  ['half a row', 'file.corrupt', () => workbookOf('<row r="1.5"/>')],
  ['200,000 empty rows', 'file.tooLarge', () => workbookOf(many(200_000, (i) => `<row r="${i + 1}"/>`))],
  ['a far corner', 'file.tooLarge', () => workbookOf('<row r="99999"><c r="GR99999"><v>1</v></c></row>')],
  [
    '20,000 merges',
    'file.tooLarge',
    () => workbookOf('', `<mergeCells>${many(20_000, (i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`)}</mergeCells>`),
  ],
  [
    'whole-sheet merge',
    'file.tooLarge',
    () => workbookOf('', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
  ],
  [
    'two answers in one cell',
    'file.corrupt',
    () => workbookOf('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
  ],
  ['a string that is not there', 'file.corrupt', () => workbookOf('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')],
]

describe('[CO20] what may not be parsed is refused before a reader sees it', () => {
  test.each(refused)('%s', (_, code, make) => {
    const bytes = make()
    const started = Date.now()
    let caught: unknown
    try {
      guardWorkbook(bytes)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(Problem)
    expect((caught as Problem).code).toBe(code)
    expect(Date.now() - started).toBeLessThan(2_000)
  })

  test('a well-made workbook passes, with streamed entries, pictures and web links too', () => {
    guardWorkbook(good)
    guardWorkbook(extra({ name: 'xl/media/image1.png', content: 'x', stored: true }))
    guardWorkbook(
      extra({ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: relation('hyperlink', 'https://example.org/') }),
    )
  })

  test('any one flipped byte is refused or changes nothing that matters', () => {
    for (let at = 0; at < good.length; at += 7) {
      try {
        guardWorkbook(flipped(good, at))
      } catch (error) {
        expect(error).toBeInstanceOf(Problem)
      }
    }
  })
})
