import { Problem } from '@gangju/net/problem'
import { checkSheetShape } from './sheet-shape.ts'
import { unpackParts } from './unpack.ts'
import { attributeOf, refuseDocumentType, scanXml } from './xml-scan.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** Larger files are not read at all. */
export const FILE_LIMIT = 10 * 1024 * 1024

const sheetLimit = 20
const requiredParts = ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels']
const allowedKinds = /\.(?:xml|rels|vml|png|jpe?g|gif|bmp|emf|wmf|tiff?|bin|psmdcp)$|\/$/i

/** Parts that act, reach outside or hide another file. */
const forbiddenParts: readonly (readonly [RegExp, string])[] = [
  [/vbaproject|vbadata|^xl\/macrosheets\//i, '宏 (macros)'],
  [/^xl\/externallinks\//i, '指向其他工作簿的链接 (links to other workbooks)'],
  [/^xl\/(?:embeddings|activex|ctrlprops)\//i, '嵌入对象 (embedded objects)'],
  [/^xl\/(?:connections\.xml|querytables\/|webextensions\/)/i, '外部数据连接 (external data)'],
  [/^xl\/dialogsheets\//i, '对话框工作表 (dialog sheets)'],
]

/**
 * Decides whether a file may be parsed at all. It is unpacked and walked here, with every size checked before it is
 * believed; readers that come later fail open on many of these files, so nothing reaches them first.
 *
 * @throws Problem `file.notXlsx`, `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`.
 */
export function guardWorkbook(bytes: Buffer): void {
  if (bytes.length > FILE_LIMIT) throw new Problem('file.tooLarge', { bytes: bytes.length })
  const entries = readZipDirectory(bytes)
  const names = guardNames(entries)
  const parts = unpackParts(bytes, entries)
  const strings = parts.get('xl/sharedStrings.xml')
  const stringCount = strings ? countStrings(strings) : 0
  for (const [name, content] of parts) {
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) checkSheetShape(name, content, stringCount)
    else guardPart(name, content, names)
  }
}

/** @throws Problem for parts that act, reach outside, hide another file, or are wanting. @returns the names. */
export function guardNames(entries: readonly ZipEntry[]): ReadonlySet<string> {
  const names = new Set(entries.map(({ name }) => name))
  if (!names.has('xl/workbook.xml')) throw new Problem('file.notXlsx')
  for (const name of names) {
    const found = forbiddenParts.find(([pattern]) => pattern.test(name))
    if (found) throw new Problem('file.forbiddenContent', { what: found[1] })
    if (!allowedKinds.test(name))
      throw new Problem('file.forbiddenContent', { what: '内含其他文件 (another file inside)' })
  }
  const missing = requiredParts.find((part) => !names.has(part))
  if (missing) throw new Problem('file.corrupt', { part: missing })
  return names
}

/** Whatever is no sheet: types, list of sheets, relations, drawings. */
export function guardPart(name: string, content: Buffer, names: ReadonlySet<string>): void {
  if (name === '[Content_Types].xml') checkContentTypes(content)
  else if (name === 'xl/workbook.xml') checkWorkbook(content)
  else if (name.toLowerCase().endsWith('.rels')) checkRelations(name, content, names)
  else if (/\.xml$/i.test(name)) scanXml(name, content, () => {})
  else if (/\.vml$/i.test(name)) refuseDocumentType(content.toString('latin1'))
}

function checkContentTypes(content: Buffer): void {
  let isWorkbook = false
  scanXml('[Content_Types].xml', content, (tag) => {
    const type = attributeOf(tag, 'ContentType') ?? ''
    if (/macroEnabled|vbaProject/i.test(type)) throw new Problem('file.forbiddenContent', { what: '宏 (macros)' })
    if (/spreadsheetml\.(?:sheet|template)\.main\+xml$/.test(type)) isWorkbook = true
  })
  if (!isWorkbook) throw new Problem('file.notXlsx')
}

function checkWorkbook(content: Buffer): void {
  let sheets = 0
  scanXml('xl/workbook.xml', content, ({ name }) => {
    if (name === 'sheet') sheets += 1
  })
  if (sheets === 0) throw new Problem('file.corrupt', { part: 'xl/workbook.xml' })
  if (sheets > sheetLimit) throw new Problem('file.tooLarge', { sheets })
}

function countStrings(content: Buffer): number {
  let count = 0
  scanXml('xl/sharedStrings.xml', content, ({ name }) => {
    if (name === 'si') count += 1
  })
  if (count > 300_000) throw new Problem('file.tooLarge', { strings: count })
  return count
}

/** A hyperlink that a person clicks may lead outside; nothing else may, and inner targets must exist inside. */
function checkRelations(name: string, content: Buffer, names: ReadonlySet<string>): void {
  scanXml(name, content, (tag) => {
    if (tag.name !== 'Relationship') return
    const target = attributeOf(tag, 'Target') ?? ''
    const type = attributeOf(tag, 'Type') ?? ''
    if (attributeOf(tag, 'TargetMode') === 'External') {
      if (type.endsWith('/hyperlink') && /^(?:https?:|mailto:|#)/i.test(target)) return
      throw new Problem('file.forbiddenContent', { what: '外部链接 (external links)' })
    }
    if (/\/(?:worksheet|sharedStrings|styles|officeDocument)$/.test(type) && !names.has(resolveTarget(name, target))) {
      throw new Problem('file.corrupt', { part: target.slice(0, 80) })
    }
  })
}

/** The part that a relation leads to. */
export function resolveTarget(relations: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const folder = relations.split('/').slice(0, -2)
  for (const step of target.split('/')) {
    if (step === '..') folder.pop()
    else if (step !== '.') folder.push(step)
  }
  return folder.join('/')
}
