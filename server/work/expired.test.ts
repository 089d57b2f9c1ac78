import { sql } from 'kysely'
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
const counts = async () => {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from idempotency) as keys, (select count(*)::int from session) as sessions,
           (select count(*)::int from sign_in_failure) as failures, (select count(*)::int from sheet_import) as imports,
           (select count(*)::int from bulk_job) as jobs, (select count(*)::int from bulk_part) as parts`.execute(
    site.database.job,
  )
  return rows[0]!
}

test('[HT23] what has had its time goes, hourly and some at a time; what has not stays', async () => {
  const west = await site.as('west')
  const { job } = site.database
  await plantImports(job)
  await plantBulkJobs(job)
  await sql`insert into bulk_part (county_id, place_id, job_id, n, content, sha256)
    select county_id, place_id, job_id, 1, 'x', 'x' from bulk_job`.execute(job)
  await sql`insert into idempotency (actor, route, key, request_hash, created_at)
    select person_id, 'r', n::text, 'x', now() - n * interval '1 day' from person, generate_series(1, 80) n
    where username = 'west'`.execute(job)
  await sql`insert into sign_in_failure (subject, failed_at) select 'x', now() - interval '3 days'
    from generate_series(1, 5000)`.execute(job)
  const before = await counts()
  expect(before).toMatchObject({ keys: 80, failures: 5_000 })
  expect(before.imports! * before.jobs! * before.parts!).toBeGreaterThan(0)

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
  expect(await counts()).toEqual({ ...before, keys: 39, failures: 0 })
  expect((await west('GET', '/session')).status).toBe(200)

  now = new Date(now.getTime() + 60 * day)
  await untilDone()
  expect(await counts()).toEqual({ keys: 0, sessions: 0, failures: 0, imports: 0, jobs: 0, parts: 0 })

  await sql`insert into idempotency (actor, route, key, request_hash, created_at)
    select person_id, 'r', 'old', 'x', now() - interval '50 days' from person limit 1`.execute(job)
  expect(await tidy()).toBe(false)
  expect((await counts()).keys).toBe(1)
})
