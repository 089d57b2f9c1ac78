import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../server/db/connection.ts'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, places } from './fixture/county.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'
import { openSlowNetwork, type SlowNetwork } from './fixture/slow-network.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let network: SlowNetwork
let pools: pg.Pool[]
/** Two servers, whose database is somewhere beyond the network. */
let sites: TestApp[]
let devices: Person[]

beforeAll(async () => {
  database = await openTestDatabase(county)
  const url = new URL(database.url('app'))
  network = await openSlowNetwork({ host: url.hostname, port: Number(url.port) })
  url.port = String(network.port)
  pools = [openPool({ url: () => url.href, max: 3 }), openPool({ url: () => url.href, max: 3 })]
  sites = []
  for (const pool of pools) sites.push(await openTestApp({ database, features, clock: () => caseDay, pool }))
  devices = [await sites[0]!.as('west'), await sites[1]!.as('west')]
})
afterAll(async () => {
  await network.close()
  for (const site of sites) await site.close()
  for (const pool of pools) await pool.end()
  await database.close()
})

interface Asked {
  readonly ms: number
  readonly reply: Reply
}

async function timed(asking: Promise<Reply>): Promise<Asked> {
  const from = performance.now()
  const reply = await asking
  return { ms: performance.now() - from, reply }
}

/** A save into a month of its own, so that one effect is one cell of edition 1. */
interface Save {
  readonly device: Person
  readonly period: string
  readonly key: string
}

const saveOf = (year: number, index: number): Save => ({
  device: devices[index % 2]!,
  period: `${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  key: randomUUID(),
})

const send = ({ device, period, key }: Save) =>
  device('POST', `/returns/fixture-monthly/cells?place=${places.west}&period=${period}`, {
    body: { cells: [{ place: places.west1, indicator: 'income', text: '5', edition: 0 }] },
    headers: { 'idempotency-key': key },
  })

function expectAnswered({ ms, reply }: Asked): void {
  expect(ms).toBeLessThan(10_000)
  expect([200, 503], JSON.stringify(reply.body)).toContain(reply.status)
  if (reply.status === 503) expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
}

const editions = async (year: number) =>
  database.job
    .selectFrom('submissionValue as v')
    .innerJoin('submission as s', 's.submissionId', 'v.submissionId')
    .where('s.period', '>=', `${year}-01`)
    .where('s.period', '<', `${year + 5}-01`)
    .select(['s.period', 'v.edition'])
    .execute()

/** Both servers are asked all the while; afterwards every save is repeated, by the other server, until it is done. */
async function duringTrouble(
  year: number,
  ms: number,
  begin: () => (() => unknown) | Promise<() => unknown>,
): Promise<void> {
  const saves: Save[] = []
  const asked: Promise<Asked>[] = []
  const health: number[] = []
  const ready: { at: number; status: number }[] = []
  const probes: Promise<unknown>[] = []
  const end = await begin()
  const from = performance.now()
  while (performance.now() - from < ms) {
    const one = saveOf(year, saves.length)
    saves.push(one)
    asked.push(timed(send(one)))
    for (const { ask } of sites) {
      probes.push(timed(ask('GET', '/healthz')).then((probe) => health.push(probe.ms)))
      probes.push(ask('GET', '/readyz').then(({ status }) => ready.push({ at: performance.now() - from, status })))
    }
    await delay(250)
  }
  await end()
  const lifted = performance.now()
  const again = saveOf(year, saves.length)
  while ((await send(again)).status !== 200) {
    expect(performance.now() - lifted, 'writing again').toBeLessThan(3_000)
    await delay(50)
  }
  const writingMs = performance.now() - lifted
  const answers = await Promise.all(asked)
  await Promise.all(probes)
  for (const one of answers) expectAnswered(one)
  expect(health.toSorted((a, b) => b - a)[Math.floor(health.length / 20)]).toBeLessThan(100)
  const firstNo = ready.find(({ status }) => status === 503)
  for (const [index, one] of saves.entries()) {
    const { status, body } = await send({ ...one, device: devices[(index + 1) % 2]! })
    expect([status, body.conflicts], JSON.stringify(body)).toEqual([200, []])
  }
  const stored = await editions(year)
  expect(stored).toHaveLength(saves.length + 1)
  expect(new Set(stored.map(({ edition }) => edition))).toEqual(new Set([1]))
  const worst = Math.max(...answers.map((one) => one.ms))
  console.info(
    JSON.stringify({
      ...{ asked: saves.length, done: answers.filter(({ reply }) => reply.status === 200).length },
      ...{
        worstMs: Math.round(worst),
        writingAgainMs: Math.round(writingMs),
        notReadyAfterMs: Math.round(firstNo?.at ?? -1),
      },
    }),
  )
  if (ms > 3_000 && firstNo) expect(firstNo.at).toBeLessThan(3_000)
}

describe('[R10] two servers over a database in trouble: all are answered in ten seconds, and each save is done once', () => {
  test('100 ms a packet each way', async () => {
    await duringTrouble(2001, 3_000, () => {
      network.delayMs = 100
      return () => {
        network.delayMs = 0
      }
    })
  })

  test('nothing gets through for five seconds', async () => {
    await duringTrouble(2006, 5_000, () => network.swallow())
  })

  test('a table is locked for five seconds', async () => {
    const lock = new pg.Client(database.url('superuser'))
    await lock.connect()
    await duringTrouble(2011, 5_000, async () => {
      await lock.query('begin; lock table submission_value in access exclusive mode')
      return async () => {
        await lock.query('rollback')
        await lock.end()
      }
    })
  })
})
