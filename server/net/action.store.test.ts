import { randomInt } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { appendAction, type NewAction, verifyLog } from './action.store.ts'

let database: TestDatabase
let superuser: pg.Client
const lanes = [0, 7, 8]

beforeAll(async () => {
  database = await openTestDatabase()
  superuser = new pg.Client(database.url('superuser'))
  await superuser.connect()
  for (let line = 0; line < 60; line += 1) await append(line)
})
afterAll(async () => {
  await superuser.end()
  await database.close()
})

const action = (line: number): NewAction => ({
  countyId: lanes[line % 3]!,
  at: new Date(1_790_000_000_000 + line),
  actor: line % 2 ? null : '00000000-0000-4000-8000-000000000001',
  verb: 'place.write',
  placeId: line,
  goalId: null,
  subject: `place/${line}`,
  requestId: String(line),
  outcome: line % 5 ? 'done' : 'refused',
  problem: line % 5 ? null : 'place.change',
  detail: { z: 1, a: [1.5, null, { y: '甲', b: undefined }] },
})

const append = (line: number) => database.job.transaction().execute((trx) => appendAction(trx, action(line)))

test('[LO1] a log that nobody touched is whole', async () => {
  const verdicts = await verifyLog(database.job, 7)
  expect(verdicts).toEqual(lanes.map((countyId) => ({ countyId, lines: 20, brokenAt: null, reason: null })))
})

test('[LO2] many writers at once make one chain', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, line) => append(60 + line)))
  expect((await verifyLog(database.job)).map(({ lines, reason }) => ({ lines, reason }))).toEqual(
    lanes.map(() => ({ lines: 30, reason: null })),
  )
})

type Tampering = (lane: number, seq: number) => readonly [sql: string, words: unknown[]]

const tamperings: readonly Tampering[] = [
  (lane, seq) => [`update action set verb = verb || '.' where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [
    `update action set at = at + interval '1 millisecond' where county_id = $1 and seq = $2`,
    [lane, seq],
  ],
  (lane, seq) => [
    `update action set outcome = case outcome when 'done' then 'refused' else 'done' end where county_id = $1 and seq = $2`,
    [lane, seq],
  ],
  (lane, seq) => [`update action set place_id = place_id + 1 where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [
    `update action set actor = '00000000-0000-4000-8000-000000000002' where county_id = $1 and seq = $2`,
    [lane, seq],
  ],
  (lane, seq) => [`update action set detail = '{"z": 2}' where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [`update action set detail = null where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [`update action set hash = sha256(hash) where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [`update action set previous_hash = sha256(hash) where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [`delete from action where county_id = $1 and seq = $2`, [lane, seq]],
  (lane, seq) => [`delete from action where county_id = $1 and seq >= $2`, [lane, seq]],
  (lane, seq) => [`update action set seq = seq + 1000 where county_id = $1 and seq = $2`, [lane, seq]],
  (lane) => [`delete from action_head where county_id = $1`, [lane]],
  (lane, seq) => [`update action_head set seq = $2 where county_id = $1`, [lane, seq === 30 ? 29 : seq]],
]

const times = Number(process.env.GANGJU_TAMPERINGS ?? 1_000)

test(`[LO3] ${times} tamperings by the superuser are all found, with their place`, async () => {
  for (let time = 0; time < times; time += 1) {
    const lane = lanes[randomInt(3)]!
    const seq = 1 + randomInt(30)
    const [sql, words] = tamperings[time % tamperings.length]!(lane, seq)
    await superuser.query('begin')
    const { rowCount } = await superuser.query(sql, words)
    const verdicts = await verifyLog(database.jobOver(superuser))
    await superuser.query('rollback')
    const broken = verdicts.filter((verdict) => verdict.brokenAt !== null)
    expect(rowCount, sql).toBeGreaterThan(0)
    expect(
      broken.map((verdict) => verdict.countyId),
      sql,
    ).toEqual([lane])
    if (/^update action set (?!seq)|seq >= /.test(sql)) expect(broken[0]!.brokenAt, sql).toBe(String(seq))
  }
})

test('[LO1] the roles of the server cannot change or remove a line', async () => {
  for (const role of ['app', 'job'] as const) {
    const pool = database.pool(role)
    for (const sql of [`update action set verb = 'x'`, 'delete from action', 'truncate action']) {
      await expect(pool.query(sql), `${role}: ${sql}`).rejects.toThrow(/permission denied/)
    }
  }
})
