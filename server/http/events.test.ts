import { watchChanges } from '@gangju/contract/board'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { county, placeIdOf, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { listenToChanges, type OpenChanges } from './changes.ts'
import { type Routes, serveEvents } from './serve.ts'

let database: TestDatabase
let changes: OpenChanges
let site: TestApp
let origin: string

const watching: Routes = (app) => {
  serveEvents(app, watchChanges, async ({ within, query }) => {
    const { place } = await within({ place: query.place })
    return {
      event: 'change',
      choose: ({ ancestors, periods }) =>
        ancestors.includes(place.placeId) ? { place: place.code, periods: [...periods] } : undefined,
    }
  })
}

beforeAll(async () => {
  database = await openTestDatabase(county)
  changes = listenToChanges(() => database.url('app'), 50)
  site = await openTestApp({ database, changes, features: [...adminRoutes, watching] })
  origin = await site.app.fastify.listen({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => setTimeout(resolve, 200))
})
afterAll(async () => {
  await changes.close()
  await site.close()
  await database.close()
})

async function signIn(username: string): Promise<string> {
  const { headers } = await site.ask('POST', '/session', { body: { username, password: 'Rivers-and-hills-26' } })
  return headers['set-cookie']!.split(';', 1)[0]!
}

/** A stream that collects what it is told. */
async function open(username: string, place: string) {
  const cookie = await signIn(username)
  const reply = await fetch(`${origin}/api/changes?place=${place}`, { headers: { cookie } })
  const stream = { status: reply.status, text: '', isEnded: false, headers: reply.headers, cookie }
  void (async () => {
    for await (const chunk of reply.body!) stream.text += Buffer.from(chunk).toString('utf8')
    stream.isEnded = true
  })().catch(() => {
    stream.isEnded = true
  })
  return stream
}

async function tell(codes: readonly string[], periods = ['2026-10']): Promise<void> {
  const ancestors = await Promise.all(codes.map((code) => placeIdOf(database.job, code)))
  await database
    .pool('app', { max: 1 })
    .query(`select pg_notify('gangju_change', $1)`, [JSON.stringify({ counties: [], ancestors, periods })])
}

const until = async (isTrue: () => boolean) => {
  for (let time = 0; time < 100 && !isTrue(); time += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isTrue()).toBe(true)
}

test('[HT8] each stream hears of its own place, and of no other', async () => {
  const east = await open('east', places.east)
  const whole = await open('county', places.county)
  expect(east.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  await tell([places.west, places.county])
  await until(() => whole.text.includes('event: change'))
  expect(whole.text).toContain(`data: {"place":"${places.county}","periods":["2026-10"]}\n\n`)
  expect(east.text).not.toContain('event')
  await tell([places.east, places.county])
  await until(() => east.text.includes('event: change'))
})

test('[HT8] a place out of reach has no stream', async () => {
  const reply = await open('east', places.west)
  expect(reply.status).toBe(404)
})

test('[HT8] a session that ended hears nothing more', async () => {
  const stream = await open('west', places.west)
  await site.ask('DELETE', '/session', { headers: { cookie: stream.cookie } })
  await tell([places.west])
  await until(() => stream.isEnded)
  expect(stream.text).not.toContain('event')
})

test('[HT8] a grant that ended closes the stream before the next event', async () => {
  const stream = await open('leader', places.east)
  const person = await database.job
    .selectFrom('person')
    .select('personId')
    .where('username', '=', 'leader')
    .executeTakeFirstOrThrow()
  await database.job
    .updateTable('personGrant')
    .set({ endedAt: new Date() })
    .where('personId', '=', person.personId)
    .execute()
  await tell([places.east])
  await until(() => stream.isEnded)
  expect(stream.text).not.toContain('event')
})

test('[HT8] when the listening connection is lost, streams end so that browsers come again and read', async () => {
  const stream = await open('county', places.county)
  const superuser = database.pool('job')
  await superuser.query('select 1')
  const { default: pg } = await import('pg')
  const client = new pg.Client(database.url('superuser'))
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen gangju_change'`,
  )
  await client.end()
  await until(() => stream.isEnded)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const again = await open('county', places.county)
  await tell([places.county])
  await until(() => again.text.includes('event: change'))
})

test('[HT8] all end when the server drains', async () => {
  const stream = await open('county', places.county)
  site.app.drain()
  await until(() => stream.isEnded && site.app.ground.streams.size === 0)
})
