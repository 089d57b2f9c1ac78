import { randomUUID } from 'node:crypto'
import { XLSX_TYPE } from '@gangju/contract/returns'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { listRollupDifferences } from '../server/net/rollup.store.ts'
import { county, places } from './fixture/county.ts'
import { workbookFile } from './fixture/sheet-cases.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'
import { openTableMarks, type TableMarks } from './fixture/table-marks.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
/** Two servers over one database. */
let sites: readonly TestApp[]
let now = caseDay
let devices: readonly Person[]
let chief: Person
let city: Person
let client: pg.Client
let marks: TableMarks

beforeAll(async () => {
  database = await openTestDatabase(county)
  const clock = () => now
  sites = [await openTestApp({ database, features, clock }), await openTestApp({ database, features, clock })]
  await signIn()
  client = new pg.Client(database.url('superuser'))
  await client.connect()
  marks = await openTableMarks(database)
})
afterAll(async () => {
  await marks.close()
  await client.end()
  for (const site of sites) await site.close()
  await database.close()
})

async function signIn(): Promise<void> {
  devices = [await sites[0]!.as('west'), await sites[1]!.as('west')]
  chief = await sites[0]!.as('county')
  city = await sites[0]!.as('headquarters')
}

/** The keys are gone, and so are the sessions: everybody signs in again. */
async function fiveWeeksOn(work: (device: Person) => Promise<void>): Promise<void> {
  now = new Date(caseDay.getTime() + 35 * 86_400_000)
  try {
    await pruneKeys()
    await signIn()
    await quiet()
    await work(devices[1]!)
  } finally {
    now = caseDay
    await signIn()
  }
}

const at = (verb: string, period: string) => `/returns/fixture-monthly/${verb}?place=${places.west}&period=${period}`
const cell = (text: string, edition = 0, indicator = 'income', place: string = places.west1) => ({
  place,
  indicator,
  text,
  edition,
})
const whole = [places.west1, places.west2].flatMap((place) => [
  cell('500', 0, 'income', place),
  cell('20.5', 0, 'sales', place),
  cell('5', 0, 'farmCount', place),
])
type Cells = readonly object[]
const save = (device: Person, period: string, cells: Cells, headers = {}) =>
  device('POST', at('cells', period), { body: { cells }, headers })
const withKey = (key = randomUUID()) => ({ 'idempotency-key': key })
const month = (number: number) => `2024-${String(number).padStart(2, '0')}`

async function done(asked: Promise<Reply>): Promise<Reply> {
  const reply = await asked
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply
}

const inTheFile = async (period: string) => {
  const { rows } = await client.query<{ place: string; code: string; value: string; edition: number; state: string }>(
    `select p.code as place, i.code, trim_scale(v.value)::text as value, v.edition, s.state from submission s
     join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
     join place p on p.place_id = v.place_id join indicator i on i.indicator_id = v.indicator_id
     where s.period = $1 order by s.filed_at, s.submission_id, 1, 2`,
    [period],
  )
  return rows
}
const pruneKeys = () => client.query('delete from idempotency')
const quiet = async () => {
  const { idempotency: _, ...changes } = await marks.changes()
  return changes
}

/** Of two that came at once one did it; the other got the same answer, or is to ask again. */
async function expectOnce(replies: readonly Reply[], again: () => Promise<Reply>): Promise<Reply> {
  const [first, ...more] = replies.filter(({ status }) => status === 200)
  expect(first, JSON.stringify(replies.map(({ body }) => body))).toBeDefined()
  for (const reply of more) expect(reply.bytes.equals(first!.bytes)).toBe(true)
  for (const reply of replies.filter(({ status }) => status !== 200)) {
    expect(reply).toMatchObject({ status: 409, body: { code: 'idempotency.running' } })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  }
  const replay = await done(again())
  expect(replay.headers['idempotency-replayed']).toBe('true')
  expect(replay.bytes.equals(first!.bytes)).toBe(true)
  return first!
}

describe('[R3, R4] the same request through two servers at once', () => {
  test('forty saves, each sent twice at once, have one effect each', async () => {
    for (let index = 0; index < 40; index += 1) {
      const headers = withKey()
      const cells = [cell(String(index), index), cell('1', index === 0 ? 0 : 1, 'sales')]
      const replies = await Promise.all(devices.map((device) => save(device, '2022-01', cells, headers)))
      const { body } = await expectOnce(replies, () => save(devices[index % 2]!, '2022-01', cells, headers))
      expect(body).toMatchObject({ conflicts: [], saved: [{ edition: index + 1 }, { edition: 1 }] })
    }
    expect(await inTheFile('2022-01')).toMatchObject([
      { code: 'income', value: '39', edition: 40 },
      { code: 'sales', value: '1', edition: 1 },
    ])
  })

  test('the same key with another figure is refused, at once and after, and the first one stands', async () => {
    for (let index = 0; index < 10; index += 1) {
      const headers = withKey()
      const texts = ['7', '8']
      const replies = await Promise.all(
        devices.map((device, number) => save(device, '2022-02', [cell(`${index}${texts[number]}`, index)], headers)),
      )
      const statuses = replies.map(({ status }) => status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(1)
      const winner = statuses.indexOf(200)
      const loser = 1 - winner
      expect(['idempotency.otherBody', 'idempotency.running']).toContain(replies[loser]!.body.code)
      const again = await save(devices[loser]!, '2022-02', [cell(`${index}${texts[loser]}`, index)], headers)
      expect(again).toMatchObject({ status: 422, body: { code: 'idempotency.otherBody' } })
      expect(await inTheFile('2022-02')).toMatchObject([
        { value: String(Number(`${index}${texts[winner]}`)), edition: index + 1 },
      ])
    }
  })

  test('the same key for another return is another request, and is refused', async () => {
    const headers = withKey()
    await done(save(devices[0]!, '2022-03', [cell('1')], headers))
    expect(await save(devices[1]!, '2022-04', [cell('1')], headers)).toMatchObject({ status: 422 })
    expect(await inTheFile('2022-04')).toEqual([])
  })

  test('handing in twice at once hands in once', async () => {
    for (let number = 1; number <= 8; number += 1) {
      const period = `2022-${String(number + 4).padStart(2, '0')}`
      const { body } = await done(save(devices[0]!, period, whole))
      const headers = { ...withKey(), 'if-match': `"${body.version}"` }
      const replies = await Promise.all(devices.map((device) => device('POST', at('submit', period), { headers })))
      const first = await expectOnce(replies, () => devices[1]!('POST', at('submit', period), { headers }))
      expect(first.body).toMatchObject({ submission: body.submission, state: 'submitted', version: 2 })
    }
  })

  test('of two who hand in under keys of their own one does, and the other is told that it is under review', async () => {
    await done(save(devices[0]!, '2021-01', whole))
    const replies = await Promise.all(
      devices.map((device) => device('POST', at('submit', '2021-01'), { headers: withKey() })),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)!.body.code).toBe('submission.openExists')
  })

  test('an import put into its draft twice at once is put there once', async () => {
    const period = '2021-02'
    const body = await workbookFile([
      ['村名', '集体经营收入', '农产品销售额', '家庭农场数'],
      ['桑村', 500, 20.5, 5],
      ['竹村', 600, 30.5, 6],
    ])
    const path = `/imports?place=${places.west}&form=fixture-monthly&period=${period}`
    const { body: read } = await done(devices[0]!('POST', path, { body, headers: { 'content-type': XLSX_TYPE } }))
    const apply = (device: Person, headers: object) =>
      device('POST', `/imports/${read.id}/apply`, { body: { edition: 1 }, headers: { ...headers } })
    const headers = withKey()
    const replies = await Promise.all(devices.map((device) => apply(device, headers)))
    await expectOnce(replies, () => apply(devices[1]!, headers))
    const other = await Promise.all(devices.map((device) => apply(device, withKey())))
    for (const reply of other) expect(reply).toMatchObject({ status: 409, body: { code: 'import.applied' } })
    const file = await inTheFile(period)
    expect(file).toHaveLength(6)
    expect(new Set(file.map(({ edition }) => edition))).toEqual(new Set([1]))
  })
})

describe('[R6] a device that sends again for weeks', () => {
  test('a save whose key is gone changes nothing more: the editions tell', async () => {
    const headers = withKey()
    const period = month(1)
    const { body: first } = await done(save(devices[0]!, period, whole, headers))
    const expectSame = async (device: Person) => {
      const { body } = await done(save(device, period, whole, headers))
      expect(body.conflicts).toEqual([])
      expect(body.saved.map(({ edition }: { edition: number }) => edition)).toEqual(whole.map(() => 1))
      expect(body.submission).toBe(first.submission)
      expect(await quiet()).toEqual({})
    }
    await pruneKeys()
    await quiet()
    await expectSame(devices[1]!)
    await fiveWeeksOn(expectSame)
  })

  test('after somebody else changed the cell it is a conflict with what stands there, and who wrote it', async () => {
    const headers = withKey()
    const period = month(2)
    await done(save(devices[0]!, period, [cell('1')], headers))
    await done(save(devices[1]!, period, [cell('2', 1)]))
    await fiveWeeksOn(async (device) => {
      const { body } = await done(save(device, period, [cell('1')], headers))
      const there = { value: '2', edition: 2, editedBy: '演示west', editedAt: caseDay.toISOString() }
      expect(body).toMatchObject({ saved: [], conflicts: [there] })
      expect(await quiet()).toEqual({})
    })
  })

  test('of what was handed in meanwhile nothing changes', async () => {
    const headers = withKey()
    const period = month(3)
    await done(save(devices[0]!, period, whole, headers))
    await done(devices[0]!('POST', at('submit', period), { headers: withKey() }))
    await fiveWeeksOn(async (device) => {
      const open = { status: 409, body: { code: 'submission.openExists' } }
      expect(await save(device, period, whole, headers)).toMatchObject(open)
      expect(await device('POST', at('submit', period), { headers: withKey() })).toMatchObject(open)
      expect(await quiet()).toEqual({})
    })
  })

  test('of what was approved meanwhile no figure changes', async () => {
    const headers = withKey()
    const period = month(4)
    const { body } = await done(save(devices[0]!, period, whole, headers))
    await done(devices[0]!('POST', at('submit', period), { headers: withKey() }))
    for (const who of [chief, city]) await done(who('POST', `/submissions/${body.submission}/approve`))
    await fiveWeeksOn(async (device) => {
      const none = { status: 409, body: { code: 'return.noDraft' } }
      expect(await device('POST', at('submit', period), { headers: withKey() })).toMatchObject(none)
      expect(await quiet()).toEqual({})
      const again = await done(save(device, period, whole, headers))
      expect(again.body).toMatchObject({ conflicts: [], findings: [] })
      expect(again.body.saved.map(({ edition }: { edition: number }) => edition)).toEqual(whole.map(() => 1))
      // Saving is how a correction is begun: it may stand there as a draft, with the very figures that are in force.
      const { submission: _, submission_value: __, ...figures } = await quiet()
      expect(figures).toEqual({})
    })
    expect(await database.job.transaction().execute(listRollupDifferences)).toEqual([])
  })

  test('an import that was put into its draft is not put there again', async () => {
    const period = month(5)
    const body = await workbookFile([
      ['村名', '集体经营收入', '农产品销售额', '家庭农场数'],
      ['桑村', 1, 1, 1],
    ])
    const path = `/imports?place=${places.west}&form=fixture-monthly&period=${period}`
    const { body: read } = await done(devices[0]!('POST', path, { body, headers: { 'content-type': XLSX_TYPE } }))
    const headers = withKey()
    const apply = (device: Person) => device('POST', `/imports/${read.id}/apply`, { body: { edition: 1 }, headers })
    await done(apply(devices[0]!))
    await pruneKeys()
    await quiet()
    expect(await apply(devices[1]!)).toMatchObject({ status: 409, body: { code: 'import.applied' } })
    expect(await quiet()).toEqual({})
    // A week on it is gone.
    await fiveWeeksOn(async (device) => {
      expect(await apply(device)).toMatchObject({ status: 404, body: { code: 'import.unknown' } })
      expect(await quiet()).toEqual({})
    })
  })
})

describe('[R7] two devices at one return', () => {
  test('saves that come in another order than they were typed: the last one stands, the earlier are conflicts', async () => {
    const period = month(6)
    const typed = [1, 2, 3, 4, 5].map((value) => [cell(String(value), value - 1)])
    const replies: Reply[] = []
    for (const index of [4, 1, 0, 3, 2]) replies.push(await done(save(devices[index % 2]!, period, typed[index]!)))
    expect(replies[0]!.body).toMatchObject({ saved: [{ value: '5', edition: 5 }] })
    for (const { body } of replies.slice(1)) {
      expect(body).toMatchObject({ saved: [], conflicts: [{ value: '5', edition: 5 }] })
    }
    expect(await inTheFile(period)).toMatchObject([{ value: '5', edition: 5 }])
  })

  test('every acknowledged figure stands, or one with a later edition that was acknowledged', async () => {
    const period = month(7)
    const seen = [0, 0]
    const acknowledged = new Map<number, string>()
    const lane = async (device: Person, me: number) => {
      for (let index = 0; index < 25; index += 1) {
        const value = `${me + 1}${String(index).padStart(3, '0')}`
        const { body } = await done(save(device, period, [cell(value, seen[me])]))
        const [one] = [...body.saved, ...body.conflicts]
        seen[me] = one.edition
        if (body.saved.length === 0) continue
        expect(acknowledged.has(one.edition), `edition ${one.edition} twice`).toBe(false)
        acknowledged.set(one.edition, value)
      }
    }
    await Promise.all(devices.map(lane))
    const last = Math.max(...acknowledged.keys())
    expect([...acknowledged.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
    expect(await inTheFile(period)).toMatchObject([{ value: acknowledged.get(last), edition: last }])
  })

  test('a step on a version that has passed is refused with the present one', async () => {
    const period = month(8)
    const { body } = await done(save(devices[0]!, period, whole))
    const stale = await devices[1]!('POST', at('submit', period), { headers: { 'if-match': '"7"' } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'submission.version', detail: { version: 1 } } })
    await done(devices[0]!('POST', at('submit', period), { headers: { 'if-match': '"1"' } }))
    const path = `/submissions/${body.submission}/approve`
    const late = await chief('POST', path, { headers: { 'if-match': '"1"' } })
    expect(late).toMatchObject({ status: 409, body: { code: 'submission.version', detail: { version: 2 } } })
    await done(chief('POST', path, { headers: { 'if-match': '"2"' } }))
  })

  test('the version of a draft that was given back is not that of the one that follows', async () => {
    const period = month(9)
    const seen = (await done(save(devices[0]!, period, whole))).body
    await done(devices[0]!('POST', at('submit', period), { headers: { 'if-match': `"${seen.version}"` } }))
    await done(chief('POST', `/submissions/${seen.submission}/return`, { body: { reason: '请核对' } }))
    await done(save(devices[0]!, period, [cell('501', 1)]))
    const stale = await devices[1]!('POST', at('submit', period), { headers: { 'if-match': `"${seen.version}"` } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'submission.version' } })
  })
})
