import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import { kept } from '../../db/kept.ts'

/** Whether a return is closed for its period, and until which day it may be late. */
export interface Lateness {
  readonly placeId: number
  readonly isClosed: boolean
  readonly leaveUntil: string | null
}

export interface LatenessQuery {
  readonly placeIds: readonly number[]
  readonly formId: number
  readonly period: string
  /** Leave that ended before it is none. */
  readonly day: string
}

/** A return is closed by a closing at its filing place or anywhere above it. Leans on `closing_by_place`. */
export async function listLateness(
  db: Db,
  { placeIds, formId, period, day }: LatenessQuery,
): Promise<ReadonlyMap<number, Lateness>> {
  const { rows } = await sql<Lateness>`${kept}
    select p.place_id,
           exists (
             select from closing c
             where c.form_id = ${formId} and c.period = ${period} and c.reopened_at is null
               and (c.place_id = p.place_id or c.place_id in (
                 select a.ancestor_id from cover a where a.descendant_id = p.place_id and a.until is null))) as is_closed,
           (select to_char(max(l.until), 'YYYY-MM-DD') from late_leave l
            where l.county_id = p.county_id and l.place_id = p.place_id and l.form_id = ${formId}
              and l.period = ${period} and l.until >= ${day}::date) as leave_until
    from place p where p.place_id = any (${[...placeIds]}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row]))
}
