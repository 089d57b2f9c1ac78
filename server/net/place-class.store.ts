import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** The urban–rural class (城乡分类) that a source states of a village. */
const STATED = 'urbanRuralClass'

const isInForce = (alias: string, day: string) =>
  sql`t.county_id = ${sql.ref(`${alias}.countyId`)} and t.place_id = ${sql.ref(`${alias}.placeId`)}
    and (t.valid_from is null or t.valid_from <= ${day}::date) and (t.valid_to is null or t.valid_to > ${day}::date)`

/** By its code: the last three digits of residents' committees (居委会) begin below 200, those of villagers' committees (村委会) at 200. */
const byCode = (alias: string) => sql`case when ${sql.ref(`${alias}.level`)} = 'village' then
    case when right(${sql.ref(`${alias}.code`)}, 3) < '200' then 'community' else 'village' end end`

/** What a place is compared within: its stated class, or what its code says of a village; null for others [PL28]. */
export const classOf = (alias: string, day: string): RawBuilder<string | null> => sql`coalesce((
  select t.value from place_attribute t where ${isInForce(alias, day)} and t.kind = ${STATED}
  order by t.valid_from desc nulls last limit 1), ${byCode(alias)})`

/** Whether a place is of one of some classes: what its code says, or the value of any attribute that it holds on the day [PL28]. */
export const isOfClass = (alias: string, classes: readonly string[], day: string): RawBuilder<boolean> => sql`(
  ${byCode(alias)} = any (${[...classes]}::text[])
  or exists (select from place_attribute t where ${isInForce(alias, day)} and t.value = any (${[...classes]}::text[])))`

export interface PlaceClass {
  readonly class: string
  readonly kind: string | null
  readonly name: string | null
  readonly places: number
}

/** The classes of the places of a level under a place on a day, with how many each has; the largest first. */
export async function listPlaceClasses(
  db: Db,
  { placeId, level, day }: { placeId: number; level: string; day: string },
): Promise<PlaceClass[]> {
  const { rows } = await sql<PlaceClass>`
    with covered as (
      select p.place_id, p.county_id, p.code, p.level from place p
      where p.level = ${level} and p.administrative and p.valid_to is null
        and (p.place_id = ${placeId} or p.place_id in (select descendant_id from cover where ancestor_id = ${placeId} and until is null)))
    select ${byCode('p')} as class, null as kind, null as name, count(*)::int as places
    from covered p where p.level = 'village' group by 1
    union all
    select t.value, max(t.kind_name), case when count(distinct t.value_name) = 1 then max(t.value_name) end,
           count(distinct p.place_id)::int
    from covered p join place_attribute t on ${isInForce('p', day)} group by 1
    order by places desc, class limit 100`.execute(db)
  return rows
}
