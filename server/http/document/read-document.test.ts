import { existsSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { containerOf, workbookOf } from '../sheet/test-container.ts'
import { DOCUMENT_LIMIT, readDocument } from './read-document.ts'
import { pdfOf } from './test-pdf.ts'
import { documentXml, paragraph, wordOf, wordParts } from './test-word.ts'

const sentence = '到2027年，全市规上工业增加值突破2000亿元。'
const word = wordOf(paragraph(sentence))
const pdf = pdfOf([[{ x: 72, y: 700, text: sentence }]])
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
/** 江门市 in GB18030. */
const gb = Buffer.from('bdadc3c5cad0', 'hex')
const old = Buffer.from('d0cf11e0a1b11ae1'.padEnd(1200, '0'), 'hex')
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(400, 1)])
const bomb = containerOf(wordParts({ 'word/document.xml': Buffer.alloc(80_000_000, 32) }))

describe('[TX1] the content decides whether the name is right', () => {
  test.each([
    ['a.txt', Buffer.from(sentence), 'txt'],
    ['A.TXT', gb, 'txt'],
    ['a.md', Buffer.from(`# 题\n\n${sentence}`), 'md'],
    ['a.docx', word, 'docx'],
    ['a.PDF', pdf, 'pdf'],
    ['a.htm', Buffer.from(`<!DOCTYPE html><p>${sentence}</p>`), 'html'],
  ])('%s', async (name, bytes, kind) => {
    expect(await readDocument(bytes, name)).toMatchObject({ kind })
  })

  test.each<[string, Buffer, string]>([
    ['PDF named .docx', pdf, 'a.docx'],
    ['docx named .pdf', word, 'a.pdf'],
    ['docx named .txt', word, 'a.txt'],
    ['docx named .doc', word, 'a.doc'],
    ['old .doc', old, 'a.doc'],
    ['old .doc named .docx', old, 'a.docx'],
    ['workbook', workbookOf('<row r="1"/>'), 'a.xlsx'],
    ['workbook named .docx', workbookOf('<row r="1"/>'), 'a.docx'],
    ['text named .pdf', Buffer.from(sentence), 'a.pdf'],
    ['text named .docx', Buffer.from(sentence), 'a.docx'],
    ['a page named .txt', Buffer.from('<!doctype html><p>x</p>'), 'a.txt'],
    ['RTF named .txt', Buffer.from('{\\rtf1 abc}'), 'a.txt'],
    ['a picture named .txt', png, 'a.txt'],
    ['NUL in text', Buffer.from('a\0b'.repeat(99)), 'a.txt'],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 254) + 1)), 'a.txt'],
    ['no ending', Buffer.from(sentence), 'README'],
    ['a program', Buffer.from('MZ\u0090\0\u0003\0\0\0', 'latin1'), 'a.exe'],
  ])('%s is refused', async (_, bytes, name) => {
    await expect(readDocument(bytes, name)).rejects.toMatchObject({ code: 'document.unsupported' })
  })
})

describe('[TX2] text files in the encodings of offices', () => {
  test.each([
    ['UTF-8', Buffer.from('江门市')],
    ['UTF-8 with a mark', Buffer.from('\ufeff江门市')],
    ['UTF-16', utf16('江门市')],
    ['UTF-16, high byte first', utf16('江门市').swap16()],
    ['GB18030', gb],
  ])('%s', async (_, bytes) => {
    expect((await readDocument(bytes, 'a.txt')).text).toBe('江门市')
  })

  test('a damaged character does not turn UTF-8 into another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from(sentence.repeat(9)), Buffer.from([0xe6, 0xb1])])
    expect((await readDocument(bytes, 'a.txt')).text).toContain('规上工业增加值')
  })

  test('line ends are made one; NUL and half characters leave; nothing is normalised', async () => {
    const bytes = utf16('一\r\n二\r三\u2028四\0\ud800五e\u0301')
    expect((await readDocument(bytes, 'a.txt')).text).toBe('一\n二\n三\n四五e\u0301')
  })
})

describe('[TX3] nothing inside is said so', () => {
  test.each([
    ['a.txt', Buffer.alloc(0), 'document.empty'],
    ['a.txt', Buffer.from(' \n\u3000\t\n'), 'document.empty'],
    ['a.md', Buffer.from('---\n***\n'), 'document.empty'],
    ['a.docx', wordOf('<w:p/>'), 'document.empty'],
    ['a.html', Buffer.from('<html><script>var a = 1</script></html>'), 'document.empty'],
    ['a.pdf', pdfOf([[]]), 'document.noText'],
  ])('%s', async (name, bytes, code) => {
    await expect(readDocument(bytes, name)).rejects.toMatchObject({ code })
  })
})

const deep = (count: number) => Buffer.from('<div>'.repeat(count) + sentence)
const cut = wordOf(paragraph(sentence)).subarray(0, 400)
const wordWith = (content: string | Buffer) => containerOf(wordParts({ 'word/document.xml': content }))
const flooded = Buffer.concat([deflateSync(Buffer.alloc(40_000_000, '(江) Tj '))])

const hostile: readonly (readonly [string, string, () => Buffer, string])[] = [
  ['a.docx', 'zip bomb', () => bomb, 'file.tooLarge'],
  ['a.docx', 'cut off', () => cut, 'file.corrupt'],
  ['a.docx', 'unclosed', () => wordWith('<w:document><w:body><w:p>'), 'file.corrupt'],
  ['a.docx', 'crossed', () => wordWith(documentXml('<w:p><w:r></w:p></w:r>')), 'file.corrupt'],
  ['a.docx', 'deep', () => wordWith('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 'file.corrupt'],
  [
    'a.docx',
    'entities',
    () => wordWith(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${documentXml(paragraph('&a;'))}`),
    'file.forbiddenContent',
  ],
  [
    'a.docx',
    'macros',
    () => containerOf([...wordParts(), { name: 'word/vbaProject.bin', content: 'x' }]),
    'file.forbiddenContent',
  ],
  ['a.docx', 'not UTF-8', () => wordWith(utf16(documentXml(''))), 'file.corrupt'],
  ['a.txt', '20 MB of one line', () => Buffer.alloc(DOCUMENT_LIMIT, '江门'), 'file.tooLarge'],
  ['a.html', '20 MB of one line', () => Buffer.alloc(DOCUMENT_LIMIT, 'x'), 'file.tooLarge'],
  ['a.html', '20 MB of open tags', () => Buffer.alloc(DOCUMENT_LIMIT, '<div>'), 'file.corrupt'],
  ['a.html', '20 MB of blanks', () => Buffer.alloc(DOCUMENT_LIMIT, ' '), 'document.empty'],
  ['a.html', '20 MB of <', () => Buffer.alloc(DOCUMENT_LIMIT, '<'), 'file.tooLarge'],
  ['a.html', 'a million levels', () => deep(1_000_000), 'file.corrupt'],
  ['a.txt', 'larger than is read', () => Buffer.alloc(DOCUMENT_LIMIT + 1, 'a'), 'file.tooLarge'],
  ['a.pdf', 'only a mark', () => Buffer.from('%PDF-1.7\n'), 'file.corrupt'],
  ['a.pdf', 'cut off', () => pdf.subarray(0, 300), 'file.corrupt'],
  [
    'a.pdf',
    '20 MB of nothing',
    () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(20_000_000, 'x')]),
    'file.tooLarge',
  ],
  ['a.pdf', '501 pages', () => pdfOf(Array.from({ length: 501 }, () => [{ x: 9, y: 9, text: 'a' }])), 'file.tooLarge'],
  [
    'a.pdf',
    'an opening password',
    () =>
      pdfOf([[{ x: 72, y: 700, text: 'x' }]], {
        trailer: `/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >> /ID [<00> <00>]`,
      }),
    'document.encrypted',
  ],
]

describe('[TX4] a hostile file gets its answer within seconds, and others are served meanwhile', () => {
  test.each(hostile)('%s: %s', async (name, _, make, code) => {
    const bytes = make()
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const begun = performance.now()
    last = begun
    await expect(readDocument(bytes, name)).rejects.toMatchObject({ code })
    clearInterval(watch)
    expect(performance.now() - begun).toBeLessThan(12_000)
    expect(longest).toBeLessThan(1_000)
  })

  test('a stream that unfolds without end is stopped by time or by memory', async () => {
    const bytes = pdfOf([[]], { content: flooded })
    await expect(readDocument(bytes, 'a.pdf', { timeMs: 3_000 })).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:file\.(?:timeout|tooLarge|corrupt)|document\.noText)$/),
    })
  })

  test('time and memory are bounds', async () => {
    await expect(readDocument(word, 'a.docx', { timeMs: 1 })).rejects.toMatchObject({ code: 'file.timeout' })
    const many = wordOf(Array.from({ length: 60_000 }, (_, i) => paragraph(`${i}${sentence}`)).join(''))
    await expect(readDocument(many, 'a.docx', { heapMegabytes: 12 })).rejects.toMatchObject({ code: 'file.tooLarge' })
    expect((await readDocument(many, 'a.docx')).text.split('\n')).toHaveLength(60_000)
  })
})

const built = new URL('../../dist/http/document/read-document.js', import.meta.url)

test.runIf(existsSync(built))('[TX4] the built program reads with its own worker', async () => {
  const door = (await import(/* @vite-ignore */ built.href)) as { readDocument: typeof readDocument }
  expect((await door.readDocument(word, 'a.docx')).text).toBe(sentence)
  expect((await door.readDocument(pdf, 'a.pdf')).text).toBe(sentence)
})
