import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'

export interface NewClosing {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
  readonly missing: readonly { readonly code: string; readonly name: string }[]
  readonly closedAt: Date
  readonly closedBy: string
}

/** @returns its id. `closing_open_once` refuses a second one. */
export async function insertClosing(trx: Trx, { missing, ...closing }: NewClosing): Promise<string> {
  const { closingId } = await trx
    .insertInto('closing')
    .values({ ...closing, missing: JSON.stringify(missing) })
    .returning('closingId')
    .executeTakeFirstOrThrow()
  return closingId
}

export interface ClosingHead {
  readonly countyId: number
  readonly closingId: string
  readonly placeId: number
  readonly placeCode: string
  readonly formId: number
  readonly period: string
  readonly reopenedAt: Date | null
}

const head = sql`
  c.county_id, c.closing_id, c.place_id, p.code as place_code, c.form_id, c.period, c.reopened_at
  from closing c join place p on p.place_id = c.place_id`

/** One within the rectangle; undefined outside, as if there were none. */
export async function findClosing(
  db: Db,
  { counties, places }: RectangleLists,
  closingId: string,
): Promise<ClosingHead | undefined> {
  const { rows } = await sql<ClosingHead>`
    select ${head}
    where (c.county_id = any (${[...counties]}::int[]) or c.place_id = any (${[...places]}::int[]))
      and c.closing_id = ${closingId}::uuid`.execute(db)
  return rows[0]
}

/** The closings in force that a return falls under: at the place that files, or above it. */
export async function listClosingsOver(
  db: Db,
  { placeId, formId, period }: { placeId: number; formId: number; period: string },
): Promise<readonly ClosingHead[]> {
  const { rows } = await sql<ClosingHead>`
    select ${head}
    where c.form_id = ${formId} and c.period = ${period} and c.reopened_at is null
      and (c.place_id = ${placeId}
        or c.place_id in (select ancestor_id from cover where descendant_id = ${placeId} and until is null))`.execute(
    db,
  )
  return rows
}

/** @returns whether it was still closed. */
export async function reopen(
  trx: Trx,
  { countyId, closingId }: Pick<ClosingHead, 'countyId' | 'closingId'>,
  by: { reopenedAt: Date; reopenedBy: string; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('closing')
    .set(by)
    .where('countyId', '=', countyId)
    .where('closingId', '=', closingId)
    .where('reopenedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface NewLeave {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
  readonly until: string
  readonly reason: string
  readonly givenAt: Date
  readonly givenBy: string
}

/** @returns its id. */
export async function insertLeave(trx: Trx, leave: NewLeave): Promise<string> {
  const { leaveId } = await trx.insertInto('lateLeave').values(leave).returning('leaveId').executeTakeFirstOrThrow()
  return leaveId
}

export interface LeaveRow {
  readonly leaveId: string
  readonly formId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly period: string
  readonly until: string
  readonly reason: string
  readonly givenAt: Date
  readonly givenBy: string
}

/** Leaves to be late at a place and under it, newest first. */
export async function listLeaves(
  db: Db,
  { placeId, formIds, period }: { placeId: number; formIds: readonly number[]; period: string },
): Promise<readonly LeaveRow[]> {
  const { rows } = await sql<LeaveRow>`
    select l.leave_id, l.form_id, p.code as place_code, p.name as place_name, p.level as place_level, l.period,
           to_char(l.until, 'YYYY-MM-DD') as until, l.reason, l.given_at, coalesce(g.name, '') as given_by
    from late_leave l join place p on p.place_id = l.place_id left join person g on g.person_id = l.given_by
    where l.period = ${period} and l.form_id = any (${[...formIds]}::int[])
      and (l.place_id = ${placeId}
        or l.place_id in (select descendant_id from cover where ancestor_id = ${placeId} and until is null))
    order by l.given_at desc, l.leave_id`.execute(db)
  return rows
}
