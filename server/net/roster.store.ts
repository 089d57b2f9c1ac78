import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { levelRank, lockTree } from './lock-order.store.ts'
import { deriving } from './rollup.store.ts'

const changes = sql`
    select a.county_id, a.place_id, d.level, day as from_day, sum(step)::int as change
    from cover c join place a on a.place_id = c.ancestor_id join place d on d.place_id = c.descendant_id
    cross join lateral (values (d.valid_from, 1), (d.valid_to, -1)) as change (day, step)
    where c.until is null and d.administrative and day is not null`

/** Denominators of completeness under some places: how many administrative places of each level, day by day. */
export async function refreshRoster(trx: Trx, placeIds: readonly number[]): Promise<void> {
  await deriving(trx, async () => {
    await sql`delete from roster where place_id = any (${[...placeIds]}::int[])`.execute(trx)
    await sql`
      insert into roster (county_id, place_id, level, from_day, change)
      ${changes} and a.place_id = any (${[...placeIds]}::int[])
      group by a.county_id, a.place_id, a.level, d.level, day having sum(step) <> 0
      order by ${levelRank(sql`a.level`)}, a.place_id`.execute(trx)
  })
}

/** The same of every place. @returns the number of rows. */
export async function refreshAllRosters(trx: Trx): Promise<number> {
  await sql`${lockTree}`.execute(trx)
  await sql`delete from roster`.execute(trx)
  const { numAffectedRows } = await sql`
    insert into roster (county_id, place_id, level, from_day, change)
    ${changes} group by a.county_id, a.place_id, d.level, day having sum(step) <> 0`.execute(trx)
  return Number(numAffectedRows ?? 0)
}
