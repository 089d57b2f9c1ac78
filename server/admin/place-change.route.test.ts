import type { PlaceChange } from '@gangju/contract/places'
import { onBoundary } from '@gangju/net/place'
import { formatDecimal, parseDecimal } from '@gangju/net/quantity'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { county, placeIdOf, places } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { listSuccessions } from '../net/boundary-reading.store.ts'
import { listRollupCells } from '../net/cell.store.ts'
import { listRollupDifferences } from '../net/rollup.store.ts'
import { placeRoutes } from './place.route.ts'
import { placeChangeRoutes } from './place-change.route.ts'

const on = '2026-07-01'
const merged = '990101001209'
let database: TestDatabase
let site: TestApp
let admin: Person

beforeEach(async () => {
  database = await openTestDatabase(county)
  const clock = () => new Date('2026-11-21T02:00:00Z')
  site = await openTestApp({ database, clock, features: [...adminRoutes, placeRoutes, placeChangeRoutes] })
  admin = await site.as('county.admin')
})
afterEach(async () => {
  await site.close()
  await database.close()
})

const ask = (person: Person, body: PlaceChange) => person('POST', '/place-changes', { body })

async function change(body: PlaceChange, person = admin): Promise<string[]> {
  const reply = await ask(person, body)
  expect(reply).toMatchObject({ status: 200, body: { ok: true } })
  await expectRollupsRight()
  return reply.body.places.map((one: { code: string }) => one.code)
}

/** Incremental roll-ups equal those made anew [RU7]. */
async function expectRollupsRight(): Promise<void> {
  expect(await database.job.transaction().execute((trx) => listRollupDifferences(trx))).toEqual([])
}

/** Income of a month as it stands in the roll-up of a place, with how many reported it. */
async function incomeOf(code: string, period = '2026-09'): Promise<string | undefined> {
  const place = await database.job
    .selectFrom('place')
    .where('code', '=', code)
    .select(['placeId', 'countyId'])
    .executeTakeFirstOrThrow()
  const { indicatorId } = await database.job
    .selectFrom('indicator')
    .where('code', '=', 'income')
    .select('indicatorId')
    .executeTakeFirstOrThrow()
  const [cell] = await listRollupCells(database.job, {
    countyIds: [place.countyId],
    placeIds: [place.placeId],
    indicatorIds: [indicatorId],
    periods: [period],
  })
  return cell && `${Number(cell.total)} of ${cell.reported}`
}

describe('a change is refused', () => {
  test('[HT7] for places out of reach as for places that are not there', async () => {
    const foreign = await ask(admin, { kind: 'rename', place: places.foreignVillage, name: 'x', on })
    const unknown = await ask(admin, { kind: 'rename', place: '990199001001', name: 'x', on })
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(foreign.body.code).toBe('place.unknown')
    for (const parent of [places.foreignTown, '990199001000']) {
      expect((await ask(admin, { kind: 'move', place: places.east1, parent, on })).body.code).toBe('place.unknown')
    }
    const zone: PlaceChange = {
      kind: 'openZone',
      code: 'Z-new',
      name: 'x',
      zoneKind: 'park',
      members: [places.foreignTown],
      on,
    }
    expect((await ask(admin, zone)).status).toBe(404)
  })

  test('[GR3] without the verb, and above what is held', async () => {
    const east = await site.as('east')
    expect((await ask(east, { kind: 'rename', place: places.east1, name: 'x', on })).body.code).toBe('grant.missing')
    const move: PlaceChange = { kind: 'move', place: places.east1, parent: places.west, on }
    expect((await ask(east, move)).status).toBe(404)
    expect((await ask(await site.as('county'), move)).body.code).toBe('grant.missing')
  })

  test('[PL41] by a rule, with the reason in words, and nothing is kept of it', async () => {
    const reply = await ask(admin, { kind: 'move', place: places.east1, parent: places.west, on: '2026-11-22' })
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'place.change', title: '不能这样调整：日期不能晚于今天' },
    })
    const far = await ask(await site.as('admin'), { kind: 'move', place: places.east1, parent: places.foreignTown, on })
    expect(far).toMatchObject({ status: 422, body: { code: 'place.change' } })
    expect((await ask(admin, { kind: 'joinZone', zone: places.zone, place: places.county, on })).body.code).toBe(
      'place.cycle',
    )
    expect(await incomeOf(places.east)).toBe('664.5 of 3')
    await expectRollupsRight()
  })
})

test('[PL45] a new name is found at once, and the old one stands in the history', async () => {
  await change({ kind: 'rename', place: places.east1, name: '赤坎村', on })
  const { body } = await admin('GET', '/places?q=ckc')
  expect(body.items.map((item: { name: string }) => item.name)).toEqual(['赤坎村'])
  const page = await admin('GET', `/places/${places.east1}`)
  expect(page.body.successions).toMatchObject([
    { kind: 'rename', on, predecessor: { name: '柳村' }, successor: { name: '赤坎村' } },
  ])
  expect((await ask(admin, { kind: 'rename', place: places.east1, name: '柳村', on })).status).toBe(422)
})

test('[RU7] a village that moves takes its figures along, also back on the same day', async () => {
  const before = [
    await incomeOf(places.east),
    await incomeOf(places.west),
    await incomeOf(places.county),
    await incomeOf(places.zone),
  ]
  const moves: PlaceChange = { kind: 'move', place: places.east1, parent: places.west, on }
  expect(await change(moves)).toEqual([places.east1, places.west])
  expect([await incomeOf(places.county), await incomeOf(places.zone)]).toEqual([before[2], before[3]])
  expect((await incomeOf(places.west))?.endsWith('of 3')).toBe(true)
  const page = await admin('GET', `/places/${places.east1}`)
  expect(page.body).toMatchObject({ parent: places.west, path: '青禾市 / 青禾县 / 西镇 / 柳村' })
  expect(page.body.successions).toMatchObject([
    { kind: 'transfer', predecessor: { name: '东镇' }, successor: { name: '西镇' } },
  ])
  const back = await ask(admin, { ...moves, parent: places.east })
  expect(back.body.title).toContain('当天')
  await change({ ...moves, parent: places.east, on: '2026-07-02' })
  expect([await incomeOf(places.east), await incomeOf(places.west)]).toEqual([before[0], before[1]])
})

test('[RU1] a village in two zones counts once in the county, and in each of them', async () => {
  const whole = await incomeOf(places.county)
  await change({
    kind: 'openZone',
    code: 'Z-new',
    name: '新片区',
    zoneKind: 'park',
    members: [places.east1, places.east],
    on,
  })
  expect(await incomeOf('Z-new')).toBe(await incomeOf(places.east))
  expect(await incomeOf(places.county)).toBe(whole)
  await change({ kind: 'joinZone', zone: 'Z-new', place: places.zone, on })
  expect((await incomeOf('Z-new'))?.endsWith('of 4')).toBe(true)
  await change({ kind: 'leaveZone', zone: 'Z-new', place: places.east, on: '2026-08-01' })
  expect(await incomeOf('Z-new')).toBe(await incomeOf(places.zone))
  const again = await ask(admin, { kind: 'joinZone', zone: places.zone, place: 'Z-new', on })
  expect(again.body.code).toBe('place.cycle')
})

test('[PL46] a zone across counties is opened by who holds both, and gathers from both', async () => {
  const members = [places.east1, places.foreignVillage]
  const zone: PlaceChange = { kind: 'openZone', code: 'Z-wide', name: '跨县片区', zoneKind: 'cluster', members, on }
  expect((await ask(admin, zone)).status).toBe(404)
  await change(zone, await site.as('admin'))
  expect((await incomeOf('Z-wide'))?.endsWith('of 2')).toBe(true)
  await change({ kind: 'move', place: places.east1, parent: places.west, on })
  expect((await incomeOf('Z-wide'))?.endsWith('of 2')).toBe(true)
  const into = ['990101002208', '990101002209'].map((code) => ({ code, name: code }))
  await change({ kind: 'split', place: places.east1, into, on: '2026-08-01' })
  const { body } = await (await site.as('admin'))('GET', '/places/Z-wide')
  expect(body.members.map((one: { code: string }) => one.code)).toEqual([
    ...into.map(({ code }) => code),
    places.foreignVillage,
  ])
  expect(body.counts).toEqual([{ level: 'village', administrative: 3, placeholders: 0 }])
})

describe('[PL42] merging and splitting', () => {
  const villages = [places.east1, places.east2]

  test('villages that merge stay as history, and what they reported stays in the town', async () => {
    const before = await incomeOf(places.east)
    await change({ kind: 'merge', places: villages, into: { code: merged, name: '柳槐村' }, on })
    expect(await incomeOf(places.east)).toBe(before)
    expect((await admin('GET', `/places/${places.east}`)).body.counts).toEqual([
      { level: 'village', administrative: 2, placeholders: 0 },
    ])
    const page = await admin('GET', `/places/${merged}`)
    expect(page.body).toMatchObject({ name: '柳槐村', kind: 'villagers', validFrom: on, zones: [] })
    expect(page.body.successions.map((one: { predecessor: { name: string } }) => one.predecessor.name)).toEqual([
      '柳村',
      '槐村',
    ])
    expect((await admin('GET', `/places/${places.east1}`)).body.validTo).toBe(on)
    expect((await ask(admin, { kind: 'rename', place: places.east1, name: 'x', on })).body.title).toContain('已撤销')
    const list = await admin('GET', `/places?under=${places.east}&level=village`)
    expect(list.body.items.map((one: { code: string }) => one.code)).toEqual([places.east3, merged])
  })

  test('[PL9] figures meet on the boundary of after, and are refused on that of before when they would be divided', async () => {
    await change({ kind: 'merge', places: villages, into: { code: merged, name: '柳槐村' }, on })
    const [east1, east2, successor] = await Promise.all(
      [...villages, merged].map((code) => placeIdOf(database.job, code)),
    )
    const successions = await listSuccessions(database.job, [successor!])
    const value = (placeId: number, period: string, text: string) => ({ placeId, period, value: parseDecimal(text) })
    const values = [value(east1!, '2026-06', '1.5'), value(east2!, '2026-06', '2'), value(successor!, '2026-08', '4')]
    const after = onBoundary(values, successions, { boundaryDate: on, overPlaces: 'sum' })
    expect(after.carried.map((one) => [one.placeId, one.period, formatDecimal(one.value)])).toEqual([
      [successor, '2026-06', '3.5'],
      [successor, '2026-08', '4'],
    ])
    const before = onBoundary(values, successions, { boundaryDate: '2026-06-30', overPlaces: 'sum' })
    expect(before.refused).toEqual([{ placeId: successor, period: '2026-08', code: 'boundary.split' }])
  })

  test('towns that merge hand on their villages with all figures', async () => {
    const whole = await incomeOf(places.county)
    const into = { code: '990101003000', name: '东西镇' }
    await change({ kind: 'merge', places: [places.east, places.west], into, on })
    expect(await incomeOf(into.code)).toBe(whole)
    expect(await incomeOf(places.county)).toBe(whole)
    expect((await incomeOf(places.east)) ?? '0 of 0').toBe('0 of 0')
    await change({ kind: 'rename', place: places.east1, name: '新柳村', on }, admin)
  })

  test('a place that splits leaves its parts in its zones', async () => {
    const into = [
      { code: '990101001208', name: '上柳村' },
      { code: '990101001209', name: '下柳村' },
    ]
    const before = await incomeOf(places.zone)
    await change({ kind: 'split', place: places.east1, into, on })
    expect(await incomeOf(places.zone)).toBe(before)
    const zone = await admin('GET', `/places/${places.zone}`)
    expect(zone.body.members.map((one: { name: string }) => one.name)).toEqual(['上柳村', '下柳村', '桑村'])
    const again = await ask(admin, { kind: 'split', place: places.east2, into, on })
    expect(again).toMatchObject({ status: 409, body: { code: 'place.duplicate' } })
  })
})

test('[LO1] each change leaves one action in its rectangle', async () => {
  await change({ kind: 'move', place: places.east1, parent: places.west, on })
  const actions = await database.job.selectFrom('action').where('verb', '=', 'place.write').selectAll().execute()
  expect(actions).toMatchObject([
    { outcome: 'done', subject: `place/${places.east1}`, placeId: await placeIdOf(database.job, places.county) },
  ])
})
