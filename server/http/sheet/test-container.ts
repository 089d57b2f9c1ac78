import { crc32, deflateRawSync } from 'node:zlib'

/** One entry as a test wants it written, lies included. */
export interface TestEntry {
  readonly name: string
  readonly content: string | Buffer
  readonly stored?: boolean
  readonly method?: number
  readonly flags?: number
  readonly checksum?: number
  readonly statedSize?: number
  readonly attributes?: number
  /** Point at the bytes of the entry before instead of writing own ones. */
  readonly overlapping?: boolean
  readonly localName?: string
}

/** Writes a container byte by byte, so that a test can write what no honest program would. */
export function containerOf(entries: readonly TestEntry[], { before = '', after = '', hole = '' } = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from(before)]
  const directory: Buffer[] = []
  let at = pieces[0]!.length
  let previous = { offset: at, packed: 0, size: 0, checksum: 0 }
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const packed = entry.stored ? content : deflateRawSync(content)
    const method = entry.method ?? (entry.stored ? 0 : 8)
    const size = entry.statedSize ?? content.length
    const checksum = entry.checksum ?? crc32(content)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const words = entry.overlapping ? previous : { offset: at, packed: packed.length, size, checksum }
    if (!entry.overlapping) {
      const header = Buffer.alloc(30)
      header.writeUInt32LE(0x04034b50, 0)
      header.writeUInt16LE(20, 4)
      header.writeUInt16LE(entry.flags ?? 0x800, 6)
      header.writeUInt16LE(method, 8)
      header.writeUInt32LE(checksum, 14)
      header.writeUInt32LE(packed.length, 18)
      header.writeUInt32LE(size, 22)
      header.writeUInt16LE(localName.length, 26)
      pieces.push(header, localName, packed, Buffer.from(hole))
      at += 30 + localName.length + packed.length + hole.length
    }
    const name = Buffer.from(entry.name)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE((3 << 8) | 20, 4)
    record.writeUInt16LE(20, 6)
    record.writeUInt16LE(entry.flags ?? 0x800, 8)
    record.writeUInt16LE(method, 10)
    record.writeUInt32LE(words.checksum, 16)
    record.writeUInt32LE(words.packed, 20)
    record.writeUInt32LE(words.size, 24)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt32LE(entry.attributes ?? 0, 38)
    record.writeUInt32LE(words.offset, 42)
    directory.push(record, name)
    previous = words
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length & 0xffff, 8)
  end.writeUInt16LE(entries.length & 0xffff, 10)
  end.writeUInt32LE(directoryBytes.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, directoryBytes, end, Buffer.from(after)])
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export const sheetXml = (rows: string, rest = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${spreadsheet}"><sheetData>${rows}</sheetData>${rest}</worksheet>`

/** The parts of a workbook of one sheet, each of which a test may replace (or leave out with `null`). */
export function partsOf(changes: Readonly<Record<string, string | Buffer | null>> = {}): TestEntry[] {
  const parts: Record<string, string | Buffer | null> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${spreadsheet}" xmlns:r="${officeRelations}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${officeRelations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>'),
    ...changes,
  }
  return Object.entries(parts).flatMap(([name, content]) => (content === null ? [] : [{ name, content }]))
}

/** A well-made workbook with one sheet of the given rows. */
export const workbookOf = (rows: string, rest = '') =>
  containerOf(partsOf({ 'xl/worksheets/sheet1.xml': sheetXml(rows, rest) }))
