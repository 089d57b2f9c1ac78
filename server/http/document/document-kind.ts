import { Problem } from '@gangju/net/problem'
import { readZipDirectory } from '../sheet/zip-directory.ts'
import type { DocumentKind } from './read-document.ts'

const kindOfName: Readonly<Record<string, DocumentKind>> = {
  txt: 'txt',
  text: 'txt',
  md: 'md',
  markdown: 'md',
  docx: 'docx',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
}

/** Beginnings of what people have at hand under another name. */
const beginnings: readonly (readonly [string, string])[] = [
  ['{\\rtf', 'RTF'],
  ['\u0089PNG', 'PNG'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z\u00bc\u00af', '7z'],
  ['\u001f\u008b', 'gzip'],
]

/**
 * The kind of a document by its name, confirmed by its content.
 *
 * @throws Problem `document.unsupported` with `found`, when the two do not agree or the kind is none that is read;
 *   of a container also as `readZipDirectory`.
 */
export function documentKind(bytes: Buffer, fileName: string): DocumentKind {
  const ending = /\.([^.]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const named = Object.hasOwn(kindOfName, ending) ? kindOfName[ending] : undefined
  const found = contentKind(bytes)
  if (found !== 'text') {
    if (found === named) return found
    throw unsupported(found)
  }
  if (named === undefined) throw unsupported(ending === '' ? '?' : `.${ending.slice(0, 12)}`)
  const start = bytes.toString('latin1', 0, 512)
  const isPage = /^(?:\u00ef\u00bb\u00bf)?\s{0,99}<(?:!doctype\s{1,9}html|html[\s>])/i.test(start)
  if (named === 'docx' || named === 'pdf' || (isPage && named !== 'html')) throw unsupported(isPage ? 'html' : 'text')
  return named
}

function contentKind(bytes: Buffer): 'text' | 'docx' | 'pdf' {
  // A reader of PDF finds the mark anywhere in the first kilobyte; so does who hides one there.
  if (/^\s{0,99}%PDF-\d|[\0\x80-\xff]%PDF-\d/.test(bytes.toString('latin1', 0, 1024))) return 'pdf'
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return containerKind(bytes)
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) {
    throw unsupported('旧版 .doc/.xls 格式或打开密码 (an old .doc or .xls, or an opening password)')
  }
  const start = bytes.toString('latin1', 0, 8)
  const other = beginnings.find(([beginning]) => start.startsWith(beginning))
  if (other) throw unsupported(other[1])
  return 'text'
}

function containerKind(bytes: Buffer): 'docx' {
  const names = readZipDirectory(bytes).map(({ name }) => name)
  if (names.includes('word/document.xml')) return 'docx'
  const other = [
    ['xl/workbook.xml', '.xlsx'],
    ['ppt/presentation.xml', '.pptx'],
    ['content.xml', '.odt'],
  ].find(([part]) => names.includes(part!))
  throw unsupported(other?.[1] ?? '.zip')
}

const unsupported = (found: string) => new Problem('document.unsupported', { found })
