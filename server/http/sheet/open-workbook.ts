import { Problem } from '@gangju/net/problem'
import { guardNames, guardPart } from './guard.ts'
import type { RowWords } from './odd-cell.ts'
import { type MergedBlock, readRows, type StreamRow } from './row-stream.ts'
import { readSharedStrings, readShownAs } from './string-table.ts'
import { countsFrom1904, listSheetParts, type SheetPart, unpackPart, unpackPieces } from './workbook-parts.ts'
import { readZipDirectory } from './zip-directory.ts'

/** As much as a request may carry. */
const packedLimit = 20 * 1024 * 1024
/** Sheets of a hundred thousand rows by twenty columns unpack to a fourth of this and more, as programs differ. */
const unpackedLimit = 320 * 1024 * 1024
const ratioLimit = 200
const ratioFrom = 1024 * 1024

/** A workbook whose rows are read as they are unpacked, so that its size is no matter of memory. */
export interface OpenWorkbook {
  readonly sheets: readonly SheetPart[]
  /** As `readRows`. */
  readonly readSheet: (sheet: SheetPart, onRow: (row: StreamRow) => boolean | void) => Promise<readonly MergedBlock[]>
}

/**
 * Guards a workbook and opens it for streaming. Bombs, macros, links to outside and other files inside are refused before
 * anything of a sheet is unpacked.
 *
 * @throws Problem as `guardWorkbook`.
 */
export function openWorkbook(bytes: Buffer): OpenWorkbook {
  if (bytes.length > packedLimit) throw new Problem('file.tooLarge', { bytes: bytes.length })
  const entries = readZipDirectory(bytes)
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  const isBomb = entries.some(({ size, packedSize }) => size > ratioFrom && size > packedSize * ratioLimit)
  if (unpacked > unpackedLimit || isBomb) throw new Problem('file.tooLarge', { unpacked })
  const names = guardNames(entries)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const unpack = (name: string): Buffer | undefined => {
    const entry = byName.get(name)
    return entry && unpackPart(bytes, entry)
  }
  for (const name of names) {
    if (name === '[Content_Types].xml' || name === 'xl/workbook.xml' || name.toLowerCase().endsWith('.rels'))
      guardPart(name, unpack(name)!, names)
  }
  const workbook = unpack('xl/workbook.xml')!
  const words: Omit<RowWords, 'part'> = {
    strings: readSharedStrings(unpack('xl/sharedStrings.xml')),
    shown: readShownAs(unpack('xl/styles.xml')),
    from1904: countsFrom1904(workbook),
  }
  return {
    sheets: listSheetParts(workbook, unpack('xl/_rels/workbook.xml.rels')!, names),
    readSheet: ({ part }, onRow) => readRows(unpackPieces(bytes, byName.get(part)!), { ...words, part }, onRow),
  }
}
