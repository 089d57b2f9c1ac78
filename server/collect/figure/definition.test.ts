import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, places } from '../../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { rebuildRollups } from '../../net/rollup.store.ts'
import { indicatorSheetRoutes } from '../../publish/indicator-sheet.route.ts'
import { readingRoutes } from '../../publish/reading.route.ts'
import { traceRoutes } from '../../publish/trace.route.ts'
import { definitionRoutes } from './definition.route.ts'

let database: TestDatabase
let site: TestApp
let admin: Person
let headquarters: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job.transaction().execute(rebuildRollups)
  const features = [...adminRoutes, definitionRoutes, readingRoutes, traceRoutes, indicatorSheetRoutes]
  site = await openTestApp({ database, features, clock: () => new Date('2026-11-21T02:00:00Z') })
  admin = await site.as('admin')
  headquarters = await site.as('headquarters')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const check = (by: Person, words: Readonly<Record<string, string>>) => {
  const asked = {
    place: places.county,
    period: '2026-09',
    indicator: 'salesShare',
    formula: 'sales / income',
    unit: '%',
  }
  return by('GET', `/indicator-check?${new URLSearchParams({ ...asked, ...words }).toString()}`)
}
const define = (by: Person, code: string, words: object) =>
  by('POST', `/indicators/${code}/definitions`, {
    body: {
      version: 1,
      from: '2026-10',
      name: '销售额占收入比重',
      nameEn: 'Share of sales',
      definition: '销售额除以经营收入',
      formula: 'sales / income * 100',
      unit: '%',
      ...words,
    },
  })
const value = async (code: string, period: string) => {
  const query = new URLSearchParams({ indicator: code, place: places.county, period })
  const { status, body } = await headquarters('GET', `/readings?${query.toString()}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

describe('refusals', () => {
  test.each([
    ['sales + farmCount', 'formula.unitUnlike', 6],
    ['sales /', 'formula.malformed', 7],
    ['sales / nobody', 'formula.partUnknown', 8],
    ['sales / income', 'formula.unitScale', 0],
    ['salesShare * 2', 'formula.cycle', 0],
  ])('[FG10] [FG11] %s: %s at %i', async (formula, code, position) => {
    const { status, body } = await check(admin, { formula })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.fault).toMatchObject({ code, position, message: expect.any(String) })
    expect(body.preview).toBeNull()
    expect((await define(admin, 'salesShare', { formula })).body.code).toBe(code)
  })
  test('[FG11] a circle is named by its path', async () => {
    const { body } = await check(admin, { formula: 'income * salesShare / 100', unit: '万元' })
    expect(body.cycle).toEqual(['salesShare', 'salesShare'])
  })
  test('[FG12] what was reported has no formula and keeps its unit; an old edit is refused', async () => {
    const words = { name: '集体经营收入', formula: null, unit: '万元' }
    expect((await define(admin, 'income', { ...words, formula: 'sales' })).body.code).toBe('indicator.notDerived')
    expect((await define(admin, 'income', { ...words, unit: '元' })).body.code).toBe('indicator.notDerived')
    expect((await define(admin, 'salesShare', { version: 2 })).body.code).toBe('indicator.version')
    expect((await define(admin, 'nobody', {})).status).toBe(404)
  })
  test('[FG12] only the office at the top of the tree defines', async () => {
    expect((await define(headquarters, 'salesShare', {})).status).toBeGreaterThanOrEqual(403)
    const below = await site.as('county.admin')
    expect((await define(below, 'salesShare', {})).body.code).toBe('indicator.unknown')
  })
})

describe('definitions', () => {
  test('[FG10] a check tells unit, parts and what would change, and stores nothing', async () => {
    const { body } = await check(admin, { formula: '100 - sales / income * 100', from: '2026-08' })
    expect(body).toMatchObject({ unit: '%', per: null, fault: null, cycle: null })
    expect(body.parts.map((part: { code: string }) => part.code)).toEqual(['sales', 'income'])
    expect(body.preview.rows[0].place.code).toBe(places.county)
    expect(body.preview.changed).toBeGreaterThan(0)
    const [row] = body.preview.rows
    expect(Number(row.before) + Number(row.after)).toBeCloseTo(100, 8)
    expect((await admin('GET', '/indicators/salesShare')).body.definitions).toHaveLength(1)
  })
  test('[FG12] a new definition holds from its period on, everywhere at once; earlier periods keep the old one', async () => {
    const before = [await value('salesShare', '2026-08'), await value('salesShare', '2026-09')].map((one) => one.value)
    const { status, body } = await define(admin, 'salesShare', {
      from: '2026-09',
      formula: '100 - sales / income * 100',
    })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.definitions.map((one: { fromDay: string }) => one.fromDay)).toEqual(['0001-01-01', '2026-09-01'])
    expect((await value('salesShare', '2026-08')).value).toBe(before[0])
    const after = (await value('salesShare', '2026-09')).value
    expect(Number(after) + Number(before[1])).toBeCloseTo(100, 8)
    const trace = new URLSearchParams({ indicator: 'salesShare', place: places.county, period: '2026-08' })
    expect((await headquarters('GET', `/trace?${trace.toString()}`)).body.formula.text).toBe(
      '农产品销售额 ÷ 集体经营收入 × 100',
    )
    const { definitions } = (await headquarters('GET', '/indicators/salesShare')).body
    expect(definitions.map((one: { formula: string }) => one.formula)).toEqual([
      'sales / income * 100',
      '100 - sales / income * 100',
    ])
  })
})

describe('measures', () => {
  const measures = async (code: string, period: string) =>
    Object.fromEntries(
      ((await value(code, period)).measures as { kind: string; value: string | null; reason: string | null }[]).map(
        (measure) => [measure.kind, measure],
      ),
    )
  test('[FG2] [RE14] each measure is served with its value, or with the reason why there is none', async () => {
    const found = await measures('income', '2026-09')
    expect(found['yearToDate']).toMatchObject({ as: 'quantity', unit: '万元', reason: null })
    expect(found['periodOnPeriod']).toMatchObject({ as: 'rate', against: '2026-08' })
    for (const measure of Object.values(found)) {
      expect(measure.value === null && measure.reason === null).toBe(false)
    }
  })
  test('[QU5] a ratio changes by percentage points', async () => {
    expect((await measures('salesShare', '2026-08'))['periodOnPeriod']).toMatchObject({
      as: 'points',
      unit: '个百分点',
    })
  })
})
