import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { lockCounties, lockTree } from './lock-order.store.ts'
import { announce } from './observation.store.ts'
import { raiseNetEpoch } from './place.store.ts'
import { addCoverSteps, type CoverStep, deriving, refreshMovedExtremes } from './rollup.store.ts'
import { refreshAllRosters, refreshRoster } from './roster.store.ts'

/**
 * Makes the cover of some places and all below them equal to the closure of the edges in force today, and moves
 * their figures with them: what left an ancestor is taken from its roll-ups, what came is added, in the same transaction [RU7].
 *
 * @param placeIds the places whose edges changed.
 * @throws Problem from the caller when the edges form a cycle: the closure would hold a place above itself, which a check refuses.
 */
export async function refreshCover(trx: Trx, placeIds: readonly number[], at: Date): Promise<CoverStep[]> {
  await sql`${lockTree}`.execute(trx)
  const steps = await deriving(trx, async () => {
    const moved = await lockAffected(trx, placeIds, at)
    const align = () => alignCover(trx, placeIds, at)
    const aligned = moved < manyPlaces ? await align() : await joiningWhole(trx, align)
    await addCoverSteps(trx, aligned)
    await refreshMovedExtremes(trx, aligned)
    return aligned
  })
  const left = steps.map((step) => step.ancestorId)
  await refreshRoster(trx, [...new Set([...left, ...placeIds, ...(await listAbove(trx, placeIds))])])
  await raiseNetEpoch(trx)
  await announce(trx, { counties: [], ancestors: [...new Set(steps.map((step) => step.ancestorId))], periods: [] })
  return steps
}

const manyPlaces = 2_000

/**
 * For work on most of the net at once. The planner knows nothing of what a transaction has just filled or works out on
 * the way; guessing a few rows it looks up one by one, and minutes become hours.
 */
async function joiningWhole<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(trx)
  const result = await work()
  await sql`set local enable_nestloop to default`.execute(trx)
  return result
}

/** Locks every county in which a figure lies that may move. @returns how many places may. */
async function lockAffected(trx: Trx, placeIds: readonly number[], at: Date): Promise<number> {
  const { rows } = await sql<{ countyId: number; places: number }>`
    ${withMoved(placeIds, at)}
    select p.county_id, count(*)::int as places from place p where p.place_id in (select place_id from moved) group by 1`.execute(
    trx,
  )
  await sql`${lockCounties(rows.map((row) => row.countyId))}`.execute(trx)
  return rows.reduce((sum, row) => sum + row.places, 0)
}

async function listAbove(trx: Trx, placeIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ ancestorId: number }>`
    select distinct ancestor_id from cover where until is null and descendant_id = any (${[...placeIds]}::int[])`.execute(
    trx,
  )
  return rows.map((row) => row.ancestorId)
}

/** Places whose cover may change: these, all that the edges put below them, and all that was below them until now. */
const withMoved = (placeIds: readonly number[], at: Date) => sql`
    with recursive down as (
      select unnest(${[...placeIds]}::int[]) as place_id
      union
      select e.descendant_id from down join place_edge e on e.ancestor_id = down.place_id
      where e.valid_from <= (${at}::timestamptz at time zone 'Asia/Shanghai')::date and (e.valid_to is null or e.valid_to > (${at}::timestamptz at time zone 'Asia/Shanghai')::date)),
    moved as (
      select place_id from down
      union
      select descendant_id from cover where until is null and ancestor_id = any (${[...placeIds]}::int[]))`

async function alignCover(trx: Trx, placeIds: readonly number[], at: Date): Promise<CoverStep[]> {
  const { rows } = await sql<CoverStep>`
    ${withMoved(placeIds, at)},
    up as (
      select e.descendant_id as place_id, e.ancestor_id from moved join place_edge e on e.descendant_id = moved.place_id
      where e.valid_from <= (${at}::timestamptz at time zone 'Asia/Shanghai')::date and (e.valid_to is null or e.valid_to > (${at}::timestamptz at time zone 'Asia/Shanghai')::date)
      union
      select up.place_id, e.ancestor_id from up join place_edge e on e.descendant_id = up.ancestor_id
      where e.valid_from <= (${at}::timestamptz at time zone 'Asia/Shanghai')::date and (e.valid_to is null or e.valid_to > (${at}::timestamptz at time zone 'Asia/Shanghai')::date)),
    parent as (
      select e.descendant_id as place_id, e.ancestor_id as parent_id from moved join place_edge e on e.descendant_id = moved.place_id
      where e.kind = 'tree' and e.valid_from <= (${at}::timestamptz at time zone 'Asia/Shanghai')::date and (e.valid_to is null or e.valid_to > (${at}::timestamptz at time zone 'Asia/Shanghai')::date)),
    above_parent as (
      select p.parent_id as place_id, c.ancestor_id from (select distinct parent_id from parent) p
      join cover c on c.descendant_id = p.parent_id and c.until is null
      where p.parent_id not in (select place_id from moved)
      union
      select up.place_id, up.ancestor_id from up),
    wanted as (
      select up.ancestor_id, up.place_id as descendant_id,
             coalesce(up.ancestor_id = p.parent_id, false) or a.place_id is not null as inherited
      from up left join parent p on p.place_id = up.place_id
      left join above_parent a on a.place_id = p.parent_id and a.ancestor_id = up.ancestor_id),
    closed as (
      update cover c set until = greatest(${at}::timestamptz, c.since)
      where c.until is null and c.descendant_id in (select place_id from moved)
        and not exists (select 1 from wanted w where w.ancestor_id = c.ancestor_id and w.descendant_id = c.descendant_id)
      returning ancestor_id, descendant_id),
    kept as (
      update cover c set inherited = w.inherited from wanted w
      where c.until is null and c.ancestor_id = w.ancestor_id and c.descendant_id = w.descendant_id and c.inherited <> w.inherited
      returning 1),
    opened as (
      insert into cover (ancestor_id, descendant_id, inherited, since)
      select w.ancestor_id, w.descendant_id, w.inherited, greatest(${at}::timestamptz, (
               select max(c.until) from cover c
               where c.until is not null and c.ancestor_id = w.ancestor_id and c.descendant_id = w.descendant_id))
      from wanted w
      where not exists (select 1 from cover c where c.until is null and c.ancestor_id = w.ancestor_id and c.descendant_id = w.descendant_id)
      returning ancestor_id, descendant_id)
    select ancestor_id, descendant_id, -1 as sign from closed
    union all select ancestor_id, descendant_id, 1 from opened`.execute(trx)
  return rows
}

/**
 * The whole cover and roster at once, for a bulk load of places: level by level, no figures to move.
 * Pairs in force stay; only missing ones are added.
 *
 * @returns the number of pairs that are new.
 */
export async function completeCover(trx: Trx, at: Date): Promise<number> {
  await sql`${lockTree}`.execute(trx)
  const pairs = await joiningWhole(trx, async () => {
    const added = await insertTreePairs(trx, at)
    await refreshAllRosters(trx)
    return added
  })
  await raiseNetEpoch(trx)
  return pairs
}

async function insertTreePairs(trx: Trx, at: Date): Promise<number> {
  let pairs = 0
  for (const level of ['province', 'city', 'county', 'town', 'village', 'zone']) {
    const { numAffectedRows } = await sql`
      insert into cover (ancestor_id, descendant_id, inherited, since)
      select p.parent_id, p.place_id, true, ${at}::timestamptz from place p where p.level = ${level} and p.parent_id is not null
      union all
      select c.ancestor_id, p.place_id, true, ${at}::timestamptz from place p join cover c on c.descendant_id = p.parent_id and c.until is null
      where p.level = ${level}
      on conflict do nothing`.execute(trx)
    pairs += Number(numAffectedRows ?? 0)
  }
  return pairs
}
