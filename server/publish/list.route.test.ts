import { openXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, fixturePassword, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { goalRoutes } from './goal.route.ts'
import { indicatorRoutes } from './indicator.route.ts'
import { tableRoutes } from './table.route.ts'
import { targetRoutes } from './target.route.ts'

let database: TestDatabase
let site: TestApp
let city: Person
let east: Person
let force: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  await addTargets()
  site = await openTestApp({
    database,
    features: [...adminRoutes, goalRoutes, targetRoutes, indicatorRoutes, tableRoutes],
  })
  city = await site.as('headquarters')
  east = await site.as('east')
  force = await site.as('force')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

/** Three promises, one of them in a county of others; two of them are known to contradict each other. */
async function addTargets(): Promise<void> {
  const rows = [
    ['t-city', places.city, 'income', 'F1-A1', '1234.5'],
    ['t-east', places.east, 'sales', 'F1-A2', '300'],
    ['t-foreign', places.foreignTown, 'income', 'F1-A1', '77'],
  ] as const
  for (const [code, place, indicator, goal, value] of rows) {
    await database.job
      .insertInto('target')
      .columns([
        'countyId',
        'placeId',
        'code',
        'indicatorId',
        'goalId',
        'year',
        'comparator',
        'value',
        'unit',
        'commitment',
        'measure',
      ])
      .expression((eb) =>
        eb
          .selectFrom(['place', 'indicator', 'goal'])
          .where('place.code', '=', place)
          .where('indicator.code', '=', indicator)
          .where('goal.code', '=', goal)
          .select((row) => [
            'place.countyId',
            'place.placeId',
            row.val(code).as('code'),
            'indicator.indicatorId',
            'goal.goalId',
            row.lit(2027).as('year'),
            row.val('ge').as('comparator'),
            row.cast<string>(row.val(value), 'numeric').as('value'),
            row.val('万元').as('unit'),
            row.val('firm').as('commitment'),
            row.val('value').as('measure'),
          ]),
      )
      .execute()
  }
  const entry = JSON.stringify({ targets: ['t-city'], cells: [] })
  await database.job
    .insertInto('conflict')
    .values({ code: 'c1', kind: 'value', note: '两份文件不一致', entry })
    .execute()
}

const codesOf = async (person: Person, path: string, key = 'code'): Promise<string[]> => {
  const { status, body } = await person('GET', path)
  expect(status).toBe(200)
  return body.items.map((item: Record<string, string>) => item[key])
}

describe('[HT7] out of reach is answered like unknown', () => {
  test.each(['/goals?place=', '/targets?place=', `/tables/places.xlsx?period=2026-10&place=`])('%s', async (path) => {
    const [foreign, unknown] = [
      await east('GET', `${path}${places.foreignTown}`),
      await east('GET', `${path}990199001000`),
    ]
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(foreign.body.code).toBe(unknown.body.code)
  })

  test('goals too', async () => {
    for (const path of ['/goals?under=', '/targets?goal=', '/indicators?goal=']) {
      const [foreign, unknown] = [await force('GET', `${path}F1-A1`), await force('GET', `${path}F9`)]
      expect([foreign.status, unknown.status]).toEqual([404, 404])
      expect(foreign.body.code).toBe('goal.unknown')
    }
  })
})

describe('goals', () => {
  test('[GO20] come parents before children, as far as they are held', async () => {
    expect(await codesOf(east, '/goals')).toEqual(['F1', 'F1-A1', 'F1-A2', 'F1-A3'])
    const { body } = await force('GET', '/goals')
    expect(body.items).toMatchObject([{ code: 'F1-A2', parent: null, light: null, place: { code: places.city } }])
  })

  test('[GO21] have lights where a place and a period are named, and only there', async () => {
    const { body } = await city('GET', `/goals?place=${places.city}&period=2026-10`)
    expect(body.items.map((item: { light: string }) => item.light)).not.toContain(null)
    expect(body.items[1]).toMatchObject({ code: 'F1-A1', targets: 2 })
    expect((await city('GET', `/goals?place=${places.city}`)).body.items[0].light).toBeNull()
    expect((await city('GET', `/goals?place=${places.east}`)).body.items[1].targets).toBe(0)
  })
})

describe('targets', () => {
  test('[GO22] of everything held, page by page, and of one place itself', async () => {
    const first = await city('GET', '/targets?limit=2')
    const second = await city('GET', `/targets?limit=2&cursor=${first.body.next}`)
    const values = [...first.body.items, ...second.body.items].map((item: { value: string }) => item.value)
    expect(values).toEqual(['1234.5', '300', '77'])
    expect(second.body.next).toBeNull()
    expect(await codesOf(city, `/targets?place=${places.city}`, 'indicator')).toEqual(['income'])
    expect(await codesOf(city, '/targets?goal=F1-A2', 'indicator')).toEqual(['sales'])
    expect(await codesOf(city, '/targets?indicator=income', 'value')).toEqual(['1234.5', '77'])
    expect((await city('GET', '/targets?indicator=nothing')).body.code).toBe('indicator.unknown')
    expect((await city('GET', '/targets?cursor=e30')).body.code).toBe('cursor.malformed')
  })

  test('[GO22] outside the rectangle stay out, by place and by goal', async () => {
    expect(await codesOf(east, '/targets', 'value')).toEqual(['300'])
    expect(await codesOf(force, '/targets', 'value')).toEqual(['300'])
  })

  test('[GO23] name the contradictions known about them', async () => {
    const { body } = await city('GET', `/targets?place=${places.city}`)
    expect(body.items[0]).toMatchObject({
      unit: '万元',
      source: null,
      conflicts: [{ kind: 'value', note: '两份文件不一致' }],
    })
  })
})

test('[GO24] indicators are found by name and code, under a goal, as far as goals are held', async () => {
  expect(await codesOf(city, `/indicators?q=${encodeURIComponent('销售额')}`)).toEqual(['sales', 'salesShare'])
  expect(await codesOf(city, '/indicators?q=FARM')).toEqual(['farmCount'])
  expect(await codesOf(city, '/indicators?goal=F1-A2')).toEqual(['sales', 'farmCount'])
  expect(await codesOf(force, '/indicators')).toEqual(['sales', 'farmCount'])
  expect(await codesOf(city, '/indicators')).toHaveLength(8)
})

const tableAt = (name: string, place: string) => `/api/tables/${name}.xlsx?place=${place}&period=2026-10`

/** The rows of a table as a program opens them. */
async function rowsOf(username: string, name: string, place: string = places.city): Promise<unknown[][]> {
  const { headers } = await site.ask('POST', '/session', { body: { username, password: fixturePassword } })
  const cookie = headers['set-cookie']!.split(';', 1)[0]!
  const { rawPayload } = await site.app.fastify.inject({
    method: 'GET',
    url: tableAt(name, place),
    headers: { cookie },
  })
  return (await openXlsx(rawPayload)).sheets[0]!.rows
}

describe('[HT22] tables leave as workbooks', () => {
  test.each(['goals', 'targets', 'indicators', 'places', 'submissions', 'people', 'actions'])('%s', async (name) => {
    const { status, headers } = await city('GET', `/tables/${name}.xlsx?place=${places.city}&period=2026-10`)
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('spreadsheetml')
  })

  test('figures are numbers; place, period and reader stand above', async () => {
    const rows = await rowsOf('headquarters', 'targets')
    expect(rows[0]?.[0]).toBe('目标值')
    expect(rows[1]?.[0]).toBe('青禾市 · 2026年10月')
    expect(rows[2]?.[0]).toContain('演示headquarters 导出')
    expect(rows.some((row) => row.includes(1234.5))).toBe(true)
  })

  test('[GR6] people: those with a grant in the rectangle, numbers masked', async () => {
    const rows = await rowsOf('county.admin', 'people', places.east)
    const shown = rows.slice(4)
    expect(shown.map((row) => row[1])).toEqual(['east', 'leader', 'newcomer', 'village'])
    expect(new Set(shown.map((row) => row[3]))).toEqual(new Set(['138****1234']))
    expect(shown[0]?.[5]).toMatch(/^东镇 /)
    const townAdmin = await site.as('east')
    expect((await townAdmin('GET', tableAt('people', places.east))).status).toBe(403)
  })

  test('[HT22] the log: only lines of the rectangle, newest first', async () => {
    const nobody = {
      username: 'nobody.here',
      name: '某人',
      grant: { role: 'viewer', place: places.foreign, goal: null },
    }
    const admin = await site.as('admin')
    expect((await admin('POST', '/people', { body: nobody })).status).toBe(200)
    const whole = (await rowsOf('admin', 'actions')).slice(4)
    expect(whole.some((row) => row[3] === '远山县')).toBe(true)
    const times = whole.map((row) => String(row[0]))
    expect(times).toEqual(times.toSorted().toReversed())
    const own = (await rowsOf('county.admin', 'actions', places.county)).slice(4)
    expect(own.filter((row) => row[3] === '远山县')).toEqual([])
  })

  test('without the verb of what they show they are refused', async () => {
    const viewer = await site.as('viewer')
    const { body } = await viewer('GET', `/tables/submissions.xlsx?place=${places.county}&period=2026-10`)
    expect(body.code).toBe('grant.missing')
  })
})
