import { crc32, deflateRawSync } from 'node:zlib'
import type { ZipEntry } from './zip-directory.ts'

/** Fixed, so that the same file marked twice is the same file: 1 January 1980. */
const dosDate = 0x21

interface Packed {
  readonly name: Buffer
  readonly method: number
  readonly checksum: number
  readonly size: number
  readonly packed: Buffer
}

/**
 * Writes a container again with some parts replaced or added. Parts that are not named keep their packed bytes, so what
 * was not touched is byte for byte as it came.
 */
export function rewriteContainer(
  bytes: Buffer,
  entries: readonly ZipEntry[],
  changes: ReadonlyMap<string, Buffer>,
): Buffer {
  const kept = entries
    .filter(({ name }) => !changes.has(name))
    .map(({ name, method, checksum, size, offset, packedSize }) => ({
      name: Buffer.from(name),
      method,
      checksum,
      size,
      packed: bytes.subarray(offset, offset + packedSize),
    }))
  const made = [...changes].map(([name, content]) => ({
    name: Buffer.from(name),
    method: 8,
    checksum: crc32(content),
    size: content.length,
    packed: deflateRawSync(content),
  }))
  // The list of types stands first, as programs that stream expect it.
  const all = [...kept, ...made].toSorted((a, b) => Number(isTypes(b)) - Number(isTypes(a)))
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of all) {
    const local = headerOf(part, 30)
    local.writeUInt32LE(0x04034b50, 0)
    pieces.push(local, part.name, part.packed)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(20, 4)
    headerOf(part, 30).copy(record, 6, 4)
    record.writeUInt32LE(at, 42)
    directory.push(record, part.name)
    at += local.length + part.name.length + part.packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(all.length, 8)
  end.writeUInt16LE(all.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, list, end])
}

const isTypes = ({ name }: Packed) => name.toString() === '[Content_Types].xml'

/** From the version on, a local header and a record of the directory say the same. */
function headerOf({ name, method, checksum, size, packed }: Packed, length: number): Buffer {
  const header = Buffer.alloc(length)
  header.writeUInt16LE(20, 4)
  // Names are UTF-8.
  header.writeUInt16LE(0x800, 6)
  header.writeUInt16LE(method, 8)
  header.writeUInt16LE(dosDate, 12)
  header.writeUInt32LE(checksum, 14)
  header.writeUInt32LE(packed.length, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(name.length, 26)
  return header
}
