import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { takeNextPiece } from '../server/collect/exchange/bulk/next-piece.ts'
import { openTestDatabase } from '../server/db/test-database.ts'
import { inTransaction } from '../server/db/transaction.ts'
import { features } from '../server/features.ts'
import { county } from './fixture/county.ts'
import { faultOf, openFaultPool } from './fixture/fault-pool.ts'
import { places } from './fixture/places.ts'
import { openTestApp, type Person } from './fixture/site.ts'
import { changesBetween, openStateReader } from './fixture/table-state.ts'
import { caseDay } from './fixture/write-cases.ts'

const file = Buffer.from(
  [
    'dataElement,period,orgUnit,value',
    ...['income', 'sales', 'farmCount'].map((code) => `${code},202611,${places.west1},5`),
  ].join('\n'),
)

async function sendWhole(west: Person): Promise<string> {
  const sha256 = createHash('sha256').update(file).digest('hex')
  const { id } = (await west('POST', '/bulk', { body: { place: places.west, kind: 'csv', size: file.length, sha256 } }))
    .body
  const headers = { 'content-type': 'application/octet-stream' }
  await west('POST', `/bulk/${id}/parts/1?sha256=${sha256}`, { body: file, headers })
  expect((await west('POST', `/bulk/${id}/start`)).status).toBe(200)
  return id
}

test('[EX12] a fault at any query of a piece keeps nothing of it, and in the end it was taken once', async () => {
  const database = await openTestDatabase(county)
  let now = caseDay
  const clock = () => now
  const { pool, plan } = openFaultPool(database.pool('app', { max: 1 }))
  const site = await openTestApp({ database, features, pool, clock })
  const state = await openStateReader(database)
  const jobs = database.pool('job', { max: 1 })
  const piece = () =>
    takeNextPiece({ ground: site.app.ground, transact: (work) => inTransaction(jobs, work) }).catch(() => false)
  /** The lease of who died has ended; the fifth failure would park the job. */
  const later = async () => {
    now = new Date(now.getTime() + 130_000)
    await jobs.query('update bulk_job set failures = 0')
  }
  try {
    const west = await site.as('west')
    const id = await sendWhole(west)
    Object.assign(plan, { strikeAt: 0, seen: 0, times: 0 })
    // The titles are a piece of their own.
    expect(await piece()).toBe(true)
    const before = await state.read()
    const expectNothing = async (said: string) => {
      const { bulk_job: _, ...changed } = changesBetween(before, await state.read())
      expect(changed, said).toEqual({})
    }
    const strike = async (strikeAt: number | 'commit'): Promise<boolean> => {
      await later()
      Object.assign(plan, { strikeAt, seen: 0, times: 1, isDone: false, error: faultOf('XX000') })
      await piece()
      const isStruck = plan.times === 0
      Object.assign(plan, { strikeAt: 0, times: 0 })
      return isStruck
    }
    expect(await strike('commit')).toBe(true)
    await expectNothing('commit')
    const queries = plan.seen
    expect(queries).toBeGreaterThan(8)
    for (let point = 1; point < queries; point += 1) {
      expect(await strike(point), `${point} of ${queries}`).toBe(true)
      await expectNothing(`${point} of ${queries}`)
    }
    // Done, and only the answer is lost.
    await later()
    Object.assign(plan, { strikeAt: 'commit', seen: 0, times: 1, isDone: true, error: faultOf('08006') })
    await piece()
    Object.assign(plan, { strikeAt: 0, times: 0, isDone: false })
    for (let count = 0; count < 4; count += 1) {
      await later()
      await piece()
    }
    const { body } = await west('GET', `/bulk/${id}`)
    expect(body).toMatchObject({ state: 'done', counts: { imported: 3, updated: 0, ignored: 0, deleted: 0 } })
    const { submission, submission_value: cells } = changesBetween(before, await state.read())
    expect({ submission, cells }).toEqual({ submission: 1, cells: 3 })
    const stored = await database.job
      .selectFrom('submissionValue')
      .where('editedBy', 'is not', null)
      .select('edition')
      .execute()
    expect(stored.map(({ edition }) => edition)).toEqual([1, 1, 1])
  } finally {
    await state.close()
    await site.close()
    await database.close()
  }
})
