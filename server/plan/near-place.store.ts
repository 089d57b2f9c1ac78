import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** A place that a document of another may name. */
export interface NearPlace {
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  /** Name of the place above. */
  readonly within: string | null
}

/** So many places make a dictionary; the widest come first. */
const mostPlaces = 20_000

/** The place itself, what covers it and what it covers today. */
export async function listNearPlaces(db: Db, placeId: number): Promise<NearPlace[]> {
  const { rows } = await sql<NearPlace>`
    select p.code, p.name, p.level, up.name as within
    from (select ${placeId}::int as place_id
          union select ancestor_id from cover where descendant_id = ${placeId} and until is null
          union select descendant_id from cover where ancestor_id = ${placeId} and until is null) near
    join place p on p.place_id = near.place_id
    left join place up on up.place_id = p.parent_id
    where p.valid_to is null
    order by array_position(array['country', 'province', 'city', 'county', 'zone', 'town', 'village'], p.level), p.code
    limit ${mostPlaces}`.execute(db)
  return rows
}
