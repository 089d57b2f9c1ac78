import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

/** Whether anybody can sign in at all. */
export async function hasPerson(trx: Trx): Promise<boolean> {
  return (await trx.selectFrom('person').select('personId').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Gives the administrators of the tops of the tree their roles at every top that came since: a province loaded above a
 * city, or the first places of an empty installation. `founder` counts as one while nobody holds a grant.
 *
 * @returns how many grants are new.
 */
export async function extendToRoots(
  trx: Trx,
  { founder, roles }: { founder: string; roles: readonly string[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    with top as (select place_id, county_id from place where parent_id is null and level <> 'zone'),
    holder as (
      select distinct g.person_id from person_grant g join role r using (role_id)
      join cover c on c.descendant_id = g.place_id and c.until is null join top on top.place_id = c.ancestor_id
      where r.code = 'administrator' and g.ended_at is null and g.goal_id is null
        and not exists (select 1 from cover up join place p on p.place_id = up.ancestor_id
                        where up.descendant_id = g.place_id and up.until is null and p.parent_id is not null)
      union
      select person_id from person where username = ${founder} and not exists (select 1 from person_grant))
    insert into person_grant (county_id, place_id, person_id, role_id)
    select top.county_id, top.place_id, holder.person_id, r.role_id
    from top cross join holder join role r on r.code = any (${[...roles]}::text[])
    where not exists (
      select 1 from person_grant g where g.person_id = holder.person_id and g.place_id = top.place_id and g.role_id = r.role_id)`.execute(
    trx,
  )
  return Number(numAffectedRows ?? 0)
}
