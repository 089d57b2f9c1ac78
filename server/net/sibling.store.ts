import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

export interface Sibling {
  readonly placeId: number
  readonly countyId: number
  readonly level: string
  readonly track: string | null
}

/** Ids and classes of the administrative places beside a place; no names, and nothing else leaves the bracket. */
export async function listSiblings(
  trx: Trx,
  { parentId, level }: { parentId: number; level: string },
): Promise<Sibling[]> {
  await sql`set local gangju.resolve = 'on'`.execute(trx)
  const { rows } = await sql<Sibling>`
    select p.place_id, p.county_id, p.level,
           (select a.value_name from place_attribute a
            where a.county_id = p.county_id and a.place_id = p.place_id and a.kind = 'track'
              and (a.valid_from is null or a.valid_from <= current_date) and (a.valid_to is null or a.valid_to > current_date)
            order by a.valid_from desc nulls last limit 1) as track
    from place p
    where p.parent_id = ${parentId} and p.level = ${level} and p.administrative and (p.valid_to is null or p.valid_to > current_date)`.execute(
    trx,
  )
  await sql`set local gangju.resolve = 'off'`.execute(trx)
  return rows
}
