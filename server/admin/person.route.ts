import { randomBytes } from 'node:crypto'
import type { NewGrant } from '@gangju/contract/people'
import {
  createGrant,
  createPerson,
  endGrant,
  listPeople,
  listRoles,
  type Person,
  updatePerson,
} from '@gangju/contract/people'
import type { AnyRoute } from '@gangju/contract/route'
import { issueToken } from '@gangju/contract/session'
import { Problem } from '@gangju/net/problem'
import type { z } from 'zod'
import type { Trx } from '../db/connection.ts'
import { listGrants } from '../http/identity.store.ts'
import { officeDay } from '../http/office-time.ts'
import { hashSecret } from '../http/rights.ts'
import { type Call, type Lang, type Routes, type Scope, serve } from '../http/serve.ts'
import { maskEmail } from '../net/email.ts'
import { maskPhone } from '../net/phone.ts'
import { checkGiving } from './giving.ts'
import { heldGrant } from './held-grant.ts'
import { hashPassword, newOneTimePassword } from './password.ts'
import * as store from './person.store.ts'
import { changeAccount, endSessionsOf, findAccount, insertSession, listAncestorIds } from './session.store.ts'

type GrantRow = Awaited<ReturnType<typeof store.listGrantsWithin>>[number]
type PersonRow = NonNullable<Awaited<ReturnType<typeof store.findPerson>>>

const yearMs = 366 * 86_400_000
const heavy = { atOnce: 4 }

export const personRoutes: Routes = (app) => {
  serve(app, listPeople, async ({ within, query, lang }) => {
    const scope = await within(query.place === undefined ? {} : { place: query.place })
    const limit = query.limit ?? 50
    const after = query.cursor === undefined ? '' : readCursor(query.cursor)
    const question = { reach: scope.rectangle, goalPaths: scope.goalPaths, words: query.q, after, limit: limit + 1 }
    const rows = await store.listPeopleWithin(scope.db, question)
    const shown = rows.slice(0, limit)
    const grants = await grantsOf(scope, shown)
    const next = rows.length > limit ? Buffer.from(shown.at(-1)!.username).toString('base64url') : null
    return { items: shown.map((row) => personItem(row, grants, lang)), next }
  })

  serve(app, listRoles, async ({ within }) => {
    const { db } = await within({})
    const rows = await store.listRoleRows(db)
    return { items: rows.map(({ code, name, nameEn, verbs }) => ({ code, name, nameEn, verbs })) }
  })

  serve(
    app,
    createPerson,
    async (call) => {
      const { username, name, post, phone, email, grant } = call.body
      const scope = await call.within(rectangleOf(grant))
      const oneTimePassword = newOneTimePassword()
      const passwordHash = await hashPassword(oneTimePassword)
      const personId = await store.insertPerson(scope.trx, {
        username,
        name,
        post: post ?? null,
        phone: phone ?? null,
        email: email ?? null,
        passwordHash,
      })
      await give(call, scope, personId, grant)
      call.record({ subject: `person/${personId}`, detail: { role: grant.role } })
      return { person: await showPerson(scope, personId, call.lang), oneTimePassword }
    },
    heavy,
  )

  serve(
    app,
    updatePerson,
    async (call) => {
      const scope = await call.within({})
      const { id } = call.params
      await getReachable(scope, id)
      const { disabled, resetPassword, email } = call.body
      if (disabled === true && id === call.actor.personId) throw new Problem('person.self')
      await checkPower(call, scope.trx, id)
      const oneTimePassword = resetPassword ? newOneTimePassword() : null
      const renewed =
        oneTimePassword === null ? {} : { passwordHash: await hashPassword(oneTimePassword), mustChangePassword: true }
      if (disabled !== undefined || resetPassword) {
        await changeAccount(scope.trx, id, { ...renewed, ...(disabled === undefined ? {} : { disabled }) })
        await endSessionsOf(scope.trx, id)
      }
      if (email !== undefined) await changeAccount(scope.trx, id, { email })
      call.record({
        subject: `person/${id}`,
        detail: {
          disabled: disabled ?? null,
          resetPassword: resetPassword ?? false,
          ...(email === undefined ? {} : { email: email === null ? 'removed' : 'changed' }),
        },
      })
      return { person: await showPerson(scope, id, call.lang), oneTimePassword }
    },
    heavy,
  )

  serve(app, createGrant, async (call) => {
    const everything = await call.within({})
    await getReachable(everything, call.params.id)
    if (call.params.id === call.actor.personId) throw new Problem('grant.self')
    const scope = await call.within(rectangleOf(call.body))
    await give(call, scope, call.params.id, call.body)
    call.record({ subject: `person/${call.params.id}`, detail: { role: call.body.role } })
    return showPerson(scope, call.params.id, call.lang)
  })

  serve(app, endGrant, async (call) => {
    const everything = await call.within({})
    const { id, grant } = call.params
    await getReachable(everything, id)
    const held = (await grantsOf(everything, [{ personId: id }])).find((row) => row.grantId === grant)
    if (!held) throw new Problem('grant.unknown')
    const scope = await call.within({
      place: held.placeCode,
      ...(held.goalCode === null ? {} : { goal: held.goalCode }),
    })
    await store.endGrantRow(scope.trx, scope.place.countyId, grant, call.now)
    call.record({ verb: 'grant.end', subject: `person/${id}`, detail: { grant, role: held.role } })
    return showPerson(everything, id, call.lang)
  })

  serve(app, issueToken, async (call) => {
    const scope = await call.within({})
    const expiresAt = new Date(call.body.expiresAt)
    if (expiresAt <= call.now || expiresAt.getTime() - call.now.getTime() > yearMs) throw new Problem('token.expiry')
    const account = await findAccount(scope.trx, call.body.username)
    if (!account) throw new Problem('person.unknown')
    const { personId } = await getReachable(scope, account.personId)
    await checkPower(call, scope.trx, personId)
    const token = `gangju_${randomBytes(32).toString('base64url')}`
    const { label } = call.body
    await insertSession(scope.trx, {
      secretHash: hashSecret(token),
      personId,
      kind: 'token',
      label,
      createdAt: call.now,
      expiresAt,
    })
    call.record({ subject: `person/${personId}`, detail: { label, expiresAt: expiresAt.toISOString() } })
    return { token, label, expiresAt: expiresAt.toISOString() }
  })
}

const rectangleOf = ({ place, goal }: z.output<typeof NewGrant>) => ({ place, ...(goal === null ? {} : { goal }) })

async function grantsOf(
  { db, rectangle, goalPaths }: Scope,
  people: readonly Pick<PersonRow, 'personId'>[],
): Promise<GrantRow[]> {
  if (people.length === 0) return []
  const rows = await store.listGrantsWithin(
    db,
    rectangle,
    people.map((one) => one.personId),
  )
  return rows.filter((row) => goalPaths.some((path) => (row.goalPath ?? '').startsWith(path)))
}

/** A person of whom a grant lies in the rectangle. @throws Problem `person.unknown` for all others, as if there were none. */
async function getReachable(scope: Scope, personId: string): Promise<PersonRow> {
  const person = await store.findPerson(scope.db, personId)
  const grants = await grantsOf(scope, [{ personId }])
  if (!person || grants.length === 0) throw new Problem('person.unknown')
  return person
}

/** Who sets a password or holds a token acts as that person: only for people who hold no more than oneself. */
async function checkPower(call: Call<AnyRoute>, trx: Trx, personId: string): Promise<void> {
  if (personId === call.actor.personId) return
  const giver = await listGrants(trx, call.actor.personId)
  for (const held of await store.listAllGrants(trx, personId, call.actor.personId)) {
    const ancestorIds = await listAncestorIds(trx, held.placeId)
    const { verbs, goalPath, placeId, validFrom, validTo } = held
    checkGiving(
      giver,
      { verbs, goalPath: goalPath ?? '', placeId, ancestorIds, from: validFrom, to: validTo },
      officeDay(call.now),
    )
  }
}

async function give(
  call: Call<AnyRoute>,
  scope: Scope,
  personId: string,
  grant: z.output<typeof NewGrant>,
): Promise<void> {
  const role = (await store.listRoleRows(scope.db)).find((one) => one.code === grant.role)
  if (!role) throw new Problem('role.unknown')
  const goal = grant.goal === null ? undefined : call.catalog.goal(grant.goal)
  const giver = await listGrants(scope.trx, call.actor.personId)
  const { placeId, countyId } = scope.place
  const validFrom = grant.validFrom ?? null
  const validTo = grant.validTo ?? null
  const ancestorIds = await listAncestorIds(scope.db, placeId)
  const gift = { verbs: role.verbs, goalPath: goal?.path ?? '', placeId, ancestorIds, from: validFrom, to: validTo }
  checkGiving(giver, gift, officeDay(call.now))
  await store.insertGrant(scope.trx, {
    countyId,
    placeId,
    personId,
    roleId: role.roleId,
    goalId: goal?.goalId ?? null,
    validFrom,
    validTo,
  })
}

async function showPerson(scope: Scope, personId: string, lang: Lang): Promise<Person> {
  const person = await store.findPerson(scope.db, personId)
  if (!person) throw new Problem('person.unknown')
  return personItem(person, await grantsOf(scope, [person]), lang)
}

function personItem(person: PersonRow, grants: readonly GrantRow[], lang: Lang): Person {
  const { personId, username, name, post, phone, email, disabled, mustChangePassword } = person
  const own = grants.filter((grant) => grant.personId === personId)
  return {
    id: personId,
    username,
    name,
    post,
    phone: maskPhone(phone),
    email: maskEmail(email),
    disabled,
    mustChangePassword,
    grants: own.map((grant) => grantItem(grant, lang)),
  }
}

function grantItem(grant: GrantRow, lang: Lang): Person['grants'][number] {
  return { ...heldGrant(grant, lang), id: grant.grantId, validFrom: grant.validFrom, validTo: grant.validTo }
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!/^[a-z0-9._-]{1,64}$/.test(text)) throw new Problem('cursor.malformed')
  return text
}
