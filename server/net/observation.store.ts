import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { lockCounties } from './lock-order.store.ts'
import { addBatch, deriving, type FactBatch, refreshBatchExtremes } from './rollup.store.ts'

interface Posting {
  readonly countyIds: readonly number[]
  readonly sourceId: number
  readonly submissionId: string | null
  readonly at: Date
  /** Nothing of this source is there yet: nothing to look up and nothing to supersede. */
  readonly isFresh?: boolean
}

/**
 * Lets the figures of an approved submission into the net: supersedes what they replace, appends what is new,
 * and keeps every ancestor and zone right, all in the caller's transaction.
 *
 * An unchanged figure leaves its row alone, unless nobody had signed for it: then the submission does. A cell handed in
 * empty withdraws an earlier figure [FA4].
 *
 * @param words.except indicators that the submission only confirms: another form is their home.
 */
export async function postSubmission(
  trx: Trx,
  words: {
    countyId: number
    submissionId: string
    period: string
    sourceId: number
    at: Date
    except?: readonly number[]
  },
): Promise<{ changed: number }> {
  const except = words.except ?? []
  const batch: FactBatch = {
    table: sql`submission_value`,
    filter: sql`v.county_id = ${words.countyId} and v.submission_id = ${words.submissionId}
      ${except.length === 0 ? sql`` : sql`and v.indicator_id <> all (${[...except]}::int[])`}`,
    period: sql<string>`${words.period}::text`,
  }
  const posting = {
    countyIds: [words.countyId],
    sourceId: words.sourceId,
    submissionId: words.submissionId,
    at: words.at,
  }
  await sql`${lockCounties(posting.countyIds)}`.execute(trx)
  const changed = await postBatch(trx, batch, posting)
  const ancestors = await listTouched(trx, batch)
  await announce(trx, { counties: posting.countyIds, ancestors, periods: [words.period] })
  return { changed }
}

/** The common part of a submission and of a bulk load. The counties are locked by the caller. @returns rows appended. */
export async function postBatch(trx: Trx, batch: FactBatch, posting: Posting): Promise<number> {
  const { table, filter, period } = batch
  let { at } = posting
  let replaces = false
  if (!posting.isFresh) {
    // Who came first is who got the lock: a moment taken before waiting for it must not lie before what it replaces.
    const { rows } = await sql<{ at: Date; replaces: boolean }>`
      with found as (
        update ${table} v set prior_version = o.version, prior_value = o.value, prior_missing = o.missing
        from observation o
        where ${filter} and o.county_id = v.county_id and o.place_id = v.place_id and o.indicator_id = v.indicator_id
          and o.period = ${period} and o.source_id = ${posting.sourceId} and o.superseded_at is null
        returning o.recorded_at)
      select greatest(${at}::timestamptz, max(recorded_at)) as at, count(*) > 0 as replaces from found`.execute(trx)
    at = rows[0]!.at
    replaces = rows[0]!.replaces
  }
  if (replaces) {
    await sql`
      update observation o set superseded_at = ${at}::timestamptz
      from ${table} v
      where ${filter} and v.prior_version is not null
        and (v.value is distinct from v.prior_value or v.missing is distinct from v.prior_missing
          or (o.submission_id is null and ${posting.submissionId}::uuid is not null))
        and o.county_id = v.county_id and o.place_id = v.place_id and o.indicator_id = v.indicator_id
        and o.period = ${period} and o.source_id = ${posting.sourceId} and o.superseded_at is null`.execute(trx)
  }
  const { numAffectedRows } = await sql`
    insert into observation (county_id, place_id, indicator_id, period, source_id, version, value, missing, submission_id, recorded_at)
    select v.county_id, v.place_id, v.indicator_id, ${period}, ${posting.sourceId}::int, coalesce(v.prior_version, 0) + 1,
           v.value, v.missing, ${posting.submissionId}::uuid, ${at}::timestamptz
    from ${table} v
    where ${filter} and case when v.prior_version is null then v.missing is distinct from 'notReported'
      else not exists (
        select 1 from observation o
        where o.county_id = v.county_id and o.place_id = v.place_id and o.indicator_id = v.indicator_id
          and o.period = ${period} and o.source_id = ${posting.sourceId} and o.superseded_at is null) end
    order by v.place_id, v.indicator_id, ${period}`.execute(trx)
  await deriving(trx, async () => {
    await addBatch(trx, batch)
    // Figures that replace none only add a lowest or highest, they take none away.
    if (replaces) await refreshBatchExtremes(trx, batch)
  })
  return Number(numAffectedRows ?? 0)
}

/** The places of a batch and all that cover them: whose figures may have moved. */
async function listTouched(trx: Trx, { table, filter }: FactBatch): Promise<number[]> {
  const { rows } = await sql<{ placeId: number }>`
    with own as (select distinct v.place_id from ${table} v where ${filter})
    select place_id from own
    union
    select c.ancestor_id from own join cover c on c.descendant_id = own.place_id and c.until is null`.execute(trx)
  return rows.map((row) => row.placeId)
}

export interface Announcement {
  readonly counties: readonly number[]
  readonly ancestors: readonly number[]
  readonly periods: readonly string[]
}

/** Tells every server, when the transaction commits, whose figures moved: ids and periods only. No ids: anybody's may have. */
export async function announce(trx: Trx, news: Announcement): Promise<void> {
  const brief = news.ancestors.length > 500 ? { ...news, ancestors: [] } : news
  await sql`select pg_notify('gangju_change', ${JSON.stringify(brief)})`.execute(trx)
}
