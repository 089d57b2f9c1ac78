import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'

interface ImportKey {
  readonly countyId: number
  readonly importId: string
}

export interface SeenQuery {
  readonly rootId: number
  readonly formId: number
  readonly periods: readonly string[]
}

/**
 * Keeps with an import the editions of the cells of the returns that it is about, as they are now: what a preview shows as
 * before [XL12]. The newest link of each chain counts, as `newestOf` has it. They never leave the database.
 */
export async function keepSeen(
  trx: Trx,
  { countyId, importId }: ImportKey,
  { rootId, formId, periods }: SeenQuery,
): Promise<void> {
  await sql`
    with filer as (
      select place_id, county_id from place
      where place_id = ${rootId}
         or place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null)),
    link as (
      select distinct on (s.place_id, s.period) s.county_id, s.submission_id, s.period
      from filer join submission s on s.county_id = filer.county_id and s.place_id = filer.place_id
      where s.form_id = ${formId} and s.period = any (${[...periods]}::text[])
        and not (s.state = 'returned' and s.return_reason is null)
      order by s.place_id, s.period, s.state in ('draft', 'submitted') desc,
               exists (select from submission later where later.county_id = s.county_id and later.follows = s.submission_id),
               s.filed_at desc),
    line as (
      select p.code || ' ' || link.period as name, jsonb_object_agg(v.indicator_id, v.edition) as cells
      from link
      join submission_value v on v.county_id = link.county_id and v.submission_id = link.submission_id
      join place p on p.place_id = v.place_id
      group by p.code, link.period)
    update sheet_import set seen = (select coalesce(jsonb_object_agg(name, cells), '{}') from line)
    where county_id = ${countyId} and import_id = ${importId}::uuid`.execute(trx)
}

/** The edition that was seen of a cell; 0 where nothing stood. */
export type SeenEdition = (place: string, period: string, indicatorId: number) => number

export async function loadSeen(db: Db, { countyId, importId }: ImportKey): Promise<SeenEdition> {
  const { rows } = await sql<{ name: string; cells: Readonly<Record<string, number>> }>`
    select line.key as name, line.value as cells
    from sheet_import i, jsonb_each(i.seen) line
    where i.county_id = ${countyId} and i.import_id = ${importId}::uuid`.execute(db)
  const seen = new Map(rows.map(({ name, cells }) => [name, cells]))
  return (place, period, indicatorId) => seen.get(`${place} ${period}`)?.[String(indicatorId)] ?? 0
}
