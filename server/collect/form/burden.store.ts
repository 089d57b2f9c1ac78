import type { FormPlaces } from '@gangju/net/form'
import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { isReporter, isUnderOffice } from './reporters.store.ts'

const standing = (alias: string, level: string, day: string) => sql`
  ${sql.ref(`${alias}.level`)} = ${level} and ${sql.ref(`${alias}.administrative`)}
  and ${sql.ref(`${alias}.validFrom`)} <= ${day}::date
  and (${sql.ref(`${alias}.validTo`)} is null or ${sql.ref(`${alias}.validTo`)} > ${day}::date)`

const atOrUnder = (alias: string, rootIds: readonly number[]) => {
  const id = sql.ref(`${alias}.placeId`)
  return sql`(${id} = any (${[...rootIds]}::int[])
    or ${id} in (select c.descendant_id from cover c where c.ancestor_id = any (${[...rootIds]}::int[]) and c.until is null))`
}

type CountedForm = Pick<CatalogForm, 'entry' | 'placeId' | 'zoneIds'>

/** How many places at or under the roots have a row in a form on a day, and how many file one; placeholders do neither. */
export async function countFormPlaces(
  db: Db,
  form: CountedForm,
  { rootIds, day }: { rootIds: readonly number[]; day: string },
): Promise<FormPlaces> {
  const { collects, filedBy } = form.entry
  const { rows } = await sql<FormPlaces>`
    with row_place as materialized (
      select p.place_id from place p
      where ${standing('p', collects, day)} and ${atOrUnder('p', rootIds)} and ${isUnderOffice('p', form)}
        and ${isReporter('p', form, day)})
    select (select count(*) from row_place)::int as rows,
      (select count(*) from place f
        where ${standing('f', filedBy, day)} and ${atOrUnder('f', rootIds)}
          and (f.place_id in (select place_id from row_place)
            or f.place_id in (
              select c.ancestor_id from cover c join row_place r on r.place_id = c.descendant_id where c.until is null)))::int
        as filers`.execute(db)
  return rows[0]!
}
