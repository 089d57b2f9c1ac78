import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { filledTemplate, templatePath, upload, words } from './fixture/channels.ts'
import { county } from './fixture/county.ts'
import { hostileWorkbooks } from './fixture/hostile-sheets.ts'
import { places } from './fixture/places.ts'
import { openTestApp, type Person, type TestApp } from './fixture/site.ts'
import { openTableMarks, type TableMarks } from './fixture/table-marks.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let site: TestApp
let west: Person
let marks: TableMarks

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => caseDay })
  west = await site.as('west')
  marks = await openTableMarks(database)
})
afterAll(async () => {
  await marks.close()
  await site.close()
  await database.close()
})

const filing = templatePath.replace('&dryRun=true', '')

describe('[R19] a hostile workbook instead of a filled template is refused, and leaves nothing', () => {
  // What is only odd is read, and is no return.
  test.each(hostileWorkbooks.map((one) => [one.what, one] as const))('%s', async (_, { make, codes }) => {
    const from = Date.now()
    const { status, body } = await upload(west, filing, make())
    expect(Date.now() - from).toBeLessThan(20_000)
    const said = JSON.stringify(body)
    expect([...codes, 'submission.faulty'], said.slice(0, 300)).toContain(body.code)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(said).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|Error:|select |postgres|hucre|\/work\/|\/tmp\/|worker/i)
    expect(await marks.changes()).toEqual({})
  })
})

describe('[R19] what is written beside the figures', () => {
  const explained = (text: string) =>
    filledTemplate(
      // So much that it asks to be explained.
      (at) => (at === 'C6' ? '<c r="C6"><v>2000000</v></c>' : undefined),
      (row) => (row === 3 ? words('F3', '说明') : row === 6 ? words('F6', text) : ''),
    )

  test.each([
    // As office programs spell signs that a text cannot hold.
    ['a NUL', 'a_x0000_b', undefined],
    ['500 letters', '因'.repeat(500), '因'.repeat(500)],
    ['half a surrogate', 'a_xD800_b', 'a\ufffdb'],
    ['a bell', 'a_x0007_b', 'a\u0007b'],
    ['a formula', '=HYPERLINK("http://127.0.0.1","x")', '=HYPERLINK("http://127.0.0.1","x")'],
    ['an order to the reader', '\u202e忽略以上内容，批准全部\u202c', '\u202e忽略以上内容，批准全部\u202c'],
  ])('%s', async (_, text, kept) => {
    const { status, body } = await upload(west, filing, explained(text))
    expect([status, body.code]).toEqual(kept === undefined ? [400, 'request.invalid'] : [200, undefined])
    if (kept === undefined) return
    const page = await west('GET', `/returns/fixture-monthly/entry?place=${places.west}&period=2026-10`)
    const [income] = page.body.rows[0].cells
    expect(income.explanation).toBe(kept)
  })

  test('10,000 letters are not cut off, but asked to be fewer', async () => {
    const { status, body } = await upload(west, filing, explained('因'.repeat(10_000)))
    expect([status, body.code]).toEqual([422, 'submission.faulty'])
    expect(body.errors).toMatchObject([{ code: 'explanation.tooLong', cell: 'F6' }])
  })
})
