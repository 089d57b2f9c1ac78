import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { kept } from '../db/kept.ts'
import type { CatalogForm } from '../net/catalog.ts'
import type { ReturnPlace } from './fault.ts'
import { isReporter, isUnderOffice } from './form/reporters.store.ts'

/** What of a form says who reports. */
export type ReportersOf = Pick<CatalogForm, 'entry' | 'zoneIds' | 'placeId'>

/** Administrative places of a level that stood on a day. */
const standing = (alias: string, level: string, day: string) => sql`
  ${sql.ref(`${alias}.level`)} = ${level} and ${sql.ref(`${alias}.administrative`)}
  and ${sql.ref(`${alias}.validFrom`)} <= ${day}::date and (${sql.ref(`${alias}.validTo`)} is null or ${sql.ref(`${alias}.validTo`)} > ${day}::date)`

/** A place that has to report a form: of its level, standing on the day, named by its reporters, under its office. */
const reports = (alias: string, form: ReportersOf, day: string) =>
  sql`${standing(alias, form.entry.collects, day)} and ${isReporter(alias, form, day)} and ${isUnderOffice(alias, form)}`

/** The rows of a return: places that report, at or under the place that files, in the order of their codes. */
export async function listReturnPlaces(
  db: Db,
  { filerId, form, day }: { filerId: number; form: ReportersOf; day: string },
): Promise<ReturnPlace[]> {
  const { rows } = await sql<ReturnPlace>`${kept}
    select p.place_id, p.code, p.name from place p
    where ${reports('p', form, day)}
      and p.place_id in (
        select ${filerId}::int union all select descendant_id from cover where ancestor_id = ${filerId} and until is null)
    order by p.code`.execute(db)
  return rows
}

export interface DueQuery {
  readonly rootIds: readonly number[]
  readonly form: CatalogForm
  readonly indicatorIds: readonly number[]
  readonly period: string
  /** Last day of the period: who stood then has to report. */
  readonly day: string
}

export interface DueRow {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly expected: number
  readonly reported: number
  readonly submissionId: string | null
  readonly state: string | null
}

/**
 * Each place that files a form under a root, with its newest submission and how many of its places have answered: those of
 * the indicator that most have answered, from the roll-ups, so that a province costs no more than its towns; a place that
 * files for itself is looked up in `observation`. One statement for all.
 */
export async function listDueRows(db: Db, due: DueQuery): Promise<DueRow[]> {
  const { form, day } = due
  const { filedBy, collects } = form.entry
  const roots = sql`${[...due.rootIds]}::int[]`
  const { rows } = await sql<DueRow>`
    with filer as (
      select p.place_id, p.county_id, p.code, p.name, p.level from place p
      where ${standing('p', filedBy, day)} and ${isUnderOffice('p', form)}
        and (p.place_id = any (${roots})
          or p.place_id in (select descendant_id from cover where ancestor_id = any (${roots}) and until is null))),
    asked as (
      select f.place_id as filer_id, p.place_id, p.county_id
      from filer f join cover c on c.ancestor_id = f.place_id and c.until is null
      join place p on p.place_id = c.descendant_id and ${reports('p', form, day)}
      union all
      select p.place_id, p.place_id, p.county_id from filer p where ${filedBy === collects ? isReporter('p', form, day) : sql`false`}),
    counted as (select filer_id, count(*)::int as expected from asked group by 1),
    gathered as (
      select f.place_id as filer_id, max(r.reported) as reported
      from filer f join rollup r on r.county_id = f.county_id and r.place_id = f.place_id
      where r.indicator_id = any (${[...due.indicatorIds]}::int[]) and r.period = ${due.period} group by 1),
    own as (
      select f.place_id as filer_id from filer f
      where f.level = ${collects} and exists (
        select 1 from observation o
        where o.county_id = f.county_id and o.place_id = f.place_id and o.indicator_id = any (${[...due.indicatorIds]}::int[])
          and o.period = ${due.period} and o.source_id = ${form.sourceId} and o.superseded_at is null
          and o.missing is distinct from 'notReported')),
    newest as (
      select distinct on (s.county_id, s.place_id) s.place_id, s.submission_id, s.state
      from submission s join filer f on f.county_id = s.county_id and f.place_id = s.place_id
      where s.form_id = ${form.formId} and s.period = ${due.period} and not (s.state = 'returned' and s.return_reason is null)
      order by s.county_id, s.place_id, s.state in ('draft', 'submitted') desc, s.filed_at desc, s.submission_id desc)
    select f.place_id, f.county_id, f.code, f.name, f.level, c.expected,
           coalesce(g.reported, 0) + (own.filer_id is not null)::int as reported, n.submission_id, n.state
    from filer f join counted c on c.filer_id = f.place_id left join newest n on n.place_id = f.place_id
    left join gathered g on g.filer_id = f.place_id left join own on own.filer_id = f.place_id
    order by f.code`.execute(db)
  return rows
}
