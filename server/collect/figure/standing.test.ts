import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, places } from '../../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { rebuildRollups } from '../../net/rollup.store.ts'
import { readingRoutes } from '../../publish/reading.route.ts'
import { traceRoutes } from '../../publish/trace.route.ts'
import { differenceRoutes } from './difference.route.ts'
import { publishedFigureRoutes } from './published-figure.route.ts'

let database: TestDatabase
let site: TestApp
let officer: Person
let job: ReturnType<TestDatabase['pool']>

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job.transaction().execute(rebuildRollups)
  const features = [...adminRoutes, publishedFigureRoutes, differenceRoutes, readingRoutes, traceRoutes]
  site = await openTestApp({ database, features, clock: () => new Date('2026-11-21T02:00:00Z') })
  officer = await site.as('county')
  job = database.pool('job', { max: 1 })
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const bulletin = { title: '演示统计公报', publishedOn: '2026-11-01' }
const state = (by: Person, words: object = {}) =>
  by('POST', '/published-figures', {
    body: {
      place: places.county,
      indicator: 'sales',
      period: '2026-09',
      value: '0.5',
      unit: '亿元',
      ...bulletin,
      ...words,
    },
  })
const ask = async (path: string, query: Readonly<Record<string, string>>) => {
  const { status, body } = await officer('GET', `${path}?${new URLSearchParams(query).toString()}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const standing = async (place = places.county) => {
  const found = (await ask('/readings', { indicator: 'sales', place, period: '2026-09' })).standing
  return found.map((one: { value: string; status: string; inForce: boolean; source: object | null }) =>
    [one.value, one.status, one.source ? 'office' : 'reported', one.inForce ? 'in force' : ''].join(' ').trim(),
  )
}

describe('refusals', () => {
  test('[FG14] a derived figure, a unit that does not meet, a time to come, a place out of reach', async () => {
    expect((await state(officer, { indicator: 'salesShare', unit: '%' })).body.code).toBe('figure.derived')
    expect((await state(officer, { unit: '亩' })).body.code).toBe('figure.unit')
    expect((await state(officer, { unit: '闻所未闻' })).body.code).toBe('figure.unit')
    expect((await state(officer, { period: '2026-12' })).body.code).toBe('period.future')
    expect((await state(officer, { place: places.foreignTown })).body.code).toBe('place.unknown')
    const town = await site.as('east')
    expect((await state(town, { place: places.east })).body.code).toBe('grant.missing')
  })
  test('[FG15] moments the wrong way round', async () => {
    const query = new URLSearchParams({
      ...{ place: places.county, period: '2026-09' },
      ...{ from: '2026-11-20T00:00:00Z', to: '2026-11-19T00:00:00Z' },
    })
    expect((await officer('GET', `/differences?${query.toString()}`)).status).toBe(400)
  })
})

describe('standing', () => {
  test('[FG14] what the office published stands beside what was reported, by precedence in force and on every page; sums stay of returns', async () => {
    const above = await site.as('headquarters')
    const ofCity = async () =>
      (await above('GET', `/readings?indicator=sales&place=${places.city}&period=2026-09`)).body.value
    const cityBefore = await ofCity()
    const before = await ask('/readings', { indicator: 'sales', place: places.county, period: '2026-09' })
    expect(await standing()).toEqual([`${before.value} preliminary reported in force`])
    expect((await state(officer)).body).toEqual({ value: '5000', unit: '万元', version: 1 })
    expect(await standing()).toEqual([`5000 published office in force`, `${before.value} preliminary reported`])
    const after = await ask('/readings', { indicator: 'sales', place: places.county, period: '2026-09' })
    expect(after).toMatchObject({ value: '5000', completeness: before.completeness })
    expect((await state(officer, { value: '0.6' })).body.version).toBe(2)
    expect((await standing())[0]).toBe('6000 revised office in force')
    const share = await ask('/readings', { indicator: 'salesShare', place: places.county, period: '2026-09' })
    const income = await ask('/readings', { indicator: 'income', place: places.county, period: '2026-09' })
    expect(Number(share.value)).toBeCloseTo((6_000 / Number(income.value)) * 100, 6)
    expect(cityBefore).not.toBeNull()
    expect(await ofCity()).toBe(cityBefore)
    const trace = await ask('/trace', { indicator: 'sales', place: places.county, period: '2026-09' })
    expect(trace.standing).toHaveLength(2)
    expect(trace.method).toContain(bulletin.title)
    expect(trace.standing[0].source).toMatchObject({
      kind: 'statistics',
      title: bulletin.title,
      publishedOn: '2026-11-01',
    })
  })
  test('[FG14] of two publications the later one is in force and read, in whatever order they were entered', async () => {
    const period = '2026-08'
    const enter = (value: string, title: string, publishedOn: string) =>
      state(officer, { period, value, unit: '万元', title, publishedOn })
    expect((await enter('7200', '演示公报二', '2026-10-20')).status).toBe(200)
    expect((await enter('7100', '演示公报一', '2026-09-20')).status).toBe(200)
    const reading = await ask('/readings', { indicator: 'sales', place: places.county, period })
    expect(reading.value).toBe('7200')
    expect(reading.standing.filter(({ inForce }: { inForce: boolean }) => inForce)).toMatchObject([{ value: '7200' }])
  })

  test('[FG14] precedence is data, and one indicator may say otherwise', async () => {
    await job.query(
      `update rule_set set entry = '{"order": ["statistics", "return", "document"], "indicators": {"sales": ["return", "statistics"]}}' where kind = 'precedence'`,
    )
    await job.query(`update setting set value = to_jsonb(value::int + 1) where name = 'contentEpoch'`)
    expect((await standing()).map((line: string) => line.includes('reported') && line.endsWith('in force'))).toEqual([
      true,
      false,
    ])
    const reading = await ask('/readings', { indicator: 'sales', place: places.county, period: '2026-09' })
    expect(reading.value).not.toBe('6000')
  })
  test('[FG13] preliminary until the returns are closed, then final, and revised by what comes after', async () => {
    const status = async () => (await standing()).find((line: string) => line.includes('reported'))!.split(' ')[1]
    expect(await status()).toBe('preliminary')
    await job.query(
      `insert into closing (county_id, place_id, form_id, period, missing, closed_at, closed_by)
       select p.county_id, p.place_id, f.form_id, '2026-09', '[]', '2026-11-10', (select person_id from person limit 1)
       from place p, form f where p.code = $1`,
      [places.county],
    )
    expect(await status()).toBe('final')
    await job.query(
      `with old as (
         update observation o set superseded_at = '2026-11-15' from place p, indicator i
         where p.place_id = o.place_id and p.code = $1 and i.indicator_id = o.indicator_id and i.code = 'sales'
           and o.period = '2026-09' and o.superseded_at is null returning o.*)
       insert into observation (county_id, place_id, indicator_id, period, source_id, version, value, recorded_at)
       select county_id, place_id, indicator_id, period, source_id, version + 1, value + 7, '2026-11-15' from old`,
      [places.east1],
    )
    await database.job.transaction().execute(rebuildRollups)
    expect(await status()).toBe('revised')
  })
})

test('[FG15] the difference of two moments names place, figure, both values and what is made of them', async () => {
  const asked = { place: places.county, period: '2026-09', from: '2026-11-14T00:00:00Z', to: '2026-11-16T00:00:00Z' }
  const { items } = await ask('/differences', asked)
  const told = items.map(
    (row: { place: { code: string }; indicator: string; difference: string }) =>
      `${row.place.code} ${row.indicator} ${row.difference}`,
  )
  expect(told).toContain(`${places.county} sales 7`)
  expect(told).toContain(`${places.east} sales 7`)
  expect(items.some((row: { indicator: string }) => row.indicator === 'salesShare')).toBe(true)
  expect(items.every((row: { why: string | null }) => row.why === '更正')).toBe(true)
  expect((await ask('/differences', { ...asked, to: asked.from })).items).toEqual([])
  const workbook = await officer('GET', `/differences.xlsx?${new URLSearchParams(asked).toString()}`)
  expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK')
})
