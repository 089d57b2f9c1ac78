import { XLSX_TYPE } from '@gangju/contract/returns'
import { openXlsx, saveXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixturePassword } from '../../test/fixture/county.ts'
import { places } from '../../test/fixture/places.ts'
import { openTestApp, type Reply, type TestApp } from '../../test/fixture/site.ts'
import { sessionRoutes } from '../admin/session.route.ts'
import { listRollupDifferences } from '../net/rollup.store.ts'
import { fileRoutes } from './file.route.ts'
import { returnRoutes } from './return.route.ts'
import { reviewRoutes } from './review/review.route.ts'
import { submissionRoutes } from './submission.route.ts'

/** The fixture county with the routes of this feature, on the day of the story. */
const openOffice = (): Promise<TestApp> =>
  openTestApp({
    features: [sessionRoutes, returnRoutes, fileRoutes, reviewRoutes, submissionRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
    max: 6,
  })

/** Somebody at a desk: asks with bytes in and bytes out. */
type Clerk = (
  method: 'GET' | 'POST',
  path: string,
  asking?: { readonly json?: unknown; readonly file?: Buffer; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Reply & { readonly bytes: Buffer }>

async function clerkOf({ app, ask }: TestApp, username: string): Promise<Clerk> {
  const { headers } = await ask('POST', '/session', { body: { username, password: fixturePassword } })
  const cookie = headers['set-cookie']!.split(';', 1)[0]!
  return async (method, path, { json, file, headers: more = {} } = {}) => {
    const type = file ? { 'content-type': XLSX_TYPE } : json === undefined ? {} : { 'content-type': 'application/json' }
    const payload = file ?? (json === undefined ? undefined : JSON.stringify(json))
    const reply = await app.fastify.inject({
      method,
      url: `/api${path}`,
      headers: { cookie, ...type, ...more },
      ...(payload === undefined ? {} : { payload }),
    })
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return {
      status: reply.statusCode,
      headers: reply.headers as Reply['headers'],
      body: isJson && reply.body !== '' ? JSON.parse(reply.body) : undefined,
      bytes: reply.rawPayload,
    }
  }
}

/** Types into the cells of a workbook's first sheet and saves it, as an office program does. */
async function typeInto(file: Buffer, cells: Readonly<Record<string, string | number | null>>): Promise<Buffer> {
  const book = await openXlsx(file, { readStyles: true })
  const sheet = book.sheets[0]!
  for (const [at, value] of Object.entries(cells)) {
    const row = Number(at.slice(1)) - 1
    const column = at.charCodeAt(0) - 65
    sheet.rows[row]![column] = value
    const cell = sheet.cells?.get(`${row},${column}`)
    if (cell)
      Object.assign(cell, { value, type: typeof value === 'number' ? 'number' : value === null ? 'empty' : 'string' })
  }
  return Buffer.from(await saveXlsx(book))
}

let office: TestApp
const clerks: Record<string, Clerk> = {}

beforeAll(async () => {
  office = await openOffice()
  for (const name of ['east', 'west', 'county', 'headquarters', 'viewer', 'foreign', 'force', 'village', 'auditor'])
    clerks[name] = await clerkOf(office, name)
})
afterAll(() => office.close())

const form = 'fixture-monthly'
const where = (place: string, period: string, more = '') => `form=${form}&place=${place}&period=${period}${more}`
const template = (clerk: string, place: string, period: string, more = '') =>
  clerks[clerk]!('GET', `/returns/${form}/template.xlsx?place=${place}&period=${period}${more}`)
const rowsIn = async (table: 'submission' | 'submissionValue' | 'action') =>
  Number(
    (
      await office.database.job
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )
const total = async (place: string, indicator: string, period: string) =>
  await office.database.job
    .selectFrom('rollup as r')
    .innerJoin('place as p', 'p.placeId', 'r.placeId')
    .innerJoin('indicator as i', 'i.indicatorId', 'r.indicatorId')
    .where('p.code', '=', place)
    .where('i.code', '=', indicator)
    .where('r.period', '=', period)
    .select(['r.total', 'r.reported'])
    .executeTakeFirst()
const value = (place: string, indicator: string, figure: string | null) => ({ place, indicator, value: figure })
const fileJson = (clerk: string, place: string, period: string, values: unknown[], more = '') =>
  clerks[clerk]!('POST', `/submissions?${where(place, period, more)}`, { json: { values } })

test('[CO13] from the template to the city: downloaded, filled in wrong, then right, approved twice, counted everywhere', async () => {
  const empty = await template('west', places.west, '2026-10')
  expect(empty.status).toBe(200)
  expect(empty.headers['content-disposition']).toContain('attachment')
  // 桑村 stands at 422.5; its sales are above that, which the form does not let through.
  const before = await total(places.city, 'income', '2026-10')
  const actions = await rowsIn('action')

  const faulty = await typeInto(empty.bytes, { C6: 500, C7: '约30', D7: 20, E7: 5.5 })
  const dry = await clerks.west!('POST', `/submissions?${where(places.west, '2026-10', '&dryRun=true')}`, {
    file: faulty,
  })
  expect(dry.status).toBe(200)
  expect(dry.body).toMatchObject({ dryRun: true, submission: null, faultCount: 2 })
  expect(dry.body.faults.map((fault: { cell: string; code: string }) => `${fault.cell} ${fault.code}`)).toEqual([
    'C7 number.approximate',
    'E7 value.notWhole',
  ])
  expect(await rowsIn('action')).toBe(actions)

  const refused = await clerks.west!('POST', `/submissions?${where(places.west, '2026-10')}`, { file: faulty })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    code: 'submission.faulty',
    errorCount: 2,
    errors: [{ cell: 'C7' }, { cell: 'E7' }],
  })
  expect([await rowsIn('submission'), await rowsIn('submissionValue')]).toEqual([0, 0])

  const good = await typeInto(empty.bytes, { C6: 500, C7: 30.25, D7: 20, E7: 5 })
  const filed = await clerks.west!('POST', `/submissions?${where(places.west, '2026-10', '&submit=true')}`, {
    file: good,
    headers: { 'x-file-name': encodeURIComponent('西镇.xlsx') },
  })
  expect(filed.status).toBe(200)
  const { submission } = filed.body
  expect(submission).toMatchObject({
    state: 'submitted',
    step: 0,
    version: 1,
    places: 2,
    values: 6,
    may: ['return'],
    path: '青禾市/青禾县',
  })

  const own = await clerks.west!('POST', `/submissions/${submission.id}/approve`)
  expect([own.status, own.body.code]).toEqual([403, 'submission.ownApproval'])
  const first = await clerks.county!('POST', `/submissions/${submission.id}/approve`)
  expect(first.body).toMatchObject({ state: 'submitted', step: 1, version: 2 })
  const town = await clerks.west!('POST', `/submissions/${submission.id}/return`, { json: { reason: '改数' } })
  expect([town.status, town.body.code]).toEqual([403, 'submission.step'])
  const second = await clerks.headquarters!('POST', `/submissions/${submission.id}/approve`)
  expect(second.body).toMatchObject({ state: 'approved', step: 2, version: 3, may: [] })

  const after = await total(places.city, 'income', '2026-10')
  expect([Number(after!.total) - Number(before!.total), after!.reported - before!.reported]).toEqual([107.75, 1])
  expect(await office.database.job.transaction().execute(listRollupDifferences)).toEqual([])

  const detail = await clerks.county!('GET', `/submissions/${submission.id}`)
  expect(detail.body.rows.map((row: { place: { code: string } }) => row.place.code)).toEqual([
    places.west1,
    places.west2,
  ])
  expect(detail.body.rows[1].cells[0]).toMatchObject({
    value: '30.25',
    state: 'value',
    before: '30.25',
    cell: 'C7',
    lastPeriod: '521.5',
  })
  expect(detail.body.history.map((line: { verb: string }) => line.verb)).toEqual([
    'submission.draft',
    'submission.approve',
    'submission.approve',
  ])
})

describe('[AP] review', () => {
  test('[AP5] returned with a reason, filed anew; one open return at a time; a draft gives way to the next', async () => {
    const figures = [value(places.east1, 'farmCount', '50')]
    const draft = await fileJson('east', places.east, '2026-09', figures)
    expect(draft.body.submission).toMatchObject({ state: 'draft', may: ['submit'] })
    const again = await fileJson('east', places.east, '2026-09', figures)
    const { id } = again.body.submission
    expect((await clerks.east!('GET', `/submissions/${draft.body.submission.id}`)).body.state).toBe('returned')
    expect((await clerks.east!('POST', `/submissions/${id}/submit`)).body).toMatchObject({
      state: 'submitted',
      version: again.body.submission.version + 1,
    })
    const open = await fileJson('east', places.east, '2026-09', figures)
    expect([open.status, open.body.code]).toEqual([409, 'submission.openExists'])
    const given = await clerks.county!('POST', `/submissions/${id}/return`, { json: { reason: '与上月不符' } })
    expect(given.body).toMatchObject({ state: 'returned', returnReason: '与上月不符' })
    const late = await clerks.county!('POST', `/submissions/${id}/approve`)
    expect([late.status, late.body.code]).toEqual([409, 'submission.state'])
    expect((await fileJson('east', places.east, '2026-09', figures)).status).toBe(200)
    expect((await clerks.east!('POST', `/submissions/${id}/return`, { json: { reason: ' ' } })).status).toBe(400)
  })

  test('[AP6] two who approve at once: one effect, the other is told', async () => {
    const filed = await fileJson(
      'east',
      places.east,
      '2026-08',
      [value(places.east1, 'income', '777.5')],
      '&submit=true',
    )
    const { id } = filed.body.submission
    const press = (clerk: string, version: number) =>
      clerks[clerk]!('POST', `/submissions/${id}/approve`, { headers: { 'if-match': `"${version}"` } })
    const pressed = await Promise.all([press('county', 1), press('headquarters', 1)])
    expect(pressed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(pressed.find(({ status }) => status === 409)!.body.code).toBe('submission.version')
    expect((await clerks.county!('GET', `/submissions/${id}`)).body).toMatchObject({ step: 1, version: 2 })
    const last = await Promise.all(['county', 'headquarters', 'county', 'headquarters'].map((clerk) => press(clerk, 2)))
    expect(last.filter(({ status }) => status === 200)).toHaveLength(1)
    const versions = await office.database.job
      .selectFrom('observation')
      .where('submissionId', '=', id)
      .select('version')
      .execute()
    expect(versions).toEqual([{ version: 2 }])
    expect(await office.database.job.transaction().execute(listRollupDifferences)).toEqual([])
  })

  test('[AP6] a version that is no longer the current one is refused', async () => {
    const filed = await fileJson('east', places.east, '2026-07', [value(places.east1, 'income', '5')], '&submit=true')
    const { id } = filed.body.submission
    const stale = await clerks.county!('POST', `/submissions/${id}/approve`, { headers: { 'if-match': '"7"' } })
    expect([stale.status, stale.body.code]).toEqual([409, 'submission.version'])
    expect(
      (await clerks.county!('POST', `/submissions/${id}/approve`, { headers: { 'if-match': '"1"' } })).status,
    ).toBe(200)
  })

  test('[AP5] two who file the same return at once: one is stored', async () => {
    const figures = [value(places.west1, 'farmCount', '7')]
    const filed = await Promise.all(
      [1, 2, 3].map(() => fileJson('west', places.west, '2026-02', figures, '&submit=true')),
    )
    expect(filed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(filed.flatMap(({ body }) => body.code ?? [])).toEqual(['submission.openExists', 'submission.openExists'])
  })

  test('[FA4] a figure handed in empty is withdrawn when it is approved', async () => {
    const before = await total(places.county, 'income', '2026-06')
    const filed = await fileJson('east', places.east, '2026-06', [value(places.east2, 'income', null)], '&submit=true')
    for (const clerk of ['county', 'headquarters'])
      await clerks[clerk]!('POST', `/submissions/${filed.body.submission.id}/approve`)
    expect((await total(places.county, 'income', '2026-06'))!.reported).toBe(before!.reported - 1)
  })
})

describe('[CO14] who may what', () => {
  test.each([
    ['viewer', places.east, 403, 'grant.missing'],
    ['county', places.east, 403, 'grant.missing'],
    ['foreign', places.east, 404, 'place.unknown'],
    ['east', '999999999999', 404, 'place.unknown'],
    ['east', places.foreignTown, 404, 'place.unknown'],
    ['village', places.east, 404, 'place.unknown'],
  ])('%s files for %s: %i %s', async (clerk, place, status, code) => {
    const before = await rowsIn('submission')
    const reply = await fileJson(clerk, place, '2026-05', [value(places.east1, 'income', '1')])
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect((await template(clerk, place, '2026-05')).status).toBe(status)
    expect(await rowsIn('submission')).toBe(before)
  })

  test('a submission out of scope is answered like none', async () => {
    const { body } = await fileJson('east', places.east, '2026-05', [value(places.east1, 'income', '1')])
    const known = await clerks.foreign!('GET', `/submissions/${body.submission.id}`)
    const unknown = await clerks.foreign!('GET', '/submissions/00000000-0000-4000-8000-000000000000')
    expect([known.status, { ...known.body, requestId: '' }]).toEqual([404, { ...unknown.body, requestId: '' }])
    expect((await clerks.foreign!('POST', `/submissions/${body.submission.id}/approve`)).status).toBe(404)
    expect((await clerks.auditor!('POST', `/submissions/${body.submission.id}/approve`)).status).toBe(403)
  })

  test('a village of another town in the values is answered like one that does not exist', async () => {
    const messages = []
    for (const place of [places.west1, places.foreignVillage, '123456789012']) {
      const { status, body } = await fileJson('east', places.east, '2026-04', [value(place, 'income', '1')])
      messages.push([status, body.errors[0].code, body.errors[0].message.replace(place, '')])
    }
    expect(messages[1]).toEqual(messages[0])
    expect(messages[2]).toEqual(messages[0])
  })

  test.each([
    ['an unknown form', 'form=nothing', 404, 'form.unknown'],
    ['a quarter', 'period=2026-Q3', 422, 'period.wrongKind'],
    ['the future', 'period=2027-01', 422, 'period.future'],
    ['an unknown key', 'evil=1', 400, 'request.invalid'],
  ])('%s', async (_, change, status, code) => {
    const [key, changed] = change.split('=') as [string, string]
    const query = new URLSearchParams({ form, place: places.east, period: '2026-05' })
    query.set(key, changed)
    const reply = await clerks.east!('POST', `/submissions?${query.toString()}`, {
      json: { values: [value(places.east1, 'income', '1')] },
    })
    expect([reply.status, reply.body.code]).toEqual([status, code])
  })

  test('at most 200 faults are listed, all are counted', async () => {
    const values = Array.from({ length: 250 }, (_, index) => value(String(100_000_000_000 + index), 'income', '1'))
    const { status, body } = await fileJson('east', places.east, '2026-05', values)
    expect([status, body.errors.length, body.errorCount, body.detail.count]).toEqual([422, 200, 250, 250])
    const dry = await fileJson('east', places.east, '2026-05', values, '&dryRun=true')
    expect([dry.status, dry.body.faults.length, dry.body.faultCount]).toEqual([200, 200, 250])
  })

  test('a place that does not file this form', async () => {
    const reply = await clerks.east!('POST', `/submissions?${where(places.east1, '2026-05')}`, {
      json: { values: [value(places.east1, 'income', '1')] },
    })
    expect([reply.status, reply.body.code]).toEqual([422, 'form.wrongLevel'])
  })

  test('a file that is none, a hostile one, and nothing at all', async () => {
    const url = `/submissions?${where(places.east, '2026-05')}`
    expect((await clerks.east!('POST', url, { file: Buffer.from('not a workbook at all, just text') })).body.code).toBe(
      'file.notXlsx',
    )
    expect((await clerks.east!('POST', url, { file: Buffer.alloc(5_000_000, 80) })).status).toBe(415)
    expect((await clerks.east!('POST', url)).status).toBe(400)
  })
})

describe('[CO15] what is due', () => {
  test('every filing place with its state and completeness; a bulk load counts as approved', async () => {
    const { body } = await clerks.county!('GET', `/returns?place=${places.county}&period=2025-10`)
    expect(body.forms.map((one: { code: string }) => one.code)).toEqual([form])
    expect(body.items).toEqual([
      expect.objectContaining({
        place: expect.objectContaining({ code: places.east }),
        state: 'approved',
        reported: 3,
        expected: 3,
        closes: '2025-11-10',
        submission: null,
      }),
      expect.objectContaining({
        place: expect.objectContaining({ code: places.west }),
        state: 'approved',
        reported: 2,
        expected: 2,
      }),
    ])
    const later = await clerks.county!('GET', `/returns?place=${places.county}&period=2026-11`)
    expect(later.body.items.map((item: { state: string; reported: number }) => [item.state, item.reported])).toEqual([
      ['missing', 0],
      ['missing', 0],
    ])
    expect((await clerks.east!('GET', `/returns?place=${places.east}&period=2026-11`)).body.items).toHaveLength(1)
    expect((await clerks.east!('GET', `/returns?place=${places.county}&period=2026-11`)).status).toBe(404)
  })

  test('the list of submissions pages by cursor, each once', async () => {
    const whole = await clerks.county!('GET', `/submissions?place=${places.county}&limit=500`)
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: Awaited<ReturnType<Clerk>> = await clerks.county!(
        'GET',
        `/submissions?place=${places.county}&limit=2${cursor && `&cursor=${cursor}`}`,
      )
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next
    }
    expect(ids).toEqual(whole.body.items.map(({ id }: { id: string }) => id))
    expect(ids.length).toBeGreaterThan(4)
    const returned = await clerks.county!(
      'GET',
      `/submissions?place=${places.east}&state=returned&period=2026-09&form=${form}`,
    )
    expect(returned.body.items.every((item: { state: string }) => item.state === 'returned')).toBe(true)
    expect((await clerks.county!('GET', `/submissions?place=${places.county}&cursor=x`)).body.code).toBe(
      'cursor.malformed',
    )
  })
})

test('[HT4] the same key twice: one submission, the same answer', async () => {
  const post = () =>
    clerks.east!('POST', `/submissions?${where(places.east, '2026-03')}`, {
      json: { values: [value(places.east1, 'income', '9')] },
      headers: { 'idempotency-key': 'k-1' },
    })
  const [one, two] = [await post(), await post()]
  expect([one.status, two.body]).toEqual([200, one.body])
})
