import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { refreshCover } from '../net/cover.store.ts'
import { insertPlaces } from '../net/place.store.ts'
import { spell } from './pinyin.ts'
import { placeRoutes } from './place.route.ts'

const chikan = '990101100000'
let database: TestDatabase
let site: TestApp
let city: Person
let east: Person

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features: [...adminRoutes, placeRoutes] })
  await database.job.transaction().execute(async (trx) => {
    const rows = [
      { code: chikan, name: '赤坎镇', level: 'town', parentCode: places.county },
      { code: '990101100201', name: '赤坎村', level: 'village', parentCode: chikan },
      { code: '990101100498', name: '赤坎虚拟社区', level: 'village', parentCode: chikan },
    ]
    for (const row of rows) {
      const administrative = !row.code.endsWith('498')
      const ids = await insertPlaces(trx, [{ ...row, kind: row.level, administrative, ...spell(row.name, row.code) }])
      await refreshCover(trx, ids, new Date())
    }
  })
  city = await site.as('headquarters')
  east = await site.as('east')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const namesOf = async (person: Person, query: string): Promise<string[]> => {
  const { status, body } = await person('GET', `/places?${query}`)
  expect(status).toBe(200)
  return body.items.map((item: { name: string }) => item.name)
}

describe('[HT7] a place out of reach is answered like one that is not there', () => {
  test.each([
    ['its page', (code: string) => `/places/${code}`],
    ['its list', (code: string) => `/places?under=${code}`],
  ])('%s', async (_, path) => {
    const [foreign, unknown] = [await east('GET', path(places.foreignTown)), await east('GET', path('990199001000'))]
    expect(foreign.status).toBe(404)
    const { requestId: _a, ...seen } = foreign.body
    const { requestId: _b, ...nothing } = unknown.body
    expect(seen).toEqual(nothing)
  })

  test('and is not found by any word of it', async () => {
    for (const q of ['石桥镇', '石', places.foreignTown, '9901', '青禾']) {
      expect(await namesOf(east, `q=${encodeURIComponent(q)}`)).not.toContain('石桥镇')
      expect(await namesOf(east, `q=${encodeURIComponent(q)}`)).not.toContain('青禾县')
    }
  })
})

describe('[PL11] a place is found', () => {
  test.each([
    ['ckz', '赤坎镇'],
    ['ck', '赤坎镇'],
    ['chikan', '赤坎镇'],
    ["CHI kan'z", '赤坎镇'],
    ['赤坎', '赤坎镇'],
    ['坎', '赤坎镇'],
    ['坎镇', '赤坎镇'],
    ['9901011', '赤坎镇'],
    ['Z-two', '两河片区'],
    ['赤坎虚拟', '赤坎虚拟社区'],
  ])('by %s', async (q, name) => {
    expect((await namesOf(city, `q=${encodeURIComponent(q)}`))[0]).toBe(name)
  })

  test.each(['', '%25', '_', '赤_镇', 'zzz', '~ck', "'", '坎赤'])('not by %s', async (q) => {
    expect(await namesOf(city, `q=${encodeURIComponent(decodeURIComponent(q))}`)).toEqual([])
  })

  test('inside what was asked for, of the level asked for', async () => {
    expect(await namesOf(city, `q=ck&level=village`)).toEqual(['赤坎村', '赤坎虚拟社区'])
    expect(await namesOf(city, `q=ck&under=${places.east}`)).toEqual([])
  })
})

describe('lists', () => {
  test('[PL60] come page by page, each place once, in the order of codes', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await city('GET', `/places?under=${places.city}&limit=4${cursor}`)
      seen.push(...body.items.map((item: { code: string }) => item.code))
      cursor = body.next === null ? '' : `&cursor=${body.next}`
    } while (cursor !== '')
    expect(seen).toHaveLength(16)
    expect(seen).toEqual([...new Set(seen)].toSorted())
    expect((await city('GET', '/places?cursor=x')).body.code).toBe('cursor.malformed')
  })

  test('[PL60] of children hold members of a zone, and zones of a county', async () => {
    expect(await namesOf(city, `under=${places.zone}&children=true`)).toEqual(['柳村', '桑村'])
    expect(await namesOf(city, `under=${places.county}&children=true`)).toEqual(['东镇', '西镇', '赤坎镇', '两河片区'])
    expect(await namesOf(east, 'level=village')).toEqual(['柳村', '槐村', '榆村'])
  })

  test('[PL60] tell twins apart by their path, as far as the reader may see', async () => {
    const { body } = await city('GET', `/places?under=${places.east}&level=village&limit=1`)
    expect(body.items[0]).toMatchObject({ path: '青禾市 / 青禾县 / 东镇 / 柳村', parent: places.east })
  })
})

test('[PL61] the page of a place says where it belongs and what it covers, placeholders apart', async () => {
  const { body } = await city('GET', `/places/${places.county}`)
  expect(body).toMatchObject({
    code: places.county,
    parent: places.city,
    path: '青禾市 / 青禾县',
    validFrom: null,
    validTo: null,
  })
  expect(body.ancestors.map((one: { name: string }) => one.name)).toEqual(['青禾市'])
  expect(body.counts).toEqual([
    { level: 'town', administrative: 3, placeholders: 0 },
    { level: 'village', administrative: 6, placeholders: 1 },
  ])
  const village = await east('GET', `/places/${places.east1}`)
  expect(village.body.zones).toEqual([{ code: places.zone, name: '两河片区', level: 'zone' }])
  const zone = await city('GET', `/places/${places.zone}`)
  expect(zone.body.members.map((one: { name: string }) => one.name)).toEqual(['柳村', '桑村'])
  expect(zone.body.counts).toEqual([{ level: 'village', administrative: 2, placeholders: 0 }])
})

test('[PL28] classes of the places of a level, by code and by what is stated, with how many', async () => {
  const { items } = (await city('GET', `/place-classes?place=${places.county}&level=village`)).body
  expect(items).toEqual([
    { class: 'community', kind: null, name: null, places: 5 },
    { class: 'village', kind: null, name: null, places: 1 },
  ])
  const { countyId, placeId } = await database.job
    .selectFrom('place')
    .select(['countyId', 'placeId'])
    .where('code', '=', places.east1)
    .executeTakeFirstOrThrow()
  const stated = {
    countyId,
    placeId,
    kind: 'designation',
    kindName: '称号',
    value: 'model-village',
    valueName: '典型村',
  }
  await database.job.insertInto('placeAttribute').values(stated).execute()
  const after = (await city('GET', `/place-classes?place=${places.east}&level=village`)).body.items
  expect(after).toContainEqual({ class: 'model-village', kind: '称号', name: '典型村', places: 1 })
  expect((await east('GET', `/place-classes?place=${places.west}&level=village`)).status).toBe(404)
})
