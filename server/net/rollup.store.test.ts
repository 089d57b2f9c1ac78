import type { Pool } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { inTransaction } from '../db/transaction.ts'
import { loadFigures } from './bulk.store.ts'
import { listRollupCells } from './cell.store.ts'
import { refreshCover } from './cover.store.ts'
import { postSubmission } from './observation.store.ts'
import { listRollupCellsAsOf } from './past-rollup.store.ts'
import { listRollupDifferences } from './rollup.store.ts'
import { addEdge, addSmallNet, addSubmission, type SmallNet, type TestPlace, type TestValue } from './test-net.ts'

const period = '2026-01'
let database: TestDatabase
let pool: Pool
let net: SmallNet

beforeEach(async () => {
  database = await openTestDatabase()
  pool = database.pool('job')
  net = await addSmallNet(pool, { villages: 4 })
})
afterEach(() => database.close())

const indicatorId = (overPlaces: string, level = 'village') =>
  net.indicators.find((one) => one.level === level && one.overPlaces === overPlaces)!.id

/** Values of the villages in order, for one indicator. */
const figures = (overPlaces: string, values: readonly TestValue['value'][]): TestValue[] =>
  values.map((value, index) => ({ placeId: net.villages[index]!.id, indicatorId: indicatorId(overPlaces), value }))

async function approve(values: readonly TestValue[], at = new Date()): Promise<number> {
  const { county, town, formId, sourceId } = net
  return inTransaction(pool, async (trx, client) => {
    const filed = { countyId: county.id, placeId: town.id, formId, period, values }
    const submissionId = await addSubmission(client, filed)
    return (await postSubmission(trx, { countyId: county.id, submissionId, period, sourceId, at })).changed
  })
}

async function join(zone: TestPlace, member: TestPlace, at = new Date()): Promise<void> {
  await inTransaction(pool, async (trx, client) => {
    await addEdge(client, { ancestorId: zone.id, descendantId: member.id, kind: 'zone', from: '2026-01-01' })
    await refreshCover(trx, [member.id], at)
  })
}

const question = (place: TestPlace, overPlaces: string) => ({
  countyIds: [place.countyId],
  placeIds: [place.id],
  indicatorIds: [indicatorId(overPlaces)],
  periods: [period],
})

async function read(place: TestPlace, overPlaces: string) {
  const [cell] = await listRollupCells(database.job, question(place, overPlaces))
  return cell && { reported: cell.reported, total: cell.total, low: cell.low, high: cell.high }
}

const expectNoDifference = async () => {
  expect(await inTransaction(pool, (trx) => listRollupDifferences(trx))).toEqual([])
}

test('[RU1] a village in a town and in two zones counts once in each, and once in the county', async () => {
  const [one, two] = net.zones
  await join(one, net.villages[0]!)
  await join(two, net.villages[0]!)
  await join(two, net.town)
  await join(one, two)
  await approve(figures('sum', ['3', '4']))
  for (const place of [net.town, one, two, net.county, net.city])
    expect(await read(place, 'sum')).toEqual({ reported: 2, total: '7', low: null, high: null })
  await expectNoDifference()
})

test('[FA4] what is withdrawn or not applicable leaves the sum, and a correction replaces', async () => {
  expect(await approve(figures('sum', ['1.5', '2', 'notApplicable', 'notReported']))).toBe(3)
  expect(await read(net.city, 'sum')).toMatchObject({ reported: 3, total: '3.5' })
  expect(await approve(figures('sum', ['1.5', 'notReported', '4', '1']))).toBe(3)
  expect(await read(net.city, 'sum')).toMatchObject({ reported: 3, total: '6.5' })
  await expectNoDifference()
})

test('[RU5] what may not be summed holds no total, only how many answered', async () => {
  await approve(figures('none', ['1', '2', '3']))
  expect(await read(net.city, 'none')).toEqual({ reported: 3, total: null, low: null, high: null })
})

test('[RU4] the lowest comes back up when the lowest is withdrawn, and the highest goes with its village', async () => {
  const [zone] = net.zones
  await join(zone, net.villages[0]!)
  await join(zone, net.villages[2]!)
  await approve([...figures('min', ['1', '2', '3']), ...figures('max', ['1', '2', '3'])])
  await approve(figures('min', ['notReported']))
  expect(await read(net.city, 'min')).toMatchObject({ low: '2', high: '3' })
  await inTransaction(pool, async (trx, client) => {
    await client.query('update place_edge set valid_to = $1 where descendant_id = $2 and kind = $3', [
      '2026-02-01',
      net.villages[2]!.id,
      'zone',
    ])
    await refreshCover(trx, [net.villages[2]!.id], new Date())
  })
  expect(await read(zone, 'max')).toMatchObject({ reported: 1, high: '1' })
  expect(await read(net.city, 'max')).toMatchObject({ reported: 3, high: '3' })
  await expectNoDifference()
})

test('[RU7] a zone that opens while an approval waits gets the figures too, whatever the approver may see', async () => {
  const [zone] = net.zones
  const { county, town, city, formId, sourceId, villages } = net
  const submissionId = await inTransaction(pool, (_, client) =>
    addSubmission(client, { countyId: county.id, placeId: town.id, formId, period, values: figures('sum', ['5']) }),
  )
  let approval: Promise<unknown> = Promise.resolve()
  await inTransaction(pool, async (trx, client) => {
    await addEdge(client, { ancestorId: zone.id, descendantId: villages[0]!.id, kind: 'zone', from: '2026-01-01' })
    await refreshCover(trx, [villages[0]!.id], new Date())
    // The context says what lay above before the zone opened.
    approval = inTransaction(database.pool('app'), async (approver, clerk) => {
      for (const name of ['counties', 'write_counties']) await clerk.query(`set local gangju.${name} = '${county.id}'`)
      await clerk.query(`set local gangju.ancestors = '${city.id}'`)
      await clerk.query("set local gangju.indicators = '*'")
      await postSubmission(approver, { countyId: county.id, submissionId, period, sourceId, at: new Date() })
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
  })
  await approval
  expect(await read(zone, 'sum')).toMatchObject({ reported: 1, total: '5' })
  await expectNoDifference()
})

test('[FA5] a correction whose moment was taken earlier but that came later still has a place in history', async () => {
  const late = new Date()
  const early = new Date(late.getTime() - 500)
  await approve(figures('sum', ['1']), late)
  await approve(figures('sum', ['2']), early)
  const asOf = async (at: Date) => (await listRollupCellsAsOf(database.job, question(net.county, 'sum'), at))[0]?.total
  expect(await asOf(new Date(late.getTime() - 1))).toBeUndefined()
  expect(await asOf(new Date(late.getTime() + 1))).toBe('2')
})

test('[RU7] a pair that closed and opened with moments out of order is not counted twice', async () => {
  const [zone] = net.zones
  const [village] = net.villages
  const now = Date.now()
  await approve(figures('sum', ['1']), new Date(now - 5_000))
  await join(zone, village!, new Date(now - 4_000))
  await inTransaction(pool, async (trx, client) => {
    await client.query("update place_edge set valid_to = '2026-02-01' where ancestor_id = $1", [zone.id])
    await refreshCover(trx, [village!.id], new Date(now - 1_000))
  })
  await inTransaction(pool, async (trx, client) => {
    await client.query('update place_edge set valid_to = null where ancestor_id = $1', [zone.id])
    await refreshCover(trx, [village!.id], new Date(now - 2_000))
  })
  const at = (moment: number) => listRollupCellsAsOf(database.job, question(zone, 'sum'), new Date(moment))
  expect(await at(now - 1_500)).toMatchObject([{ total: '1', reported: 1 }])
  expect(await at(now)).toMatchObject([{ total: '1', reported: 1 }])
})

test('[RU7] a zone named alone brings its new members, and their counties are held meanwhile', async () => {
  const [zone] = net.zones
  await approve(figures('sum', ['5']))
  let waiting: Promise<number> = Promise.resolve(0)
  await inTransaction(pool, async (trx, client) => {
    await addEdge(client, { ancestorId: zone.id, descendantId: net.town.id, kind: 'zone', from: '2026-01-01' })
    await refreshCover(trx, [zone.id], new Date())
    waiting = approve(figures('sum', ['6']))
    await new Promise((resolve) => setTimeout(resolve, 150))
  })
  await waiting
  expect(await read(zone, 'sum')).toMatchObject({ reported: 1, total: '6' })
  await expectNoDifference()
})

test('[PE5] a village that ceases leaves the denominator of its ancestors from that day', async () => {
  await inTransaction(pool, async (trx, client) => {
    await client.query("update place set valid_to = '2026-06-01' where place_id = $1", [net.villages[0]!.id])
    await refreshCover(trx, [net.villages[0]!.id], new Date())
  })
  const { rows } = await pool.query(
    "select sum(change) filter (where from_day <= '2026-05-31') as before, sum(change) filter (where from_day <= '2026-06-30') as after from roster where place_id = $1 and level = 'village'",
    [net.city.id],
  )
  expect(rows).toEqual([{ before: '4', after: '3' }])
})

test('[RU6] a bulk load over figures that are there corrects them, like a submission', async () => {
  const load = (values: readonly (string | null)[]) =>
    loadFigures(
      pool,
      values.map((value, index) => {
        const { id: placeId, countyId } = net.villages[index]!
        return { countyId, placeId, indicatorId: indicatorId('sum'), period, value }
      }),
      { sourceId: net.sourceId, at: new Date() },
    )
  expect(await load(['1', '2', null])).toBe(3)
  expect(await load(['1', '5', '7', '8'])).toBe(3)
  expect(await read(net.city, 'sum')).toMatchObject({ reported: 4, total: '21' })
  await expectNoDifference()
})

test('[RU6] a bulk load that names a cell twice, or a place that does not collect, stores nothing', async () => {
  const { id: placeId, countyId } = net.villages[0]!
  const cell = { countyId, placeId, indicatorId: indicatorId('sum'), period, value: '1' }
  const words = { sourceId: net.sourceId, at: new Date() }
  await expect(loadFigures(pool, [cell, { ...cell, value: '2' }], words)).rejects.toThrow('twice')
  await expect(loadFigures(pool, [{ ...cell, placeId: net.town.id }], words)).rejects.toThrow('level')
  await expect(loadFigures(pool, [{ ...cell, countyId: net.city.id }], words)).rejects.toThrow('level')
  expect((await pool.query('select 1 from observation')).rowCount).toBe(0)
})
