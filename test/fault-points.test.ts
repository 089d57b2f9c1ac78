import { randomUUID } from 'node:crypto'
import { routes } from '@gangju/contract/routes'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, fixturePassword } from './fixture/county.ts'
import { type FaultPlan, faultOf, openFaultPool } from './fixture/fault-pool.ts'
import { askerOf, openTestApp, type Reply, type TestApp } from './fixture/site.ts'
import { changesBetween, openStateReader, type StateReader } from './fixture/table-state.ts'
import { caseDay, type WriteCase, writeCases } from './fixture/write-cases.ts'

type RouteName = keyof typeof routes

const writing = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].method !== 'GET')

/** GANGJU_POINTS=all: a fault at every query of every write; else at the first, at the last, and at some between. */
const isFull = process.env.GANGJU_POINTS === 'all'
const mostPoints = 12

function pointsOf(queries: number): number[] {
  const all = Array.from({ length: queries }, (_, index) => index + 1)
  if (isFull || queries <= mostPoints) return all
  const step = (queries - 1) / (mostPoints - 1)
  return all.filter((point) => (point - 1) % step < 1 || point > queries - 2)
}

interface Bench {
  readonly plan: FaultPlan
  readonly state: StateReader
  /** The request of the case, always with the same key. */
  send(): Promise<Reply>
}

/** The server over one connection, which fails where the plan says, with somebody about to write. */
async function atBench(name: RouteName, { username, prepare }: WriteCase, work: (bench: Bench) => Promise<void>) {
  const database = await openTestDatabase(county)
  const { pool, plan } = openFaultPool(database.pool('app', { max: 1 }))
  const site = await openTestApp({ database, features, pool, clock: () => caseDay })
  const state = await openStateReader(database)
  try {
    const person = username === undefined ? site.ask : askerOf(site.app, { cookie: await cookieOf(site, username) })
    const { path, body, headers } = await prepare(site, person)
    const asking = { body, headers: { 'idempotency-key': randomUUID(), ...headers } }
    await work({ plan, state, send: () => person(routes[name].method, path, asking) })
  } finally {
    await state.close()
    await site.close()
    await database.close()
  }
}

async function cookieOf({ ask }: TestApp, username: string): Promise<string> {
  const { headers } = await ask('POST', '/session', { body: { username, password: fixturePassword } })
  return headers['set-cookie']!.split(';', 1)[0]!
}

const unexpected = { error: 'XX000', times: 1, told: [500, 'server.fault'] } as const
/** At every one of the three tries. */
const conflict = { error: '40001', times: 3, told: [503, 'server.busy'] } as const

const cases = writing.flatMap((name) => (writeCases[name] ?? []).map((one) => [name, one.what, one] as const))

test('every route that writes has a case', () => {
  expect(writing.filter((name) => (writeCases[name] ?? []).length === 0)).toEqual([])
})

test.each(cases)(
  '[HT4] a fault at any query of %s, %s, leaves nothing, and the key has one effect',
  async (name, _, one) => {
    await atBench(name, one, async ({ plan, state, send }) => {
      const before = await state.read()
      async function strike(
        strikeAt: FaultPlan['strikeAt'],
        fault: typeof unexpected | typeof conflict = unexpected,
      ): Promise<void> {
        Object.assign(plan, { strikeAt, seen: 0, times: fault.times, isDone: false, error: faultOf(fault.error) })
        const reply = await send()
        const said = `struck at ${strikeAt} of ${plan.seen}: ${JSON.stringify(reply.body)}`
        expect(plan.times, said).toBe(0)
        expect([reply.status, reply.body.code], said).toEqual(fault.told)
        expect(reply.headers['content-type'], said).toContain('application/problem+json')
        expect(changesBetween(before, await state.read()), said).toEqual({})
      }
      // The first time fills what the server remembers; the second counts.
      await strike('commit')
      await strike('commit')
      const queries = plan.seen
      expect(queries).toBeGreaterThan(2)
      for (const point of pointsOf(queries)) await strike(point)
      await strike('commit', conflict)

      Object.assign(plan, { strikeAt: 'commit', seen: 0, times: 1, isDone: true, error: faultOf('08006') })
      expect(await send()).toMatchObject({ status: 503, body: { code: 'storage.unavailable' } })
      const after = await state.read()
      const { action, action_head: _head, idempotency, ...effect } = changesBetween(before, after)
      expect({ action, idempotency, effect }).toEqual({
        action: 1,
        idempotency: one.again === 'anew' ? undefined : 1,
        effect: one.effect,
      })

      const again = await send()
      const changes = changesBetween(after, await state.read())
      if (one.again === 'anew') {
        expect(again.status).toBe(200)
        expect(changes).toMatchObject(one.effect)
      } else if (one.again === 'signedOut') {
        expect(again).toMatchObject({ status: 401, body: { code: 'session.missing' } })
        expect(changes).toEqual({ action: 1, action_head: changes['action_head'] })
      } else {
        expect(again).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' } })
        expect(changes).toEqual({})
      }
    })
  },
)
