import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'

export interface PlaceAbove {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: string
}

/** The place right above each in the tree, as far as the reader sees it; by the id of the one below. */
export async function listParents(db: Db, placeIds: readonly number[]): Promise<ReadonlyMap<number, PlaceAbove>> {
  const { rows } = await sql<PlaceAbove & { belowId: number }>`
    select p.place_id as below_id, u.place_id, u.county_id, u.code, u.name, u.level
    from place p join place u on u.place_id = p.parent_id where p.place_id = any (${[...placeIds]}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.belowId, row]))
}

export interface Holder {
  readonly placeId: number
  readonly personId: string
  /** Path of the goal that the grant is limited to; empty: every goal. */
  readonly goalPath: string
}

/** Who holds one of some verbs right at one of some places on a day; those who are disabled left out. */
export async function listHolders(
  db: Db,
  { placeIds, verbs, day }: { placeIds: readonly number[]; verbs: readonly string[]; day: string },
): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct g.place_id, g.person_id, coalesce(goal.path, '') as goal_path
    from person_grant g join role r on r.role_id = g.role_id
    join person p on p.person_id = g.person_id and not p.disabled
    left join goal on goal.goal_id = g.goal_id
    where g.place_id = any (${[...placeIds]}::int[]) and r.verbs && ${[...verbs]}::text[] and g.ended_at is null
      and (g.valid_from is null or g.valid_from <= ${day}::date) and (g.valid_to is null or g.valid_to > ${day}::date)`.execute(
    db,
  )
  return rows
}

export interface ReminderKey {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
  readonly stage: string
}

/** Stages that were sent, of a period, by place and form. */
export async function listReminders(
  db: Db,
  { placeIds, period }: { placeIds: readonly number[]; period: string },
): Promise<readonly ReminderKey[]> {
  if (placeIds.length === 0) return []
  return db
    .selectFrom('reminder')
    .select(['countyId', 'placeId', 'formId', 'period', 'stage'])
    .where('placeId', 'in', [...placeIds])
    .where('period', '=', period)
    .execute()
}

/** `reminder_once` refuses a stage that somebody else has just sent. */
export async function insertReminders(
  trx: Trx,
  reminders: readonly ReminderKey[],
  by: { sentBy: string; sentAt: Date },
): Promise<void> {
  if (reminders.length === 0) return
  await trx
    .insertInto('reminder')
    .values(reminders.map((one) => ({ ...one, ...by })))
    .execute()
}
