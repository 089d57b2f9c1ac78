import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, people, places } from '../../test/fixture/county.ts'
import { type FaultPlan, faultOf, openFaultPool } from '../../test/fixture/fault-pool.ts'
import { askerOf, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'

let database: TestDatabase
let site: TestApp
let twin: TestApp
let faulty: TestApp
let plan: FaultPlan
let admin: Person
let cookie: string

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database })
  twin = await openTestApp({ database })
  const fault = openFaultPool(database.pool('app'))
  plan = fault.plan
  faulty = await openTestApp({ database, pool: fault.pool })
  admin = await site.as('admin')
  const reply = await site.ask('POST', '/session', { body: { username: 'admin', password: 'Rivers-and-hills-26' } })
  cookie = reply.headers['set-cookie']!.split(';', 1)[0]!
})
afterAll(async () => {
  await Promise.all([site, twin, faulty].map((one) => one.close()))
  await database.close()
})

const newPerson = (username: string) => ({
  username,
  name: '新人',
  grant: { role: 'viewer', place: places.county, goal: null },
})

const count = async (table: 'person' | 'action' | 'idempotency' | 'personGrant') => {
  const row = await database.job
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const state = async () => Promise.all((['person', 'action', 'idempotency', 'personGrant'] as const).map(count))

describe('a request with a key', () => {
  test('[HT6] has one effect and one answer, sent twice at once through two servers', async () => {
    const [first, second] = [askerOf(site.app, { cookie }), askerOf(twin.app, { cookie })]
    for (let pair = 0; pair < 25; pair += 1) {
      const asking = { body: newPerson(`pair.${pair}`), headers: { 'idempotency-key': randomUUID() } }
      const [a, b] = await Promise.all([first('POST', '/people', asking), second('POST', '/people', asking)])
      expect([a.status, b.status]).toEqual([200, 200])
      expect(a.body).toEqual(b.body)
    }
    const made = await database.job
      .selectFrom('person')
      .select('username')
      .where('username', 'like', 'pair.%')
      .execute()
    expect(made).toHaveLength(25)
    const done = await database.job.selectFrom('action').where('verb', '=', 'person.write').selectAll().execute()
    expect(done).toHaveLength(25)
  })

  test('[HT6] told again leaves its connection as it found it: outside of any transaction, for whoever comes next', async () => {
    const one = await openTestApp({ database, max: 1 })
    const asker = askerOf(one.app, { cookie })
    const asking = { body: newPerson('told.again'), headers: { 'idempotency-key': randomUUID() } }
    const [first, again] = [await asker('POST', '/people', asking), await asker('POST', '/people', asking)]
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const { rows } = await one.pool.query<{ open: boolean }>('select now() <> statement_timestamp() as open')
    expect(rows[0]).toEqual({ open: false })
    expect((await asker('GET', '/session')).status).toBe(200)
    await one.close()
  })

  test('[HT6] is refused with another body, and the first stands', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const first = await admin('POST', '/people', { body: newPerson('other.body'), headers })
    const second = await admin('POST', '/people', { body: newPerson('other.body2'), headers })
    expect(second).toMatchObject({ status: 422, body: { code: 'idempotency.otherBody' } })
    expect((await admin('POST', '/people', { body: newPerson('other.body'), headers })).body).toEqual(first.body)
  })

  test('[HT6] gets the same final refusal again, and one line of the log', async () => {
    const asking = { body: newPerson('viewer'), headers: { 'idempotency-key': randomUUID() } }
    const before = await count('action')
    for (let time = 0; time < 3; time += 1) {
      expect(await admin('POST', '/people', asking)).toMatchObject({ status: 409, body: { code: 'person.duplicate' } })
    }
    expect(await count('action')).toBe(before + 1)
  })

  test('[HT6] is no way to read on when the right is gone', async () => {
    const person = await site.as('county.admin')
    const asking = { body: newPerson('right.gone'), headers: { 'idempotency-key': randomUUID() } }
    expect((await person('POST', '/people', asking)).status).toBe(200)
    const { personId } = await database.job
      .selectFrom('person')
      .selectAll()
      .where('username', '=', 'county.admin')
      .executeTakeFirstOrThrow()
    await database.job
      .updateTable('personGrant')
      .set({ endedAt: new Date() })
      .where('personId', '=', personId)
      .execute()
    expect(await person('POST', '/people', asking)).toMatchObject({ status: 404, body: { code: 'place.unknown' } })
    await database.job.updateTable('personGrant').set({ endedAt: null }).where('personId', '=', personId).execute()
    expect((await person('POST', '/people', asking)).status).toBe(200)
  })

  test('[HT6] keeps what is shown once unreadable in the database', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const { body } = await admin('POST', '/people', { body: newPerson('sealed'), headers })
    const rows = await database.job.selectFrom('idempotency').select(['key', 'reply']).execute()
    expect(JSON.stringify(rows)).not.toContain(body.oneTimePassword)
    expect(JSON.stringify(rows)).not.toContain(headers['idempotency-key'])
  })

  test.each(['', 'a b', 'é', 'x'.repeat(129)])('[HT6] of %j is malformed', async (key) => {
    const reply = await admin('POST', '/people', { body: newPerson('bad.key'), headers: { 'idempotency-key': key } })
    expect(reply).toMatchObject({ status: 400, body: { code: 'idempotency.malformed' } })
  })
})

describe('a fault of the database', () => {
  test('[HT4] at any query of a write leaves nothing, and the key then has one effect', async () => {
    const ask = askerOf(faulty.app, { cookie })
    await ask('POST', '/people', { body: newPerson('fault.warm') })
    plan.seen = 0
    await ask('POST', '/people', { body: newPerson('fault.count'), headers: { 'idempotency-key': randomUUID() } })
    const queries = plan.seen
    expect(queries).toBeGreaterThan(4)
    for (let strikeAt = 1; strikeAt <= queries; strikeAt += 1) {
      const asking = { body: newPerson(`fault.${strikeAt}`), headers: { 'idempotency-key': randomUUID() } }
      const before = await state()
      Object.assign(plan, { strikeAt, seen: 0, times: 1, error: faultOf('XX000') })
      const struck = await ask('POST', '/people', asking)
      expect([500, 503]).toContain(struck.status)
      expect(await state()).toEqual(before)
      expect((await ask('POST', '/people', asking)).status).toBe(200)
      expect((await ask('POST', '/people', asking)).status).toBe(200)
      const made = await database.job
        .selectFrom('person')
        .where('username', '=', `fault.${strikeAt}`)
        .selectAll()
        .execute()
      expect(made).toHaveLength(1)
    }
  })

  test.each(['40001', '40P01', '08006'])('[HT9] %s before the commit is tried again and not shown', async (code) => {
    const ask = askerOf(faulty.app, { cookie })
    for (const strikeAt of [1, 5, 12]) {
      Object.assign(plan, { strikeAt, seen: 0, times: 1, error: faultOf(code) })
      const reply = await ask('POST', '/people', { body: newPerson(`retry.${code.toLowerCase()}.${strikeAt}`) })
      expect(reply.status).toBe(200)
    }
  })

  test.each([
    ['53100', 'storage.full'],
    ['57014', 'server.busy'],
    ['ECONNREFUSED', 'storage.unavailable'],
  ])('[HT9] %s is told as %s, with when to come again', async (code, told) => {
    const ask = askerOf(faulty.app, { cookie })
    Object.assign(plan, { strikeAt: 1, seen: 0, times: 1 })
    plan.error = faultOf(code)
    if (code === 'ECONNREFUSED') plan.times = 0
    const dead = code === 'ECONNREFUSED' ? await openDeadApp() : undefined
    const reply = await (dead ? askerOf(dead.app, { cookie }) : ask)('POST', '/people', { body: newPerson('told') })
    expect(reply).toMatchObject({ status: 503, body: { code: told } })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    await dead?.close()
  })
})

async function openDeadApp(): Promise<TestApp> {
  const pool = database.pool('app', { url: () => 'postgres://nobody:x@127.0.0.1:1/none' })
  return openTestApp({ database, pool })
}

describe('every write', () => {
  test('[LO4] leaves exactly one action, done or refused', async () => {
    const { body: made } = await admin('POST', '/people', { body: newPerson('log.one') })
    const { id } = made.person
    const grant = { role: 'auditor', place: places.east, goal: 'F1-A1' }
    const writes: [number, () => ReturnType<Person>][] = [
      [200, () => admin('POST', `/people/${id}/grants`, { body: grant })],
      [200, () => admin('DELETE', `/people/${id}/grants/${made.person.grants[0].id}`)],
      [200, () => admin('PATCH', `/people/${id}`, { body: { disabled: true } })],
      [
        200,
        () => admin('POST', '/tokens', { body: { username: 'viewer', label: 'x', expiresAt: '2027-01-01T00:00:00Z' } }),
      ],
      [
        422,
        () => admin('POST', '/tokens', { body: { username: 'viewer', label: 'x', expiresAt: '2037-01-01T00:00:00Z' } }),
      ],
      [404, () => admin('PATCH', `/people/${randomUUID()}`, { body: { disabled: true } })],
      [400, () => admin('POST', '/people', { body: { isAdmin: true } })],
      [401, () => site.ask('POST', '/people', { body: newPerson('nobody') })],
      [403, () => admin('POST', '/people', { body: newPerson('csrf'), headers: { origin: 'null' } })],
      [401, () => site.ask('POST', '/session', { body: { username: 'viewer', password: 'no' } })],
      [200, () => admin('POST', '/session/totp')],
      [422, () => admin('POST', '/session/password', { body: { current: 'no', next: 'Quiet-river-bend-9' } })],
    ]
    for (const [status, write] of writes) {
      const before = await count('action')
      const reply = await write()
      expect(reply.status).toBe(status)
      expect(await count('action')).toBe(before + 1)
    }
  })

  test('[LO4] of somebody who names no place is logged where they are at home', async () => {
    await site.as('county')
    const line = await database.job
      .selectFrom('action')
      .innerJoin('place', 'place.placeId', 'action.placeId')
      .where('verb', '=', 'session.signIn')
      .where('outcome', '=', 'done')
      .orderBy('at', 'desc')
      .select('place.code')
      .executeTakeFirstOrThrow()
    expect(line.code).toBe(people['county']!.place)
  })
})
