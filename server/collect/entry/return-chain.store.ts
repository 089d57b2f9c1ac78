import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import type { SubmissionState } from '../review/review.ts'

/** One return: a form × filing place × period. */
export interface ReturnKey {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
}

/** A submission of the chain that is a return's life. */
export interface ChainLink {
  readonly submissionId: string
  readonly placeId: number
  readonly state: SubmissionState
  readonly step: number
  readonly version: number
  readonly formVersion: number
  readonly late: boolean
  readonly follows: string | null
  readonly filedAt: Date
  readonly returnReason: string | null
}

/**
 * The submissions of some places' returns. One that was put away by those who filled it (given back without a reason)
 * is no link. Leans on `submission_by_place`.
 */
export async function listChains(
  db: Db,
  key: Omit<ReturnKey, 'placeId'> & { readonly placeIds: readonly number[] },
): Promise<ReadonlyMap<number, readonly ChainLink[]>> {
  const rows = await db
    .selectFrom('submission')
    .select([
      'submissionId',
      'placeId',
      'state',
      'step',
      'version',
      'formVersion',
      'late',
      'follows',
      'filedAt',
      'returnReason',
    ])
    .where('countyId', '=', key.countyId)
    .where('placeId', 'in', key.placeIds.length > 0 ? [...key.placeIds] : [0])
    .where('formId', '=', key.formId)
    .where('period', '=', key.period)
    .where((where) => where.not(where.and([where('state', '=', 'returned'), where('returnReason', 'is', null)])))
    .execute()
  const chains = new Map<number, ChainLink[]>()
  for (const row of rows as ChainLink[]) chains.set(row.placeId, [...(chains.get(row.placeId) ?? []), row])
  return chains
}

/** The open one; else the last, which no other one follows. */
export function newestOf(chain: readonly ChainLink[]): ChainLink | undefined {
  const followed = new Set(chain.map(({ follows }) => follows))
  const rank = ({ state, submissionId }: ChainLink) =>
    state === 'draft' || state === 'submitted' ? 2 : followed.has(submissionId) ? 0 : 1
  return chain.toSorted((a, b) => rank(b) - rank(a) || b.filedAt.getTime() - a.filedAt.getTime())[0]
}

/** Why the return was given back, also while it is filled in anew. */
export function reasonOf(chain: readonly ChainLink[], link: ChainLink | undefined): string | null {
  if (link?.state === 'returned') return link.returnReason
  const before = link?.state === 'draft' ? chain.find(({ submissionId }) => submissionId === link.follows) : undefined
  return before?.state === 'returned' ? before.returnReason : null
}

export interface OpenLink {
  readonly submissionId: string
  readonly state: 'draft' | 'submitted'
  readonly version: number
  readonly formVersion: number
  readonly late: boolean
}

/**
 * The open submission of a return, held until the transaction ends: `share` by those who change its cells, several at a
 * time; `update` by whoever takes a step, alone.
 */
export async function findOpen(trx: Trx, key: ReturnKey, hold: 'share' | 'update'): Promise<OpenLink | undefined> {
  const query = trx
    .selectFrom('submission')
    .select(['submissionId', 'state', 'version', 'formVersion', 'late'])
    .where('countyId', '=', key.countyId)
    .where('placeId', '=', key.placeId)
    .where('formId', '=', key.formId)
    .where('period', '=', key.period)
    .where('state', 'in', ['draft', 'submitted'])
  const held = hold === 'share' ? query.forShare() : query.forUpdate()
  return (await held.executeTakeFirst()) as OpenLink | undefined
}

/**
 * Begins a draft. Its version goes on from those of the return before, so that what was seen of an earlier one never fits it.
 *
 * @returns undefined when somebody else's was first, whose transaction has ended by then.
 */
export async function insertDraft(
  trx: Trx,
  row: ReturnKey & {
    readonly filedBy: string
    readonly filedAt: Date
    readonly formVersion: number
    readonly late: boolean
    readonly follows: string | null
  },
): Promise<{ readonly submissionId: string; readonly version: number } | undefined> {
  const { rows } = await sql<{ submissionId: string; version: number }>`
    insert into submission (county_id, place_id, form_id, period, state, filed_by, filed_at, form_version, late, follows,
                            version)
    values (${row.countyId}, ${row.placeId}, ${row.formId}, ${row.period}, 'draft', ${row.filedBy}::uuid, ${row.filedAt},
            ${row.formVersion}, ${row.late}, ${row.follows}::uuid,
            (select coalesce(max(version), 0) + 1 from submission where county_id = ${row.countyId}
             and place_id = ${row.placeId} and form_id = ${row.formId} and period = ${row.period}))
    on conflict (county_id, place_id, form_id, period) where state in ('draft', 'submitted') do nothing
    returning submission_id, version`.execute(trx)
  return rows[0]
}
