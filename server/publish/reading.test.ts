import { openXlsx, saveXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, fixturePassword, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type TestApp } from '../../test/fixture/site.ts'
import { fileRoutes } from '../collect/file.route.ts'
import { returnRoutes } from '../collect/return.route.ts'
import { reviewRoutes } from '../collect/review/review.route.ts'
import { submissionRoutes } from '../collect/submission.route.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { rebuildRollups } from '../net/rollup.store.ts'
import { placeSheetRoutes } from './place-sheet.route.ts'
import { readingRoutes } from './reading.route.ts'
import { traceRoutes } from './trace.route.ts'

let database: TestDatabase
let site: TestApp

const words = {
  features: [
    ...adminRoutes,
    readingRoutes,
    traceRoutes,
    placeSheetRoutes,
    returnRoutes,
    fileRoutes,
    submissionRoutes,
    reviewRoutes,
  ],
  clock: () => new Date('2026-11-21T02:00:00Z'),
}

beforeAll(async () => {
  database = await openTestDatabase(county)
  const pool = database.pool('job', { max: 1 })
  await pool.query(`
    insert into observation (county_id, place_id, indicator_id, period, source_id, value, missing, recorded_at)
    select p.county_id, p.place_id, i.indicator_id, period, f.source_id, value, missing, '2026-11-01'
    from (values ('${places.east1}', '2025-09', 0, null), ('${places.east2}', '2025-09', null, 'notApplicable'),
                 ('${places.east2}', '2025-08', null, 'notApplicable')) cell (code, period, value, missing)
    join place p on p.code = cell.code join indicator i on i.code = 'income', form f`)
  await pool.query(`insert into source (code, kind, name) values ('bulletin', 'document', '统计公报')`)
  await pool.query(`
    insert into observation (county_id, place_id, indicator_id, period, source_id, value, position, printed, unit, recorded_at)
    select p.county_id, p.place_id, i.indicator_id, '2026-Q3', s.source_id, 4000000, 12, '400亿元', '万元', '2026-11-01'
    from place p, indicator i, source s where p.code = '${places.county}' and i.code = 'grossProduct' and s.code = 'bulletin'`)
  await pool.query(`
    insert into target (county_id, place_id, code, indicator_id, year, comparator, value, unit, commitment, measure)
    select p.county_id, p.place_id, p.code || i.code || commitment, i.indicator_id, 2026, 'ge', amount, '万元', commitment, 'value'
    from (values ('${places.east}', 'income', 'firm', 7000), ('${places.east}', 'income', 'stretch', 9000),
                 ('${places.county}', 'income', 'firm', 20000), ('${places.county}', 'sales', 'firm', 19200),
                 ('${places.west}', 'income', 'firm', 99000)) promise (code, indicator, commitment, amount)
    join place p on p.code = promise.code join indicator i on i.code = promise.indicator`)
  await database.job.transaction().execute(rebuildRollups)
  site = await openTestApp({ database, ...words })
})
afterAll(async () => {
  await site.close()
  await database.close()
})

type Place = keyof typeof places

async function get(path: string, query: Readonly<Record<string, string>>, { by = 'headquarters', from = site } = {}) {
  const person = await from.as(by)
  return person('GET', `${path}?${new URLSearchParams(query).toString()}`)
}

async function read(indicator: string, place: Place, period: string, more: Readonly<Record<string, string>> = {}) {
  const { status, body } = await get('/readings', { indicator, place: places[place], period, ...more })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function trace(indicator: string, place: Place, period: string, more: Readonly<Record<string, string>> = {}) {
  const { status, body } = await get('/trace', { indicator, place: places[place], period, ...more })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** Value and completeness. */
const brief = async (indicator: string, place: Place, period: string) => {
  const { value, completeness } = await read(indicator, place, period)
  return `${value} ${completeness ? `${completeness.reported}/${completeness.expected}` : '-'}`
}

describe('[RU1] [RE4] a month at every level: n of m, a village in two places once', () => {
  test.each([
    ['income', '122.5 1/1', '667.5 3/3', '1090 4/5', '1712.5 5/6', '545 2/2'],
    ['farmCount', '22 1/1', '96 3/3', '148 4/5', '220 5/6', '74 2/2'],
    ['satisfaction', '152.5 1/1', '252.5 3/3', '302.5 4/5', '372.5 5/6', '302.5 2/2'],
    ['lowestWage', '162.5 1/1', '162.5 3/3', '162.5 4/5', '162.5 5/6', '162.5 2/2'],
    ['highestWage', '172.5 1/1', '372.5 3/3', '472.5 4/5', '672.5 5/6', '472.5 2/2'],
  ])('%s', async (indicator, ...wanted) => {
    const found: string[] = []
    for (const place of ['east1', 'east', 'county', 'city', 'zone'] as const)
      found.push(await brief(indicator, place, '2026-10'))
    expect(found).toEqual(wanted)
  })

  test('[RU9] a ratio is formed of its parts at each level, not of ratios', async () => {
    expect(await brief('salesShare', 'east1', '2026-10')).toBe('108.1632653061 1/1')
    expect(await brief('salesShare', 'county', '2026-10')).toBe('103.6697247706 4/5')
  })
})

describe('[RU4] [RU5] what has no value', () => {
  test('null is not zero', async () => {
    expect(await read('income', 'east1', '2025-09')).toMatchObject({ value: '0', state: 'value' })
    expect(await read('income', 'east3', '2025-09')).toMatchObject({ value: null, state: 'notReported' })
    const silent = { value: null, state: 'notReported', completeness: { reported: 0, expected: 2 } }
    expect(await read('income', 'west', '2025-09')).toMatchObject(silent)
  })

  test('not applicable is an answer without a figure', async () => {
    const stated = { value: null, state: 'notApplicable', light: 'grey' }
    expect(await read('income', 'east2', '2025-09')).toMatchObject(stated)
    expect(await read('income', 'east', '2025-08')).toMatchObject({ ...stated, completeness: { reported: 1 } })
    expect(await read('income', 'east', '2025-09')).toMatchObject({ value: '0', completeness: { reported: 2 } })
  })

  test('what is only published stands where it is stated and is never summed', async () => {
    expect(await read('grossProduct', 'county', '2026-Q3')).toMatchObject({
      value: '4000000',
      published: [{ printed: '400亿元', period: '2026-Q3', source: { code: 'bulletin', offset: 12 } }],
    })
    const city = await read('grossProduct', 'city', '2026-Q3', { children: 'true' })
    expect(city).toMatchObject({ value: null, refusal: 'aggregation.none' })
    expect(city.children.map((child: { value: string | null }) => child.value)).toEqual(['4000000', null])
  })

  test('a collected figure is not asked below the level that collects it', async () => {
    expect(await read('salesShare', 'west2', '2026-10')).toMatchObject({ value: null, state: 'notReported' })
  })
})

describe('[RU10] quarters and years', () => {
  test.each([
    ['income', 'county', '2026-Q3', '4807.5 5/5'],
    ['income', 'county', '2026', '15377.5 5/5'],
    // 竹村 was silent in October: its 61 farms of September stand.
    ['farmCount', 'county', '2026', '209 5/5'],
    ['farmCount', 'west', '2026-S2', '113 2/2'],
    ['farmCount', 'county', '2026-Q4', '148 4/5'],
    ['farmCount', 'east1', '2026-Q3', '21 1/1'],
    ['lowestWage', 'county', '2026', '153.5 5/5'],
    ['highestWage', 'county', '2026-Q3', '571.5 5/5'],
    ['satisfaction', 'east1', '2026', '148 1/1'],
    // Periods first, places second: 148, 248, 348, 448 and, over nine months, 547.5.
    ['satisfaction', 'county', '2026', '347.9 5/5'],
    ['salesShare', 'county', '2026-Q3', '103.120124805 5/5'],
  ] as const)('%s of %s over %s', async (indicator, place, period, wanted) => {
    expect(await brief(indicator, place, period)).toBe(wanted)
  })
})

describe('[RE5] [RE6] lights', () => {
  test('[RE7] the firm target decides, the stretch stands beside; gap in points against the schedule', async () => {
    const { light, target, otherTargets, reason, yearToDate } = await read('income', 'east', '2026-10')
    expect([light, yearToDate, reason]).toEqual(['green', '6540', '快 10.1 个百分点'])
    expect(target).toMatchObject({ decides: true, attainment: '0.934286', target: { commitment: 'firm' } })
    expect([Number(target.schedule), Number(target.gapPoints)]).toEqual([
      expect.closeTo(10 / 12, 5),
      expect.closeTo(10.095, 2),
    ])
    expect(otherTargets).toMatchObject([{ decides: false, light: 'red', target: { commitment: 'stretch' } }])
  })

  test('[RE13] an incomplete sum is lit where the missing change nothing', async () => {
    const { light, reason } = await read('income', 'county', '2026-10')
    expect([light, reason]).toEqual(['amber', '慢 6.4 个百分点'])
  })

  test('[RE13] and grey where the missing decide, or where too few reported', async () => {
    const decided = await read('sales', 'county', '2026-10')
    expect([decided.light, decided.reason]).toEqual(['grey', '未报 1 村'])
    expect((await read('income', 'west', '2026-10')).light).toBe('grey')
  })

  test('[RE14] no change is stated between sums over unlike numbers of places', async () => {
    expect((await read('income', 'county', '2026-10')).periodOnPeriod).toBeNull()
    expect((await read('income', 'east', '2026-10')).yearOnYear).not.toBeNull()
  })
})

describe('[RE12] ranks', () => {
  test('children of the place are ranked among themselves', async () => {
    const { children } = await read('income', 'county', '2026-10', { children: 'true' })
    const ranks = children.map((child: { place: { name: string }; rank: object }) => [child.place.name, child.rank])
    expect(ranks).toEqual([
      ['东镇', { place: 1, of: 2, class: '类别未定', movement: 1 }],
      ['西镇', { place: 2, of: 2, class: '类别未定', movement: -1 }],
    ])
  })

  test('[GR5] a town learns its own rank and nothing of the others', async () => {
    const { body } = await get('/place-sheet', { place: places.east, period: '2026-10' }, { by: 'east' })
    const { reading } = body.figures.find(
      (figure: { indicator: { code: string } }) => figure.indicator.code === 'income',
    )
    expect(reading).toMatchObject({ value: '667.5', rank: { place: 1, of: 2 } })
    expect(JSON.stringify(body)).not.toContain('西镇')
    expect(JSON.stringify(body)).not.toContain('422.5')
  })
})

test('[HT7] out of scope is answered like unknown', async () => {
  for (const path of ['/readings', '/trace']) {
    const question = { indicator: 'income', period: '2026-10' }
    const foreign = await get(path, { ...question, place: places.west }, { by: 'east' })
    const unknown = await get(path, { ...question, place: '990199001000' }, { by: 'east' })
    expect([foreign.status, unknown.status, foreign.body.code]).toEqual([404, 404, unknown.body.code])
    const goal = await get(path, { ...question, place: places.east }, { by: 'force' })
    expect([goal.status, goal.body.code]).toEqual([404, 'indicator.unknown'])
  }
})

describe('[RE7] traces', () => {
  test('a sum names its parts and who is missing', async () => {
    const { parts, missing, missingCount, value } = await trace('income', 'county', '2026-10')
    expect(value).toBe('1090')
    expect(parts.map((part: { label: string; value: string }) => [part.label, part.value])).toEqual([
      ['东镇', '667.5'],
      ['西镇', '422.5'],
    ])
    expect([missingCount, missing]).toMatchObject([1, [{ code: places.west2 }]])
  })

  test('a year misses only whoever never answered in it, and names its months', async () => {
    const { missingCount, completeness, parts } = await trace('income', 'county', '2026')
    expect([missingCount, completeness]).toEqual([0, { reported: 5, expected: 5 }])
    const months = parts.filter((part: { kind: string }) => part.kind === 'period')
    expect(months).toHaveLength(12)
  })

  test('[RU9] a ratio shows its formula in names and in numbers', async () => {
    const { formula, parts } = await trace('salesShare', 'east', '2026-10')
    expect(formula).toEqual({ text: '农产品销售额 ÷ 集体经营收入 × 100', numbers: '697.5 ÷ 667.5 × 100' })
    expect(parts.filter((part: { kind: string }) => part.kind === 'indicator')).toMatchObject([
      { indicator: 'sales', value: '697.5' },
      { indicator: 'income', value: '667.5' },
    ])
  })
})

/** The town's own file for September, its first village's income at 1000. */
async function correctedFile(headers: Record<string, string>): Promise<Buffer> {
  const url = `/api/returns/fixture-monthly/template.xlsx?place=${places.west}&period=2026-09`
  const { rawPayload } = await site.app.fastify.inject({ method: 'GET', url, headers })
  const book = await openXlsx(rawPayload, { readStyles: true })
  const sheet = book.sheets[0]!
  // 桑村's income; and the sales of 竹村, which may not be above its income.
  for (const [row, column, value] of [
    [5, 2, 1000],
    [6, 3, 500],
  ] as const) {
    sheet.rows[row]![column] = value
    const cell = sheet.cells?.get(`${row},${column}`)
    if (cell) Object.assign(cell, { value, type: 'number' })
  }
  return Buffer.from(await saveXlsx(book))
}

describe('a correction by a return', () => {
  const before = { asOf: '2026-11-10T00:00:00.000Z' }

  beforeAll(async () => {
    const login = await site.ask('POST', '/session', { body: { username: 'west', password: fixturePassword } })
    const headers = { cookie: login.headers['set-cookie']!.split(';', 1)[0]! }
    const payload = await correctedFile(headers)
    const filed = await site.app.fastify.inject({
      method: 'POST',
      url: `/api/submissions?form=fixture-monthly&place=${places.west}&period=2026-09&submit=true`,
      headers: { ...headers, 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
      payload,
    })
    expect(filed.statusCode, filed.body).toBe(200)
    const path = `/submissions/${filed.json().submission.id}/approve`
    for (const name of ['county', 'headquarters']) {
      const clerk = await site.as(name)
      expect((await clerk('POST', path)).status).toBe(200)
    }
  })

  test('[FA3] moves every level, and the figure as of before stands', async () => {
    // 桑村 stood at 421.5.
    for (const [place, was, is] of [
      ['west1', '421.5', '1000'],
      ['west', '943', '1521.5'],
      ['county', '1607.5', '2186'],
      ['zone', '543', '1121.5'],
    ] as const) {
      expect((await read('income', place, '2026-09')).value).toBe(is)
      expect((await read('income', place, '2026-09', before)).value).toBe(was)
    }
    expect((await read('income', 'county', '2026-Q3', before)).value).toBe('4807.5')
    expect((await read('farmCount', 'county', '2026', before)).value).toBe('209')
  })

  test('[AP2] its trace leads to the cell of the file and to everybody who signed', async () => {
    const { submission, versions, value } = await trace('income', 'west1', '2026-09')
    expect(value).toBe('1000')
    expect(submission).toMatchObject({ form: 'fixture-monthly', filedBy: { code: places.west }, cell: 'C6' })
    expect(submission.steps.map((step: { verb: string; name: string }) => [step.verb, step.name])).toEqual([
      ['submission.draft', '演示west'],
      ['submission.approve', '演示county'],
      ['submission.approve', '演示headquarters'],
    ])
    expect(versions.map((version: { value: string }) => version.value)).toEqual(['1000', '421.5'])
    const earlier = await trace('income', 'west1', '2026-09', before)
    expect([earlier.value, earlier.submission]).toEqual(['421.5', null])
  })

  test('who was missing is said as of then', async () => {
    const { missingCount, completeness } = await trace('income', 'county', '2026-09', { asOf: '2026-10-01T00:00:00Z' })
    expect([missingCount, completeness]).toEqual([5, { reported: 0, expected: 5 }])
  })

  test('figures of the time of demonstration say so, unless a return brought them', async () => {
    await database.pool('job', { max: 1 }).query(`insert into setting (name, value) values ('demoUntil', '"2026-10"')`)
    const from = await openTestApp({ database, ...words })
    const isDemo = async (place: Place) => {
      const question = { indicator: 'income', place: places[place], period: '2026-09' }
      return (await get('/readings', question, { from })).body.demo
    }
    expect([await isDemo('west1'), await isDemo('east1'), await isDemo('county')]).toEqual([false, true, true])
    await from.app.fastify.close()
  })
})
