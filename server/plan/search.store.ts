import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { isReached, type Reach } from './library.store.ts'

export interface HitRow {
  readonly document: string
  readonly title: string
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: PlaceLevel
  readonly version: number
  readonly anchor: string
  readonly heading: string
  readonly start: number
  readonly words: string
}

/** A clause longer than this is searched whole and shown by its beginning. */
const mostShown = 20_000

/**
 * Clauses of current versions in which every word stands, newest document first.
 *
 * Compared one by one: under row security PostgreSQL asks an index of words nothing before it has asked who may read the
 * row, so there is none.
 */
export async function searchClauses(
  db: Db,
  reach: Reach,
  { words, limit }: { readonly words: readonly string[]; readonly limit: number },
): Promise<HitRow[]> {
  const stands = words.map((word) => sql`and strpos(c.folded, ${word}) > 0`)
  const { rows } = await sql<HitRow>`
    select d.code as document, v.title, p.code as place_code, p.name as place_name, p.level as place_level, v.version,
           c.anchor, c.heading, (c.entry ->> 'start')::int as start, left(c.words, ${mostShown}) as words
    from document_version v
    join document_clause c on c.county_id = v.county_id and c.document_id = v.document_id and c.version = v.version
    join document d on d.document_id = v.document_id
    join place p on p.place_id = v.place_id
    where v.superseded_at is null and ${isReached('v', reach)} and ${isReached('c', reach)} ${sql.join(stands, sql` `)}
    order by v.recorded_at desc, d.code, c.ordinal limit ${limit}`.execute(db)
  return rows
}
