import type { BulkJob, BulkKind, BulkState } from '@gangju/contract/bulk'
import type { ImportReport } from '@gangju/contract/exchange'
import { sql } from 'kysely'
import type { Db, Trx } from '../../../db/connection.ts'
import type { Lang, Scope } from '../../../http/serve.ts'

/** How a file is to be read, as it was asked for. */
export interface BulkOptions {
  readonly form: string | null
  readonly importStrategy: ImportReport['response']['importOptions']['importStrategy']
  readonly idScheme: 'CODE' | 'UID' | null
  readonly lang: Lang
}

/** Where the next piece begins. */
export interface BulkProgress {
  readonly offset: number
  /** The line there, of a CSV file. */
  readonly line: number
  /** Values before it. */
  readonly values: number
  /** What stands in front of the values, once it was read: the titles, or the keys of the set. */
  readonly head: string | null
  readonly encoding: 'utf-8' | 'gb18030'
}

export type BulkSummary = Pick<BulkJob, 'counts' | 'faults' | 'faultCount'>

/** A code with its details, to be told in the language of who asks. */
export interface BulkReason {
  readonly code: string
  readonly detail: Readonly<Record<string, string | number>>
}

export interface BulkKey {
  readonly countyId: number
  readonly jobId: string
}

export interface BulkRow extends BulkKey {
  readonly placeId: number
  readonly placeCode: string
  readonly kind: BulkKind
  readonly state: BulkState
  readonly size: number
  readonly partBytes: number
  readonly sha256: Buffer | null
  readonly options: BulkOptions
  readonly progress: BulkProgress
  readonly summary: BulkSummary
  readonly reason: string | null
  readonly lease: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly expiresAt: Date
}

const columns = sql`b.county_id, b.job_id, b.place_id, p.code as place_code, b.kind, b.state, b.size, b.part_bytes,
  b.sha256, b.options, b.progress, b.summary, b.reason, b.lease, b.created_at, b.started_at, b.ended_at, b.expires_at`

/** One job within the rectangle; undefined outside, as if there were none. */
export async function findBulk(
  { db, rectangle }: Pick<Scope, 'db' | 'rectangle'>,
  jobId: string,
): Promise<BulkRow | undefined> {
  const { counties, places } = rectangle
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_job b join place p on p.place_id = b.place_id
    where (b.county_id = any (${[...counties]}::int[]) or b.place_id = any (${[...places]}::int[]))
      and b.job_id = ${jobId}::uuid`.execute(db)
  return rows[0]
}

/** Holds the job until the transaction ends; `share`: others may hold it so too. @returns the job as it is then. */
export async function lockBulk(
  trx: Trx,
  { countyId, jobId }: BulkKey,
  strength: 'update' | 'share' = 'update',
): Promise<BulkRow> {
  const lock = strength === 'update' ? sql`for update of b` : sql`for share of b`
  const { rows } = await sql<BulkRow>`
    select ${columns} from bulk_job b join place p on p.place_id = b.place_id
    where b.county_id = ${countyId} and b.job_id = ${jobId}::uuid ${lock}`.execute(trx)
  if (!rows[0]) throw new Error('a bulk job that was found is gone')
  return rows[0]
}

type NewBulk = Pick<
  BulkRow,
  | 'countyId'
  | 'placeId'
  | 'kind'
  | 'size'
  | 'partBytes'
  | 'sha256'
  | 'options'
  | 'progress'
  | 'summary'
  | 'createdAt'
  | 'expiresAt'
> & { readonly createdBy: string }

export async function insertBulk(trx: Trx, row: NewBulk): Promise<string> {
  const { jobId } = await trx
    .insertInto('bulkJob')
    .values({
      ...row,
      options: JSON.stringify(row.options),
      progress: JSON.stringify(row.progress),
      summary: JSON.stringify(row.summary),
    })
    .returning('jobId')
    .executeTakeFirstOrThrow()
  return jobId
}

/** Jobs of a place that are under way; what is over and expired is removed first. */
export async function countOpenBulk(
  trx: Trx,
  { placeId, countyId, now }: { placeId: number; countyId: number; now: Date },
): Promise<number> {
  const gone = await trx
    .selectFrom('bulkJob')
    .select('jobId')
    .where('placeId', '=', placeId)
    .where('state', 'in', ['receiving', 'done', 'failed'])
    .where('expiresAt', '<=', now)
    .execute()
  for (const { jobId } of gone) {
    await deleteParts(trx, { countyId, jobId })
    await trx.deleteFrom('bulkJob').where('countyId', '=', countyId).where('jobId', '=', jobId).execute()
  }
  const open = await trx
    .selectFrom('bulkJob')
    .select('jobId')
    .where('placeId', '=', placeId)
    .where('state', 'in', ['receiving', 'queued', 'running'])
    .execute()
  return open.length
}

export interface BulkChange {
  readonly state?: BulkState
  readonly progress?: BulkProgress
  readonly summary?: BulkSummary
  readonly reason?: BulkReason
  readonly startedBy?: string
  readonly startedAt?: Date
  readonly endedAt?: Date
  readonly leaseUntil?: Date | null
  readonly failures?: number
}

/** Whoever worked on it has let it go by that. */
export async function updateBulk(trx: Trx, { countyId, jobId }: BulkKey, change: BulkChange): Promise<void> {
  const { progress, summary, reason, ...plain } = change
  await trx
    .updateTable('bulkJob')
    .set({
      ...plain,
      lease: null,
      ...(progress ? { progress: JSON.stringify(progress) } : {}),
      ...(summary ? { summary: JSON.stringify(summary) } : {}),
      ...(reason ? { reason: JSON.stringify(reason) } : {}),
    })
    .where('countyId', '=', countyId)
    .where('jobId', '=', jobId)
    .execute()
}

export interface ClaimedBulk extends BulkKey {
  readonly placeCode: string
  readonly startedBy: string
  readonly failures: number
}

/** The job that has waited longest, taken until a moment; one that is held or was taken is passed over. As a role that sees every row. */
export async function claimBulk(
  trx: Trx,
  { lease, now, until }: { lease: string; now: Date; until: Date },
): Promise<ClaimedBulk | undefined> {
  const { rows } = await sql<ClaimedBulk>`
    select b.county_id, b.job_id, p.code as place_code, b.started_by, b.failures
    from bulk_job b join place p on p.place_id = b.place_id
    where b.state in ('queued', 'running') and (b.lease_until is null or b.lease_until <= ${now})
    order by b.lease_until nulls first, b.started_at limit 1 for update of b skip locked`.execute(trx)
  const [claimed] = rows
  if (!claimed) return undefined
  await trx
    .updateTable('bulkJob')
    .set({ state: 'running', lease, leaseUntil: until })
    .where('countyId', '=', claimed.countyId)
    .where('jobId', '=', claimed.jobId)
    .execute()
  return claimed
}

export async function deleteParts(trx: Trx, { countyId, jobId }: BulkKey): Promise<void> {
  await trx.deleteFrom('bulkPart').where('countyId', '=', countyId).where('jobId', '=', jobId).execute()
}

export async function listParts(db: Db, { countyId, jobId }: BulkKey): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('bulkPart')
    .select('n')
    .where('countyId', '=', countyId)
    .where('jobId', '=', jobId)
    .orderBy('n')
    .execute()
  return rows.map(({ n }) => n)
}
