import { monitorEventLoopDelay } from 'node:perf_hooks'
import { XLSX_TYPE } from '@gangju/contract/returns'
import { openXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, places } from './fixture/county.ts'
import {
  hostileCells,
  hostilePlaces,
  hostileSheetNames,
  hostileWorkbooks,
  months,
  ownSheet,
} from './fixture/hostile-sheets.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'
import { openTableMarks, type TableMarks } from './fixture/table-marks.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let site: TestApp
let west: Person
let marks: TableMarks
let counter: pg.Client

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => caseDay })
  west = await site.as('west')
  marks = await openTableMarks(database)
  counter = new pg.Client(database.url('superuser'))
  await counter.connect()
})
afterAll(async () => {
  const slow = delays.toSorted((a, b) => b.ms - a.ms).slice(0, 5)
  console.info(`longest waits of the event loop: ${slow.map(({ what, ms }) => `${ms} ms ${what}`).join('; ')}`)
  await counter.end()
  await marks.close()
  await site.close()
  await database.close()
})

const at = `/imports?place=${places.west}&form=fixture-monthly&period=2026-10`
const upload = (body: Buffer, { path = at, headers = {} }: { path?: string; headers?: object } = {}) =>
  west('POST', path, { body, headers: { 'content-type': XLSX_TYPE, 'x-file-name': 'a.xlsx', ...headers } })

const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|Error:|select |insert |postgres|hucre|\/work\/|\/tmp\/|ECONN|worker/i

async function expectRefused({ status, body }: Reply, codes: readonly string[]): Promise<void> {
  expect(codes, JSON.stringify(body).slice(0, 500)).toContain(body.code)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(JSON.stringify(body)).not.toMatch(inside)
  expect(JSON.stringify(body).length).toBeLessThan(2_000)
  expect(await marks.changes()).toEqual({})
  expect(marks.logged).toBeLessThanOrEqual(1)
}

const delays: { what: string; ms: number }[] = []

/** How long others waited meanwhile is told, not judged: the machine has other work too. */
async function watched<T>(what: string, work: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const result = await work()
  delay.disable()
  delays.push({ what, ms: Math.round(delay.max / 1e6) })
  return result
}

describe('[R19] a hostile workbook is refused for its own reason, leaves nothing, and the others are served', () => {
  test.each(hostileWorkbooks.map((file) => [file.what, file] as const))('%s', async (what, { make, codes }) => {
    const bytes = make()
    const from = Date.now()
    const reply = await watched(what, () => upload(bytes))
    expect(Date.now() - from).toBeLessThan(20_000)
    await expectRefused(reply, codes)
  })

  test('only its own content type is a workbook', async () => {
    for (const type of ['text/csv', 'application/vnd.ms-excel', 'application/octet-stream', `${XLSX_TYPE}x`, '']) {
      const reply = await upload(ownSheet([{}]), { headers: { 'content-type': type } })
      await expectRefused(reply, ['request.unsupportedType', 'request.malformed'])
    }
    const json = await upload(Buffer.from('{"file":"UEs="}'), { headers: { 'content-type': 'application/json' } })
    await expectRefused(json, ['request.invalid'])
  })

  test('what is said beside it', async () => {
    const file = ownSheet([{}])
    const cases = [
      [`place=${places.west}&period=2026-13`, ['request.invalid']],
      [`place=${places.west}&form=no-such-form`, ['form.unknown']],
      [`place=${places.west}&form=__proto__`, ['request.invalid']],
      [`place=${places.west}&place=${places.east}`, ['request.invalid']],
      ['form=fixture-monthly', ['request.invalid']],
      [`place=${places.foreignTown}`, ['place.unknown']],
      [`place=${places.west}&submit=true`, ['request.invalid']],
    ] as const
    for (const [query, codes] of cases) await expectRefused(await upload(file, { path: `/imports?${query}` }), codes)
  })
})

async function expectRead(reply: Reply): Promise<void> {
  expect(reply.status, JSON.stringify(reply.body).slice(0, 500)).toBe(200)
  const { sheet_import: added, ...kept } = await marks.changes()
  // What lay there for a week is swept at the same time.
  expect(added).toBeGreaterThanOrEqual(0)
  expect(kept).toEqual({})
}

describe('[R19] what is no figure is named by its cell, and nothing of it reaches a draft', () => {
  test('each fault by its own cell', async () => {
    const rows = hostileCells.map(([income], index) => ({ income, month: months[index]! }))
    const reply = await upload(ownSheet(rows))
    await expectRead(reply)
    const expected = hostileCells.map(([, code], index) => `十月 C${index + 2} ${code}`)
    const { faults, values, errorCount } = reply.body
    expect(faults.map(({ sheet, cell, code }: Record<string, string>) => `${sheet} ${cell} ${code}`)).toEqual(expected)
    expect({ values, errorCount }).toEqual({ values: rows.length, errorCount: rows.length })
    for (const { cell, message } of faults) expect(message).toMatch(new RegExp(`^${cell}：.*\\p{Script=Han}`, 'u'))
    const applied = await west('POST', `/imports/${reply.body.id}/apply`, { body: { edition: 1 } })
    expect(applied.body.values, JSON.stringify(applied.body).slice(0, 300)).toBe(rows.length)
    const { rows: stored } = await counter.query(
      `select distinct i.code from submission_value v join indicator i on i.indicator_id = v.indicator_id
       join submission s on s.submission_id = v.submission_id
       where s.period < '2026' and v.edited_by is not null and v.value is not null`,
    )
    expect(stored).toEqual([{ code: 'sales' }])
    await marks.changes()
  })

  test('each place that is none by its own row', async () => {
    const rows = hostilePlaces.map((place, index) => ({ place, month: months[index]! }))
    const reply = await upload(ownSheet([...rows, { place: '竹村' }]))
    await expectRead(reply)
    const [{ openRows }] = reply.body.sheets
    expect(openRows.map(({ row }: { row: number }) => row)).toEqual(rows.map((_, index) => index + 2))
    expect(reply.body).toMatchObject({ places: 1, values: 2 })
    for (const { candidates } of openRows)
      for (const { code } of candidates) expect([places.west1, places.west2]).toContain(code)
    expect(reply.bytes.toString()).not.toMatch(/远山县|石桥镇|\\u0000/)
  })

  test('a place of another office is answered like one that there is not', async () => {
    const told: unknown[] = []
    for (const place of [places.foreignVillage, '990109001001', places.east1]) {
      const { body } = await upload(ownSheet([{ place }]))
      const { id: _, uploadedAt: __, ...rest } = body
      told.push(JSON.parse(JSON.stringify(rest).replaceAll(place, 'PLACE')))
    }
    for (const one of told) expect(one).toEqual(told[0])
    await marks.changes()
  })

  test.each(hostileSheetNames)('a sheet called %j', async (name) => {
    const reply = await upload(ownSheet([{}], name))
    await expectRead(reply)
    expect(reply.body.sheets[0].name).toBe(name)
    const path = `/imports/${reply.body.id}/mapping`
    const mapped = await west('POST', path, { body: { edition: 1, sheets: [{ name, isUsed: false }] } })
    expect(mapped.body, JSON.stringify(mapped.body).slice(0, 300)).toMatchObject({ values: 0 })
    await marks.changes()
  })

  test('a name of a file is only shown again', async () => {
    for (const name of ['../../etc/passwd.xlsx', 'a\r\nset-cookie: x=1.xlsx', '表";x="y.xlsx', '\u202excl.exe.xlsx']) {
      const reply = await upload(ownSheet([{}]), {
        headers: { 'x-file-name': encodeURIComponent(name) },
      })
      await expectRead(reply)
      const { status, headers } = await west('GET', `/imports/${reply.body.id}/marked.xlsx`)
      expect(status).toBe(200)
      expect(headers['content-disposition']).toMatch(
        /^attachment; filename="[^"\\/%\r\n]*"; filename\*=UTF-8''[\w.~!$&+^`|{}%-]*$/,
      )
      expect(headers['content-disposition']).not.toMatch(/%(?:00|0[ad]|2f|5c|e2%80%ae)/i)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })
})

describe('[R19] choices about a workbook', () => {
  const sheets = (change: object) => ({ edition: 1, sheets: [{ name: '十月', ...change }] })
  const columns = (change: object) => sheets({ columns: [{ column: 'C', use: 'figure', ...change }] })
  const choices: readonly (readonly [what: string, body: unknown, codes: readonly string[]])[] = [
    ['no edition', {}, ['request.invalid']],
    ['edition 0', { edition: 0 }, ['request.invalid']],
    ['an edition that is none', { edition: '1' }, ['request.invalid']],
    ['an edition of another', { edition: 2 ** 40 }, ['import.edition']],
    ['a form of nobody', { edition: 1, form: 'no-such-form' }, ['form.unknown']],
    ['a thirteenth month', { edition: 1, period: '2026-13' }, ['request.invalid']],
    ['21 sheets', { edition: 1, sheets: Array.from({ length: 21 }, () => ({ name: 'a' })) }, ['request.invalid']],
    ['a column in digits', columns({ column: '2' }), ['request.invalid']],
    ['a column of four letters', columns({ column: 'AAAA' }), ['request.invalid']],
    ['a use of nobody', columns({ use: 'eval' }), ['request.invalid']],
    ['a unit of 21 characters', columns({ unit: '元'.repeat(21) }), ['request.invalid']],
    ['row 0', sheets({ rows: [{ row: 0, place: null }] }), ['request.invalid']],
    [
      '2,001 rows',
      sheets({ rows: Array.from({ length: 2_001 }, () => ({ row: 1, place: null })) }),
      ['request.invalid'],
    ],
    ['a field of nobody', { edition: 1, apply: true }, ['request.invalid']],
  ]
  let path: string
  beforeAll(async () => {
    path = `/imports/${(await upload(ownSheet([{ place: '火星村' }, { place: '竹村' }]))).body.id}`
    await marks.changes()
  })

  test.each(choices)('%s', async (_, body, codes) => {
    await expectRefused(await west('POST', `${path}/mapping`, { body }), codes)
  })

  test('an import of nobody, and ids that are none', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', '1', '..%2f', '%00', '__proto__']) {
      for (const tail of ['mapping', 'apply']) {
        const reply = await west('POST', `/imports/${id}/${tail}`, { body: { edition: 1 } })
        await expectRefused(reply, ['import.unknown', 'request.invalid', 'request.malformed', 'route.unknown'])
      }
    }
  })

  const strange: readonly (readonly [what: string, body: object])[] = [
    ['an indicator that the form does not ask', columns({ indicator: 'satisfaction' })],
    ['an indicator of nobody', columns({ indicator: 'nothing' })],
    ['an indicator of every object', columns({ indicator: 'toString' })],
    ['a unit of land', columns({ indicator: 'income', unit: '公顷' })],
    ['a place of another office', columns({ place: places.foreignVillage })],
    ['a period to come', columns({ indicator: 'income', period: '2099-12' })],
    ['a row that is another place of another office', sheets({ rows: [{ row: 2, place: places.foreignVillage }] })],
    ['a row that there is not', sheets({ rows: [{ row: 1_048_576, place: places.west1 }] })],
    ['a sheet that there is not', { edition: 1, sheets: [{ name: '__proto__', isUsed: false }] }],
    [
      'two columns of one indicator',
      sheets({ columns: ['C', 'D'].map((column) => ({ column, use: 'figure', indicator: 'income' })) }),
    ],
  ]
  test.each(strange)('%s takes nothing into a place or a cell that it is not', async (_, choice) => {
    const { id } = (await upload(ownSheet([{ place: '火星村' }, { place: '竹村' }]))).body
    const mapped = await west('POST', `/imports/${id}/mapping`, { body: choice })
    expect([200, 404, 422], JSON.stringify(mapped.body).slice(0, 300)).toContain(mapped.status)
    const { rows = [] } = mapped.body
    for (const { place } of rows) expect([places.west1, places.west2]).toContain(place.code)
    expect(JSON.stringify(mapped.body)).not.toMatch(/松村/)
    const changed = await marks.changes()
    expect(Object.keys(changed).filter((table) => !['sheet_import', 'sheet_mapping'].includes(table))).toEqual([])
    if (mapped.status !== 200) return
    const applied = await west('POST', `/imports/${id}/apply`, { body: { edition: 2 } })
    expect(applied.status, JSON.stringify(applied.body).slice(0, 300)).toBeLessThan(500)
    for (const { place, period } of applied.body.returns ?? [])
      expect([place.code, period]).toEqual([places.west, '2026-10'])
    await west('POST', `/returns/fixture-monthly/discard?place=${places.west}&period=2026-10`)
    await marks.changes()
  })
})

test('[R19] formulas in texts are texts wherever they are written again', async () => {
  const formula = `=HYPERLINK("http://127.0.0.1","x")`
  const file = ownSheet([{ place: formula }])
  const { body } = await upload(file)
  const marked = await west('GET', `/imports/${body.id}/marked.xlsx`)
  const book = await openXlsx(marked.bytes)
  for (const sheet of book.sheets) for (const cell of sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined()
})
