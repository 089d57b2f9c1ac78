import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'

export async function findAccount(db: Db, username: string) {
  return db.selectFrom('person').selectAll().where('username', '=', username).executeTakeFirst()
}

export async function getAccount(db: Db, personId: string) {
  return db.selectFrom('person').selectAll().where('personId', '=', personId).executeTakeFirstOrThrow()
}

export interface NewSession {
  readonly secretHash: Buffer
  readonly personId: string
  readonly kind: 'browser' | 'token'
  readonly label: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertSession(trx: Trx, session: NewSession): Promise<void> {
  await trx
    .insertInto('session')
    .values({ ...session, usedAt: session.createdAt })
    .execute()
}

export async function endSession(trx: Trx, secretHash: Buffer): Promise<void> {
  await trx.deleteFrom('session').where('secretHash', '=', secretHash).execute()
}

/** Every way in of one person; `kind` limits it to browsers or to scripts. */
export async function endSessionsOf(trx: Trx, personId: string, kind?: 'browser' | 'token'): Promise<void> {
  let query = trx.deleteFrom('session').where('personId', '=', personId)
  if (kind) query = query.where('kind', '=', kind)
  await query.execute()
}

export async function endExpired(trx: Trx, personId: string, now: Date): Promise<void> {
  await trx.deleteFrom('session').where('personId', '=', personId).where('expiresAt', '<=', now).execute()
}

/** Failed tries of each subject since a moment, with the first of them. */
export async function countFailures(db: Db, subject: string, since: Date) {
  const row = await db
    .selectFrom('signInFailure')
    .where('subject', '=', subject)
    .where('failedAt', '>', since)
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.min('failedAt').as('first')])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), first: row.first as Date | null }
}

export async function insertFailures(trx: Trx, subjects: readonly string[], failedAt: Date): Promise<void> {
  await trx
    .insertInto('signInFailure')
    .values(subjects.map((subject) => ({ subject, failedAt })))
    .execute()
}

/** Forgets the failures of a subject, and those of everybody that are too old to count. */
export async function forgetFailures(trx: Trx, subject: string, before: Date): Promise<void> {
  await trx
    .deleteFrom('signInFailure')
    .where(({ or, eb }) => or([eb('subject', '=', subject), eb('failedAt', '<', before)]))
    .execute()
}

export interface AccountChange {
  readonly passwordHash?: string
  readonly mustChangePassword?: boolean
  readonly totpSecret?: string | null
  readonly totpEnabled?: boolean
  readonly totpLastStep?: string | null
  readonly disabled?: boolean
  readonly email?: string | null
}

export async function changeAccount(trx: Trx, personId: string, change: AccountChange): Promise<void> {
  await trx.updateTable('person').set(change).where('personId', '=', personId).execute()
}

/** Grants of a person that hold on a day, with the words a page shows them by. Needs the actor, and `resolve` for the places. */
export async function listHeldGrants(db: Db, personId: string, day: string) {
  return db
    .selectFrom('personGrant')
    .innerJoin('role', 'role.roleId', 'personGrant.roleId')
    .innerJoin('place', 'place.placeId', 'personGrant.placeId')
    .leftJoin('goal', 'goal.goalId', 'personGrant.goalId')
    .where('personGrant.personId', '=', personId)
    .where('personGrant.endedAt', 'is', null)
    .where(({ or, eb }) => or([eb('personGrant.validFrom', 'is', null), eb('personGrant.validFrom', '<=', day)]))
    .where(({ or, eb }) => or([eb('personGrant.validTo', 'is', null), eb('personGrant.validTo', '>', day)]))
    .select(['role.code as role', 'role.name as roleName', 'role.verbs', 'role.nameEn as roleNameEn'])
    .select(['place.placeId', 'place.code as placeCode', 'place.name as placeName', 'place.level as placeLevel'])
    .select(['goal.code as goalCode', 'goal.name as goalName', 'goal.nameEn as goalNameEn'])
    .orderBy('place.code')
    .orderBy('role.code')
    .execute()
}

/** Ids of what covers a place, nearest first: what is covered by more is nearer. */
export async function listAncestorIds(db: Db, placeId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('cover')
    .leftJoin('cover as above', (join) =>
      join.onRef('above.descendantId', '=', 'cover.ancestorId').on('above.until', 'is', null),
    )
    .where('cover.descendantId', '=', placeId)
    .where('cover.until', 'is', null)
    .groupBy('cover.ancestorId')
    .orderBy(({ fn }) => fn.count('above.ancestorId'), 'desc')
    .orderBy('cover.ancestorId')
    .select('cover.ancestorId')
    .execute()
  return rows.map((row) => row.ancestorId)
}

/** The latest month with figures, as the roll-up last noted it; undefined before the first. */
export async function findLatestPeriod(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'latestPeriod').executeTakeFirst()
  return typeof row?.value === 'string' ? row.value : undefined
}

/** Tries of one name come one after the other, so that many at once do not all find the count low. */
export async function queueTries(trx: Trx, username: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${username}`}, 0))`.execute(trx)
}
