import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { levelRank, lockTree } from './lock-order.store.ts'

/**
 * Rows whose figures enter the net: a table with county_id, place_id, indicator_id, value, missing and prior_*,
 * aliased `v`; which of its rows; and where a row's period stands.
 */
export interface FactBatch {
  readonly table: RawBuilder<unknown>
  readonly filter: RawBuilder<unknown>
  readonly period: RawBuilder<string>
}

/** One pair of the cover that opened or closed. */
export interface CoverStep {
  readonly ancestorId: number
  readonly descendantId: number
  readonly sign: 1 | -1
}

/**
 * The one place where a request may reach above its rectangle: what lies above must stay right. Places are opened too:
 * a zone may have opened since the rectangle was found, and must not be passed over.
 */
export async function deriving<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`set local gangju.derive = 'on'`.execute(trx)
  const result = await work()
  await sql`set local gangju.derive = 'off'`.execute(trx)
  return result
}

/**
 * Adds the difference between a batch and what it replaces to every ancestor and zone, each once [RU1, RU6].
 *
 * Differences are first gathered at the tree parent, then spread over the parent's cover; only memberships that a
 * parent does not share are spread one by one. Rows are locked deep first, so that writers cannot wait in a circle.
 */
export async function addBatch(trx: Trx, { table, filter, period }: FactBatch): Promise<void> {
  await sql`
    with change as (
      select v.place_id, v.indicator_id, ${period} as period,
             (v.value is not null or v.missing = 'notApplicable')::int
               - (v.prior_version is not null and (v.prior_value is not null or v.prior_missing = 'notApplicable'))::int as reported,
             (v.value is not null)::int - (v.prior_value is not null)::int as counted,
             coalesce(v.value, 0) - coalesce(v.prior_value, 0) as total, v.value as low, v.value as high
      from ${table} v where ${filter}),
    gathered as (
      select p.parent_id as place_id, indicator_id, period, sum(reported) as reported, sum(counted) as counted, sum(total) as total,
             min(low) as low, max(high) as high
      from change join place p using (place_id) where p.parent_id is not null group by 1, 2, 3),
    spread as (
      select place_id, indicator_id, period, reported, counted, total, low, high from gathered
      union all
      select c.ancestor_id, g.indicator_id, g.period, g.reported, g.counted, g.total, g.low, g.high
      from gathered g join cover c on c.descendant_id = g.place_id and c.until is null
      union all
      select c.ancestor_id, g.indicator_id, g.period, g.reported, g.counted, g.total, g.low, g.high
      from change g join cover c on c.descendant_id = g.place_id and c.until is null and not c.inherited)
    ${upsertFrom(sql`spread`)}`.execute(trx)
}

/** Moves what lies under the pairs that opened or closed: the observations in force of each descendant. */
export async function addCoverSteps(trx: Trx, steps: readonly CoverStep[]): Promise<void> {
  await sql`
    with step as (
      select * from unnest(${steps.map((step) => step.ancestorId)}::int[], ${steps.map((step) => step.descendantId)}::int[],
                           ${steps.map((step) => step.sign)}::int[]) s (place_id, descendant_id, sign)),
    spread as (
      select step.place_id, o.indicator_id, o.period,
             sum(step.sign * (o.value is not null or o.missing = 'notApplicable')::int) as reported,
             sum(step.sign * (o.value is not null)::int) as counted,
             sum(step.sign * coalesce(o.value, 0)) as total,
             min(o.value) filter (where step.sign = 1) as low, max(o.value) filter (where step.sign = 1) as high
      from step join place d on d.place_id = step.descendant_id
      join observation o on o.county_id = d.county_id and o.place_id = d.place_id and o.superseded_at is null
      join source s on s.source_id = o.source_id and s.kind = 'return'
      join indicator i on i.indicator_id = o.indicator_id and i.collected_at = d.level
      group by 1, 2, 3)
    ${upsertFrom(sql`spread`)}`.execute(trx)
}

/**
 * A lowest or highest may be too wide afterwards, where what held it has left: `refreshExtremes`. `total` stays null for
 * indicators that may not be summed: there is nothing to read by mistake [RU5].
 */
const upsertFrom = (spread: RawBuilder<unknown>) => sql`
    insert into rollup (county_id, place_id, indicator_id, period, reported, counted, total, low, high)
    select a.county_id, a.place_id, s.indicator_id, s.period, sum(s.reported), sum(s.counted),
           case when i.over_places in ('sum', 'mean') then sum(s.total) end,
           case when i.over_places in ('min', 'max') then min(s.low) end, case when i.over_places in ('min', 'max') then max(s.high) end
    from ${spread} s join place a on a.place_id = s.place_id join indicator i on i.indicator_id = s.indicator_id
    group by a.county_id, a.place_id, a.level, s.indicator_id, i.over_places, s.period
    having sum(s.reported) <> 0 or sum(s.counted) <> 0 or sum(s.total) <> 0 or i.over_places in ('min', 'max')
    order by ${levelRank(sql`a.level`)}, a.place_id, s.indicator_id, s.period
    on conflict (county_id, place_id, indicator_id, period) do update
    set reported = rollup.reported + excluded.reported, counted = rollup.counted + excluded.counted,
        total = rollup.total + excluded.total,
        low = least(rollup.low, excluded.low), high = greatest(rollup.high, excluded.high)`

/** Where a figure that was the lowest or highest of an ancestor is replaced by the batch. Asked after `addBatch`. */
const lostExtremes = ({ table, filter, period }: FactBatch) => sql`
    select distinct r.place_id, r.indicator_id, r.period
    from ${table} v
    join indicator i on i.indicator_id = v.indicator_id and i.over_places in ('min', 'max')
    join cover c on c.descendant_id = v.place_id and c.until is null
    join place a on a.place_id = c.ancestor_id
    join rollup r on r.county_id = a.county_id and r.place_id = a.place_id and r.indicator_id = v.indicator_id and r.period = ${period}
    where ${filter} and v.value is distinct from v.prior_value and (v.prior_value <= r.low or v.prior_value >= r.high)`

/** Keeps lowest and highest right after a batch was added. */
export async function refreshBatchExtremes(trx: Trx, batch: FactBatch): Promise<void> {
  await refreshExtremes(trx, lostExtremes(batch))
}

/** The same after places moved: in every cell of the ancestors that something left or came to. */
export async function refreshMovedExtremes(trx: Trx, steps: readonly CoverStep[]): Promise<void> {
  const ancestorIds = [...new Set(steps.filter((step) => step.sign === -1).map((step) => step.ancestorId))]
  if (ancestorIds.length === 0) return
  const cells = sql`
    select r.place_id, r.indicator_id, r.period from rollup r join indicator i on i.indicator_id = r.indicator_id
    where i.over_places in ('min', 'max') and r.place_id = any (${ancestorIds}::int[])
      and r.county_id in (select county_id from place where place_id = any (${ancestorIds}::int[]))`
  await refreshExtremes(trx, cells)
}

/**
 * Finds lowest and highest of some cells anew: a difference cannot say what the next lowest is. Called after the rows
 * themselves were locked, so the statement sees what every earlier writer of them did.
 */
async function refreshExtremes(trx: Trx, cells: RawBuilder<unknown>): Promise<void> {
  await sql`
    update rollup r set low = found.low, high = found.high
    from (
      select r.county_id, r.place_id, r.indicator_id, r.period, min(o.value) as low, max(o.value) as high
      from (${cells}) cell
      join place a on a.place_id = cell.place_id
      join rollup r on r.county_id = a.county_id and r.place_id = cell.place_id and r.indicator_id = cell.indicator_id
        and r.period = cell.period
      join indicator i on i.indicator_id = r.indicator_id
      left join (cover c join place d on d.place_id = c.descendant_id)
        on c.ancestor_id = r.place_id and c.until is null and d.level = i.collected_at
      left join observation o on o.county_id = d.county_id and o.place_id = d.place_id and o.indicator_id = r.indicator_id
        and o.period = r.period and o.superseded_at is null
        and o.source_id in (select source_id from source where kind = 'return')
      group by 1, 2, 3, 4) found
    where r.county_id = found.county_id and r.place_id = found.place_id and r.indicator_id = found.indicator_id
      and r.period = found.period and (r.low is distinct from found.low or r.high is distinct from found.high)`.execute(
    trx,
  )
}

/** What the roll-ups would be if they were made anew from the observations in force: one row per difference. */
export async function listRollupDifferences(trx: Trx) {
  const { rows } = await sql<{ placeId: number; indicatorId: number; period: string; stored: string; rebuilt: string }>`
    select place_id, indicator_id, period, to_json(r)::text as stored, to_json(f)::text as rebuilt
    from (select place_id, indicator_id, period, reported, counted, trim_scale(total) as total, trim_scale(low) as low, trim_scale(high) as high
          from rollup where reported <> 0 or counted <> 0 or total <> 0 or low is not null or high is not null) r
    full join (${rebuiltRows}) f using (place_id, indicator_id, period)
    where (r.reported, r.counted, r.total, r.low, r.high) is distinct from (f.reported, f.counted, f.total, f.low, f.high)
    limit 1000`.execute(trx)
  return rows
}

/** Drops every roll-up and makes it anew; writers wait meanwhile, readers do not. @returns the number of rows. */
export async function rebuildRollups(trx: Trx): Promise<number> {
  await sql`${lockTree}`.execute(trx)
  await sql`lock table rollup in share row exclusive mode`.execute(trx)
  await sql`delete from rollup`.execute(trx)
  const { numAffectedRows } = await sql`
    insert into rollup (county_id, place_id, indicator_id, period, reported, counted, total, low, high)
    select a.county_id, f.place_id, f.indicator_id, f.period, f.reported, f.counted, f.total, f.low, f.high
    from (${rebuiltRows}) f join place a using (place_id)`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

const rebuiltRows = sql`
    select c.ancestor_id as place_id, o.indicator_id, o.period,
           count(*) filter (where o.value is not null or o.missing = 'notApplicable')::int as reported,
           count(o.value)::int as counted,
           case when i.over_places in ('sum', 'mean') then trim_scale(coalesce(sum(o.value), 0)) end as total,
           case when i.over_places in ('min', 'max') then trim_scale(min(o.value)) end as low,
           case when i.over_places in ('min', 'max') then trim_scale(max(o.value)) end as high
    from observation o
    join source s on s.source_id = o.source_id and s.kind = 'return'
    join place d on d.place_id = o.place_id and d.county_id = o.county_id
    join indicator i on i.indicator_id = o.indicator_id and i.collected_at = d.level
    join cover c on c.descendant_id = o.place_id and c.until is null
    where o.superseded_at is null
    group by c.ancestor_id, o.indicator_id, o.period, i.over_places
    having count(*) filter (where o.value is not null or o.missing = 'notApplicable') > 0`
