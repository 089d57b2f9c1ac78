import type { Grant } from '@gangju/net/grant'
import { isVerb } from '@gangju/net/grant'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** The person behind a secret, as of now; a disabled one is found too, to be refused by the caller. */
export async function findIdentity(db: Db, secretHash: Buffer) {
  return db
    .selectFrom('session')
    .innerJoin('person', 'person.personId', 'session.personId')
    .where('session.secretHash', '=', secretHash)
    .select([
      'person.personId',
      'person.username',
      'person.name',
      'person.mustChangePassword',
      'person.disabled',
      'session.kind',
      'session.usedAt',
      'session.expiresAt',
    ])
    .select([netEpoch, contentEpoch])
    .executeTakeFirst()
}

export async function getPersonWithEpoch(db: Db, personId: string) {
  return db
    .selectFrom('person')
    .where('personId', '=', personId)
    .select(['personId', 'username', 'name', 'mustChangePassword'])
    .select([netEpoch, contentEpoch])
    .executeTakeFirstOrThrow()
}

/** Whether an account may act at all. Needs the actor in the context. */
export async function isDisabled(db: Db, personId: string): Promise<boolean> {
  const person = await db.selectFrom('person').where('personId', '=', personId).select('disabled').executeTakeFirst()
  return person?.disabled ?? true
}

/** Counts up with every change of places, goals or what hangs on them; what was derived under another number is old. */
const netEpoch = sql<string | null>`(select value::text from setting where name = 'netEpoch')`.as('netEpoch')

/** Counts up with every edit of the content. */
const contentEpoch = sql<string | null>`(select value::text from setting where name = 'contentEpoch')`.as(
  'contentEpoch',
)

/** Grants of one person that were not ended, each with the path of its goal. Needs the actor in the context. */
export async function listGrants(db: Db, personId: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('personGrant')
    .innerJoin('role', 'role.roleId', 'personGrant.roleId')
    .leftJoin('goal', 'goal.goalId', 'personGrant.goalId')
    .where('personGrant.personId', '=', personId)
    .where('personGrant.endedAt', 'is', null)
    .select(['role.verbs', 'goal.path', 'personGrant.placeId', 'personGrant.validFrom', 'personGrant.validTo'])
    .execute()
  return rows.map((row) => ({
    verbs: row.verbs.filter(isVerb),
    goalPath: row.path ?? '',
    placeId: row.placeId,
    from: row.validFrom ?? '0001-01-01',
    to: row.validTo,
  }))
}

/** Notes that a session is in use; called once in a while, not with every request. */
export async function touchSession(db: Db, secretHash: Buffer, usedAt: Date): Promise<void> {
  await db.updateTable('session').set({ usedAt }).where('secretHash', '=', secretHash).execute()
}
