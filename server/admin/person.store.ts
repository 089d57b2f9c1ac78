import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'

/** Rows of grants that hold or will hold and lie in the reader's places; those of goals out of reach are left out by the caller. */
const grantColumns = [
  'personGrant.grantId',
  'personGrant.personId',
  'personGrant.placeId',
  'personGrant.validFrom',
  'personGrant.validTo',
  'role.code as role',
  'role.name as roleName',
  'role.nameEn as roleNameEn',
  'role.verbs',
  'place.code as placeCode',
  'place.name as placeName',
  'place.level as placeLevel',
  'goal.code as goalCode',
  'goal.path as goalPath',
  'goal.name as goalName',
  'goal.nameEn as goalNameEn',
] as const

const grantRows = (db: Db) =>
  db
    .selectFrom('personGrant')
    .innerJoin('role', 'role.roleId', 'personGrant.roleId')
    .innerJoin('place', 'place.placeId', 'personGrant.placeId')
    .leftJoin('goal', 'goal.goalId', 'personGrant.goalId')
    .where('personGrant.endedAt', 'is', null)
    .select(grantColumns)

export interface Reach {
  readonly counties: readonly number[]
  readonly places: readonly number[]
}

/** Grants of some people that lie in a rectangle of places. */
export async function listGrantsWithin(db: Db, { counties, places }: Reach, personIds: readonly string[]) {
  return grantRows(db)
    .where('personGrant.personId', 'in', personIds)
    .where(lies(counties, places))
    .orderBy('place.code')
    .orderBy('role.code')
    .execute()
}

function lies(counties: readonly number[], places: readonly number[]): Expression<SqlBool> {
  return sql`(person_grant.county_id = any (${[...counties]}::int[]) or person_grant.place_id = any (${[...places]}::int[]))`
}

interface PeopleQuestion {
  readonly reach: Reach
  /** Goal paths of the reader; a grant of a wider goal does not lie within them. */
  readonly goalPaths: readonly string[]
  readonly words: string | undefined
  readonly after: string
  readonly limit: number
}

/** People with a grant that lies in the rectangle, by user name. */
export async function listPeopleWithin(db: Db, { reach, goalPaths, words, after, limit }: PeopleQuestion) {
  let query = db
    .selectFrom('person')
    .where('person.username', '>', after)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('personGrant')
          .leftJoin('goal', 'goal.goalId', 'personGrant.goalId')
          .whereRef('personGrant.personId', '=', 'person.personId')
          .where('personGrant.endedAt', 'is', null)
          .where(lies(reach.counties, reach.places))
          .where(({ or, eb }) =>
            or(goalPaths.map((path) => eb(sql`starts_with(coalesce(goal.path, ''), ${path})`, '=', true))),
          )
          .select('personGrant.grantId'),
      ),
    )
  if (words) {
    const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(({ or, eb }) =>
      or([eb('person.name', 'like', pattern), eb('person.username', 'like', pattern)]),
    )
  }
  return query.selectAll('person').orderBy('person.username').limit(limit).execute()
}

export async function findPerson(db: Db, personId: string) {
  return db.selectFrom('person').selectAll().where('personId', '=', personId).executeTakeFirst()
}

/**
 * Every grant of another person, also where the reader sees nothing: to decide whether the reader may act on them, never
 * to be shown. Row security lets a person see their own grants, so the actor changes for this one question.
 */
export async function listAllGrants(trx: Trx, personId: string, actorId: string) {
  await sql`set local gangju.actor = ${sql.lit(personId)}`.execute(trx)
  await sql`set local gangju.resolve = 'on'`.execute(trx)
  const rows = await grantRows(trx).where('personGrant.personId', '=', personId).execute()
  await sql`set local gangju.resolve = ''`.execute(trx)
  await sql`set local gangju.actor = ${sql.lit(actorId)}`.execute(trx)
  return rows
}

export interface NewPerson {
  readonly username: string
  readonly name: string
  readonly post: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly passwordHash: string
}

/** `person_username_once` keeps the name unique. @returns the id. */
export async function insertPerson(trx: Trx, person: NewPerson): Promise<string> {
  const row = await trx.insertInto('person').values(person).returning('personId').executeTakeFirstOrThrow()
  return row.personId
}

export async function listRoleRows(db: Db) {
  return db.selectFrom('role').selectAll().orderBy('roleId').execute()
}

export interface NewGrantRow {
  readonly countyId: number
  readonly placeId: number
  readonly personId: string
  readonly roleId: number
  readonly goalId: number | null
  readonly validFrom: string | null
  readonly validTo: string | null
}

export async function insertGrant(trx: Trx, grant: NewGrantRow): Promise<void> {
  await trx.insertInto('personGrant').values(grant).execute()
}

export async function endGrantRow(trx: Trx, countyId: number, grantId: string, endedAt: Date): Promise<void> {
  await trx
    .updateTable('personGrant')
    .set({ endedAt })
    .where('countyId', '=', countyId)
    .where('grantId', '=', grantId)
    .where('endedAt', 'is', null)
    .execute()
}
