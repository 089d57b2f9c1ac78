import { codeUid, placeUid } from '@gangju/net/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placeIdOf } from '../../../test/fixture/county.ts'
import { places } from '../../../test/fixture/places.ts'
import { insertFixtureGrant } from '../../../test/fixture/rows.store.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { openStateReader } from '../../../test/fixture/table-state.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { entryRoutes } from '../entry/entry.route.ts'
import { completionRoutes } from './completion.route.ts'
import { takeValuesRoutes } from './data-values.route.ts'

let office: TestApp
const people: Record<string, Person> = {}

beforeAll(async () => {
  office = await openTestApp({
    features: [sessionRoutes, entryRoutes, takeValuesRoutes, completionRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
  })
  for (const name of ['east', 'west', 'county', 'viewer']) people[name] = await office.as(name)
  // A machine of the county that may fill in for its towns.
  const { job } = office.database
  const { personId } = await job
    .selectFrom('person')
    .select('personId')
    .where('username', '=', 'county')
    .executeTakeFirstOrThrow()
  const placeId = await placeIdOf(job, places.county)
  await job.transaction().execute((trx) => insertFixtureGrant(trx, { personId, placeId, role: 'town', goal: null }))
})
afterAll(() => office.close())

const value = (orgUnit: string, dataElement: string, text: string, more: object = {}) => ({
  dataElement,
  period: '202611',
  orgUnit,
  value: text,
  ...more,
})
const take = (who: string, dataValues: readonly object[], query = '', set: object = {}) =>
  people[who]!('POST', `/exchange/dataValueSets${query}`, { body: { ...set, dataValues } })
const takeCsv = (who: string, file: string | Buffer, query = '') =>
  people[who]!('POST', `/exchange/dataValueSets${query}`, {
    body: Buffer.from(file),
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  })
const cellsOf = async (who: string, place: string, period = '2026-11') => {
  const path = `/returns/fixture-monthly/entry?place=${place}&period=${period}`
  const { body } = await people[who]!('GET', path)
  return {
    state: body.returns[0].state,
    of: (code: string, indicator: string) =>
      body.rows
        .find((row: { place: { code: string } }) => row.place.code === code)
        .cells.find((cell: { indicator: string }) => cell.indicator === indicator),
  }
}

describe('[EX5] figures come in', () => {
  test('by the verb of filing alone', async () => {
    expect((await take('viewer', [value(places.east1, 'income', '1')])).body.code).toBe('grant.missing')
    const path = '/exchange/dataValueSets'
    expect((await office.ask('POST', path, { body: { dataValues: [] } })).status).toBe(401)
  })

  test('what cannot stand is told value by value, and the others are taken', async () => {
    const reply = await take('east', [
      value(places.east1, 'income', '500'),
      value(places.east1, 'nothing', '1'),
      value(places.west1, 'income', '1'),
      value('123456789012', 'income', '1'),
      value(places.east1, 'sales', '约30'),
      value(places.east1, 'sales', '1', { period: '2026Q3' }),
      value(places.east1, 'sales', '1', { period: '202612' }),
      value(places.east1, 'sales', '1', { period: 'soon' }),
      value(places.east1, 'sales', '1', { categoryOptionCombo: 'male' }),
      value(places.east1, 'sales', ''),
      value(places.east1, 'income', '501'),
    ])
    expect(reply.status).toBe(409)
    const { response, status, httpStatusCode } = reply.body
    expect({ status, httpStatusCode }).toEqual({ status: 'WARNING', httpStatusCode: 409 })
    expect(response.importCount).toEqual({ imported: 1, updated: 0, ignored: 10, deleted: 0 })
    expect(response.rejectedIndexes).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const told = Object.fromEntries(
      response.conflicts.map((one: { indexes: number[]; errorCode?: string; code: string }) => [
        one.indexes[0],
        one.errorCode ?? one.code,
      ]),
    )
    expect(told).toEqual({
      1: 'E7610',
      2: 'E7612',
      3: 'E7612',
      4: 'E7619',
      5: 'E7632',
      6: 'E7611',
      7: 'E7611',
      8: 'E7613',
      9: 'E7618',
      10: 'exchange.twice',
    })
    expect((await cellsOf('east', places.east)).of(places.east1, 'income').value).toBe('500')
  })

  test('a place out of reach and one that there is not are told alike', async () => {
    const [stranger, nobody] = (
      await take('east', [value(places.west1, 'income', '1'), value('123456789012', 'income', '1')])
    ).body.response.conflicts
    expect({ ...stranger, object: '', indexes: [] }).toEqual({ ...nobody, object: '', indexes: [] })
    const earlier = { period: '202502' }
    const both = [value(places.west1, 'income', '5', earlier), value(places.east3, 'income', '6', earlier)]
    expect((await take('county', both)).body.response.importCount).toMatchObject({ imported: 2, ignored: 0 })
    const other = await take('county', [value(places.west1, 'income', '1')], `?orgUnit=${places.east}`)
    expect(other.body.response).toMatchObject({ status: 'ERROR', importCount: { imported: 0, ignored: 1 } })
  })

  test('counted as new, changed or emptied; a strategy leaves the others as they are', async () => {
    const set = (text: string) => [value(places.west1, 'income', text), value(places.west1, 'sales', '20')]
    const counts = async (query: string, values: readonly object[]) =>
      (await take('west', values, query)).body.response.importCount
    expect(await counts('?importStrategy=UPDATE', set('600'))).toMatchObject({ imported: 0, ignored: 2 })
    expect((await cellsOf('west', places.west)).state).toBe('missing')
    expect(await counts('?importStrategy=CREATE', set('600'))).toMatchObject({ imported: 2 })
    expect(await counts('?importStrategy=CREATE', set('700'))).toMatchObject({ imported: 0, ignored: 2 })
    expect(await counts('', set('700'))).toMatchObject({ imported: 0, updated: 2 })
    expect((await cellsOf('west', places.west)).of(places.west1, 'income').value).toBe('700')
    expect(await counts('?importStrategy=DELETE', set('700').slice(1))).toMatchObject({ deleted: 1 })
    expect((await cellsOf('west', places.west)).of(places.west1, 'sales').value).toBeNull()
  })

  test('a dry run says the same and stores nothing', async () => {
    const reader = await openStateReader(office.database)
    const before = await reader.read()
    const values = [
      value(places.west2, 'income', '600', { comment: '换了口径，已核实' }),
      value(places.west2, 'no', '1'),
    ]
    const dry = await take('west', values, '?dryRun=true')
    expect(await reader.read()).toEqual({ ...before, session: (await reader.read()).session })
    const real = await take('west', values)
    expect(dry.body.response.importOptions.dryRun).toBe(true)
    expect(dry.body.response.importCount).toEqual(real.body.response.importCount)
    expect(dry.body.response.conflicts).toEqual(real.body.response.conflicts)
    expect((await cellsOf('west', places.west)).of(places.west2, 'income').explanation).toBe('换了口径，已核实')
    await reader.close()
  })

  test('the set says what its values leave out, by UIDs as by codes; a comment alone keeps the figure', async () => {
    const set = { dataSet: codeUid('dataSet', 'fixture-monthly'), period: '202611', orgUnit: placeUid(places.east2) }
    const element = codeUid('dataElement', 'income')
    const reply = await take('east', [{ dataElement: element, value: 12.5 }], '?idScheme=UID', set)
    expect(reply.body.response).toMatchObject({ status: 'SUCCESS', importCount: { imported: 1 } })
    await take('east', [{ dataElement: element, comment: '今年新开市场' }], '', set)
    const cell = (await cellsOf('east', places.east)).of(places.east2, 'income')
    expect(cell).toMatchObject({ value: '12.5', explanation: '今年新开市场' })
    const byCode = await take('east', [{ dataElement: element, value: '1' }], '?idScheme=CODE', {
      ...set,
      dataSet: 'fixture-monthly',
    })
    expect(byCode.body.response.conflicts[0].errorCode).toBe('E7610')
    expect((await take('east', [{ dataElement: 'income' }], '', { ...set, dataSet: 'none' })).body.code).toBe(
      'form.unknown',
    )
  })

  test('a place that the form has no row for is told by its cell, and the draft takes the rest', async () => {
    const at = { period: '202501' }
    const reply = await take('east', [value(places.east, 'sales', '1', at), value(places.east3, 'sales', '2', at)])
    expect(reply.body.response).toMatchObject({
      importCount: { imported: 1, ignored: 1 },
      conflicts: [{ code: 'place.unknown', errorCode: 'E7612', indexes: [0] }],
    })
    const nothing = await take('west', [value(places.west, 'sales', '1', at)])
    expect(nothing.body.response).toMatchObject({ status: 'ERROR', importCount: { imported: 0, ignored: 1 } })
    expect((await cellsOf('west', places.west, '2025-01')).state).toBe('missing')
  })

  test('a return under review takes none, and says so', async () => {
    const period = { period: '202505' }
    const cells = ['income', 'sales', 'farmCount'].map((one, at) => value(places.west1, one, String(9 - at), period))
    await take('west', cells)
    const path = '/returns/fixture-monthly/submit?place=' + places.west + '&period=2025-05'
    expect((await people.west!('POST', path)).status).toBe(200)
    const again = await take('west', cells)
    expect(again.body.response.conflicts.map(({ code }: { code: string }) => code)).toEqual([
      'submission.openExists',
      'submission.openExists',
      'submission.openExists',
    ])
  })
})

describe('[EX9] CSV', () => {
  const head =
    'dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,lastupdated,comment\n'

  test('in any order, quoted, in GB18030, with semicolons', async () => {
    const text = `报告期;指标;区划代码;数值;说明\n202611;farmCount;${places.east3};"1,200";"两行\n说明"\n`
    expect((await takeCsv('east', `\ufeff${text}`)).body.response).toMatchObject({ importCount: { imported: 1 } })
    expect((await cellsOf('east', places.east)).of(places.east3, 'farmCount').value).toBe('1200')
    // 说明一下 in GB18030.
    const bytes = Buffer.concat([
      Buffer.from(`${head}sales,202611,${places.east3},,,12,,,`),
      Buffer.from([0xcb, 0xb5, 0xc3, 0xf7, 0xd2, 0xbb, 0xcf, 0xc2]),
      Buffer.from('\n'),
    ])
    expect((await takeCsv('east', bytes)).body.response.status).toBe('SUCCESS')
    expect((await cellsOf('east', places.east)).of(places.east3, 'sales').explanation).toBe('说明一下')
  })

  test('as a table, with a column for each indicator by code or title; blank cells say nothing', async () => {
    const text = `orgunit,名称,period,集体经营收入,sales,unheard\n${places.east1},柳村,202501,1.2亿,,\n${places.east2},,202501,7,abc,3\n`
    const reply = await takeCsv('east', text, '?dataSet=fixture-monthly')
    expect(reply.body.response.importCount).toEqual({ imported: 2, updated: 0, ignored: 2, deleted: 0 })
    expect(reply.body.response.conflicts).toEqual([
      expect.objectContaining({ errorCode: 'E7619', line: 3, column: 5 }),
      expect.objectContaining({ errorCode: 'E7610', line: 3, column: 6 }),
    ])
    expect((await cellsOf('east', places.east, '2025-01')).of(places.east1, 'income').value).toBe('12000')
  })

  test('a fault has its line and column', async () => {
    const text = `${head}income,202611,${places.east3},,,5,,,"a\nb"\nincome,202611,${places.east2},,,abc,,,\n`
    const { conflicts } = (await takeCsv('east', text)).body.response
    expect(conflicts).toEqual([expect.objectContaining({ errorCode: 'E7619', line: 4, column: 6, indexes: [1] })])
  })

  test.each([
    ['period,value\n1,2\n', 'csv.columns', 'dataElement, orgUnit'],
    [`${head}"income,202611\n`, 'csv.malformed', 2],
  ])('a file that is no such table is refused as a whole: %j', async (text, code, detail) => {
    const { status, body } = await takeCsv('east', text)
    expect({ status, code: body.code }).toEqual({ status: 422, code })
    expect(Object.values(body.detail)).toContain(detail)
  })
})

describe('[EX8] a complete data set is a return handed in', () => {
  const register = (who: string, organisationUnit: string, period: string, more: object = {}) =>
    people[who]!('POST', '/exchange/completeDataSetRegistrations', {
      body: { completeDataSetRegistrations: [{ dataSet: 'fixture-monthly', period, organisationUnit, ...more }] },
    })

  test('with its checks: what stands in the way is told', async () => {
    expect((await register('west', places.west, '202504')).body.response.conflicts[0].code).toBe('return.noDraft')
    const values = ['income', 'sales'].map((one) =>
      value(places.west1, one, one === 'sales' ? '900' : '5', { period: '202504' }),
    )
    await take('west', values)
    const { conflicts } = (await register('west', places.west, '202504')).body.response
    expect(conflicts[0].code).toBe('submission.faulty')
    expect(conflicts.length).toBeGreaterThan(1)
    expect((await cellsOf('west', places.west, '2025-04')).state).toBe('draft')
    expect((await register('east', places.west, '202504')).body.response.conflicts[0].code).toBe('place.unknown')
    expect((await register('west', places.west, '202504', { completed: false })).body.response.conflicts[0].code).toBe(
      'exchange.undone',
    )
  })

  test('with the values, or by itself; and is listed then', async () => {
    const values = ['income', 'sales', 'farmCount'].map((one, at) =>
      value(places.east1, one, String(500 - at), { period: '202503' }),
    )
    const reply = await take('east', values, '', { completeDate: '2026-04-02' })
    expect(reply.body.response).toMatchObject({ status: 'SUCCESS', dataSetComplete: 'true' })
    const path = '/exchange/completeDataSetRegistrations?dataSet=fixture-monthly&period=202503&idScheme=UID'
    const list = async (orgUnit: string, more = '') =>
      (await people.county!('GET', `${path}&orgUnit=${orgUnit}${more}`)).body.completeDataSetRegistrations
    expect(await list(places.county, '&children=true')).toEqual([
      {
        dataSet: codeUid('dataSet', 'fixture-monthly'),
        period: '202503',
        organisationUnit: placeUid(places.east),
        attributeOptionCombo: 'HllvX50cXC0',
        date: '2026-11-21',
        completed: true,
      },
    ])
    expect(await list(places.county)).toEqual([])
  })
})
