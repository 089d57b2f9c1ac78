import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

interface ClosingQuestion {
  readonly placeId: number
  readonly formIds: readonly number[]
  readonly period: string
  readonly asOf: Date | null
}

/** When one of the forms was closed for a period at the place or above it; null while it is open. */
export async function findClosedAt(db: Db, question: ClosingQuestion): Promise<Date | null> {
  const { placeId, formIds, period, asOf } = question
  const { rows } = await sql<{ closedAt: Date | null }>`
    select min(c.closed_at) as closed_at from closing c
    where c.form_id = any (${[...formIds]}::int[]) and c.period = ${period} and c.reopened_at is null
      and (${asOf}::timestamptz is null or c.closed_at <= ${asOf})
      and (c.place_id = ${placeId} or c.place_id in (
        select ancestor_id from cover where descendant_id = ${placeId} and until is null))`.execute(db)
  return rows[0]?.closedAt ?? null
}

interface ChangeQuestion {
  readonly placeId: number
  readonly indicatorId: number
  readonly periods: readonly string[]
  readonly since: Date
  readonly asOf: Date | null
}

/** Whether a return brought anything new into a figure of the place, or under it, after a moment. Leans on `observation_by_moment`. */
export async function hasChangedSince(db: Db, question: ChangeQuestion): Promise<boolean> {
  const { placeId, indicatorId, periods, since, asOf } = question
  const { rows } = await sql<{ changed: boolean }>`
    select exists (
      select from observation o join source s on s.source_id = o.source_id and s.kind = 'return'
      where o.recorded_at > ${since} and (${asOf}::timestamptz is null or o.recorded_at <= ${asOf})
        and o.indicator_id = ${indicatorId} and o.period = any (${[...periods]}::text[])
        and (o.place_id = ${placeId} or exists (
          select from cover c where c.ancestor_id = ${placeId} and c.descendant_id = o.place_id and c.until is null))) as changed`.execute(
    db,
  )
  return rows[0]!.changed
}
