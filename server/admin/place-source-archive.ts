import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { createGunzip } from 'node:zlib'
import { Problem } from '@gangju/net/problem'

const block = 512

/**
 * Writes the wanted files of a .tgz below a folder, as a stream: the archive is 24 MB, its content 190 MB.
 *
 * Reads what npm writes: ustar headers with names up to 255 bytes; other entries (links, extended headers) are passed over.
 *
 * @throws Problem `placePackage.altered` when the archive is cut or a name would leave the folder.
 */
export async function unpackArchive(
  archive: string,
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<void> {
  const unzipped = createReadStream(archive).pipe(createGunzip())
  let buffered: Buffer = Buffer.alloc(0)
  let left = 0
  let padding = 0
  let file: FileHandle | undefined
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
      while (buffered.length > 0) {
        if (left > 0) {
          const part = buffered.subarray(0, left)
          await file?.write(part)
          left -= part.length
          buffered = buffered.subarray(part.length)
          if (left === 0) {
            await file?.close()
            file = undefined
          }
        } else if (padding > 0) {
          const skipped = Math.min(padding, buffered.length)
          padding -= skipped
          buffered = buffered.subarray(skipped)
        } else {
          if (buffered.length < block) break
          const entry = readHeader(buffered.subarray(0, block))
          buffered = buffered.subarray(block)
          left = entry.size
          padding = (block - (entry.size % block)) % block
          if (entry.isFile && entry.size > 0 && isWanted(entry.path)) file = await create(folder, entry.path)
        }
      }
    }
    if (left > 0) throw new Problem('placePackage.altered', { package: archive })
  } finally {
    await file?.close()
  }
}

function readHeader(header: Buffer) {
  const text = (from: number, length: number) => {
    const part = header.subarray(from, from + length)
    const end = part.indexOf(0)
    return part.toString('utf8', 0, end === -1 ? length : end)
  }
  const prefix = text(345, 155)
  const type = text(156, 1)
  return {
    path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    size: Number.parseInt(text(124, 12).trim() || '0', 8),
    isFile: type === '0' || type === '',
  }
}

async function create(folder: string, path: string): Promise<FileHandle> {
  const target = normalize(join(folder, path))
  if (!target.startsWith(normalize(folder) + sep)) throw new Problem('placePackage.altered', { package: path })
  await mkdir(dirname(target), { recursive: true })
  return open(target, 'w')
}
