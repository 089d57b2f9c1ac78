import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'
import { type PlaceRow, placeColumns } from '../../net/place-detail.store.ts'

/** Administrative places of a rectangle, a root alone or with all that it covers, in the order of codes; zones are no units. */
export async function listUnitPlaces(
  db: Db,
  { counties, places }: RectangleLists,
  { rootId, extent, limit }: { rootId: number; extent: 'itself' | 'subtree'; limit: number },
): Promise<readonly PlaceRow[]> {
  const below = sql`or p.place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null)`
  const { rows } = await sql<PlaceRow>`
    select ${placeColumns} from place p left join place up on up.place_id = p.parent_id
    where (p.place_id = ${rootId} ${extent === 'subtree' ? below : sql``})
      and (p.county_id = any (${[...counties]}::int[]) or p.place_id = any (${[...places]}::int[]))
      and p.administrative and p.level <> 'zone'
    order by p.code limit ${limit}`.execute(db)
  return rows
}
