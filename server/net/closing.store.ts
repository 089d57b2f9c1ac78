import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

export interface MissingPlace {
  readonly code: string
  readonly name: string
  /** When the figures that it brought after all entered the net. */
  readonly cameAt: Date | null
}

export interface ClosingRow {
  readonly closingId: string
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly formId: number
  readonly period: string
  readonly missing: readonly MissingPlace[]
  readonly closedAt: Date
  readonly closedBy: string
  readonly reopenedAt: Date | null
  readonly reopenedBy: string | null
  readonly reason: string | null
}

export interface ClosingFilter {
  /** At it, under it, or above it: what was closed above closed it too. */
  readonly placeId: number
  readonly formIds?: readonly number[] | undefined
  readonly period: string
  /** Those that were there at the moment; null: all. */
  readonly asOf?: Date | null | undefined
}

/**
 * Closings around a place. Of the places named missing only those at it or under it are told, each with the moment when
 * its figures entered the net after all. The rectangle of the request holds the place.
 */
export async function listClosings(
  db: Db,
  { placeId, formIds, period, asOf }: ClosingFilter,
): Promise<readonly ClosingRow[]> {
  const under = sql`select descendant_id from cover where ancestor_id = ${placeId} and until is null`
  const { rows } = await sql<
    Omit<ClosingRow, 'missing'> & { missing: { code: string; name: string; cameAt: string | null }[] }
  >`
    select c.closing_id, c.county_id, c.place_id, p.code as place_code, p.name as place_name, p.level as place_level, c.form_id, c.period,
           c.closed_at, coalesce(a.name, '') as closed_by, c.reopened_at, b.name as reopened_by, c.reason,
           coalesce((
             select jsonb_agg(jsonb_build_object('code', m.code, 'name', m.name, 'cameAt', (
               select to_char(min(g.approved_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from submission s
               join approval g on g.county_id = s.county_id and g.submission_id = s.submission_id and g.step = s.step
               where s.county_id = m.county_id and s.place_id = m.place_id and s.form_id = c.form_id and s.period = c.period
                 and s.state = 'approved' and g.approved_at >= c.closed_at)) order by m.code)
             from place m
             where m.code in (select e ->> 'code' from jsonb_array_elements(c.missing) e)
               and (m.place_id = ${placeId} or m.place_id in (${under}))), '[]') as missing
    from closing c join place p on p.place_id = c.place_id
    left join person a on a.person_id = c.closed_by left join person b on b.person_id = c.reopened_by
    where c.period = ${period}
      and (c.place_id = ${placeId} or c.place_id in (${under})
        or c.place_id in (select ancestor_id from cover where descendant_id = ${placeId} and until is null))
      ${formIds === undefined ? sql`` : sql`and c.form_id = any (${[...formIds]}::int[])`}
      ${asOf ? sql`and c.closed_at <= ${asOf}` : sql``}
    order by c.closed_at desc, c.closing_id`.execute(db)
  return rows.map((row) => ({
    ...row,
    missing: row.missing.map((one) => ({ ...one, cameAt: one.cameAt === null ? null : new Date(one.cameAt) })),
  }))
}
