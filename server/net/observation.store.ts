import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { lockCounties } from './lock-order.store.ts'
import { addBatch, deriving, type FactBatch, refreshBatchExtremes } from './rollup.store.ts'

interface Posting {
  readonly countyIds: readonly number[]
  readonly sourceId: number
  /** Of a row of the batch: who signed for it; null where nobody did. */
  readonly submission: RawBuilder<string | null>
  readonly at: Date
  /** Nothing of this source is there yet: nothing to look up and nothing to supersede. */
  readonly isFresh?: boolean
}

interface Submitted {
  readonly period: string
  readonly sourceId: number
  readonly at: Date
  /** Indicators that a submission only confirms: another form is their home. */
  readonly except?: readonly number[]
}

/** Lets the figures of one approved submission into the net. */
export async function postSubmission(
  trx: Trx,
  { countyId, submissionId, ...words }: { countyId: number; submissionId: string } & Submitted,
): Promise<{ changed: number }> {
  return postSubmissions(trx, { ...words, submissions: [{ countyId, submissionId }] })
}

/**
 * Lets the figures of approved submissions of one form and period into the net: supersedes what they replace, appends what
 * is new, and keeps every ancestor and zone right, all in the caller's transaction. No cell is in two of them.
 *
 * An unchanged figure leaves its row alone, unless nobody had signed for it: then the submission does. A cell handed in
 * empty withdraws an earlier figure [FA4].
 */
export async function postSubmissions(
  trx: Trx,
  words: { readonly submissions: readonly { countyId: number; submissionId: string }[] } & Submitted,
): Promise<{ changed: number }> {
  const { submissions, period, sourceId, at, except = [] } = words
  const countyIds = [...new Set(submissions.map(({ countyId }) => countyId))]
  const batch: FactBatch = {
    table: sql`submission_value`,
    filter: sql`v.county_id = any (${countyIds}::int[]) and v.submission_id = any (${submissions.map((one) => one.submissionId)}::uuid[])
      ${except.length === 0 ? sql`` : sql`and v.indicator_id <> all (${[...except]}::int[])`}`,
    period: sql<string>`${period}::text`,
  }
  const posting = { countyIds, sourceId, submission: sql<string | null>`v.submission_id`, at }
  const locked = sql`${lockCounties(countyIds)}`.execute(trx)
  const [, changed] = await Promise.all([locked, postBatch(trx, batch, posting)])
  await announceTouched(trx, batch, { counties: countyIds, periods: [period] })
  return { changed }
}

/** The common part of submissions and of a bulk load. The counties are locked by the caller. @returns rows appended. */
export async function postBatch(trx: Trx, batch: FactBatch, posting: Posting): Promise<number> {
  const { table, filter, period } = batch
  const { submission } = posting
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
          or (o.submission_id is null and ${submission} is not null))
        and o.county_id = v.county_id and o.place_id = v.place_id and o.indicator_id = v.indicator_id
        and o.period = ${period} and o.source_id = ${posting.sourceId} and o.superseded_at is null`.execute(trx)
  }
  const appended = sql`
    insert into observation (county_id, place_id, indicator_id, period, source_id, version, value, missing, submission_id, recorded_at)
    select v.county_id, v.place_id, v.indicator_id, ${period}, ${posting.sourceId}::int, coalesce(v.prior_version, 0) + 1,
           v.value, v.missing, ${submission}, ${at}::timestamptz
    from ${table} v
    where ${filter} and case when v.prior_version is null then v.missing is distinct from 'notReported'
      else not exists (
        select 1 from observation o
        where o.county_id = v.county_id and o.place_id = v.place_id and o.indicator_id = v.indicator_id
          and o.period = ${period} and o.source_id = ${posting.sourceId} and o.superseded_at is null) end
    order by v.place_id, v.indicator_id, ${period}`.execute(trx)
  const derived = deriving(trx, async () => {
    await addBatch(trx, batch)
    // Figures that replace none only add a lowest or highest, they take none away.
    if (replaces) await refreshBatchExtremes(trx, batch)
  })
  // In this order, but in one message: the roll-ups of the whole are held as shortly as can be.
  const [{ numAffectedRows }] = await Promise.all([appended, derived])
  return Number(numAffectedRows ?? 0)
}

/** The places of the batch and all that cover them are told of: their figures may have moved. */
async function announceTouched(
  trx: Trx,
  { table, filter }: FactBatch,
  { counties, periods }: Omit<Announcement, 'ancestors'>,
): Promise<void> {
  const brief = JSON.stringify({ counties, periods })
  await sql`
    with own as (select distinct v.place_id from ${table} v where ${filter}),
    touched as (
      select place_id from own
      union
      select c.ancestor_id from own join cover c on c.descendant_id = own.place_id and c.until is null)
    select pg_notify('gangju_change', (${brief}::jsonb || jsonb_build_object('ancestors', case when count(*) > ${mostAnnounced}
      then '[]' else jsonb_agg(place_id) end))::text) from touched`.execute(trx)
}

/** With more ids than these the listener is told that anybody's may have moved. */
const mostAnnounced = 500

export interface Announcement {
  readonly counties: readonly number[]
  readonly ancestors: readonly number[]
  readonly periods: readonly string[]
}

/** Tells every server, when the transaction commits, whose figures moved: ids and periods only. No ids: anybody's may have. */
export async function announce(trx: Trx, news: Announcement): Promise<void> {
  const brief = news.ancestors.length > mostAnnounced ? { ...news, ancestors: [] } : news
  await sql`select pg_notify('gangju_change', ${JSON.stringify(brief)})`.execute(trx)
}
