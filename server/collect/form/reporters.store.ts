import { type RawBuilder, sql } from 'kysely'
import type { CatalogForm } from '../../net/catalog.ts'
import { isOfClass } from '../../net/place-class.store.ts'

/** Whether a place reports a form by what its `reporters` name: a zone it lies in, its class, or itself. All do without any. */
export function isReporter(
  alias: string,
  { entry: { reporters }, zoneIds }: Pick<CatalogForm, 'entry' | 'zoneIds'>,
  day: string,
): RawBuilder<boolean> {
  const { zones = [], classes = [], places = [] } = reporters ?? {}
  if (zones.length + classes.length + places.length === 0) return sql`true`
  const placeId = sql.ref(`${alias}.placeId`)
  return sql`(${sql.ref(`${alias}.code`)} = any (${[...places]}::text[])
    or ${placeId} in (select z.descendant_id from cover z where z.ancestor_id = any (${[...zoneIds]}::int[]) and z.until is null)
    or ${classes.length > 0 ? isOfClass(alias, classes, day) : sql`false`})`
}

/** Whether a place is the office that keeps a form or lies under it; a form of the installation goes everywhere. */
export function isUnderOffice(alias: string, { placeId }: Pick<CatalogForm, 'placeId'>): RawBuilder<boolean> {
  if (placeId === null) return sql`true`
  const id = sql.ref(`${alias}.placeId`)
  return sql`(${id} = ${placeId}
    or ${id} in (select c.descendant_id from cover c where c.ancestor_id = ${placeId} and c.until is null))`
}
