import { createHash } from 'node:crypto'
import { Problem } from '@gangju/net/problem'
import type { Db } from '../../../db/connection.ts'
import type { BulkProgress, BulkRow } from './bulk.store.ts'
import { readBytes } from './bulk-part.store.ts'

/**
 * Reads a file from end to end, a part at a time, for its checksum and its characters: UTF-8 when all of it is, else
 * GB18030 [EX11].
 *
 * @throws Problem `bulk.checksum`, `bulk.binary`.
 */
export async function examineFile(db: Db, job: BulkRow): Promise<BulkProgress['encoding']> {
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  for (let offset = 0; offset < job.size; offset += job.partBytes) {
    const bytes = await readBytes(db, job, { offset, length: job.partBytes })
    hash.update(bytes)
    if (bytes.includes(0)) throw new Problem('bulk.binary')
    const stream = offset + job.partBytes < job.size
    isUtf8 &&= decodes(() => decoder.decode(bytes, { stream }))
  }
  if (job.sha256 && !hash.digest().equals(job.sha256)) throw new Problem('bulk.checksum')
  if (!isUtf8 && job.kind === 'dataValueSets') throw new Problem('bulk.unreadable', { index: 0 })
  return isUtf8 ? 'utf-8' : 'gb18030'
}

function decodes(decode: () => string): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}
