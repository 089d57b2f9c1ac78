import { closeCover, type PlaceEdge } from '@gangju/net/place'
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
 * @throws Problem `place.cycle`, `place.twoParents` when the edges are no net.
 */
export async function refreshCover(trx: Trx, placeIds: readonly number[], at: Date): Promise<CoverStep[]> {
  await sql`${lockTree}`.execute(trx)
  const steps = await deriving(trx, async () => {
    const moved = await listMoved(trx, placeIds, at)
    await lockCountiesOf(trx, moved)
    const aligned = await alignCover(trx, moved, at)
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

/** Every county in which a figure lies that may move. */
async function lockCountiesOf(trx: Trx, placeIds: readonly number[]): Promise<void> {
  const { rows } = await sql<{ countyId: number }>`
    select distinct county_id from place where place_id = any (${[...placeIds]}::int[])`.execute(trx)
  await sql`${lockCounties(rows.map((row) => row.countyId))}`.execute(trx)
}

async function listAbove(trx: Trx, placeIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ ancestorId: number }>`
    select distinct ancestor_id from cover where until is null and descendant_id = any (${[...placeIds]}::int[])`.execute(
    trx,
  )
  return rows.map((row) => row.ancestorId)
}

const inForce = (at: Date) => sql`
  e.valid_from <= (${at}::timestamptz at time zone 'Asia/Shanghai')::date
  and (e.valid_to is null or e.valid_to > (${at}::timestamptz at time zone 'Asia/Shanghai')::date)`

/** Places whose cover may change: these, all that the edges put below them, and all that was below them until now. */
async function listMoved(trx: Trx, placeIds: readonly number[], at: Date): Promise<number[]> {
  const { rows } = await sql<{ placeId: number }>`
    with recursive down as (
      select unnest(${[...placeIds]}::int[]) as place_id
      union
      select e.descendant_id from down join place_edge e on e.ancestor_id = down.place_id and ${inForce(at)})
    select place_id from down
    union
    select descendant_id from cover where until is null and ancestor_id = any (${[...placeIds]}::int[])`.execute(trx)
  return rows.map((row) => row.placeId)
}

async function listEdgesAbove(trx: Trx, placeIds: readonly number[], at: Date): Promise<PlaceEdge[]> {
  const { rows } = await sql<PlaceEdge>`
    with recursive above as (
      select e.ancestor_id, e.descendant_id, e.kind from place_edge e
      where e.descendant_id = any (${[...placeIds]}::int[]) and ${inForce(at)}
      union
      select e.ancestor_id, e.descendant_id, e.kind
      from above join place_edge e on e.descendant_id = above.ancestor_id and ${inForce(at)})
    select ancestor_id as ancestor, descendant_id as descendant, kind from above`.execute(trx)
  return rows
}

/**
 * The closure is that of the pure rule. Its pairs go to the database as lists: of what a recursion brings forth the
 * planner guesses so wildly that the same in one statement took minutes.
 */
async function alignCover(trx: Trx, moved: readonly number[], at: Date): Promise<CoverStep[]> {
  const edges = await listEdgesAbove(trx, moved, at)
  const parents = new Map(edges.filter(({ kind }) => kind === 'tree').map((edge) => [edge.descendant, edge.ancestor]))
  const moving = new Set(moved)
  const pairs = closeCover(edges).filter(({ descendant }) => moving.has(descendant))
  const inherited = pairs.map((pair) => pair.inherited || parents.get(pair.descendant) === pair.ancestor)
  const { rows } = await sql<CoverStep>`
    with wanted as (
      select * from unnest(${pairs.map((pair) => pair.ancestor)}::int[], ${pairs.map((pair) => pair.descendant)}::int[],
                           ${inherited}::boolean[]) w (ancestor_id, descendant_id, inherited)),
    closed as (
      update cover c set until = greatest(${at}::timestamptz, c.since)
      where c.until is null and c.descendant_id = any (${[...moved]}::int[])
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
