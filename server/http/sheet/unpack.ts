import { crc32, inflateRawSync } from 'node:zlib'
import { Problem } from '@gangju/net/problem'
import type { ZipEntry } from './zip-directory.ts'

const totalLimit = 100 * 1024 * 1024
/** Real sheets shrink by ten to sixty; spaces shrink by a thousand. */
const ratioLimit = 200
const ratioFrom = 1024 * 1024

/**
 * Unpacks the parts one after another, each to no more than it declares, all together to no more than 100 MB.
 *
 * @throws Problem `file.tooLarge` before anything is unpacked when the declared sizes are too much, or when a part holds
 * more than declared; `file.corrupt` when a part's size or checksum differs.
 */
export function unpackParts(bytes: Buffer, entries: readonly ZipEntry[]): ReadonlyMap<string, Buffer> {
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const isBomb = entries.some(({ size, packedSize }) => size > ratioFrom && size > packedSize * ratioLimit)
  if (total > totalLimit || isBomb) throw new Problem('file.tooLarge', { unpacked: total })
  return new Map(entries.filter(({ name }) => !name.endsWith('/')).map((entry) => [entry.name, unpack(bytes, entry)]))
}

function unpack(bytes: Buffer, { name, method, offset, packedSize, size, checksum }: ZipEntry): Buffer {
  const packed = bytes.subarray(offset, offset + packedSize)
  const content = method === 0 ? packed : inflate(packed, size, name)
  if (content.length !== size || crc32(content) !== checksum) throw new Problem('file.corrupt', { part: name })
  return content
}

function inflate(packed: Buffer, size: number, part: string): Buffer {
  try {
    // With `info` the answer also tells how far the stream went: bytes hidden behind it show.
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: Math.max(size, 1),
      info: true,
    }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    if (engine.bytesWritten !== packed.length) throw new Problem('file.corrupt', { part })
    return buffer
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw new Problem('file.tooLarge', { part })
    throw error instanceof Problem ? error : new Problem('file.corrupt', { part })
  }
}
