import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { ReturnPlace } from './fault.ts'

/** Administrative places of a level that stood on a day. */
const standing = (alias: string, level: string, day: string) => sql`
  ${sql.ref(`${alias}.level`)} = ${level} and ${sql.ref(`${alias}.administrative`)}
  and ${sql.ref(`${alias}.validFrom`)} <= ${day}::date and (${sql.ref(`${alias}.validTo`)} is null or ${sql.ref(`${alias}.validTo`)} > ${day}::date)`

/** The rows of a return: places of the form's level at or under the place that files, in the order of their codes. */
export async function listReturnPlaces(
  db: Db,
  { filerId, level, day }: { filerId: number; level: string; day: string },
): Promise<ReturnPlace[]> {
  const { rows } = await sql<ReturnPlace>`
    select p.place_id, p.code, p.name from place p
    where ${standing('p', level, day)}
      and (p.place_id = ${filerId} or p.place_id in (select descendant_id from cover where ancestor_id = ${filerId} and until is null))
    order by p.code`.execute(db)
  return rows
}

export interface DueQuery {
  readonly rootId: number
  readonly formId: number
  readonly sourceId: number
  readonly filedBy: string
  readonly collects: string
  readonly indicatorIds: readonly number[]
  readonly period: string
  /** Last day of the period: who stood then has to report. */
  readonly day: string
}

export interface DueRow {
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
  const { rows } = await sql<DueRow>`
    with filer as (
      select p.place_id, p.county_id, p.code, p.name, p.level from place p
      where ${standing('p', due.filedBy, due.day)}
        and (p.place_id = ${due.rootId} or p.place_id in (select descendant_id from cover where ancestor_id = ${due.rootId} and until is null))),
    asked as (
      select f.place_id as filer_id, p.place_id, p.county_id
      from filer f join cover c on c.ancestor_id = f.place_id and c.until is null
      join place p on p.place_id = c.descendant_id and ${standing('p', due.collects, due.day)}
      union all
      select place_id, place_id, county_id from filer where level = ${due.collects}),
    counted as (select filer_id, count(*)::int as expected from asked group by 1),
    gathered as (
      select f.place_id as filer_id, max(r.reported) as reported
      from filer f join rollup r on r.county_id = f.county_id and r.place_id = f.place_id
      where r.indicator_id = any (${[...due.indicatorIds]}::int[]) and r.period = ${due.period} group by 1),
    own as (
      select f.place_id as filer_id from filer f
      where f.level = ${due.collects} and exists (
        select 1 from observation o
        where o.county_id = f.county_id and o.place_id = f.place_id and o.indicator_id = any (${[...due.indicatorIds]}::int[])
          and o.period = ${due.period} and o.source_id = ${due.sourceId} and o.superseded_at is null
          and o.missing is distinct from 'notReported')),
    newest as (
      select distinct on (s.county_id, s.place_id) s.place_id, s.submission_id, s.state
      from submission s join filer f on f.county_id = s.county_id and f.place_id = s.place_id
      where s.form_id = ${due.formId} and s.period = ${due.period}
      order by s.county_id, s.place_id, s.filed_at desc, s.submission_id desc)
    select f.code, f.name, f.level, coalesce(c.expected, 0) as expected, 
           coalesce(g.reported, 0) + (own.filer_id is not null)::int as reported, n.submission_id, n.state
    from filer f left join counted c on c.filer_id = f.place_id left join newest n on n.place_id = f.place_id
    left join gathered g on g.filer_id = f.place_id left join own on own.filer_id = f.place_id
    order by f.code`.execute(db)
  return rows
}
