import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { isReporter, isUnderOffice } from '../form/reporters.store.ts'

/** A place that files a form. */
export interface Filer {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
}

/** A row of a return under its filer. */
export interface FiledPlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  readonly filerId: number
}

const standing = (alias: string, level: string, day: string) => sql`
  ${sql.ref(`${alias}.level`)} = ${level} and ${sql.ref(`${alias}.administrative`)}
  and ${sql.ref(`${alias}.validFrom`)} <= ${day}::date and (${sql.ref(`${alias}.validTo`)} is null or ${sql.ref(`${alias}.validTo`)} > ${day}::date)`

/** The places that file a form at or under a place, by code. Leans on `cover`. */
export async function listFilers(
  db: Db,
  { rootId, form, day, after, limit }: { rootId: number; form: CatalogForm; day: string; after: string; limit: number },
): Promise<readonly Filer[]> {
  const { filedBy, collects } = form.entry
  const { rows } = await sql<Filer>`
    select p.place_id, p.county_id, p.code, p.name, p.level from place p
    where ${standing('p', filedBy, day)} and p.code > ${after} and ${isUnderOffice('p', form)}
      and ${filedBy === collects ? isReporter('p', form, day) : sql`true`}
      and (p.place_id = ${rootId} or p.place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null))
    order by p.code limit ${limit}`.execute(db)
  return rows
}

/** The rows of some filers' returns, by the filer's code, then by their own. */
export async function listFiledPlaces(
  db: Db,
  { filerIds, form, day }: { filerIds: readonly number[]; form: CatalogForm; day: string },
): Promise<readonly FiledPlace[]> {
  const { rows } = await sql<FiledPlace>`
    with filer as (select place_id, code from place where place_id = any (${[...filerIds]}::int[])),
    pair as (
      select place_id as filer_id, code as filer_code, place_id from filer
      union
      select f.place_id, f.code, c.descendant_id from filer f join cover c on c.ancestor_id = f.place_id and c.until is null)
    select p.place_id, p.code, p.name, p.level, pair.filer_id
    from pair join place p on p.place_id = pair.place_id
    where ${standing('p', form.entry.collects, day)} and ${isReporter('p', form, day)} and ${isUnderOffice('p', form)}
    order by pair.filer_code, p.code`.execute(db)
  return rows
}
