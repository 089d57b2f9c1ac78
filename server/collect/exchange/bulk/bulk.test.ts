import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { placeIdOf } from '../../../../test/fixture/county.ts'
import { places } from '../../../../test/fixture/places.ts'
import { insertFixtureGrant } from '../../../../test/fixture/rows.store.ts'
import { openTestApp, type Person, type TestApp } from '../../../../test/fixture/site.ts'
import { sessionRoutes } from '../../../admin/session.route.ts'
import { Batch } from '../../../db/batch.ts'
import type { Trx } from '../../../db/connection.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { startRunner } from '../../../work/runner.ts'
import { entryRoutes } from '../../entry/entry.route.ts'
import { bulkRoutes } from './bulk.route.ts'
import { type BulkWork, takeNextPiece } from './next-piece.ts'

let office: TestApp
let jobPool: ReturnType<TestApp['database']['pool']>
let now = new Date('2026-11-21T02:00:00Z')
const people: Record<string, Person> = {}

beforeAll(async () => {
  office = await openTestApp({ features: [sessionRoutes, entryRoutes, bulkRoutes], clock: () => now })
  jobPool = office.database.pool('job', { max: 2 })
  for (const name of ['east', 'west', 'county', 'viewer']) people[name] = await office.as(name)
})
afterAll(() => office.close())
beforeEach(async () => {
  const done = { state: 'failed', lease: null, leaseUntil: null, endedAt: now }
  await office.database.job.updateTable('bulkJob').set(done).where('state', '<>', 'done').execute()
})

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const create = (who: string, body: object) => people[who]!('POST', '/bulk', { body })
const send = (who: string, id: string, n: number, bytes: Buffer, sum = digest(bytes)) =>
  people[who]!('POST', `/bulk/${id}/parts/${n}?sha256=${sum}`, {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  })
const read = async (who: string, id: string) => (await people[who]!('GET', `/bulk/${id}`)).body
const begin = (who: string, id: string) => people[who]!('POST', `/bulk/${id}/start`)

const transact = <T>(work: (trx: Trx) => Promise<T>) => inTransaction(jobPool, work)
const work = (over: Partial<BulkWork> = {}): BulkWork => ({
  ground: { ...office.app.ground, clock: () => now },
  transact,
  mostCells: 4,
  ...over,
})
async function takeAll(over: Partial<BulkWork> = {}): Promise<number> {
  let pieces = 0
  while (await takeNextPiece(work(over))) pieces += 1
  return pieces
}

interface Upload {
  readonly kind?: 'csv' | 'dataValueSets'
  readonly partBytes?: number
  readonly options?: object
}

/** A file sent whole, the last part first, and started. */
async function upload(
  who: string,
  place: string,
  bytes: Buffer,
  { kind = 'csv', partBytes = 1_024, options = {} }: Upload = {},
) {
  const body = { place, kind, size: bytes.length, partBytes, sha256: digest(bytes), ...options }
  const { id, parts } = (await create(who, body)).body
  for (let n = parts.expected; n >= 1; n -= 1) {
    const reply = await send(who, id, n, bytes.subarray((n - 1) * partBytes, n * partBytes))
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const started = await begin(who, id)
  expect(started.status, JSON.stringify(started.body)).toBe(200)
  return id as string
}

const months = ['202601', '202602', '202603', '202604', '202605']
/** Figures of the three villages of the eastern town, with a comment that makes each line long. */
const lines = (extra = '') =>
  months.flatMap((period, at) =>
    [places.east1, places.east2, places.east3].flatMap((place, one) => [
      `income,${period},${place},${100 + at * 10 + one}${extra}`,
      `sales,${period},${place},${at}.${one}${extra}`,
    ]),
  )
const csv = (rows: readonly string[], head = 'dataElement,period,orgUnit,value') =>
  Buffer.from(`${[head, ...rows].join('\n')}\n`)

async function drafts(period: string): Promise<Record<string, string>> {
  const path = `/returns/fixture-monthly/entry?place=${places.east}&period=${period}`
  const { body } = await people.east!('GET', path)
  return Object.fromEntries(
    body.rows.flatMap((row: { place: { code: string }; cells: { indicator: string; value: string | null }[] }) =>
      row.cells.flatMap(({ indicator, value }) => (value === null ? [] : [[`${row.place.code} ${indicator}`, value]])),
    ),
  )
}

describe('[EX11] a file in parts', () => {
  const bytes = csv(lines(',"说明，有逗号"'), 'dataElement,period,orgUnit,value,comment')

  test('is begun by the verb of filing at its place alone', async () => {
    const body = { place: places.east, kind: 'csv', size: 10 }
    expect((await create('viewer', body)).body.code).toBe('grant.missing')
    expect((await create('west', body)).body.code).toBe('place.unknown')
    expect((await create('east', { ...body, size: 200 * 1_048_576 + 1 })).body.code).toBe('request.invalid')
    expect((await create('east', { ...body, form: 'nothing' })).body.code).toBe('form.unknown')
    expect((await office.ask('POST', '/bulk', { body })).status).toBe(401)
  })

  test('of somebody else is no job', async () => {
    const { id } = (await create('east', { place: places.east, kind: 'csv', size: 10 })).body
    const asked = [
      await people.west!('GET', `/bulk/${id}`),
      await people.west!('GET', `/bulk/${id}/faults.csv`),
      await send('west', id, 1, Buffer.alloc(10)),
      await begin('west', id),
      await people.west!('POST', `/bulk/${id}/cancel`),
      await people.east!('GET', `/bulk/${randomUUID()}`),
    ]
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(asked.map(() => [404, 'bulk.unknown']))
  })

  test('takes parts of the right number, size and checksum, the same one again, and no other', async () => {
    const body = { place: places.east, kind: 'csv', size: bytes.length, partBytes: 1_024 }
    const { id, parts } = (await create('east', body)).body
    expect(parts.expected).toBeGreaterThan(1)
    const first = bytes.subarray(0, 1_024)
    expect((await send('east', id, parts.expected + 1, first)).body.code).toBe('bulk.partUnknown')
    expect((await send('east', id, 1, bytes.subarray(0, 1_025))).body.code).toBe('bulk.partSize')
    expect((await send('east', id, 1, first, digest(bytes))).body.code).toBe('bulk.checksum')
    expect((await begin('east', id)).body.code).toBe('bulk.incomplete')
    expect((await send('east', id, 1, first)).body).toEqual({ n: 1, bytes: 1_024, again: false })
    expect((await send('east', id, 1, first)).body.again).toBe(true)
    expect((await send('east', id, 1, Buffer.alloc(1_024, 'x'))).body.code).toBe('bulk.partOther')
    const { parts: now1 } = await read('east', id)
    expect(now1.missing).toEqual(Array.from({ length: parts.expected - 1 }, (_, at) => at + 2))
  })

  test('starts once, with the right checksum of the whole, and only as text', async () => {
    const wrong = (await create('east', { place: places.east, kind: 'csv', size: 10, sha256: digest(bytes) })).body.id
    await send('east', wrong, 1, Buffer.alloc(10, 'a'))
    expect((await begin('east', wrong)).body.code).toBe('bulk.checksum')
    const binary = (await create('east', { place: places.east, kind: 'csv', size: 10 })).body.id
    await send('east', binary, 1, Buffer.alloc(10))
    expect((await begin('east', binary)).body.code).toBe('bulk.binary')
    const id = await upload('east', places.east, bytes)
    expect((await begin('east', id)).body).toMatchObject({ code: 'bulk.state' })
    expect((await send('east', id, 1, bytes.subarray(0, 1_024))).body.code).toBe('bulk.state')
  })

  test('at most four are open at a place', async () => {
    const body = { place: places.east, kind: 'csv', size: 10 }
    for (let count = 0; count < 4; count += 1) expect((await create('east', body)).status).toBe(200)
    expect((await create('east', body)).body.code).toBe('bulk.tooMany')
  })
})

describe('[EX12] a file is taken piece by piece', () => {
  test('killed in the middle of a piece, nothing of it is kept, and another runner goes on when the lease ends', async () => {
    const id = await upload('east', places.east, csv(lines()))
    // The titles, and one piece.
    await takeNextPiece(work())
    await takeNextPiece(work())
    const before = await read('east', id)
    expect(before).toMatchObject({ state: 'running', progress: { values: 4 }, counts: { updated: 4 } })
    await expect(takeNextPiece(dying())).rejects.toThrow('killed')
    expect(await read('east', id)).toEqual(before)
    expect(await takeNextPiece(work())).toBe(false)
    now = new Date(now.getTime() + 121_000)
    await takeAll()
    const after = await read('east', id)
    expect(after).toMatchObject({
      state: 'done',
      faultCount: 0,
      counts: { imported: 0, updated: 30, ignored: 0, deleted: 0 },
      progress: { done: after.size, values: 30 },
    })
    for (const [at, period] of months.entries()) {
      const found = await drafts(`${period.slice(0, 4)}-${period.slice(4)}`)
      expect(found[`${places.east2} income`]).toBe(String(101 + at * 10))
      expect(found[`${places.east3} sales`]).toBe(`${at}.2`)
    }
    const { rows: log } = await jobPool.query(
      "select sum((detail->>'updated')::int)::int as updated from action where verb = 'bulk.take' and subject = $1",
      [`bulk/${id}`],
    )
    expect(log).toEqual([{ updated: 30 }])
    const left = await office.database.job.selectFrom('bulkPart').select('n').where('jobId', '=', id).execute()
    expect(left).toEqual([])
  })

  /** A process that ends at the commit: it says nothing more to the database, not even that it failed. */
  function dying(): BulkWork {
    let calls = 0
    const pool = {
      ...{ waitingCount: 0, totalCount: 0, idleCount: 0, options: office.pool.options },
      connect: async () => {
        const client = await office.pool.connect()
        return new Proxy(client, {
          get: (target, name) => {
            if (name === 'release') return () => target.release(true)
            if (name !== 'query') return Reflect.get(target, name, target)
            return (asked: unknown) => {
              const isEnd = asked instanceof Batch && asked.text.endsWith('commit')
              if (isEnd) process.nextTick(() => asked.handleError(new Error('killed')))
              return isEnd ? asked : (target.query as (one: unknown) => unknown).call(target, asked)
            }
          },
        })
      },
    }
    return work({
      ground: { ...office.app.ground, clock: () => now, pool },
      transact: (piece) => {
        calls += 1
        return calls > 1 ? Promise.reject(new Error('killed')) : transact(piece)
      },
    })
  }

  test('two runners do not take the same piece', async () => {
    const id = await upload('east', places.east, csv(lines()))
    await takeNextPiece(work())
    await Promise.all(Array.from({ length: 2 }, async () => takeAll()))
    await takeAll()
    expect(await read('east', id)).toMatchObject({ state: 'done', progress: { values: 30 }, counts: { updated: 30 } })
  })

  test('faults are told by line and column of the file, and the others are taken', async () => {
    const rows = [
      `income,202606,${places.east1},"5\n00"`,
      `sales,202606,${places.east1},约30`,
      `income,202606,${places.west1},7`,
      `nothing,202606,${places.east1},7`,
      `sales,202606,${places.east2},8`,
    ]
    const id = await upload('east', places.east, Buffer.from(`﻿${csv(rows).toString()}`))
    await takeAll()
    const job = await read('east', id)
    expect(job).toMatchObject({ state: 'done', counts: { updated: 1, ignored: 4 }, faultCount: 4 })
    expect(job.faults.map((one: { line: number; column: number }) => [one.line, one.column]).toSorted()).toEqual([
      [2, 4],
      [4, 4],
      [5, 3],
      [6, 1],
    ])
    const { bytes } = await people.east!('GET', `/bulk/${id}/faults.csv?bom=true`)
    expect(bytes.toString('utf8').split('\r\n')).toHaveLength(6)
  })

  test('a table whose titles are in GB18030', async () => {
    const head = Buffer.from('b5d8b7bd2cb1a8b8e6c6da', 'hex')
    const body = `,income,sales\n${places.east1},202607,1,2\n${places.east2},202607,3,4\n`
    const id = await upload('east', places.east, Buffer.concat([head, Buffer.from(body)]))
    await takeAll()
    const job = await read('east', id)
    expect(job).toMatchObject({ state: 'done', counts: { updated: 4 } })
    const found = await drafts('2026-07')
    expect([found[`${places.east1} sales`], found[`${places.east2} income`]]).toEqual(['2', '3'])
  })

  test('a line that cannot be read ends it there, and what was taken stays', async () => {
    const id = await upload('east', places.east, csv([...lines().slice(0, 4), `income,202606,"${places.east1},7`]))
    await takeAll()
    expect(await read('east', id)).toMatchObject({
      state: 'failed',
      counts: { updated: 4 },
      reason: { code: 'bulk.malformed', message: expect.stringContaining('6') },
    })
  })

  test('a data value set: whose values are told by their place in the list', async () => {
    const value = (dataElement: string, orgUnit: string, text: unknown) => ({ dataElement, orgUnit, value: text })
    const set = {
      dataSet: 'fixture-monthly',
      period: '202608',
      dataValues: [
        value('income', places.east1, '11'),
        value('sales', places.east1, 2.5),
        value('income', places.east2, { no: 'figure' }),
        value('income', places.west1, '1'),
        value('income', places.east3, '"}],{'),
        value('sales', places.east3, '3'),
      ],
    }
    const text = Buffer.from(JSON.stringify(set, null, 1))
    const id = await upload('east', places.east, text, { kind: 'dataValueSets' })
    await takeAll()
    const job = await read('east', id)
    expect(job).toMatchObject({ state: 'done', progress: { values: 6 }, counts: { updated: 3, ignored: 3 } })
    expect(job.faults.map(({ index, code }: { index: number; code: string }) => [index, code])).toEqual([
      [2, 'request.invalid'],
      [3, 'place.unknown'],
      [4, expect.any(String)],
    ])
    const broken = Buffer.from(`${JSON.stringify(set).slice(0, -2)}, 7]}`)
    const other = await upload('east', places.east, broken, { kind: 'dataValueSets' })
    await takeAll()
    expect((await read('east', other)).reason.code).toBe('bulk.unreadable')
  })

  test('by the rights of the moment: who lost them takes nothing more, and the job says so', async () => {
    const { job } = office.database
    const { personId } = await job
      .selectFrom('person')
      .select('personId')
      .where('username', '=', 'county')
      .executeTakeFirstOrThrow()
    const placeId = await placeIdOf(job, places.county)
    await job.transaction().execute((trx) => insertFixtureGrant(trx, { personId, placeId, role: 'town', goal: null }))
    const id = await upload('county', places.county, csv(lines()))
    await takeNextPiece(work())
    await takeNextPiece(work())
    await job.updateTable('personGrant').set({ endedAt: now }).where('personId', '=', personId).execute()
    await takeAll()
    const { rows } = await jobPool.query('select state, reason::jsonb->>$1 as code from bulk_job where job_id = $2', [
      'code',
      id,
    ])
    expect(rows).toEqual([{ state: 'failed', code: expect.stringMatching(/^(?:place\.unknown|grant\.missing)$/) }])
  })

  test('given up, it goes no further', async () => {
    const id = await upload('east', places.east, csv(lines()))
    await takeNextPiece(work())
    expect((await people.east!('POST', `/bulk/${id}/cancel`)).body.reason.code).toBe('bulk.cancelled')
    expect(await takeNextPiece(work())).toBe(false)
    expect((await people.east!('POST', `/bulk/${id}/cancel`)).body.code).toBe('bulk.state')
    expect(await read('east', id)).toMatchObject({ state: 'failed', progress: { values: 0 } })
  })

  test('the runner does it between its deliveries, and each piece stands in the log', async () => {
    const id = await upload('east', places.east, csv(lines()))
    const faults: unknown[] = []
    const runner = startRunner({
      ...{ transact, adapters: [], now: () => now, pauseMs: 5, onFault: (error: unknown) => faults.push(error) },
      jobs: [() => takeNextPiece(work({ mostCells: 20 }))],
    })
    await expect.poll(async () => (await read('east', id)).state, { timeout: 10_000 }).toBe('done')
    await runner.stop()
    expect(faults).toEqual([])
    const { rows } = await jobPool.query('select verb from action where subject = $1 order by seq', [`bulk/${id}`])
    expect(rows.map(({ verb }) => verb).filter((verb: string) => verb === 'bulk.take')).toHaveLength(3)
  })
})
