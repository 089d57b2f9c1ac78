import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { Problem } from '@gangju/net/problem'
import { isCleanText } from '../strict-json.ts'
import { resolveTarget } from './guard.ts'
import { attributeOf, scanXml } from './xml-scan.ts'
import type { ZipEntry } from './zip-directory.ts'

const partLimit = 96 * 1024 * 1024

/** One sheet of a workbook and the part that holds it. */
export interface SheetPart {
  readonly name: string
  readonly visibility: 'visible' | 'hidden' | 'veryHidden'
  readonly part: string
}

/** @throws Problem `file.corrupt`, `file.tooLarge`: of another size or checksum than stated. */
export function unpackPart(bytes: Buffer, { name, method, offset, packedSize, size, checksum }: ZipEntry): Buffer {
  if (size > partLimit) throw new Problem('file.tooLarge', { part: name })
  const packed = bytes.subarray(offset, offset + packedSize)
  try {
    const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
    if (content.length !== size || crc32(content) !== checksum) throw new Problem('file.corrupt', { part: name })
    return content
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('file.corrupt', { part: name })
  }
}

/**
 * Unpacks a part piece by piece, so that a sheet of a hundred megabytes needs no hundred megabytes.
 *
 * @throws Problem as `unpackPart`, when the last piece has come.
 */
export async function* unpackPieces(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = bytes.subarray(entry.offset, entry.offset + entry.packedSize)
  let size = 0
  let checksum = 0
  const pieces = entry.method === 0 ? [packed] : inflated(packed, entry.name)
  for await (const piece of pieces) {
    size += piece.length
    if (size > entry.size) throw new Problem('file.tooLarge', { part: entry.name })
    checksum = crc32(piece, checksum)
    yield piece
  }
  if (size !== entry.size || checksum !== entry.checksum) throw new Problem('file.corrupt', { part: entry.name })
}

async function* inflated(packed: Buffer, part: string): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 })
  stream.end(packed)
  try {
    for await (const piece of stream) yield piece as Buffer
  } catch {
    throw new Problem('file.corrupt', { part })
  }
}

/** The sheets in the order of their tabs. @throws Problem `file.corrupt` when one leads nowhere. */
export function listSheetParts(workbook: Buffer, relations: Buffer, names: ReadonlySet<string>): readonly SheetPart[] {
  const targets = new Map<string, string>()
  scanXml('xl/_rels/workbook.xml.rels', relations, (tag) => {
    if (tag.name !== 'Relationship') return
    targets.set(attributeOf(tag, 'Id') ?? '', attributeOf(tag, 'Target') ?? '')
  })
  const sheets: SheetPart[] = []
  scanXml('xl/workbook.xml', workbook, (tag) => {
    if (tag.name !== 'sheet') return
    const target = targets.get(/\br?:?id\s*=\s*["']([^"']*)["']/i.exec(withoutSheetId(tag.attributes))?.[1] ?? '')
    const part = target === undefined ? '' : resolveTarget('xl/_rels/workbook.xml.rels', target)
    if (!names.has(part)) throw new Problem('file.corrupt', { part: part.slice(0, 80) })
    const state = attributeOf(tag, 'state')
    const visibility = state === 'hidden' || state === 'veryHidden' ? state : 'visible'
    // Chart sheets and the like hold no cells.
    if (!/worksheets\//i.test(part)) return
    const name = plainText(attributeOf(tag, 'name') ?? '')
    if (name.length === 0 || name.length > 255) throw new Problem('file.corrupt', { part: 'xl/workbook.xml' })
    sheets.push({ name, visibility, part })
  })
  return sheets
}

const withoutSheetId = (attributes: string) => attributes.replace(/\bsheetId\s*=\s*["'][^"']*["']/, '')

/** Whether the workbook counts its days from 1904. */
export const countsFrom1904 = (workbook: Buffer): boolean =>
  /<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/.test(workbook.toString('utf8'))

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Text of an element or attribute as it was meant: entities, and the `_x000D_` that spreadsheets write for control marks.
 *
 * @throws Problem `file.corrupt` for what no text holds: NUL, half of a surrogate pair, an entity that nobody declared.
 */
export function plainText(raw: string): string {
  if (!raw.includes('&') && !raw.includes('_x')) return raw
  const text = raw
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,40}));/gi, (_, hex: string, digits: string, name: string) => {
      if (name !== undefined && entities[name] === undefined) throw new Problem('file.corrupt')
      if (name !== undefined) return entities[name]!
      const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    .replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (!isCleanText(text)) throw new Problem('file.corrupt')
  return text
}
