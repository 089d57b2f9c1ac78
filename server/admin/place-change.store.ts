import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { refreshCover } from '../net/cover.store.ts'
import { lockTree } from '../net/lock-order.store.ts'
import { findPlaceIds, insertWords, raiseNetEpoch } from '../net/place.store.ts'
import type { ChangePlan, Edge, KnownEdge, KnownPlace, OpenedPlace } from './place-plan.ts'

/** Changes of the tree come one after the other: what one has read stays true until it is done. */
export async function holdTree(trx: Trx): Promise<void> {
  await sql`${lockTree}`.execute(trx)
}

/** Code of the lowest place of the tree, county or above, that is or covers all of these; undefined when one is unknown. */
export async function findHome(db: Db, codes: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    with wanted as (select p.place_id from unnest(${[...new Set(codes)]}::text[]) code join place p using (code)),
    up as (
      select place_id, place_id as home_id from wanted
      union
      select w.place_id, c.ancestor_id from wanted w join cover c on c.descendant_id = w.place_id and c.until is null)
    select home.code from up join place home on home.place_id = up.home_id
    where home.level in ('county', 'city', 'province', 'country')
    group by home.code, home.level having count(*) = ${new Set(codes).size}
    order by array_position(array['county', 'city', 'province', 'country'], home.level) limit 1`.execute(db)
  return rows[0]?.code
}

/** Rows by code; codes that are not known are left out. */
export async function listKnownPlaces(db: Db, codes: readonly string[]): Promise<Map<string, KnownPlace>> {
  const { rows } = await sql<KnownPlace>`
    select code, name, level, county_id, valid_from, valid_to from place where code = any (${[...codes]}::text[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.code, row]))
}

/** Edges in force that lead to the places, and tree edges that lead from them. */
export async function listKnownEdges(db: Db, codes: readonly string[]): Promise<KnownEdge[]> {
  const { rows } = await sql<KnownEdge>`
    select a.code as ancestor, d.code as descendant, e.kind, e.valid_from
    from place_edge e join place a on a.place_id = e.ancestor_id join place d on d.place_id = e.descendant_id
    where e.valid_to is null and (d.code = any (${[...codes]}::text[]) or (e.kind = 'tree' and a.code = any (${[...codes]}::text[])))`.execute(
    db,
  )
  return rows
}

export async function isCovered(db: Db, { by, place }: { by: string; place: string }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from cover c join place a on a.place_id = c.ancestor_id join place d on d.place_id = c.descendant_id
    where c.until is null and a.code = ${by} and d.code = ${place}`.execute(db)
  return rows.length > 0
}

/** Those of the places that a succession of this kind names on the day. */
export async function listChangedOn(
  db: Db,
  { codes, kind, on }: { codes: readonly string[]; kind: string; on: string },
) {
  const { rows } = await sql<{ code: string }>`
    select p.code from succession s join place p on p.place_id = s.predecessor_id
    where p.code = any (${[...codes]}::text[]) and s.kind = ${kind} and s.happened_on = ${on}::date`.execute(db)
  return new Set(rows.map((row) => row.code))
}

export interface Spelled {
  readonly initials: string
  readonly pinyin: string
}

export interface Applying {
  readonly on: string
  readonly at: Date
  readonly spell: (name: string, code: string) => Spelled
}

/**
 * Writes a plan: places, edges, successions, then the cover with every roll-up that moves, all in the caller's transaction [RU7].
 *
 * A new place has the county of its parent, or what stands in for one: the row must lie in the rectangle before it has an id.
 */
export async function applyChange(trx: Trx, plan: ChangePlan, { on, at, spell }: Applying): Promise<void> {
  for (const place of plan.opened) await insertPlace(trx, place, { on, ...spell(place.name, place.code) })
  for (const { code, name } of plan.renamed) await renamePlace(trx, { code, name, ...spell(name, code) })
  await sql`update place set valid_to = ${on}::date where code = any (${[...plan.ended]}::text[])`.execute(trx)
  await closeEdges(trx, plan.closes, on)
  await openEdges(trx, plan.opens, on)
  await insertSuccessions(trx, plan, on)
  const moved = [...plan.opened.map(({ code }) => code), ...plan.opens.map(({ descendant }) => descendant)]
  const affected = new Set([...moved, ...plan.closes.map(({ descendant }) => descendant), ...plan.ended])
  if (affected.size === 0) await raiseNetEpoch(trx)
  else await refreshCover(trx, [...(await findPlaceIds(trx, [...affected])).values()], at)
}

async function insertPlace(
  trx: Trx,
  place: OpenedPlace,
  { on, initials, pinyin }: Spelled & { on: string },
): Promise<void> {
  const { rows } = await sql<{ placeId: number }>`
    insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin, valid_from)
    select ${place.code}, ${place.name}, ${place.level}, place_id, county_id, ${place.kind}, ${place.administrative}::boolean,
           ${initials}, ${pinyin}, ${on}::date
    from place where code = ${place.parent} returning place_id`.execute(trx)
  await openEdges(trx, [{ ancestor: place.parent, descendant: place.code, kind: 'tree' }], on)
  await insertWords(
    trx,
    rows.map((row) => row.placeId),
  )
}

async function renamePlace(
  trx: Trx,
  { code, name, initials, pinyin }: Spelled & { code: string; name: string },
): Promise<void> {
  const { rows } = await sql<{ placeId: number }>`
    update place set name = ${name}, initials = ${initials}, pinyin = ${pinyin} where code = ${code} returning place_id`.execute(
    trx,
  )
  await insertWords(
    trx,
    rows.map((row) => row.placeId),
  )
}

const edgeRows = (edges: readonly Edge[]) => sql`
    unnest(${edges.map((edge) => edge.ancestor)}::text[], ${edges.map((edge) => edge.descendant)}::text[],
           ${edges.map((edge) => edge.kind)}::text[]) r (ancestor, descendant, kind)
    join place a on a.code = r.ancestor join place d on d.code = r.descendant`

async function closeEdges(trx: Trx, edges: readonly Edge[], on: string): Promise<void> {
  if (edges.length === 0) return
  await sql`
    update place_edge e set valid_to = ${on}::date from ${edgeRows(edges)}
    where e.ancestor_id = a.place_id and e.descendant_id = d.place_id and e.kind = r.kind and e.valid_to is null`.execute(
    trx,
  )
}

/** An edge that was closed on its first day opens again. A tree edge moves the parent with it. */
async function openEdges(trx: Trx, edges: readonly Edge[], on: string): Promise<void> {
  if (edges.length === 0) return
  await sql`
    insert into place_edge (ancestor_id, descendant_id, kind, valid_from)
    select a.place_id, d.place_id, r.kind, ${on}::date from ${edgeRows(edges)}
    on conflict (ancestor_id, descendant_id, kind, valid_from) do update set valid_to = null`.execute(trx)
  await sql`
    update place moved set parent_id = a.place_id from ${edgeRows(edges)}
    where moved.place_id = d.place_id and r.kind = 'tree' and moved.parent_id is distinct from a.place_id`.execute(trx)
}

async function insertSuccessions(trx: Trx, { successions }: ChangePlan, on: string): Promise<void> {
  if (successions.length === 0) return
  const column = <K extends keyof (typeof successions)[number]>(key: K) => successions.map((one) => one[key])
  await sql`
    insert into succession (county_id, place_id, predecessor_id, successor_id, kind, happened_on, old_name, new_name)
    select s.county_id, s.place_id, p.place_id, s.place_id, r.kind, ${on}::date, r.old_name, r.new_name
    from unnest(${column('predecessor')}::text[], ${column('successor')}::text[], ${column('kind')}::text[],
                ${column('oldName')}::text[], ${column('newName')}::text[]) r (predecessor, successor, kind, old_name, new_name)
    join place p on p.code = r.predecessor join place s on s.code = r.successor`.execute(trx)
}
