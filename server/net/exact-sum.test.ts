import { formatDecimal, normalizeDecimal, parseDecimal, sumDecimals } from '@gangju/net/quantity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { loadFigures } from './bulk.store.ts'
import { listRollupCells } from './cell.store.ts'
import { addSmallNet, type SmallNet } from './test-net.ts'

const count = 100_000
let database: TestDatabase
let net: SmallNet

beforeAll(async () => {
  database = await openTestDatabase()
  net = await addSmallNet(database.pool('job'), { villages: count })
})
afterAll(() => database.close())

/** Awkward ones: many scales, both signs, and steps that no binary fraction holds. */
const valueAt = (index: number) => {
  const digits = String((index * 7_919) % 1_000_003)
  return `${index % 5 === 0 ? '-' : ''}${digits}.${String((index * 31) % 10 ** ((index % 9) + 1)).padStart((index % 9) + 1, '0')}`
}

const shown = (text: string | null | undefined) => text && formatDecimal(normalizeDecimal(parseDecimal(text)))

test('[RU3] the sum of 100,000 values is their decimal sum to the last digit', async () => {
  const pool = database.pool('job')
  const indicatorId = net.indicators.find((one) => one.overPlaces === 'sum' && one.level === 'village')!.id
  const figures = net.villages.map(({ id: placeId, countyId }, index) => {
    return { countyId, placeId, indicatorId, period: '2026-01', value: valueAt(index) }
  })
  expect(await loadFigures(pool, figures, { sourceId: net.sourceId, at: new Date() })).toBe(count)
  const exact = formatDecimal(normalizeDecimal(sumDecimals(figures.map(({ value }) => parseDecimal(value)))))
  const cells = await listRollupCells(database.job, {
    countyIds: [net.town, net.city].map((place) => place.countyId),
    placeIds: [net.town, net.county, net.city].map((place) => place.id),
    indicatorIds: [indicatorId],
    periods: ['2026-01'],
  })
  expect(cells.map((cell) => [cell.reported, shown(cell.total)])).toEqual([1, 2, 3].map(() => [count, exact]))
})
