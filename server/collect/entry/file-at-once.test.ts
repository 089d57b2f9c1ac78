import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { county, placeIdOf, places } from '../../../test/fixture/county.ts'
import { faultOf, openFaultPool } from '../../../test/fixture/fault-pool.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { insertForms } from '../../admin/content.store.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'
import { reviewRoutes } from '../review/review.route.ts'
import { entryRoutes } from './entry.route.ts'

const form = 'fixture-own'
const day = new Date('2026-11-21T02:00:00Z')
const at = (verb: string, place: string, period: string) => `/returns/${form}/${verb}?place=${place}&period=${period}`

let database: TestDatabase
let office: TestApp
let west: Person
let countyOffice: Person
let headquarters: Person
let formId = 0

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job
    .transaction()
    .execute((trx) => insertForms(trx, [{ ...fixtureForm, code: form, filedBy: 'village' }]))
  office = await openTestApp({
    database,
    features: [sessionRoutes, entryRoutes, reviewRoutes],
    clock: () => day,
    max: 6,
  })
  west = await office.as('west')
  countyOffice = await office.as('county')
  headquarters = await office.as('headquarters')
  const row = await database.job.selectFrom('form').where('code', '=', form).select('formId').executeTakeFirstOrThrow()
  formId = row.formId
})
afterAll(async () => {
  await office.close()
  await database.close()
})

const cellsOf = (place: string, income = '500', edition = 0) =>
  [
    ['income', income],
    ['sales', '20.5'],
    ['farmCount', '５'],
  ].map(([indicator, text]) => ({ place, indicator, text, edition }))
const save = (place: string, period: string, cells: readonly object[]) =>
  west('POST', at('cells', place, period), { body: { cells } })
const fileWith = (place: string, period: string, cells: readonly object[], headers = {}) =>
  west('POST', at('submit', place, period), { body: { cells }, headers })
const submit = (place: string, period: string) => west('POST', at('submit', place, period))

/** All that a return left behind, without what is different each time. */
async function standingOf(place: string, period: string) {
  const placeId = await placeIdOf(database.job, place)
  const submissions = await database.job
    .selectFrom('submission')
    .where('placeId', '=', placeId)
    .where('period', '=', period)
    .where('formId', '=', formId)
    .select(['submissionId', 'state', 'step', 'version', 'formVersion', 'late', 'follows', 'filedBy'])
    .select(['submittedAt', 'filedAt', 'returnReason', 'fileName'])
    .orderBy('version')
    .execute()
  const ids = submissions.map(({ submissionId }) => submissionId)
  const rest = submissions.map((row) => ({ ...row, submissionId: undefined }))
  const values = await database.job
    .selectFrom('submissionValue')
    .where('submissionId', 'in', ids.length > 0 ? ids : [randomUUID()])
    .select(['indicatorId', 'value', 'missing', 'edition', 'editedBy', 'editedAt', 'spelled', 'explanation'])
    .orderBy('indicatorId')
    .execute()
  return { submissions: rest, values }
}

describe('[EN16] a return handed in with its cells', () => {
  test('leaves what the same return leaves that was saved and then handed in', async () => {
    expect((await save(places.west1, '2026-09', cellsOf(places.west1))).status).toBe(200)
    expect((await submit(places.west1, '2026-09')).status).toBe(200)
    const filed = await fileWith(places.west2, '2026-09', cellsOf(places.west2))
    expect(filed.body).toMatchObject({ version: 2, state: 'submitted', late: false })
    const both = await Promise.all([places.west1, places.west2].map((place) => standingOf(place, '2026-09')))
    expect(both[1]).toEqual(both[0])
    for (const person of [countyOffice, headquarters])
      expect((await person('POST', `/submissions/${filed.body.submission}/approve`)).status).toBe(200)
    expect(await database.job.transaction().execute(listRollupDifferences)).toEqual([])
  })

  test('goes the usual way when it was begun, given back, approved or put away before', async () => {
    const [place, period] = [places.west1, '2026-08']
    expect((await save(place, period, cellsOf(place).slice(0, 1))).status).toBe(200)
    const begun = await fileWith(place, period, [...cellsOf(place, '600', 1).slice(0, 1), ...cellsOf(place).slice(1)])
    expect(begun.body).toMatchObject({ state: 'submitted', version: 2 })
    await countyOffice('POST', `/submissions/${begun.body.submission}/return`, { body: { reason: '重报' } })
    const again = await fileWith(place, period, cellsOf(place, '700', 2).slice(0, 1))
    expect(again.body).toMatchObject({ state: 'submitted' })
    for (const person of [countyOffice, headquarters])
      await person('POST', `/submissions/${again.body.submission}/approve`)
    expect((await fileWith(place, period, cellsOf(place))).body.code).toBe('entry.conflict')
    const corrected = await fileWith(place, period, cellsOf(place, '800', 3).slice(0, 1))
    expect(corrected.body).toMatchObject({ state: 'submitted' })
    const { submissions } = await standingOf(place, period)
    expect(submissions.map(({ state }) => state)).toEqual(['returned', 'approved', 'submitted'])
    expect(submissions.map(({ follows }) => follows === null)).toEqual([true, false, false])

    await save(places.west2, period, cellsOf(places.west2))
    await west('POST', at('discard', places.west2, period))
    const anew = await fileWith(places.west2, period, cellsOf(places.west2))
    expect(anew.body).toMatchObject({ state: 'submitted', version: 4 })
  })

  test('of which one cell was changed meanwhile leaves nothing, and tells what stands there', async () => {
    const [place, period] = [places.west1, '2026-07']
    await save(place, period, cellsOf(place))
    const before = await standingOf(place, period)
    const late = await fileWith(place, period, [...cellsOf(place, '1'), { ...cellsOf(place)[1], indicator: 'nothing' }])
    expect(late).toMatchObject({ status: 422, body: { code: 'entry.unreadable' } })
    const conflict = await fileWith(place, period, cellsOf(place, '1'))
    expect(conflict).toMatchObject({
      status: 409,
      body: { code: 'entry.conflict', errors: [{ code: 'entry.conflict', path: 'cells.0' }] },
    })
    expect(conflict.body.errors[0].message).toContain('“集体经营收入”现为 500')
    expect(await standingOf(place, period)).toEqual(before)
  })

  test('that the checks refuse leaves nothing, and the same key is refused the same', async () => {
    const [place, period] = [places.west1, '2026-06']
    const headers = { 'idempotency-key': randomUUID() }
    const refused = await fileWith(place, period, cellsOf(place, '3'), headers)
    expect(refused).toMatchObject({ status: 422, body: { code: 'submission.faulty' } })
    expect((await fileWith(place, period, cellsOf(place, '3'), headers)).body.errors).toEqual(refused.body.errors)
    const empty = cellsOf(place).map((cell) => ({ ...cell, text: '' }))
    expect((await fileWith(place, period, empty)).body.code).toBe('submission.empty')
    expect((await fileWith(place, period, cellsOf(place), { 'if-match': '3' })).body.code).toBe('submission.version')
    expect(await standingOf(place, period)).toEqual({ submissions: [], values: [] })
    const headed = { 'idempotency-key': randomUUID() }
    const filed = await fileWith(place, period, cellsOf(place), headed)
    expect((await fileWith(place, period, cellsOf(place), headed)).body).toEqual(filed.body)
    expect((await standingOf(place, period)).submissions).toHaveLength(1)
  })

  test('after the closing needs leave, and is marked late', async () => {
    const [countyId, placeId] = await Promise.all(
      [places.county, places.west1].map((code) => placeIdOf(database.job, code)),
    )
    const { personId } = await database.job
      .selectFrom('person')
      .where('username', '=', 'county')
      .select('personId')
      .executeTakeFirstOrThrow()
    const key = { countyId: countyId!, formId, period: '2026-05' }
    const closing = { ...key, placeId: countyId!, missing: '[]', closedAt: new Date(), closedBy: personId }
    await database.job.insertInto('closing').values(closing).execute()
    expect((await fileWith(places.west1, '2026-05', cellsOf(places.west1))).body.code).toBe('return.closed')
    expect((await standingOf(places.west1, '2026-05')).submissions).toEqual([])
    const leave = { ...key, placeId: placeId!, reason: '断网', givenAt: new Date(), givenBy: personId }
    await database.job
      .insertInto('lateLeave')
      .values({ ...leave, until: '2026-11-21' })
      .execute()
    expect((await fileWith(places.west1, '2026-05', cellsOf(places.west1))).body).toMatchObject({ late: true })
    expect((await standingOf(places.west1, '2026-05')).submissions).toMatchObject([{ late: true, state: 'submitted' }])
  })

  test('of another place, or of a level that does not file, is refused as ever', async () => {
    expect((await fileWith(places.east1, '2026-04', cellsOf(places.east1))).body.code).toBe('place.unknown')
    expect((await fileWith(places.west, '2026-04', cellsOf(places.west1))).body.code).toBe('form.wrongLevel')
    expect((await fileWith(places.west1, '2026-04', cellsOf(places.west2))).body.code).toBe('entry.unreadable')
  })

  test('by several at once, and saved by others meanwhile, is there once and whole', async () => {
    for (const month of ['01', '02', '03', '10', '11']) {
      const period = month === '11' ? '2025-11' : `2026-${month}`
      const replies = await Promise.all([
        fileWith(places.west1, period, cellsOf(places.west1, '500')),
        save(places.west1, period, cellsOf(places.west1, '501')),
        fileWith(places.west1, period, cellsOf(places.west1, '502')),
        fileWith(places.west1, period, cellsOf(places.west1, '503')),
      ])
      expect([200, 409]).toEqual(expect.arrayContaining(replies.map(({ status }) => status)))
      const { submissions, values } = await standingOf(places.west1, period)
      expect(submissions).toHaveLength(1)
      expect(values).toHaveLength(3)
      const filed = replies.filter(({ status, body }) => status === 200 && body.state === 'submitted')
      expect(filed.length).toBe(submissions[0]!.state === 'submitted' ? 1 : 0)
    }
  })

  test('of a return that nobody has begun is three messages to the database; a fault at any of them leaves nothing', async () => {
    const { pool, plan } = openFaultPool(database.pool('app', { max: 1 }))
    const faulty = await openTestApp({ database, features: [sessionRoutes, entryRoutes], pool, clock: () => day })
    const person = await faulty.as('west')
    const headers = { 'idempotency-key': randomUUID() }
    const file = (place: string) =>
      person('POST', at('submit', place, '2025-09'), { body: { cells: cellsOf(place) }, headers })
    expect((await file(places.west1)).status).toBe(200)
    headers['idempotency-key'] = randomUUID()
    for (const strikeAt of [1, 2, 3]) {
      Object.assign(plan, { strikeAt, seen: 0, times: 1, error: faultOf('XX000') })
      expect((await file(places.west2)).status).toBe(500)
      expect(await standingOf(places.west2, '2025-09')).toEqual({ submissions: [], values: [] })
    }
    plan.seen = 0
    expect((await file(places.west2)).status).toBe(200)
    expect(plan.seen).toBe(3)
    await faulty.close()
  })
})
