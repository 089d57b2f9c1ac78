import type { BulkJob } from '@gangju/contract/bulk'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import type { Db } from '../../../db/connection.ts'
import type { Lang } from '../../../http/serve.ts'
import { type BulkReason, type BulkRow, listParts } from './bulk.store.ts'

export const partCount = ({ size, partBytes }: Pick<BulkRow, 'size' | 'partBytes'>): number =>
  Math.ceil(size / partBytes)

/** Numbers of the parts that are not there. */
export async function missingParts(db: Db, row: BulkRow): Promise<readonly number[]> {
  const there = new Set(await listParts(db, row))
  return Array.from({ length: partCount(row) }, (_, index) => index + 1).filter((n) => !there.has(n))
}

/** A job as it is shown. The parts of one that is over are gone. */
export async function bulkOnWire(row: BulkRow, { db, lang }: { db: Db; lang: Lang }): Promise<BulkJob> {
  const expected = partCount(row)
  const missing = row.state === 'receiving' ? await missingParts(db, row) : []
  return {
    id: row.jobId,
    place: row.placeCode,
    kind: row.kind,
    state: row.state,
    size: row.size,
    partBytes: row.partBytes,
    parts: { expected, received: expected - missing.length, missing: [...missing] },
    progress: { done: row.progress.offset, total: row.size, values: row.progress.values },
    ...row.summary,
    reason: row.reason === null ? null : reasonOnWire(JSON.parse(row.reason) as BulkReason, lang),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  }
}

const reasonOnWire = ({ code, detail }: BulkReason, lang: Lang) => ({
  code,
  message: isProblemCode(code) ? problemText(code, lang, detail) : code,
})
