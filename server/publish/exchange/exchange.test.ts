import { codeUid, parseCsv, placeUid } from '@gangju/net/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { organisationUnitRoutes } from '../../admin/units/organisation-units.route.ts'
import { dataValueRoutes } from './data-values.route.ts'
import { exchangeMetadataRoutes } from './metadata.route.ts'

let office: TestApp
const people: Record<string, Person> = {}

beforeAll(async () => {
  office = await openTestApp({
    features: [sessionRoutes, dataValueRoutes, organisationUnitRoutes, exchangeMetadataRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
  })
  for (const name of ['east', 'county', 'zone', 'foreign', 'force']) people[name] = await office.as(name)
})
afterAll(() => office.close())

const read = (who: string, query: string) => people[who]!('GET', `/exchange/dataValueSets?${query}`)
const east = `dataSet=fixture-monthly&orgUnit=${places.east}`

describe('[EX4] figures go out', () => {
  test('of places in reach alone', async () => {
    expect((await read('foreign', `${east}&period=202610`)).body.code).toBe('place.unknown')
    expect((await read('east', `${east}&period=2026W40`)).body.code).toBe('period.malformed')
    expect((await read('east', east)).body.code).toBe('exchange.periodMissing')
    expect((await read('east', `dataSet=none&orgUnit=${places.east}&period=2026`)).body.code).toBe('form.unknown')
  })

  test('in the shape of DHIS2, exact', async () => {
    const { body } = await read('east', `${east}&period=202610&children=true`)
    expect(body.next).toBeNull()
    expect(body.dataValues).toHaveLength(9)
    expect(body.dataValues[0]).toEqual({
      dataElement: 'income',
      period: '202610',
      orgUnit: places.east1,
      categoryOptionCombo: 'default',
      attributeOptionCombo: 'default',
      value: '122.5',
      lastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      followup: false,
    })
    expect((await read('east', `${east}&period=202610`)).body.dataValues).toEqual([])
  })

  test('by UIDs, by days, by several periods; of a zone its own', async () => {
    const uids = `dataSet=${codeUid('dataSet', 'fixture-monthly')}&orgUnit=${placeUid(places.east1)}&idScheme=UID`
    const { dataValues } = (await read('east', `${uids}&startDate=2026-08-15&endDate=2026-10-31`)).body
    expect(new Set(dataValues.map((one: { period: string }) => one.period))).toEqual(new Set(['202609', '202610']))
    expect(dataValues[0]).toMatchObject({
      orgUnit: placeUid(places.east1),
      dataElement: codeUid('dataElement', 'income'),
    })
    const two = await read('east', `${east}&children=true&period=202608&period=2026-10`)
    expect(two.body.dataValues).toHaveLength(18)
    const zone = await read('zone', `dataSet=fixture-monthly&orgUnit=${places.zone}&children=true&period=202610`)
    expect(new Set(zone.body.dataValues.map((one: { orgUnit: string }) => one.orgUnit))).toEqual(
      new Set([places.east1, places.west1]),
    )
    expect((await read('east', `${east}&children=true&period=202610&lastUpdated=2036-01-01`)).body.dataValues).toEqual(
      [],
    )
  })

  test('pages follow each other without a gap', async () => {
    const whole = (await read('east', `${east}&period=202610&children=true`)).body.dataValues
    const found: unknown[] = []
    for (let cursor = ''; ; ) {
      const { body } = await read('east', `${east}&period=202610&children=true&limit=4${cursor}`)
      found.push(...body.dataValues)
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
    }
    expect(found).toEqual(whole)
  })

  test('a task force sees the figures of its goal', async () => {
    const { body } = await read('force', `dataSet=fixture-monthly&orgUnit=${places.county}&children=true&period=202610`)
    const codes = new Set(body.dataValues.map((one: { dataElement: string }) => one.dataElement))
    const all = (await read('county', `dataSet=fixture-monthly&orgUnit=${places.county}&children=true&period=202610`))
      .body
    expect(codes.size).toBeLessThan(new Set(all.dataValues.map((one: { dataElement: string }) => one.dataElement)).size)
  })

  test('[EX9] as CSV with DHIS2’s columns, its length ahead of it', async () => {
    const path = `/exchange/dataValueSets.csv?${east}&period=202610&children=true&separator=semicolon&bom=true`
    const reply = await people.east!('GET', path)
    expect(Number(reply.headers['content-length'])).toBe(reply.bytes.length)
    expect([...reply.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head, first, ...rest] = parseCsv(reply.bytes.toString())
    expect(head!.cells.slice(0, 6)).toEqual([
      'dataelement',
      'period',
      'orgunit',
      'categoryoptioncombo',
      'attributeoptioncombo',
      'value',
    ])
    expect(first!.cells.slice(0, 7)).toEqual(['income', '202610', places.east1, 'default', 'default', '122.5', ''])
    expect(rest).toHaveLength(8)
    const table = await people.east!('GET', path.replace('separator=semicolon', 'layout=table'))
    expect(parseCsv(table.bytes.toString()).map(({ cells }) => cells)).toEqual([
      ['orgunit', 'period', 'income', 'sales', 'farmCount'],
      [places.east1, '202610', '122.5', '132.5', '22'],
      [places.east2, '202610', '222.5', '232.5', '32'],
      [places.east3, '202610', '322.5', '332.5', '42'],
    ])
    const page = await people.east!('GET', `/exchange/dataValueSets.csv?${east}&period=202610&children=true&limit=2`)
    expect(page.headers['x-next-cursor']).toBeDefined()
  })
})

describe('[EX6] organisation units', () => {
  const units = async (who: string, place: string, more = '') =>
    (await people[who]!('GET', `/exchange/organisationUnits?orgUnit=${place}${more}`)).body

  test('go out with their parents, zones left out', async () => {
    const { organisationUnits } = await units('county', places.county)
    expect(organisationUnits.map((one: { code: string }) => one.code)).toEqual([
      places.county,
      places.east,
      places.east1,
      places.east2,
      places.east3,
      places.west,
      places.west1,
      places.west2,
    ])
    expect(organisationUnits[2]).toEqual({
      id: placeUid(places.east1),
      code: places.east1,
      name: '柳村',
      shortName: '柳村',
      level: 6,
      parent: { id: placeUid(places.east), code: places.east },
      openingDate: '1970-01-01',
      closedDate: null,
    })
    expect((await units('foreign', places.county)).code).toBe('place.unknown')
    expect((await units('county', places.east, '&children=false')).organisationUnits).toHaveLength(1)
    const csv = await people.county!('GET', `/exchange/organisationUnits.csv?orgUnit=${places.east}`)
    expect(parseCsv(csv.bytes.toString())).toHaveLength(5)
  })

  test('of others are compared, and nothing is changed', async () => {
    const path = `/exchange/organisationUnits/compare?orgUnit=${places.east}`
    const organisationUnits = [
      { id: placeUid(places.east), code: 'OU_1', name: '东镇', parent: { code: places.county } },
      { code: places.east1, name: '柳树村', parent: { id: placeUid(places.west) }, level: 4 },
      { code: '990101001099', name: '新村' },
      { id: 'abc' },
      { code: places.east2, closedDate: '2026-01-01T00:00:00.000' },
    ]
    const { body } = await people.east!('POST', path, { body: { organisationUnits } })
    const at = (kind: string, code: string, here: string | null, there: string | null, index: number | null) => ({
      kind,
      code,
      here,
      there,
      index,
    })
    expect(body).toEqual({
      same: 1,
      count: 6,
      differences: [
        at('name', places.east1, '柳村', '柳树村', 1),
        at('parent', places.east1, places.east, places.west, 1),
        at('missingHere', '990101001099', null, '新村', 2),
        at('unreadable', '', null, 'abc', 3),
        at('closedDate', places.east2, null, '2026-01-01', 4),
        at('missingThere', places.east3, '榆村', null, null),
      ],
    })
    const same = await people.east!('POST', path, { body: await units('east', places.east) })
    expect(same.body).toEqual({ same: 4, count: 0, differences: [] })
  })
})

test('[EX7] metadata name what is collected, by the same UIDs', async () => {
  const { body } = await people.county!('GET', '/exchange/metadata')
  expect(body.dataSets).toEqual([
    {
      id: codeUid('dataSet', 'fixture-monthly'),
      code: 'fixture-monthly',
      name: '演示村级月报表',
      shortName: '演示村级月报表',
      periodType: 'Monthly',
      dataSetElements: ['income', 'sales', 'farmCount'].map((code) => ({
        dataElement: { id: codeUid('dataElement', code), code },
      })),
      openFuturePeriods: 0,
    },
  ])
  expect(body.dataElements.map((one: { code: string }) => one.code)).toEqual(['income', 'sales', 'farmCount'])
  expect(body.dataElements[0]).toMatchObject({ domainType: 'AGGREGATE', valueType: 'NUMBER' })
})
