import { XLSX_TYPE } from '@gangju/contract/returns'
import { openXlsx, readXlsx, saveXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { insertFixtureGrant } from '../../../test/fixture/rows.store.ts'
import { workbookFile } from '../../../test/fixture/sheet-cases.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { containerOf, partsOf, sheetXml } from '../../http/sheet/test-container.ts'
import { readZipDirectory } from '../../http/sheet/zip-directory.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'
import { entryRoutes } from '../entry/entry.route.ts'
import { returnRoutes } from '../return.route.ts'
import { reviewRoutes } from '../review/review.route.ts'
import { submissionRoutes } from '../submission.route.ts'
import { importRoutes } from './import.route.ts'

let site: TestApp
const people: Record<string, Person> = {}
let now = new Date('2026-11-21T02:00:00Z')

beforeAll(async () => {
  site = await openTestApp({
    features: [sessionRoutes, importRoutes, entryRoutes, returnRoutes, reviewRoutes, submissionRoutes],
    clock: () => now,
  })
  await site.database.job.transaction().execute(async (trx) => {
    const { personId } = await trx
      .selectFrom('person')
      .select('personId')
      .where('username', '=', 'county.admin')
      .executeTakeFirstOrThrow()
    const { placeId } = await trx
      .selectFrom('place')
      .select('placeId')
      .where('code', '=', places.county)
      .executeTakeFirstOrThrow()
    await insertFixtureGrant(trx, { personId, placeId, role: 'town', goal: null })
  })
  people.gatherer = await site.as('county.admin')
  for (const name of ['east', 'west', 'county', 'headquarters', 'viewer', 'foreign', 'force', 'village'])
    people[name] = await site.as(name)
})
afterAll(() => site.close())

type Rows = Parameters<typeof workbookFile>[0]

const upload = async (who: string, query: string, rows: Rows | Buffer) =>
  people[who]!('POST', `/imports?${query}`, {
    body: Buffer.isBuffer(rows) ? rows : await workbookFile(rows),
    headers: { 'content-type': XLSX_TYPE, 'x-file-name': 'own.xlsx' },
  })
const post = (who: string, path: string, body: unknown) => people[who]!('POST', path, { body })
const head = ['村名', '集体经营收入', '农产品销售额', '家庭农场数'] as const
const countRows = async (table: 'submission' | 'submissionValue' | 'sheetImport') =>
  Number(
    (
      await site.database.job
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

describe('refused, with nothing stored', () => {
  test('[XL9] who may not draft there, whatever they send', async () => {
    const before = await countRows('sheetImport')
    const rows = [head, ['桑村', 1, 1, 1]]
    expect((await upload('viewer', `place=${places.west}`, rows)).body.code).toBe('grant.missing')
    expect((await upload('foreign', `place=${places.west}`, rows)).body.code).toBe('place.unknown')
    expect((await upload('village', `place=${places.west}`, rows)).status).toBe(404)
    expect(await countRows('sheetImport')).toBe(before)
  })

  test('[XL9] a place that no return is filed at or under', async () => {
    const reply = await upload('village', `place=${places.east1}&form=fixture-monthly`, [head, ['柳村', 1, 1, 1]])
    expect(reply.body.code).toBe('form.wrongLevel')
  })

  test('[XL9] what is no workbook, a bomb, a million columns, a document type', async () => {
    const at = `place=${places.west}`
    const sheet = (xml: string) => containerOf(partsOf({ 'xl/worksheets/sheet1.xml': xml }))
    const cases: readonly (readonly [string, Buffer])[] = [
      ['file.notXlsx', Buffer.from('%PDF-1.7')],
      ['file.tooLarge', sheet(' '.repeat(40_000_000))],
      ['file.tooLarge', sheet(sheetXml('<row r="1"><c r="XFD1"><v>1</v></c></row>'))],
      ['file.tooLarge', sheet(sheetXml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))],
      [
        'file.corrupt',
        sheet(sheetXml('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')),
      ],
      ['file.corrupt', sheet(sheetXml('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))],
      ['file.corrupt', sheet(sheetXml('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'))],
      ['file.forbiddenContent', sheet(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml('')}`)],
      ['file.forbiddenContent', containerOf(partsOf({ 'xl/vbaProject.bin': 'x' }))],
    ]
    for (const [code, bytes] of cases) expect((await upload('west', at, bytes)).body.code).toBe(code)
  })

  test('[XL8] another place’s import is none, for reading, mapping, applying and marking', async () => {
    const { body } = await upload('west', `place=${places.west}&form=fixture-monthly`, [head, ['桑村', 1, 1, 1]])
    const path = `/imports/${body.id}`
    for (const who of ['east', 'foreign', 'village']) {
      expect((await people[who]!('GET', path)).body.code).toBe('import.unknown')
      expect((await people[who]!('GET', `${path}/marked.xlsx`)).status).toBe(404)
      expect((await post(who, `${path}/mapping`, { edition: 1 })).body.code).toBe('import.unknown')
      expect((await post(who, `${path}/apply`, { edition: 1 })).body.code).toBe('import.unknown')
    }
    expect((await people.gatherer!('GET', path)).status).toBe(200)
  })
})

test('[XL1, XL8] a sheet of their own: recognised, looked at, put into the draft, approved into the net', async () => {
  const reply = await upload('west', `place=${places.west}`, [
    ['西镇2026年10月情况'],
    ['村名', '集体经营收入（元）', '农产品销售额', '家庭农场数'],
    ['桑村', 5_000_000, 20.5, 5],
    ['竹村', 6_000_000, '３０.５', 6],
    ['合计', 11_000_000, 51, 12],
  ])
  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({
    form: 'fixture-monthly',
    state: 'open',
    edition: 1,
    values: 6,
    places: 2,
    mayApply: true,
    fileName: 'own.xlsx',
    errorCount: 0,
    totals: [
      { label: '合计', cell: 'D5', stated: '12', computed: '11', agrees: false },
      { cell: 'B5', agrees: true },
      { cell: 'C5', agrees: true },
    ],
  })
  expect(reply.body.faults.map(({ cell, code, message }: Record<string, string>) => [cell, code, message])).toEqual([
    ['D5', 'total.differs', 'D5：“合计”写的是 12，各行相加是 11，请核对'],
  ])
  expect(reply.body.rows[0]).toMatchObject({
    place: { name: '桑村' },
    period: '2026-10',
    cells: [{ indicator: 'income', value: '500', before: '422.5', cell: 'B3', text: '5000000' }, {}, {}],
  })
  const path = `/imports/${reply.body.id}`
  expect(await countRows('submission')).toBe(0)
  expect((await post('west', `${path}/apply`, { edition: 9 })).body.code).toBe('import.edition')
  const applied = await post('west', `${path}/apply`, { edition: 1, submit: true })
  expect(applied.body).toMatchObject({
    values: 6,
    refused: [],
    returns: [{ place: { name: '西镇' }, period: '2026-10', state: 'submitted' }],
  })
  expect((await post('west', `${path}/apply`, { edition: 2 })).body.code).toBe('import.applied')
  const submission = `/submissions/${applied.body.returns[0].submission}`
  expect((await post('county', `${submission}/approve`, undefined)).status).toBe(200)
  expect((await post('headquarters', `${submission}/approve`, undefined)).status).toBe(200)
  const differences = await site.database.job.transaction().execute((trx) => listRollupDifferences(trx))
  expect(differences).toEqual([])
})

test('[XL8] a sheet of many towns and months fills each return; one that is under review is named and the others are stored', async () => {
  const rows = [
    ['镇', '村', '2026年8月', null, null, '2026年9月', null, null],
    [null, null, '集体经营收入', '农产品销售额', '家庭农场数', '集体经营收入', '农产品销售额', '家庭农场数'],
    ['东镇', '柳村', 10, 1, 2, 20, 2, 2],
    [null, '槐村', 11, 1, 2, 21, 2, 2],
    [null, '榆村', 12, 1, 2, 22, 2, 2],
    ['西镇', '桑村', 13, 1, 2, 23, 2, 2],
    [null, '竹村', 14, 1, 2, 24, 2, 2],
  ]
  const first = await upload('gatherer', `place=${places.county}&form=fixture-monthly`, rows)
  expect(first.body).toMatchObject({ values: 30, places: 5, errorCount: 0 })
  const applied = await post('gatherer', `/imports/${first.body.id}/apply`, { edition: 1, submit: true })
  expect(applied.body.returns).toHaveLength(4)
  const again = await upload('gatherer', `place=${places.county}&form=fixture-monthly&period=2026-07`, [
    ['月份', ...head],
    ['7月', '柳村', 1, 1, 1],
    ['8月', '柳村', 1, 1, 1],
  ])
  const second = await post('gatherer', `/imports/${again.body.id}/apply`, { edition: 1 })
  expect(second.body).toMatchObject({
    returns: [{ period: '2026-07', values: 3, state: 'draft' }],
    refused: [{ place: { name: '东镇' }, period: '2026-08', code: 'submission.openExists' }],
  })
})

test('[XL2, XL7] a doubt is settled by a person once, and the next month’s sheet is read as it was', async () => {
  const sheet = (month: string, more: Rows = []) => [
    [`西镇${month}月报`],
    ['村名', '村集体经营性收入', '销售情况', '家庭农场数'],
    ['桑园', 1, 2, 3],
    ['竹村', 4, 5, 6],
    ...more,
  ]
  const first = (await upload('west', `place=${places.west}&form=fixture-monthly`, sheet('2026年5月'))).body
  expect(first).toMatchObject({ mayApply: false, values: 2 })
  expect(first.sheets[0]).toMatchObject({ mapping: 'recognised', openRows: [{ row: 3, text: '桑园' }] })
  const path = `/imports/${first.id}`
  expect((await post('west', `${path}/apply`, { edition: 1 })).body.code).toBe('import.doubtful')
  const columns = [
    { column: 'B', use: 'figure', indicator: 'income' },
    { column: 'C', use: 'figure', indicator: 'sales', unit: '元' },
  ]
  const rows = [{ row: 3, place: places.west1 }]
  const mapped = (await post('west', `${path}/mapping`, { edition: 1, sheets: [{ name: '十月', columns, rows }] })).body
  expect(mapped).toMatchObject({ mayApply: true, edition: 2, values: 4, errorCount: 2 })
  expect((await post('west', `${path}/mapping`, { edition: 1 })).body.code).toBe('import.edition')
  const fixed = columns.map((one) => (one.column === 'C' ? { ...one, unit: '万元' } : one))
  const right = (await post('west', `${path}/mapping`, { edition: 2, sheets: [{ name: '十月', columns: fixed }] })).body
  expect(right).toMatchObject({ mayApply: true, values: 6, errorCount: 0 })
  const next = (await upload('west', `place=${places.west}&form=fixture-monthly`, sheet('2026年6月'))).body
  expect(next).toMatchObject({
    mayApply: true,
    values: 6,
    errorCount: 0,
    sheets: [{ mapping: 'remembered', period: '2026-06' }],
  })
  const elsewhere = (await upload('gatherer', `place=${places.county}&form=fixture-monthly`, sheet('2026年6月'))).body
  expect(elsewhere.sheets[0].mapping).toBe('recognised')
})

test('[XL10] the marked copy is their file with a comment at every fault; cells keep their bytes', async () => {
  const file = await workbookFile([head, ['桑村', '约30', 2, 3], ['无名村', 4, 5, 6]])
  const { body } = await upload('west', `place=${places.west}&form=fixture-monthly&period=2026-10`, file)
  const marked = await people.west!('GET', `/imports/${body.id}/marked.xlsx`)
  expect(marked.status).toBe(200)
  const { sheets } = await readXlsx(marked.bytes, { readStyles: true })
  const comments = [...(sheets[0]!.cells ?? [])].flatMap(([at, { comment }]) => (comment ? [[at, comment.text]] : []))
  expect(comments).toEqual([
    ['1,1', expect.stringContaining('约30')],
    ['2,0', expect.stringContaining('无名村')],
  ])
  expect(sheets[0]!.rows).toEqual((await readXlsx(file)).sheets[0]!.rows)
})

test('[XL8] what lies about for a week is gone', async () => {
  const { body } = await upload('west', `place=${places.west}&form=fixture-monthly&period=2026-04`, [
    head,
    ['桑村', 1, 1, 1],
  ])
  const before = await countRows('sheetImport')
  now = new Date('2026-11-28T03:00:00Z')
  people.west = await site.as('west')
  expect((await people.west('GET', `/imports/${body.id}`)).body.code).toBe('import.unknown')
  await upload('west', `place=${places.west}&form=fixture-monthly&period=2026-04`, [head, ['桑村', 1, 1, 1]])
  expect(await countRows('sheetImport')).toBeLessThan(before)
  now = new Date('2026-11-21T02:00:00Z')
})

test('[XL11] one template for all that report under a county comes back as an import', async () => {
  const path = `/returns/fixture-monthly/template.xlsx?place=${places.county}&period=2026-03&subtree=true`
  const { bytes, status } = await people.gatherer!('GET', path)
  expect(status).toBe(200)
  const book = await openXlsx(bytes)
  const sheet = book.sheets[0]!
  const codes = sheet.rows.map((row) => row[0]).filter((code) => /^\d{12}$/.test(String(code)))
  expect(codes).toEqual([places.east1, places.east2, places.east3, places.west1, places.west2])
  sheet.rows.forEach((row, index) => {
    if (!codes.includes(row[0])) return
    for (const [column, value] of [3, 2, 1].entries()) {
      row[2 + column] = value
      Object.assign(sheet.cells?.get(`${index},${2 + column}`) ?? {}, { value, type: 'number' })
    }
  })
  const { body } = await upload('gatherer', `place=${places.county}`, Buffer.from(await saveXlsx(book)))
  expect(body).toMatchObject({ form: 'fixture-monthly', values: 15, places: 5, faultCount: 0, mayApply: true })
  expect(body.rows[0].period).toBe('2026-03')
})

describe('what somebody typed after the preview stands', () => {
  const period = '2026-02'
  const asked = `place=${places.west}&form=fixture-monthly&period=${period}`
  const cellsPath = `/returns/fixture-monthly/cells?place=${places.west}&period=${period}`
  const change = (indicator: string, value: string, edition: number) => ({
    cells: [{ place: places.west1, indicator, value, edition }],
  })
  const figures = [head, ['桑村', 1, 2, 3]]

  test('[XL12] a cell that changed is not overwritten, is named with both figures, and the return is not handed in', async () => {
    await post('west', cellsPath, change('income', '70', 1))
    const { body } = await upload('west', asked, figures)
    expect(body.rows[0].cells[0]).toMatchObject({ indicator: 'income', value: '1', before: '70' })
    expect((await post('west', cellsPath, change('sales', '80', 1))).body.conflicts).toEqual([])
    const applied = (await post('west', `/imports/${body.id}/apply`, { edition: 1, submit: true })).body
    expect(applied).toMatchObject({
      values: 2,
      returns: [{ state: 'draft', values: 2 }],
      refused: [{ code: 'import.moved' }],
      conflictCount: 1,
      conflicts: [{ place: { name: '桑村' }, period, indicator: 'sales', mine: '2', theirs: '80' }],
    })
    const entry = (await people.west!('GET', `/returns/fixture-monthly/entry?place=${places.west}&period=${period}`))
      .body
    const cells = entry.rows.find(({ place }: { place: { code: string } }) => place.code === places.west1).cells
    expect(cells.map(({ value }: { value: string }) => value).slice(0, 3)).toEqual(['1', '80', '3'])
  })

  test('[XL12] who reads the workbook anew has seen it, and the figure is taken', async () => {
    const { body } = await upload('west', asked, figures)
    await post('west', cellsPath, change('sales', '81', 2))
    const mapped = (await post('west', `/imports/${body.id}/mapping`, { edition: 1 })).body
    expect(mapped.edition).toBe(2)
    const applied = (await post('west', `/imports/${body.id}/apply`, { edition: 2 })).body
    expect(applied).toMatchObject({ values: 3, conflictCount: 0, conflicts: [], refused: [] })
  })
})

test('[XL13] a template or a marked copy that breaks off anywhere is no workbook, and its length is told beforehand', async () => {
  const { body } = await upload('west', `place=${places.west}&form=fixture-monthly&period=2026-01`, [
    head,
    ['桑村', '约30', 2, 3],
  ])
  for (const path of [
    `/imports/${body.id}/marked.xlsx`,
    `/returns/fixture-monthly/template.xlsx?place=${places.west}&period=2026-01`,
  ]) {
    const { bytes, headers, status } = await people.west!('GET', path)
    expect(status).toBe(200)
    expect(Number(headers['content-length'])).toBe(bytes.length)
    expect(() => readZipDirectory(bytes)).not.toThrow()
    const cuts = Array.from({ length: 60 }, (_, index) => Math.floor((bytes.length * index) / 60))
    for (const cut of [...cuts, bytes.length - 23, bytes.length - 22, bytes.length - 4, bytes.length - 1]) {
      expect(() => readZipDirectory(bytes.subarray(0, cut))).toThrow(/file\.(?:notXlsx|corrupt)/)
      await expect(readXlsx(bytes.subarray(0, cut))).rejects.toThrow()
    }
  }
})
