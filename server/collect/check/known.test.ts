import { type FormCheck, figureKey } from '@gangju/net/form'
import { parsePeriod } from '@gangju/net/period'
import { formatDecimal } from '@gangju/net/quantity'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type TestApp } from '../../../test/fixture/site.ts'
import type { Trx } from '../../db/connection.ts'
import { loadCatalog } from '../../net/catalog.store.ts'
import { knownOnWire, loadKnown } from './known.ts'
import { listKnownFigures, listPeerFigures } from './known-figures.store.ts'

let site: TestApp
let app: pg.Client
beforeAll(async () => {
  site = await openTestApp({ features: [] })
  app = new pg.Client(site.database.url('app'))
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await site.close()
})

async function idsOf(codes: readonly string[]) {
  const rows = await site.database.job
    .selectFrom('place')
    .where('code', 'in', codes)
    .select(['placeId', 'code', 'countyId'])
    .execute()
  return codes.map((code) => rows.find((row) => row.code === code)!)
}

/** As the application's own role, with the rectangle of one village. */
async function asVillage<T>(placeId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  await app.query('begin')
  await app.query(`set local gangju.places = '${placeId}'`)
  await app.query("set local gangju.indicators = '*'")
  try {
    return await work(site.database.jobOver(app) as Trx)
  } finally {
    await app.query('rollback')
  }
}

const checks: readonly FormCheck[] = [
  { code: 'a', kind: 'outlier', indicator: 'income', against: 'history' },
  { code: 'b', kind: 'outlier', indicator: 'sales', against: 'class' },
  {
    code: 'c',
    kind: 'acrossForms',
    indicator: 'sales',
    operator: 'le',
    other: 'lowestWage',
    otherName: { zh: '最低', en: 'Lowest' },
  },
  { code: 'd', kind: 'target', indicator: 'income', above: '150', behind: null },
]

test('[CK14] what the rules ask for is read, and no more', async () => {
  const catalog = await loadCatalog(site.database.job)
  const { sourceId } = catalog.form('fixture-monthly')
  const [east1] = await idsOf([places.east1])
  const form = { entry: { ...fixtureForm, checks }, sourceId }
  const { job } = site.database
  const { known, classes } = await job
    .transaction()
    .execute((trx) =>
      loadKnown(
        { db: trx, trx },
        { catalog, form, countyId: east1!.countyId, places: [east1!], period: parsePeriod('2026-10') },
      ),
    )
  const periods = (indicator: string) => [...known.get(figureKey(places.east1, indicator))!.series.keys()].toSorted()
  expect(periods('income')).toEqual([
    '2025-10',
    '2025-11',
    '2025-12',
    ...Array.from({ length: 9 }, (_, at) => `2026-0${at + 1}`),
    '2026-10',
  ])
  expect(periods('sales')).toEqual(['2025-10', '2026-09', '2026-10'])
  expect(periods('lowestWage')).toContain('2026-10')
  expect(formatDecimal(known.get(figureKey(places.east1, 'income'))!.series.get('2026-09')!)).toBe('121.5')
  expect(known.get(figureKey(places.east1, 'sales'))!.peers).toBeNull()
  expect(classes).toEqual(new Map([[places.east1, 'community']]))
  const wire = knownOnWire(known).find(({ indicator }) => indicator === 'sales')
  expect(wire).toMatchObject({
    place: places.east1,
    peers: null,
    series: [{ period: '2025-10', value: '120.5' }, { period: '2026-09', value: '131.5' }, { period: '2026-10' }],
  })
})

test("[CK15] a village is judged by its county's figures of its class, of which it reads none", async () => {
  const catalog = await loadCatalog(site.database.job)
  const { sourceId } = catalog.form('fixture-monthly')
  const [east1, east2] = await idsOf([places.east1, places.east2])
  const { indicatorId } = catalog.indicator('income')
  const { countyId } = east1!
  const query = {
    countyId,
    level: 'village',
    indicatorIds: [indicatorId],
    sourceId,
    period: '2026-09',
    day: '2026-09-30',
  }
  const [few, enough, after] = await asVillage(east1!.placeId, async (trx) => [
    await listPeerFigures(trx, { ...query, fewest: 8 }),
    await listPeerFigures(trx, { ...query, fewest: 5 }),
    await listKnownFigures(trx, {
      countyId,
      placeIds: [east1!.placeId, east2!.placeId],
      wanted: [{ indicatorId, period: '2026-09' }],
    }),
  ])
  expect(few).toEqual([])
  expect(enough).toEqual([{ class: 'community', indicatorId, figures: expect.arrayContaining(['121.5', '521.5']) }])
  expect((after as { placeId: number }[]).map(({ placeId }) => placeId)).toEqual([east1!.placeId])
})
