import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { county, placeIdOf } from '../../test/fixture/county.ts'
import { places } from '../../test/fixture/places.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { inTransaction } from '../db/transaction.ts'
import { insertMessages } from '../net/message.store.ts'
import { type Adapter, type OutgoingMessage, PermanentFailure } from './adapter.ts'
import { deliverNext, MOST_ATTEMPTS, type RunnerWords, startRunner } from './runner.ts'

let database: TestDatabase
let now = new Date('2026-12-08T02:00:00Z')
const never = new AbortController().signal

beforeAll(async () => {
  database = await openTestDatabase(county)
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.job.updateTable('delivery').set({ doneAt: now }).execute()
})

async function plant(channels: readonly string[]): Promise<void> {
  const { job } = database
  const placeId = await placeIdOf(job, places.east)
  const { countyId } = await job
    .selectFrom('place')
    .select('countyId')
    .where('placeId', '=', placeId)
    .executeTakeFirstOrThrow()
  const { personId } = await job.selectFrom('person').select('personId').limit(1).executeTakeFirstOrThrow()
  const words = { zh: '请报送', en: 'please' }
  const about = { formId: null, period: '2026-11', submissionId: null, sentAt: now }
  const message = { countyId, placeId, personId, sentBy: personId, kind: 'reminder' as const, words, ...about }
  await job.transaction().execute((trx) => insertMessages(trx, [message], channels))
}

function receiver(fail: (count: number) => boolean): Adapter & { readonly got: OutgoingMessage[] } {
  const got: OutgoingMessage[] = []
  const send = async (message: OutgoingMessage) => {
    got.push(message)
    if (fail(got.length)) throw new Error('the receiver answered 503')
    return 'sent' as const
  }
  return { name: 'webhook', got, send }
}

const wordsFor = (adapter: Adapter): RunnerWords => ({
  transact: (work) => inTransaction(pool, work),
  adapters: [adapter],
  now: () => now,
  pauseMs: 5,
  onFault: () => {},
})
let pool: ReturnType<TestDatabase['pool']>
beforeAll(() => {
  pool = database.pool('job', { max: 3 })
})

const open = () =>
  database.job
    .selectFrom('delivery')
    .select(['deliveryId', 'attempts', 'parkedAt', 'lastError', 'nextAt'])
    .where('doneAt', 'is', null)
    .execute()

test('[RM4] a message is delivered once, and nothing is left to do', async () => {
  await plant(['webhook'])
  const adapter = receiver(() => false)
  expect(await deliverNext(wordsFor(adapter), never)).toBe(true)
  expect(await deliverNext(wordsFor(adapter), never)).toBe(false)
  expect(adapter.got).toMatchObject([{ kind: 'reminder', text: { zh: '请报送' }, place: { code: places.east } }])
})

test('[RM4] two runners do not deliver the same message', async () => {
  await plant(['webhook'])
  const adapter = receiver(() => false)
  const slow = {
    ...adapter,
    send: (message: OutgoingMessage) => delay(50).then(() => adapter.send(message, never)),
  }
  const both = await Promise.all([deliverNext(wordsFor(slow), never), deliverNext(wordsFor(slow), never)])
  expect(both.toSorted()).toEqual([false, true])
  expect(adapter.got).toHaveLength(1)
})

test('[RM5] after five failures, each waited for longer, it is parked with the reason', async () => {
  await plant(['webhook'])
  const adapter = receiver(() => true)
  const waits: number[] = []
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    expect(await deliverNext(wordsFor(adapter), never)).toBe(true)
    // Not before its time.
    expect(await deliverNext(wordsFor(adapter), never)).toBe(false)
    const [row] = await open()
    waits.push((row!.nextAt.getTime() - now.getTime()) / 1000)
    if (row!.parkedAt === null) now = row!.nextAt
  }
  expect(waits.slice(0, 4)).toEqual([30, 120, 480, 1920])
  expect(await open()).toMatchObject([{ attempts: 5, parkedAt: now, lastError: 'the receiver answered 503' }])
  now = new Date(now.getTime() + 86_400_000)
  expect(await deliverNext(wordsFor(adapter), never)).toBe(false)
})

test('[RM4] killed between sending and noting it, the same id is sent once more', async () => {
  await plant(['webhook'])
  const adapter = receiver(() => false)
  const killed: RunnerWords = {
    ...wordsFor(adapter),
    transact: (work) =>
      inTransaction(pool, async (trx) => {
        await work(trx)
        throw new Error('killed')
      }),
  }
  await expect(deliverNext(killed, never)).rejects.toThrow('killed')
  expect(await deliverNext(wordsFor(adapter), never)).toBe(true)
  expect(adapter.got).toHaveLength(2)
  expect(new Set(adapter.got.map(({ deliveryId }) => deliveryId)).size).toBe(1)
  expect(await open()).toEqual([])
})

test('[RM4] a runner that is stopped ends, and its failure is not the receiver’s', async () => {
  await plant(['webhook'])
  const adapter: Adapter = {
    name: 'webhook',
    send: (_, signal) =>
      new Promise((__, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error))),
  }
  const runner = startRunner(wordsFor(adapter))
  await delay(100)
  await runner.stop()
  expect(await open()).toMatchObject([{ attempts: 0, parkedAt: null }])
})

test('[RM9] what the receiver will never take is parked at once', async () => {
  await plant(['webhook'])
  const adapter: Adapter = { name: 'webhook', send: () => Promise.reject(new PermanentFailure('no such mailbox')) }
  expect(await deliverNext(wordsFor(adapter), never)).toBe(true)
  expect(await open()).toMatchObject([{ attempts: 1, parkedAt: now, lastError: 'no such mailbox' }])
})

test('[RM9] who cannot be reached on a channel is no failure, and the row says so', async () => {
  await plant(['webhook'])
  const adapter: Adapter = { name: 'webhook', send: () => Promise.resolve('none') }
  expect(await deliverNext(wordsFor(adapter), never)).toBe(true)
  expect(await open()).toEqual([])
  const ended = await database.job.selectFrom('delivery').select('outcome').where('outcome', 'is not', null).execute()
  expect(ended.map(({ outcome }) => outcome)).toContain('none')
})

test('[RM4] a channel that is not set up any more is a failure that people see', async () => {
  await plant(['pigeon'])
  expect(await deliverNext(wordsFor(receiver(() => false)), never)).toBe(true)
  expect(await open()).toMatchObject([{ attempts: 1, lastError: 'no channel pigeon is set up' }])
})
