import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'

export interface ChangeQuestion {
  readonly placeIds: readonly number[]
  /** A period and its months. */
  readonly periods: readonly string[]
  readonly from: Date
  readonly to: Date
}

/** The last change of an indicator at a place or under it. */
export interface LastChange {
  readonly placeId: number
  readonly indicatorId: number
  readonly changedAt: Date
  readonly filedBy: string | null
  readonly late: boolean
  readonly isCorrection: boolean
  readonly explanation: string | null
}

/** One row per place and indicator with anything recorded after `from` up to `to`. Leans on `observation_by_moment`. */
export async function listLastChanges(db: Db, { placeIds, periods, from, to }: ChangeQuestion): Promise<LastChange[]> {
  const places = sql`${[...placeIds]}::int[]`
  const { rows } = await sql<LastChange>`
    with changed as (
      select county_id, place_id, indicator_id, recorded_at, submission_id, version from observation
      where recorded_at > ${from} and recorded_at <= ${to} and period = any (${[...periods]}::text[])),
    under as (
      select id as ancestor_id, id as descendant_id from unnest(${places}) id
      union all
      select ancestor_id, descendant_id from cover where ancestor_id = any (${places}) and until is null)
    select distinct on (u.ancestor_id, o.indicator_id)
           u.ancestor_id as place_id, o.indicator_id, o.recorded_at as changed_at, p.name as filed_by, coalesce(s.late, false) as late,
           o.version > 1 as is_correction, v.explanation
    from changed o join under u on u.descendant_id = o.place_id
    left join submission s on s.county_id = o.county_id and s.submission_id = o.submission_id
    left join person p on p.person_id = s.filed_by
    left join submission_value v on v.county_id = o.county_id and v.submission_id = o.submission_id and v.place_id = o.place_id
      and v.indicator_id = o.indicator_id
    order by u.ancestor_id, o.indicator_id, o.recorded_at desc`.execute(db)
  return rows
}
