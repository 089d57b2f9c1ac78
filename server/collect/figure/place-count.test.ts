import { afterAll, beforeAll, expect, test } from 'vitest'
import { county, places } from '../../../test/fixture/county.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { features } from '../../features.ts'
import { rebuildRollups } from '../../net/rollup.store.ts'

let database: TestDatabase
let site: TestApp
let admin: Person
let city: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job.transaction().execute(rebuildRollups)
  site = await openTestApp({ database, features, clock: () => new Date('2026-11-21T02:00:00Z') })
  admin = await site.as('admin')
  city = await site.as('headquarters')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const read = async (path: string, query: Readonly<Record<string, string>>) => {
  const { status, body } = await city('GET', `${path}?${new URLSearchParams(query).toString()}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const incomeOf = async (place: string, period: string) =>
  (await read('/readings', { indicator: 'income', place, period })).value as string | null

let version = 1
async function define(formula: string, unit = '个') {
  const words = { name: '达标村数', nameEn: 'Villages above the bound', definition: '收入达标的村' }
  const body = { version, from: '2026-01', ...words, formula, unit }
  const reply = await admin('POST', '/indicators/salesShare/definitions', { body })
  if (reply.status === 200) version += 1
  return reply
}

const above = {
  [places.city]: [places.east1, places.east2, places.east3, places.west1, places.west2, places.foreignVillage],
  [places.county]: [places.east1, places.east2, places.east3, places.west1, places.west2],
  [places.east]: [places.east1, places.east2, places.east3],
  [places.zone]: [places.east1, places.west1],
  [places.east1]: [places.east1],
}

test('[RU11] places that meet a bound are counted at every level, each once, by what they reported', async () => {
  const defined = await define('count(income >= 300)')
  expect(defined.status, JSON.stringify(defined.body)).toBe(200)
  for (const period of ['2026-09', '2026-10']) {
    for (const [place, villages] of Object.entries(above)) {
      const figures = await Promise.all(villages.map((village) => incomeOf(village, period)))
      const reported = figures.filter((figure) => figure !== null)
      const counted = await read('/readings', { indicator: 'salesShare', place, period })
      const met = reported.filter((figure) => Number(figure) >= 300).length
      expect(counted, `${place} ${period}`).toMatchObject({
        value: reported.length === 0 ? null : String(met),
        completeness: { reported: reported.length, expected: villages.length },
      })
    }
  }
})

test('[RU11] a longer period counts by what each place comes to in it; the why names count and bound', async () => {
  await define('count(income < 100000) - count(income < 200)')
  const year = await read('/readings', { indicator: 'salesShare', place: places.county, period: '2026' })
  const villages = await Promise.all(above[places.county].map((village) => incomeOf(village, '2026')))
  const met = villages.filter((figure) => figure !== null && Number(figure) >= 200 && Number(figure) < 100_000)
  expect(year.value).toBe(String(met.length))
  const trace = await read('/trace', { indicator: 'salesShare', place: places.county, period: '2026-09' })
  expect(trace.formula.text).toContain('< 200 万元”的地方数')
  expect(trace.formula.numbers).toMatch(/^\d+ - \d+$/)
})

test('[RU11] a share of places, as of a moment too; what is not reported is not counted', async () => {
  await define('count(income >= 300) / count(income >= 0) * 100', '%')
  const now = await read('/readings', { indicator: 'salesShare', place: places.county, period: '2026-09' })
  const asOf = '2025-01-02T00:00:00Z'
  const before = await read('/readings', { indicator: 'salesShare', place: places.county, period: '2026-09', asOf })
  expect(Number(now.value)).toBeGreaterThan(0)
  expect(before).toMatchObject({ value: null, state: 'notReported' })
  expect((await define('count(salesShare > 1)')).body.code).toMatch(/formula\.(cycle|countOf)/)
  expect((await define('count(income)')).body.code).toBe('formula.malformed')
  expect((await define('count(income >= 300)', '万元')).body.code).toBe('formula.unitResult')
})
