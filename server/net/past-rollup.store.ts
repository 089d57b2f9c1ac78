import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { type CellQuery, observationsKnown, type RollupCell } from './cell.store.ts'

/** From so many rows on, it matters which way round the past is found. */
const MANY = 2_000

/**
 * What lay under each place as it was known at a moment: the roll-ups of now less what was recorded since. Where less was
 * known then than came since, and under places whose cover has changed since, it is formed anew; both ways give the same [FG1].
 *
 * Leans on `observation_by_moment`: what is read grows with what changed, not with what there is.
 */
export async function listRollupCellsAsOf(db: Db, query: CellQuery, asOf: Date): Promise<RollupCell[]> {
  const since = await countUpTo(db, sql`recorded_at > ${asOf}`)
  if (since === MANY && (await countUpTo(db, sql`recorded_at <= ${asOf}`)) < MANY)
    return formRollupCells(db, query, asOf)
  const moved = await listMovedSince(db, query.placeIds, asOf)
  const steady = query.placeIds.filter((placeId) => !moved.has(placeId))
  return [
    ...(steady.length === 0 ? [] : await undoSince(db, { ...query, placeIds: steady }, asOf)),
    ...(moved.size === 0 ? [] : await formRollupCells(db, { ...query, placeIds: [...moved] }, asOf)),
  ]
}

/** The same cells formed anew from the versions of that time, whatever has happened since. */
export async function formRollupCells(db: Db, query: CellQuery, asOf: Date): Promise<RollupCell[]> {
  const { rows } = await sql<RollupCell>`
    select c.ancestor_id as place_id, o.indicator_id, o.period,
           count(*) filter (where o.value is not null or o.missing = 'notApplicable')::int as reported,
           count(o.value)::int as counted, sum(o.value) as total, min(o.value) as low, max(o.value) as high
    from cover c
    join place d on d.place_id = c.descendant_id
    join ${observationsKnown(asOf)} o on o.county_id = d.county_id and o.place_id = d.place_id
    join source s on s.source_id = o.source_id and s.kind = 'return'
    join indicator i on i.indicator_id = o.indicator_id and i.collected_at = d.level
    where c.ancestor_id = any (${[...query.placeIds]}::int[]) and c.since <= ${asOf} and (c.until is null or c.until > ${asOf})
      and o.indicator_id = any (${[...query.indicatorIds]}::int[]) and o.period = any (${[...query.periods]}::text[])
    group by 1, 2, 3`.execute(db)
  return rows
}

async function countUpTo(db: Db, condition: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from observation where ${condition} limit ${MANY}) row`.execute(db)
  return rows[0]!.count
}

/** Places under which another set of places lay at that moment than lies now. */
async function listMovedSince(db: Db, placeIds: readonly number[], asOf: Date): Promise<Set<number>> {
  const { rows } = await sql<{ placeId: number }>`
    select ancestor_id as place_id from cover where ancestor_id = any (${[...placeIds]}::int[]) and until is null and since > ${asOf}
    union
    select ancestor_id from cover where ancestor_id = any (${[...placeIds]}::int[]) and until > ${asOf}`.execute(db)
  return new Set(rows.map((row) => row.placeId))
}

/**
 * One statement, so that what is taken away is what its own roll-ups hold. A lowest or highest cannot be undone: such a cell
 * is formed anew, when anything in it changed.
 */
async function undoSince(db: Db, query: CellQuery, asOf: Date): Promise<RollupCell[]> {
  const cells = sql`indicator_id = any (${[...query.indicatorIds]}::int[]) and period = any (${[...query.periods]}::text[])`
  const { rows } = await sql<RollupCell & { isRanged: boolean }>`
    with since as (
      select -1 as sign, county_id, place_id, indicator_id, period, source_id, value, missing from observation
      where superseded_at is null and recorded_at > ${asOf} and ${cells}
      union all
      select 1, county_id, place_id, indicator_id, period, source_id, value, missing from observation
      where superseded_at > ${asOf} and recorded_at <= ${asOf} and ${cells}),
    undone as (
      select c.ancestor_id as place_id, o.indicator_id, o.period,
             sum(o.sign * (o.value is not null or o.missing = 'notApplicable')::int)::int as reported,
             sum(o.sign * (o.value is not null)::int)::int as counted, sum(o.sign * coalesce(o.value, 0)) as total
      from since o
      join source s on s.source_id = o.source_id and s.kind = 'return'
      join place d on d.place_id = o.place_id and d.county_id = o.county_id
      join indicator i on i.indicator_id = o.indicator_id and i.collected_at = d.level
      join cover c on c.descendant_id = o.place_id and c.until is null and c.ancestor_id = any (${[...query.placeIds]}::int[])
      group by 1, 2, 3),
    present as (
      select place_id, indicator_id, period, reported, counted, total, low, high from rollup
      where county_id = any (${[...query.countyIds]}::int[]) and place_id = any (${[...query.placeIds]}::int[]) and ${cells})
    select place_id, indicator_id, period, coalesce(p.reported, 0) + coalesce(u.reported, 0) as reported,
           coalesce(p.counted, 0) + coalesce(u.counted, 0) as counted,
           case when i.over_places in ('sum', 'mean') then coalesce(p.total, 0) + coalesce(u.total, 0) end as total,
           p.low, p.high, u.total is not null and i.over_places in ('min', 'max') as is_ranged
    from present p full join undone u using (place_id, indicator_id, period) join indicator i using (indicator_id)`.execute(
    db,
  )
  const ranged = rows.filter((row) => row.isRanged)
  const formed = ranged.length === 0 ? [] : await formRollupCells(db, spanOf(query, ranged), asOf)
  const keyOf = (cell: RollupCell) => `${cell.placeId} ${cell.indicatorId} ${cell.period}`
  const wanted = new Set(ranged.map(keyOf))
  return [
    ...rows.filter((row) => !row.isRanged && row.reported > 0),
    ...formed.filter((cell) => wanted.has(keyOf(cell))),
  ]
}

const spanOf = (query: CellQuery, cells: readonly RollupCell[]): CellQuery => ({
  countyIds: query.countyIds,
  placeIds: [...new Set(cells.map((cell) => cell.placeId))],
  indicatorIds: [...new Set(cells.map((cell) => cell.indicatorId))],
  periods: [...new Set(cells.map((cell) => cell.period))],
})
