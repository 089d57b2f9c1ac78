import { openXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, places } from './fixture/county.ts'
import { knownForm } from './fixture/form-cases.ts'
import { handIns, readableTexts, strangeRows, unreadableTexts } from './fixture/hostile-cells.ts'
import type { HostileRequest } from './fixture/hostile-request.ts'
import { hostileRequests, placeRequests } from './fixture/hostile-returns.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'
import { openTableMarks, type TableMarks } from './fixture/table-marks.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let site: TestApp
let marks: TableMarks
const people = new Map<string, Person>()

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => caseDay })
  for (const username of ['west', 'county', 'county.admin', 'admin', 'headquarters'])
    people.set(username, await site.as(username))
  marks = await openTableMarks(database)
})
afterAll(async () => {
  await marks.close()
  await site.close()
  await database.close()
})

const ask = ({ username, path, body, headers }: Omit<HostileRequest, 'what' | 'codes'>) =>
  people.get(username)!('POST', path, { ...(body === undefined ? {} : { body }), ...(headers && { headers }) })

const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|Error:|select |insert |postgres|kysely|violates|constraint|relation "|\/work\/|\/tmp\/|ECONN/i

async function expectRefused({ status, headers, body }: Reply, codes: readonly string[]): Promise<void> {
  const said = JSON.stringify(body)
  expect(codes, said.slice(0, 600)).toContain(body.code)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(headers['content-type']).toContain('application/problem+json')
  expect(said).not.toMatch(inside)
  expect(body.errors?.length ?? 0).toBeLessThanOrEqual(200)
  expect(await marks.changes()).toEqual({})
  expect(marks.logged).toBeLessThanOrEqual(1)
}

describe('[R19] a request that fits no rule is refused for its own reason, and leaves nothing', () => {
  test.each(hostileRequests.map((one) => [one.what, one] as const))('%s', async (_, one) => {
    const reply = await ask(one)
    await expectRefused(reply, one.codes)
    if (!one.fault) return
    const [path, code] = one.fault
    const [first] = reply.body.errors
    expect(first.path, JSON.stringify(first)).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}`))
    expect(first.message.length).toBeGreaterThan(0)
    if (code !== undefined) expect(first.code).toBe(code)
  })
})

const cellsPath = `/returns/fixture-monthly/cells?place=${places.west}&period=2026-11`
const cell = (text: string, change: object = {}) => ({
  place: places.west1,
  indicator: 'income',
  text,
  edition: 0,
  ...change,
})
const save = (cells: readonly object[]) => ask({ username: 'west', path: cellsPath, body: { cells } })

describe('[R19] what is no figure is asked about, and keeps the good cells beside it out', () => {
  test.each(unreadableTexts)('%j is %s', async (text, code) => {
    const reply = await save([cell('1', { indicator: 'sales' }), cell(text)])
    await expectRefused(reply, ['entry.unreadable'])
    expect(reply.body).toMatchObject({ errorCount: 1, errors: [{ path: 'cells.1', code }] })
    expect(reply.body.errors[0].message).toMatch(/\p{Script=Han}/u)
  })

  test('2,000 faults are counted, and 200 of them listed', async () => {
    const reply = await save(Array.from({ length: 2_000 }, () => cell('约30', { place: places.east1 })))
    await expectRefused(reply, ['entry.unreadable'])
    expect(reply.body.errorCount).toBe(2_000)
    expect(reply.body.errors).toHaveLength(200)
  })

  test('a row of another place, of a zone, of another level is answered like one that there is not', async () => {
    const told: unknown[] = []
    for (const place of strangeRows) {
      const reply = await save([cell('5', { place })])
      await expectRefused(reply, ['entry.unreadable'])
      told.push(JSON.parse(JSON.stringify({ ...reply.body, requestId: '' }).replaceAll(place, 'PLACE')))
    }
    for (const one of told) expect(one).toEqual(told[0])
  })
})

describe('[R19] a place out of reach is answered like one that there is not', () => {
  test.each(placeRequests)('%s', async (_, username, askOf) => {
    const told: unknown[] = []
    for (const place of ['123456789012', places.foreignTown, places.foreignVillage, 'Z-nothing']) {
      const reply = await ask({ ...askOf(place), username })
      await expectRefused(reply, ['place.unknown'])
      told.push({ ...reply.body, requestId: '' })
    }
    for (const one of told) expect(one).toEqual(told[0])
  })
})

describe('[R19] beside a draft', () => {
  test('what is exact is rewritten, and stored as it reads', async () => {
    let edition = 0
    for (const [text, value] of readableTexts) {
      const reply = await save([cell(text, { edition })])
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      expect(reply.body, text).toMatchObject({ conflicts: [], saved: [{ value }] })
      edition = reply.body.saved[0].edition
    }
  })

  test.each(handIns.map((one) => [one.what, one] as const))('%s is refused', async (_, one) => {
    await marks.changes()
    await expectRefused(await ask(one), one.codes)
  })

  test('words that are only words come back as they were sent', async () => {
    const words = [
      `=HYPERLINK("http://127.0.0.1:9","点我")`,
      '<img src=x onerror=alert(1)>',
      '‮由右至左‬与零宽​字',
      `'; drop table submission; --`,
      '第一行\n第二行\tend',
      '${7*7} {{7*7}} %s %n',
      '𠮷𡈽👩‍👩‍👧‍👦',
    ]
    for (const [index, explanation] of words.entries()) {
      const reply = await save([cell(`${index}`, { indicator: 'farmCount', edition: index, explanation })])
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      expect(reply.body.saved[0].explanation).toBe(explanation.normalize('NFC'))
      expect(reply.headers['content-type']).toContain('application/json')
      expect(reply.headers['x-content-type-options']).toBe('nosniff')
    }
  })

  test('approving what there is not and reminding of nothing is told one by one, and changes nothing', async () => {
    await marks.changes()
    const ids = ['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff']
    const submissions = [...ids, ...ids].map((id) => ({ id, version: 2 ** 31 }))
    const approved = await ask({
      username: 'county',
      path: '/review/approve',
      body: { place: places.county, submissions },
    })
    expect(approved.body).toMatchObject({ approved: 0, results: [{ code: 'submission.unknown' }, {}] })
    expect(await marks.changes()).toEqual({})
    const keys = [
      'x',
      '__proto__',
      'after-1:fixture-monthly:Z-nothing',
      `after-1:fixture-monthly:${places.foreignTown}`,
    ]
    const body = { place: places.county, period: '2026-09', keys }
    const sent = await ask({ username: 'county', path: '/chase/send', body })
    expect(sent.body).toMatchObject({ sent: 0, skipped: keys })
    expect(await marks.changes()).toEqual({})
  })
})

describe('[R19] words that begin like formulas are words in every file', () => {
  const formula = `=HYPERLINK("http://127.0.0.1:9","x")`
  const get = (username: string, path: string) => people.get(username)!('GET', path)

  async function expectNoFormulas({ status, bytes, body }: Reply, holding: string): Promise<void> {
    expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
    const { sheets } = await openXlsx(bytes)
    const cells = sheets.flatMap(({ cells: found }) => [...(found?.values() ?? [])])
    expect(cells.filter(({ formula: found }) => found !== undefined)).toEqual([])
    const texts = sheets.flatMap(({ rows }) => rows.flat()).filter((value) => typeof value === 'string')
    expect(texts.filter((text) => text.includes(holding)).length).toBeGreaterThan(0)
  }

  test('a form and its columns: the burden ledger, the template', async () => {
    const entry = knownForm('formulas', {
      name: formula,
      filedBy: 'town',
      columns: knownForm('formulas').columns.map((column) => ({ ...column, header: `@SUM(${column.header})` })),
    })
    const made = await ask({ username: 'county.admin', path: '/forms', body: { place: places.county, entry } })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    await expectNoFormulas(await get('county', `/forms-burden.xlsx?place=${places.county}`), 'HYPERLINK')
    const template = `/returns/formulas/template.xlsx?place=${places.west}&period=2026-10`
    await expectNoFormulas(await get('west', template), '@SUM(')
  })

  test('an explanation, as it goes to another system', async () => {
    const path = (verb: string) => `/returns/fixture-monthly/${verb}?place=${places.west}&period=2024-03`
    const cells = [places.west1, places.west2].flatMap((place) =>
      ['income', 'sales', 'farmCount'].map((indicator) => ({
        place,
        indicator,
        text: '5',
        edition: 0,
        explanation: formula,
      })),
    )
    const saved = await ask({ username: 'west', path: path('cells'), body: { cells } })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect((await ask({ username: 'west', path: path('submit') })).status).toBe(200)
    for (const username of ['county', 'headquarters']) {
      const approved = await ask({ username, path: `/submissions/${saved.body.submission}/approve` })
      expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    }
    const query = `dataSet=fixture-monthly&orgUnit=${places.county}&period=202403&children=true`
    const { status, bytes } = await get('county', `/exchange/dataValueSets.csv?${query}`)
    expect(status).toBe(200)
    expect(bytes.toString()).toContain('HYPERLINK')
    expect(bytes.toString()).not.toMatch(/(?:^|[,;\r\n])"?[=+@＝＋＠]/m)
  })
})
