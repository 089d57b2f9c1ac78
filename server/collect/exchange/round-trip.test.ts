import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type TestApp } from '../../../test/fixture/site.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { dataValueRoutes } from '../../publish/exchange/data-values.route.ts'
import { entryRoutes } from '../entry/entry.route.ts'
import { takeValuesRoutes } from './data-values.route.ts'

let office: TestApp

beforeAll(async () => {
  office = await openTestApp({
    features: [sessionRoutes, entryRoutes, takeValuesRoutes, dataValueRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
  })
})
afterAll(() => office.close())

// Each form into a month of its own, filled with the figures of 2026-10.
test.each([
  ['JSON', '', '202502'],
  ['JSON by UIDs', '&idScheme=UID', '202503'],
  ['CSV', '.csv', '202504'],
  ['CSV with tabs', '.csv&separator=tab&bom=true', '202505'],
  ['a table', '.csv&layout=table', '202506'],
])('[EX3, EX9] what went out as %s comes in as it was', async (_, form, period) => {
  const east = await office.as('east')
  const isCsv = form.startsWith('.csv')
  const more = form.replace('.csv', '')
  const from = `dataSet=fixture-monthly&orgUnit=${places.east}&children=true&period=202610${more}`
  const out = await east('GET', `/exchange/dataValueSets${isCsv ? '.csv' : ''}?${from}`)
  const moved = out.bytes.toString().replaceAll('202610', period)
  const body = isCsv ? moved : { dataValues: JSON.parse(moved).dataValues }
  const headers: Record<string, string> = isCsv ? { 'content-type': 'text/csv' } : {}
  const taken = await east('POST', '/exchange/dataValueSets', { body, headers })
  expect(taken.body.response).toMatchObject({ status: 'SUCCESS', importCount: { imported: 9 } })
  const month = `${period.slice(0, 4)}-${period.slice(4)}`
  const entry = await east('GET', `/returns/fixture-monthly/entry?place=${places.east}&period=${month}`)
  const figures = entry.body.rows.map((row: { cells: { value: string }[] }) => row.cells.map(({ value }) => value))
  expect(figures).toEqual([
    ['122.5', '132.5', '22'],
    ['222.5', '232.5', '32'],
    ['322.5', '332.5', '42'],
  ])
  const again = await east('POST', '/exchange/dataValueSets', { body, headers })
  expect(again.body.response.importCount).toEqual({ imported: 0, updated: 9, ignored: 0, deleted: 0 })
  const after = await east('GET', `/returns/fixture-monthly/entry?place=${places.east}&period=${month}`)
  expect(after.body.rows).toEqual(entry.body.rows)
})
