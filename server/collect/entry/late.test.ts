import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { county, placeIdOf, places } from '../../../test/fixture/county.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { insertForms } from '../../admin/content.store.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { reviewRoutes } from '../review/review.route.ts'
import { entryRoutes } from './entry.route.ts'

const period = '2023-05'
/** Asks for what fixture-monthly is the home of, and for one figure of its own. */
const second = {
  ...fixtureForm,
  code: 'fixture-second',
  columns: fixtureForm.columns.flatMap((column) => (column.indicator === 'income' ? [{ ...column, known: true }] : [])),
  checks: [],
}

let database: TestDatabase
let office: TestApp
let west: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  const own = { ...fixtureForm.columns[1]!, indicator: 'lowestWage', unit: '元', header: '最低日工资' }
  await database.job
    .transaction()
    .execute((trx) => insertForms(trx, [{ ...second, columns: [...second.columns, own] }]))
  office = await openTestApp({
    database,
    features: [sessionRoutes, entryRoutes, reviewRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
  })
  west = await office.as('west')
})
afterAll(async () => {
  await office.close()
  await database.close()
})

const path = (form: string, verb: string) => `/returns/${form}/${verb}?place=${places.west}&period=${period}`
const cell = (indicator: string, text: string, edition = 0) => ({ place: places.west1, indicator, text, edition })
const save = (form: string, cells: readonly object[]) => west('POST', path(form, 'cells'), { body: { cells } })
const incomeIn = async (form: string) => (await west('GET', path(form, 'entry'))).body.rows[0].cells[0]

test('[EN9] a known figure is shown from its home, confirmed by handing in, and not posted a second time', async () => {
  const form = 'fixture-second'
  expect((await save(form, [cell('lowestWage', '90')])).status).toBe(200)
  expect(await incomeIn(form)).toMatchObject({ value: null, home: { form: 'fixture-monthly', value: null } })
  expect((await save(form, [cell('income', '7')])).body.errors).toMatchObject([{ code: 'entry.known' }])

  const filed = await save('fixture-monthly', [cell('income', '500'), cell('sales', '1'), cell('farmCount', '2')])
  expect((await west('POST', path('fixture-monthly', 'submit'))).status).toBe(200)
  for (const who of ['county', 'headquarters'])
    await (await office.as(who))('POST', `/submissions/${filed.body.submission}/approve`)
  expect(await incomeIn(form)).toMatchObject({ value: null, before: '500', home: { value: '500' } })
  expect((await save(form, [cell('income', '501')])).body.errors).toMatchObject([{ code: 'entry.known' }])

  const handed = await west('POST', path(form, 'submit'))
  expect(handed.status).toBe(200)
  expect(await incomeIn(form)).toMatchObject({ value: '500', editedBy: '演示west' })
  for (const who of ['county', 'headquarters'])
    await (await office.as(who))('POST', `/submissions/${handed.body.submission}/approve`)
  const posted = await database.job
    .selectFrom('observation as o')
    .innerJoin('indicator as i', 'i.indicatorId', 'o.indicatorId')
    .where('o.submissionId', '=', handed.body.submission)
    .select('i.code')
    .execute()
  expect(posted.map(({ code }) => code)).toEqual(['lowestWage'])
})

test('[EN14] what was closed above takes nothing more without leave, and what comes by leave is marked late', async () => {
  const countyId = await placeIdOf(database.job, places.county)
  const placeId = await placeIdOf(database.job, places.west)
  const { formId } = await database.job
    .selectFrom('form')
    .where('code', '=', 'fixture-monthly')
    .select('formId')
    .executeTakeFirstOrThrow()
  const { personId } = await database.job
    .selectFrom('person')
    .where('username', '=', 'county')
    .select('personId')
    .executeTakeFirstOrThrow()
  const key = { countyId, formId, period: '2023-06' }
  const closing = { ...key, placeId: countyId, missing: '[]', closedAt: new Date(), closedBy: personId }
  await database.job.insertInto('closing').values(closing).execute()
  const late = (verb: string) => path('fixture-monthly', verb).replace(period, '2023-06')
  const body = { cells: [cell('income', '1'), cell('sales', '1'), cell('farmCount', '1')] }
  expect((await west('POST', late('cells'), { body })).body.code).toBe('return.closed')
  expect((await west('GET', late('entry'))).body.returns).toMatchObject([{ isClosed: true, may: { edit: false } }])

  const leave = { ...key, placeId, reason: '断网', givenAt: new Date(), givenBy: personId }
  await database.job
    .insertInto('lateLeave')
    .values({ ...leave, until: '2026-11-20' })
    .execute()
  expect((await west('POST', late('cells'), { body })).body.code).toBe('return.closed')
  await database.job
    .insertInto('lateLeave')
    .values({ ...leave, until: '2026-11-21' })
    .execute()
  expect((await west('POST', late('cells'), { body })).body).toMatchObject({ late: true })
  expect((await west('POST', late('submit'))).body).toMatchObject({ state: 'submitted', late: true })
  const shown = (await west('GET', late('entry'))).body.returns
  expect(shown).toMatchObject([{ late: true, leaveUntil: '2026-11-21', isClosed: true }])
})
