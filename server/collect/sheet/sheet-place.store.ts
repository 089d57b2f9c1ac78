import type { FormLevel } from '@gangju/net/form'
import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { isReporter, isUnderOffice } from '../form/reporters.store.ts'

/** A place that a sheet of an office may speak of. */
export interface KnownPlace {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: FormLevel
  readonly parentCode: string | null
  /** The form has a row for it. */
  readonly isAsked: boolean
}

/** The places at and under a root, and those above it by name, as they stood on a day; with whom the form asks. */
export async function listSheetPlaces(
  db: Db,
  { rootId, form, day }: { rootId: number; form: CatalogForm; day: string },
): Promise<readonly KnownPlace[]> {
  const { rows } = await sql<KnownPlace>`
    with known as (
      select ${rootId}::int as place_id, true as is_inside
      union select descendant_id, true from cover where ancestor_id = ${rootId} and until is null
      union select ancestor_id, false from cover where descendant_id = ${rootId} and until is null)
    select p.place_id, p.county_id, p.code, p.name, p.level, up.code as parent_code,
           (known.is_inside and p.level = ${form.entry.collects} and ${isReporter('p', form, day)} and ${isUnderOffice('p', form)}) as is_asked
    from known join place p on p.place_id = known.place_id left join place up on up.place_id = p.parent_id
    where p.administrative and p.level in ('province', 'city', 'county', 'town', 'village', 'zone')
      and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
    order by p.code`.execute(db)
  return rows
}

export interface BeforeQuery {
  readonly countyIds: readonly number[]
  readonly placeIds: readonly number[]
  readonly indicatorIds: readonly number[]
  readonly periods: readonly string[]
  readonly formId: number
  readonly sourceId: number
}

export interface BeforeCell {
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  readonly value: string | null
}

/** What stands in some cells now: in the draft where one is open, else in the net. */
export async function listBefore(db: Db, query: BeforeQuery): Promise<readonly BeforeCell[]> {
  const { countyIds, placeIds, indicatorIds, periods, formId, sourceId } = query
  const { rows } = await sql<BeforeCell>`
    select place_id, indicator_id, period, value from observation
    where county_id = any (${[...countyIds]}::int[]) and place_id = any (${[...placeIds]}::int[])
      and indicator_id = any (${[...indicatorIds]}::int[]) and period = any (${[...periods]}::text[])
      and source_id = ${sourceId} and superseded_at is null
    union all
    select v.place_id, v.indicator_id, s.period, v.value
    from submission s join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
    where s.county_id = any (${[...countyIds]}::int[]) and s.form_id = ${formId} and s.period = any (${[...periods]}::text[])
      and s.state = 'draft' and v.place_id = any (${[...placeIds]}::int[]) and v.indicator_id = any (${[...indicatorIds]}::int[])`.execute(
    db,
  )
  return rows
}
