import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'

/** A place as a list or an officer states it. `parentCode` may name a place that is not loaded: then it has no parent here. */
export interface NewPlace {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parentCode: string | null
  readonly kind: string
  readonly administrative: boolean
  readonly initials: string
  readonly pinyin: string
  readonly validFrom?: string
}

/**
 * Adds places, parents before children or in one call; codes that exist keep their row and take the new name.
 * Each new place gets its tree edge and the words it is found by. The cover is refreshed by `refreshCover`.
 *
 * @returns ids of the places that are new.
 */
export async function insertPlaces(trx: Trx, places: readonly NewPlace[]): Promise<number[]> {
  if (places.length === 0) return []
  const column = <K extends keyof NewPlace>(key: K) => places.map((place) => place[key] ?? null)
  const { rows } = await sql<{ placeId: number }>`
    insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin, valid_from)
    select r.code, r.name, r.level, p.place_id,
           case when r.level in ('town', 'village', 'zone') and p.level in ('county', 'town') then p.county_id else 0 end,
           r.kind, r.administrative, r.initials, r.pinyin, coalesce(r.valid_from, '0001-01-01')
    from unnest(${column('code')}::text[], ${column('name')}::text[], ${column('level')}::text[], ${column('parentCode')}::text[],
                ${column('kind')}::text[], ${column('administrative')}::boolean[], ${column('initials')}::text[],
                ${column('pinyin')}::text[], ${column('validFrom')}::date[])
      as r (code, name, level, parent_code, kind, administrative, initials, pinyin, valid_from)
    left join place p on p.code = r.parent_code
    on conflict (code) do nothing
    returning place_id`.execute(trx)
  const ids = rows.map((row) => row.placeId)
  await sql`update place set county_id = place_id where county_id = 0 and place_id = any (${ids}::int[])`.execute(trx)
  await sql`
    insert into place_edge (ancestor_id, descendant_id, kind, valid_from)
    select parent_id, place_id, 'tree', valid_from from place where parent_id is not null and place_id = any (${ids}::int[])`.execute(
    trx,
  )
  await insertWords(trx, ids)
  return ids
}

/** Places that were loaded before their parent was: hangs them under it. @returns ids of the places that found a parent. */
export async function adoptOrphans(trx: Trx, parents: ReadonlyMap<string, string>): Promise<number[]> {
  const { rows } = await sql<{ placeId: number }>`
    update place c set parent_id = p.place_id
    from unnest(${[...parents.keys()]}::text[], ${[...parents.values()]}::text[]) as r (code, parent_code)
    join place p on p.code = r.parent_code
    where c.code = r.code and c.parent_id is null and c.place_id <> p.place_id
    returning c.place_id`.execute(trx)
  const ids = rows.map((row) => row.placeId)
  await sql`
    insert into place_edge (ancestor_id, descendant_id, kind, valid_from)
    select parent_id, place_id, 'tree', valid_from from place where place_id = any (${ids}::int[])
    on conflict do nothing`.execute(trx)
  return ids
}

/** One- and two-character grams of the name, and every prefix of the initials: a search is one index look-up. */
export async function insertWords(trx: Trx, placeIds: readonly number[]): Promise<void> {
  await sql`
    insert into place_word (place_id, words)
    select place_id, array(
      select substr(name, i, 1) from generate_series(1, length(name)) i
      union select substr(name, i, 2) from generate_series(1, length(name) - 1) i
      union select '~' || substr(initials, 1, i) from generate_series(1, length(initials)) i)
    from place where place_id = any (${[...placeIds]}::int[])
    on conflict (place_id) do update set words = excluded.words`.execute(trx)
}

/** Ids by code; codes that are not known are left out. */
export async function findPlaceIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('place')
    .select(['code', 'placeId'])
    .where('code', 'in', codes.length ? [...codes] : [''])
    .execute()
  return new Map(rows.map((row) => [row.code, row.placeId]))
}

/** Raises the number that caches of the tree are kept by. */
export async function raiseNetEpoch(trx: Trx): Promise<void> {
  await sql`update setting set value = to_jsonb(value::int + 1) where name = 'netEpoch'`.execute(trx)
}
