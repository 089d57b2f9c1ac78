import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'

let site: TestApp
let admin: Person
beforeAll(async () => {
  site = await openTestApp({ max: 1 })
  admin = await site.as('admin')
})
afterAll(() => site.close())

describe('one connection', () => {
  test('[HT9] serves reads and writes, also many at once, and never two for one request', async () => {
    for (let time = 0; time < 30; time += 1) expect((await admin('GET', '/people')).status).toBe(200)
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await admin('POST', '/session/totp')).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect((await admin('POST', '/people', { body: {} })).status).toBe(400)
    expect(site.pool.waitingCount).toBe(0)
  })

  test('[HT9] a burst is answered or sent away within a second, with when to come again', async () => {
    const held = await site.pool.connect()
    const started = performance.now()
    const times: number[] = []
    const burst = Array.from({ length: 300 }, async () => {
      const reply = await admin('GET', '/session')
      times.push(performance.now() - started)
      return reply
    })
    await Promise.race(burst)
    const healthy = performance.now()
    expect((await site.ask('GET', '/healthz')).status).toBe(200)
    expect(performance.now() - healthy).toBeLessThan(100)
    held.release()
    const replies = await Promise.all(burst)
    const shed = replies.filter((reply) => reply.status === 503)
    expect(shed.length).toBe(300 - 32)
    expect(shed.every((reply) => reply.headers['retry-after'] === '1' && reply.body.code === 'server.busy')).toBe(true)
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(32)
    expect(Math.max(...times)).toBeLessThan(1_500)
  })

  test('readiness says no within a second while the database does not answer, and health says yes', async () => {
    const held = await site.pool.connect()
    expect(await site.ask('GET', '/readyz')).toMatchObject({ status: 503, body: { ready: false } })
    expect((await site.ask('GET', '/healthz')).status).toBe(200)
    held.release()
    expect((await site.ask('GET', '/readyz')).status).toBe(200)
  })

  test('[HT9] a connection that dies in the middle is replaced without a word', async () => {
    const held = await site.pool.connect()
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid')
    held.release()
    const superuser = new pg.Client(site.database.url('superuser'))
    await superuser.connect()
    await superuser.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await superuser.end()
    expect((await admin('GET', '/session')).status).toBe(200)
  })
})

describe('metrics', () => {
  test('are for this machine only, and name patterns, no codes', async () => {
    const { status, body } = await site.ask('GET', '/metrics')
    expect(status).toBe(200)
    expect(body).toContain('gangju_requests_total{method="GET",route="/api/session",status="200"}')
    expect((await site.ask('GET', '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404)
    const away = await site.app.fastify.inject({ url: '/metrics', remoteAddress: '10.1.2.3' })
    expect(away.statusCode).toBe(404)
  })
})

test('[HT12] while it drains it is not ready, and connections end with their answer', async () => {
  const draining = await openTestApp({ database: site.database })
  draining.app.drain()
  const reply = await draining.ask('GET', '/readyz')
  expect(reply).toMatchObject({ status: 503, headers: { connection: 'close' } })
  await draining.close()
})
