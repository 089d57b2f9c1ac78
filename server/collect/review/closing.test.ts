import type { FormEntry } from '@gangju/net/form'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { county } from '../../../test/fixture/county.ts'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { insertForms } from '../../admin/content.store.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { features } from '../../features.ts'

// A month without figures, after its closing day.
const period = '2026-11'
const form = 'fixture-village'
const villageForm: FormEntry = {
  ...fixtureForm,
  code: form,
  filedBy: 'village',
  columns: fixtureForm.columns.filter(({ indicator }) => indicator === 'income'),
  checks: [],
}

let database: TestDatabase
let office: TestApp
let now = new Date('2026-12-15T02:00:00Z')
const people: Record<string, Person> = {}

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job.transaction().execute((trx) => insertForms(trx, [villageForm]))
  office = await openTestApp({ database, features, clock: () => now, max: 6 })
  for (const name of ['east', 'west', 'county', 'headquarters', 'village', 'viewer', 'foreign'])
    people[name] = await office.as(name)
})
afterAll(async () => {
  await office.close()
  await database.close()
})

/** Figures are known by the moment they came: each step is a minute after the one before. */
function later(): void {
  now = new Date(now.getTime() + 60_000)
}

async function file(who: string, place: string, income: string): Promise<string> {
  later()
  const at = (verb: string) => `/returns/${form}/${verb}?place=${place}&period=${period}`
  const cells = [{ place, indicator: 'income', value: income, edition: 0 }]
  const saved = await people[who]!('POST', at('cells'), { body: { cells } })
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
  const handed = await people[who]!('POST', at('submit'))
  if (handed.status !== 200) throw new Error(JSON.stringify(handed.body))
  return handed.body.submission
}

async function approve(ids: readonly string[]): Promise<void> {
  for (const [step, who] of ['county', 'headquarters'].entries()) {
    later()
    const submissions = ids.map((id) => ({ id, version: 2 + step }))
    const place = who === 'county' ? places.county : places.city
    const { body } = await people[who]!('POST', '/review/approve', { body: { place, submissions } })
    expect(body).toMatchObject({ approved: ids.length, refused: 0 })
  }
}

const close = (who: string, place: string = places.county) =>
  people[who]!('POST', '/closings', { body: { form, place, period } })
const leave = (who: string, place: string, until = '2026-12-20') =>
  people[who]!('POST', '/late-leaves', { body: { form, place, period, until, reason: '台风停电' } })
const trace = async (place: string) =>
  (await people.county!('GET', `/trace?indicator=income&place=${place}&period=${period}`)).body

describe('a county goes on without two late villages', () => {
  test('[AP13] the day, the verb and the place are asked for', async () => {
    expect(await close('viewer')).toMatchObject({ status: 403, body: { code: 'grant.missing' } })
    expect(await close('foreign')).toMatchObject({ status: 404, body: { code: 'place.unknown' } })
    expect(await leave('county', places.west1)).toMatchObject({ status: 422, body: { code: 'leave.needless' } })
    const early = await people.county!('POST', '/closings', { body: { form, place: places.county, period: '2026-12' } })
    expect(early).toMatchObject({ status: 422, body: { code: 'closing.early' } })
  })

  test('[AP13–AP16] they are named, need leave, come in late, and the county’s figure is a revision', async () => {
    const filed = [await file('village', places.east1, '10'), await file('east', places.east2, '20')]
    filed.push(await file('east', places.east3, '30'))
    await approve(filed)
    later()
    const closed = await close('county')
    expect(closed.status).toBe(200)
    expect(closed.body.missing.map(({ name }: { name: string }) => name)).toEqual(['桑村', '竹村'])
    expect(await close('county')).toMatchObject({ status: 409, body: { code: 'closing.exists' } })
    const before = await trace(places.county)
    expect(before).toMatchObject({ value: '60', completeness: { reported: 3, expected: 5 } })
    expect(before.closings).toMatchObject([{ form, missing: [{ cameAt: null }, { cameAt: null }], value: null }])

    await expect(file('west', places.west1, '40')).rejects.toThrow('return.closed')
    // The town approves its villages' returns, and still does not excuse them from what the county closed.
    expect(await leave('west', places.west1)).toMatchObject({ status: 403, body: { code: 'grant.missing' } })
    expect(await leave('county', places.west1, '2026-12-01')).toMatchObject({ body: { code: 'leave.past' } })
    for (const place of [places.west1, places.west2]) expect((await leave('county', place)).status).toBe(200)
    const late = [await file('west', places.west1, '40'), await file('west', places.west2, '50')]
    const { body } = await people.county!('GET', `/submissions/${late[0]}`)
    expect(body.late).toBe(true)
    await approve(late)

    const after = await trace(places.county)
    expect(after).toMatchObject({ value: '150', completeness: { reported: 5, expected: 5 } })
    expect(after.closings).toMatchObject([{ value: '60', missing: [{ name: '桑村' }, { name: '竹村' }] }])
    expect(after.closings[0].missing.every(({ cameAt }: { cameAt: string | null }) => cameAt !== null)).toBe(true)
    const asOf = encodeURIComponent(closed.body.closedAt)
    const then = await people.county!(
      'GET',
      `/trace?indicator=income&place=${places.county}&period=${period}&asOf=${asOf}`,
    )
    expect(then.body.value).toBe('60')
    expect((await trace(places.west1)).submission.steps.map(({ verb }: { verb: string }) => verb)).toContain(
      'submission.approve',
    )
  })

  test('[AP13] a village is told of its own absence only', async () => {
    const list = await people.village!('GET', `/closings?place=${places.east1}&period=${period}`)
    expect(list.body.closings).toMatchObject([{ missing: [] }])
    const all = await people.county!('GET', `/closings?place=${places.county}&period=${period}`)
    expect(all.body.closings).toHaveLength(1)
    expect(all.body.leaves).toHaveLength(2)
  })

  test('[RM6] on time, late and missing by town, never by person', async () => {
    const path = `/timeliness?place=${places.county}&from=${period}&to=${period}&form=${form}`
    const { body } = await people.county!('GET', path)
    // All were filed after the tenth of December.
    expect(body.items).toMatchObject([
      { place: { name: '东镇' }, expected: 3, onTime: 0, late: 3, missing: 0, approved: 3 },
      { place: { name: '西镇' }, expected: 2, late: 2 },
    ])
    expect((await people.county!('GET', path.replace('from=2026-11', 'from=2026-Q3'))).status).toBe(400)
  })

  test('[AP14] opened again with a reason, once', async () => {
    const { closings } = (await people.county!('GET', `/closings?place=${places.county}&period=${period}`)).body
    const path = `/closings/${closings[0].id}/reopen`
    const body = { reason: '数字核对' }
    expect(await people.west!('POST', path, { body })).toMatchObject({ status: 404, body: { code: 'closing.unknown' } })
    expect(await people.county!('POST', path, { body })).toMatchObject({ status: 200, body: { reason: '数字核对' } })
    expect(await people.county!('POST', path, { body })).toMatchObject({
      status: 409,
      body: { code: 'closing.reopened' },
    })
    expect((await close('county')).body.missing).toEqual([])
  })
})
