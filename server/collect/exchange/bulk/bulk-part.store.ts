import type { Db, Trx } from '../../../db/connection.ts'
import type { BulkKey, BulkRow } from './bulk.store.ts'

/** A part of a file with its checksum. */
export interface NewPart extends BulkKey {
  readonly placeId: number
  readonly n: number
  readonly content: Buffer
  readonly sha256: Buffer
}

/** @returns the checksum of the part that was there already, undefined when this one was stored. */
export async function insertPart(trx: Trx, part: NewPart): Promise<Buffer | undefined> {
  const added = await trx
    .insertInto('bulkPart')
    .values(part)
    .onConflict((conflict) => conflict.columns(['countyId', 'jobId', 'n']).doNothing())
    .returning('n')
    .executeTakeFirst()
  if (added) return undefined
  const { sha256 } = await trx
    .selectFrom('bulkPart')
    .select('sha256')
    .where('countyId', '=', part.countyId)
    .where('jobId', '=', part.jobId)
    .where('n', '=', part.n)
    .executeTakeFirstOrThrow()
  return sha256
}

/** Bytes of the whole file from an offset; fewer at its end. */
export async function readBytes(
  db: Db,
  { countyId, jobId, partBytes, size }: Pick<BulkRow, 'countyId' | 'jobId' | 'partBytes' | 'size'>,
  { offset, length }: { offset: number; length: number },
): Promise<Buffer> {
  const end = Math.min(size, offset + length)
  if (end <= offset) return Buffer.alloc(0)
  const first = Math.floor(offset / partBytes) + 1
  const rows = await db
    .selectFrom('bulkPart')
    .select('content')
    .where('countyId', '=', countyId)
    .where('jobId', '=', jobId)
    .where('n', '>=', first)
    .where('n', '<=', Math.floor((end - 1) / partBytes) + 1)
    .orderBy('n')
    .execute()
  const start = (first - 1) * partBytes
  return Buffer.concat(rows.map(({ content }) => content)).subarray(offset - start, end - start)
}
