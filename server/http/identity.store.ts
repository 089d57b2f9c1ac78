import type { Grant } from '@gangju/net/grant'
import { isVerb } from '@gangju/net/grant'
import { CompiledQuery, sql } from 'kysely'
import type { Statement } from '../db/batch.ts'
import type { Db } from '../db/connection.ts'
import { KEPT } from '../db/kept.ts'

export interface FoundIdentity {
  readonly personId: string
  readonly username: string
  readonly name: string
  readonly mustChangePassword: boolean
  readonly disabled: boolean
  readonly kind: string
  readonly usedAt: Date
  readonly expiresAt: Date
  readonly netEpoch: string | null
  readonly contentEpoch: string | null
}

/**
 * The person behind a secret, as of now; a disabled one is found too, to be refused by the caller. It sets the actor for
 * the statements behind it.
 */
export const identityStatement = (secretHash: Buffer): Statement => ({
  text: `${KEPT} select p.person_id as "personId", p.username, p.name, p.must_change_password as "mustChangePassword", p.disabled,
      s.kind, s.used_at as "usedAt", s.expires_at as "expiresAt",
      (select value::text from setting where name = 'netEpoch') as "netEpoch",
      (select value::text from setting where name = 'contentEpoch') as "contentEpoch",
      set_config('gangju.actor', p.person_id::text, true)
    from session s join person p on p.person_id = s.person_id where s.secret_hash = $1`,
  values: [secretHash],
})

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

const grantsText = `select r.verbs, coalesce(o.path, '') as "goalPath", g.place_id as "placeId",
    coalesce(g.valid_from::text, '0001-01-01') as "from", g.valid_to::text as "to"
  from person_grant g join role r on r.role_id = g.role_id left join goal o on o.goal_id = g.goal_id
  where g.ended_at is null and g.person_id`

/** Grants of one person that were not ended, each with the path of its goal. Needs the actor in the context. */
export const grantsStatement = (personId: string): Statement => ({
  text: `${KEPT} ${grantsText} = $1`,
  values: [personId],
})

/** The same of whoever has a secret, behind `identityStatement`. */
export const grantsBySecret = (secretHash: Buffer): Statement => ({
  text: `${KEPT} ${grantsText} = (select person_id from session where secret_hash = $1)`,
  values: [secretHash],
})

export function grantsOf({ rows }: { readonly rows: readonly unknown[] }): Grant[] {
  return (rows as readonly Grant[]).map((row) => ({ ...row, verbs: row.verbs.filter(isVerb) }))
}

export async function listGrants(db: Db, personId: string): Promise<Grant[]> {
  const { text, values } = grantsStatement(personId)
  return grantsOf(await db.executeQuery(CompiledQuery.raw(text, [...(values ?? [])])))
}

/** Notes that a session is in use; called once in a while, not with every request. */
export async function touchSession(db: Db, secretHash: Buffer, usedAt: Date): Promise<void> {
  await db.updateTable('session').set({ usedAt }).where('secretHash', '=', secretHash).execute()
}
