import { normalizeQuery, rankPlaces } from '@gangju/net/place'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { type PlaceRow, placeColumns } from '../net/place-detail.store.ts'

export interface ListedPlace extends PlaceRow {
  /** Names from the root, as far as the reader may see. */
  readonly path: string
  readonly initials: string
  readonly pinyin: string
}

export interface PlaceWanted {
  /** Roots of what the reader asked for and holds. */
  readonly rootIds: readonly number[]
  readonly level: string | undefined
  readonly childrenOnly: boolean
  /** Places that have ended by this day are history, not places to list. */
  readonly day: string
}

/** A page in the order of codes, which is that of the tree; leans on `place_code_once`. */
export async function listPlaceRows(
  db: Db,
  wanted: PlaceWanted,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<ListedPlace[]> {
  return readRows(
    db,
    sql`
    select p.* from place p
    where ${isWanted(wanted)} ${after === undefined ? sql`` : sql`and p.code > ${after}`}
    order by p.code limit ${limit}`,
  )
}

/** The best finds for what somebody typed: a part of the name, initials, pinyin or the beginning of a code [PL11]. */
export async function searchPlaceRows(
  db: Db,
  wanted: PlaceWanted,
  { q, limit }: { q: string; limit: number },
): Promise<readonly ListedPlace[]> {
  const query = normalizeQuery(q)
  if (query === '') return []
  const rows = await readRows(
    db,
    sql`
    select p.* from place p where p.place_id in (${candidates(query)}) and ${isWanted(wanted)}
    order by p.name <> ${query}, p.initials <> ${query}, length(p.name), p.code limit ${mostRanked}`,
  )
  return rankPlaces(query, rows, { limit })
}

/** A query that fits more places than this is too short to be ranked well. */
const mostRanked = 1_000

/** A word that stands in more names than this finds only some of them: whoever typed it will type on. */
const mostFound = 50_000

/** Every way leans on an index: grams and initials on `place_word_search`, the code on its key. */
function candidates(query: string): RawBuilder<unknown> {
  const named = sql`select place_id from place_word where words @> ${grams(query)}::text[]`
  if (/^(?:\d+|z-.*)$/.test(query)) {
    const code = `${query.slice(0, 1).toUpperCase()}${query.slice(1)}`
    const coded = sql`select place_id from place where code >= ${code} and code < ${`${code}\u{10ffff}`}`
    return sql`(${coded} limit ${mostFound}) union (${named} limit ${mostFound})`
  }
  if (!/^[a-z0-9]+$/.test(query)) return sql`${named} limit ${mostFound}`
  const spelled = sql`
    select w.place_id from place_word w join place f using (place_id)
    where w.words @> ${[`~${query[0]}`]}::text[] and f.pinyin >= ${query} and f.pinyin < ${`${query}~`}`
  const short = sql`select place_id from place_word where words @> ${[`~${query}`]}::text[]`
  return sql`(${short} limit ${mostFound}) union (${spelled} limit ${mostFound}) union (${named} limit ${mostFound})`
}

/** Pairs of neighbours, or the one character there is. */
function grams(query: string): string[] {
  const characters = Array.from(query)
  if (characters.length === 1) return characters
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))]
}

/** The rows that the database shows reach up to the root for breadcrumbs: a list stays below what was asked for. */
function isWanted({ rootIds, level, childrenOnly, day }: PlaceWanted): RawBuilder<unknown> {
  const roots = sql`any (${[...rootIds]}::int[])`
  const below = childrenOnly
    ? sql`p.place_id in (select e.descendant_id from place_edge e where e.ancestor_id = ${roots} and e.valid_from <= ${day}::date
            and (e.valid_to is null or e.valid_to > ${day}::date))`
    : sql`(p.place_id = ${roots} or exists (
            select 1 from cover c where c.descendant_id = p.place_id and c.ancestor_id = ${roots} and c.until is null))`
  return sql`${below} and (p.valid_to is null or p.valid_to > ${day}::date)
    ${level === undefined ? sql`` : sql`and p.level = ${level}`}`
}

async function readRows(db: Db, found: RawBuilder<unknown>): Promise<ListedPlace[]> {
  const { rows } = await sql<ListedPlace>`
    select ${placeColumns}, p.initials, p.pinyin,
           concat_ws(' / ', (
             select string_agg(a.name, ' / ' order by array_position(array['country', 'province', 'city', 'county', 'town'], a.level))
             from cover c join place a on a.place_id = c.ancestor_id
             where c.descendant_id = p.place_id and c.until is null and a.level <> 'zone'), p.name) as path
    from (${found}) p left join place up on up.place_id = p.parent_id order by p.code`.execute(db)
  return rows
}
