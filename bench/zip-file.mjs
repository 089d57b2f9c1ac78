import { crc32 } from 'node:zlib'

const asItIs = { pack: (content) => content, method: 0 }

/** A container of named texts; unless said otherwise nothing in it is packed. */
export function zipFile(parts, { pack, method } = asItIs) {
  const bodies = []
  const directory = []
  let at = 0
  for (const [name, text] of parts) {
    const content = Buffer.from(text)
    const packed = pack(content)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(method, 4)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const own = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, rest, Buffer.from(name))
    bodies.push(own)
    at += own.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), end])
}
