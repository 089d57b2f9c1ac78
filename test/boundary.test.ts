import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, places } from './fixture/county.ts'
import { openTestApp, type Person, type TestApp } from './fixture/site.ts'

let database: TestDatabase
let site: TestApp
let admin: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => new Date('2026-11-21T02:00:00Z') })
  admin = await site.as('county.admin')
})

afterAll(async () => {
  await site.close()
  await database.close()
})

const change = async (body: object) => expect((await admin('POST', '/place-changes', { body })).status).toBe(200)

async function income(
  place: string,
  more = '',
): Promise<{ value: string | null; state: string; refusal: string | null }> {
  const { body } = await admin('GET', `/readings?indicator=income&place=${place}&period=2026-08${more}`)
  return { value: body.value, state: body.state, refusal: body.refusal }
}

test('[PL10] a figure can be read on the boundary of before a move and of after it', async () => {
  const east = await income(places.east)
  const moved = await income(places.east3)
  await change({ kind: 'move', place: places.east3, parent: places.west, on: '2026-07-01' })
  expect(Number((await income(places.east)).value)).toBeCloseTo(Number(east.value) - Number(moved.value))
  expect(await income(places.east, '&boundary=2026-06-30')).toEqual(east)
  expect(await income(places.east, '&boundary=2026-07-01')).toEqual(await income(places.east))
  const longAgo = await income(places.east, '&boundary=2026-07-01&asOf=2000-01-01T00:00:00Z')
  expect(longAgo).toEqual({ value: null, state: 'notReported', refusal: null })
})

test('[PL10] what merged meets on the boundary of after', async () => {
  const before = await income(places.east)
  const into = { code: '990101001209', name: '柳槐村' }
  await change({ kind: 'merge', places: [places.east1, places.east2], into, on: '2026-10-01' })
  expect(await income(places.east, '&boundary=2026-10-01')).toEqual(before)
  expect((await income(into.code, '&boundary=2026-10-01')).state).not.toBe('refused')
})
