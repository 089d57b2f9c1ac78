import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

export interface PlaceLine {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parentName: string | null
  readonly administrative: boolean
  readonly track: string | null
}

/** The place and what it covers today, in the order of the tree. */
export async function listPlaceLines(
  db: Db,
  { placeId, level, limit }: { placeId: number; level: string | undefined; limit: number },
): Promise<PlaceLine[]> {
  const { rows } = await sql<PlaceLine>`
    select p.code, p.name, p.level, up.name as parent_name, p.administrative,
           (select string_agg(a.value_name, '、' order by a.value_name) from place_attribute a
            where a.county_id = p.county_id and a.place_id = p.place_id and a.kind = 'track'
              and (a.valid_from is null or a.valid_from <= current_date) and (a.valid_to is null or a.valid_to > current_date)) as track
    from place p left join place up on up.place_id = p.parent_id
    where (p.place_id = ${placeId} or exists (
            select 1 from cover c where c.ancestor_id = ${placeId} and c.descendant_id = p.place_id and c.until is null))
      and (p.valid_to is null or p.valid_to > current_date) ${level === undefined ? sql`` : sql`and p.level = ${level}`}
    order by p.code limit ${limit}`.execute(db)
  return rows
}

export interface SubmissionLine {
  readonly formCode: string
  readonly placeCode: string
  readonly placeName: string
  readonly period: string
  readonly state: 'draft' | 'submitted' | 'returned' | 'approved'
  readonly step: number
  readonly figures: number
  readonly filedBy: string
  /** At the offices' clock. */
  readonly filedOn: string
  readonly returnReason: string | null
}

/** Submissions of one period at the place and below it, newest first; figures count what the reader may see. */
export async function listSubmissionLines(
  db: Db,
  { placeId, period, limit }: { placeId: number; period: string; limit: number },
): Promise<SubmissionLine[]> {
  const { rows } = await sql<SubmissionLine>`
    select f.code as form_code, p.code as place_code, p.name as place_name, s.period, s.state, s.step,
           (select count(v.value)::int from submission_value v
            where v.county_id = s.county_id and v.submission_id = s.submission_id) as figures,
           who.name as filed_by, to_char(s.filed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as filed_on, s.return_reason
    from submission s join place p on p.place_id = s.place_id and p.county_id = s.county_id
    join form f on f.form_id = s.form_id left join person who on who.person_id = s.filed_by
    where s.period = ${period} and (s.place_id = ${placeId} or exists (
            select 1 from cover c where c.ancestor_id = ${placeId} and c.descendant_id = s.place_id and c.until is null))
    order by s.filed_at desc, s.submission_id limit ${limit}`.execute(db)
  return rows
}
