import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import { kept } from '../../db/kept.ts'
import type { SubmissionState } from '../review/review.ts'
import { nextVersion } from '../submission.store.ts'

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
    .where('placeId', '=', sql<number>`any (${[...key.placeIds]}::int[])`)
    .where('formId', '=', key.formId)
    .where('period', '=', key.period)
    .where((where) => where.not(where.and([where('state', '=', 'returned'), where('returnReason', 'is', null)])))
    .modifyEnd(kept)
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

/** How the open submission of a return is held until the transaction ends. */
export type Hold = 'share' | 'update'

/**
 * The open submission of a return, held until the transaction ends: `share` by those who change its cells, several at a
 * time; `update` by whoever takes a step, alone.
 */
export async function findOpen(trx: Trx, key: ReturnKey, hold: Hold): Promise<OpenLink | undefined> {
  const query = trx
    .selectFrom('submission')
    .select(['submissionId', 'state', 'version', 'formVersion', 'late'])
    .where('countyId', '=', key.countyId)
    .where('placeId', '=', key.placeId)
    .where('formId', '=', key.formId)
    .where('period', '=', key.period)
    .where('state', 'in', ['draft', 'submitted'])
  const held = (hold === 'share' ? query.forShare() : query.forUpdate()).modifyEnd(kept)
  return (await held.executeTakeFirst()) as OpenLink | undefined
}

/**
 * Puts a return down as handed in that nobody has begun: as a draft that was handed in at once.
 *
 * @returns whether it was so.
 */
export async function insertHandedIn(
  trx: Trx,
  row: ReturnKey & {
    readonly submissionId: string
    readonly filedBy: string
    readonly filedAt: Date
    readonly formVersion: number
    readonly version: number
  },
): Promise<boolean> {
  const { rows } = await sql`${kept}
    insert into submission (county_id, place_id, submission_id, form_id, period, state, step, filed_by, filed_at, submitted_at,
                            form_version, late, version)
    select ${row.countyId}::int, ${row.placeId}::int, ${row.submissionId}::uuid, ${row.formId}::int, ${row.period}::text, 'submitted', 0,
           ${row.filedBy}::uuid, ${row.filedAt}::timestamptz, ${row.filedAt}::timestamptz, ${row.formVersion}::int, false,
           ${row.version}::int
    where not exists (
      select from submission where county_id = ${row.countyId} and place_id = ${row.placeId} and form_id = ${row.formId}
        and period = ${row.period})
    on conflict (county_id, place_id, form_id, period) where state in ('draft', 'submitted') do nothing
    returning true`.execute(trx)
  return rows.length === 1
}

/** From here on it can be undone by `undoToMark`. */
export async function markBefore(trx: Trx): Promise<void> {
  await sql`savepoint at_once`.execute(trx)
}

export async function undoToMark(trx: Trx): Promise<void> {
  await sql`rollback to savepoint at_once`.execute(trx)
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
  const { rows } = await sql<{ submissionId: string; version: number }>`${kept}
    insert into submission (county_id, place_id, form_id, period, state, filed_by, filed_at, form_version, late, follows,
                            version)
    values (${row.countyId}, ${row.placeId}, ${row.formId}, ${row.period}, 'draft', ${row.filedBy}::uuid, ${row.filedAt},
            ${row.formVersion}, ${row.late}, ${row.follows}::uuid,
            ${nextVersion(row)})
    on conflict (county_id, place_id, form_id, period) where state in ('draft', 'submitted') do nothing
    returning submission_id, version`.execute(trx)
  return rows[0]
}
