import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantBulkJobs } from '../../test/fixture/exchange-cases.ts'
import { plantImports } from '../../test/fixture/sheet-cases.ts'
import { openTestApp, type TestApp } from '../../test/fixture/site.ts'
import type { Trx } from '../db/connection.ts'
import { features } from '../features.ts'
import { tidyHourly } from './expired.ts'

let site: TestApp
beforeAll(async () => {
  site = await openTestApp({ features })
})
afterAll(() => site.close())

const day = 86_400_000
const tables = ['idempotency', 'session', 'signInFailure', 'sheetImport', 'bulkJob', 'bulkPart'] as const
type Counts = Record<(typeof tables)[number], number>

async function counts(): Promise<Counts> {
  const { job } = site.database
  const pairs = tables.map(async (table) => [
    table,
    Number(
      (
        await job
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('rows'))
          .executeTakeFirstOrThrow()
      ).rows,
    ),
  ])
  return Object.fromEntries(await Promise.all(pairs)) as Counts
}

async function plantKeys(ages: readonly number[]): Promise<void> {
  const { job } = site.database
  const { personId } = await job.selectFrom('person').select('personId').limit(1).executeTakeFirstOrThrow()
  const row = { actor: personId, route: 'r', requestHash: Buffer.from('x') }
  const at = (age: number) => new Date(Date.now() - age * day)
  await job
    .insertInto('idempotency')
    .values(ages.map((age) => ({ ...row, key: `${age}`, createdAt: at(age) })))
    .execute()
}

test('[HT23] what has had its time goes, hourly and some at a time; what has not stays', async () => {
  const west = await site.as('west')
  const { job } = site.database
  await plantImports(job)
  await plantBulkJobs(job)
  const jobs = await job.selectFrom('bulkJob').select(['countyId', 'placeId', 'jobId']).execute()
  const part = { n: 1, content: Buffer.from('x'), sha256: Buffer.from('x') }
  await job
    .insertInto('bulkPart')
    .values(jobs.map((one) => ({ ...one, ...part })))
    .execute()
  await plantKeys(Array.from({ length: 80 }, (_, index) => index + 0.5))
  const failedAt = new Date(Date.now() - 3 * day)
  const failures = Array.from({ length: 5_000 }, () => ({ subject: 'x', failedAt }))
  await job.insertInto('signInFailure').values(failures).execute()
  const before = await counts()
  expect(before).toMatchObject({ idempotency: 80, signInFailure: 5_000 })
  expect(before.sheetImport * before.bulkJob * before.bulkPart).toBeGreaterThan(0)

  let now = new Date()
  const tidy = tidyHourly({
    transact: (work) => job.transaction().execute((trx: Trx) => work(trx)),
    now: () => now,
  })
  const untilDone = async () => {
    for (let times = 0; times < 50; times += 1) if (!(await tidy())) return
    throw new Error('it never ends')
  }
  await untilDone()
  expect(await counts()).toEqual({ ...before, idempotency: 40, signInFailure: 0 })
  expect((await west('GET', '/session')).status).toBe(200)

  now = new Date('2036-02-01T00:00:00Z')
  await untilDone()
  expect(await counts()).toEqual(Object.fromEntries(tables.map((table) => [table, 0])))

  await plantKeys([50])
  expect(await tidy()).toBe(false)
  expect((await counts()).idempotency).toBe(1)
})
