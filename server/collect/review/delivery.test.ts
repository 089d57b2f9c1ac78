import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { plantDeliveries } from '../../../test/fixture/review-cases.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { features } from '../../features.ts'

let site: TestApp
let west: string
let county: Person
beforeAll(async () => {
  site = await openTestApp({ features })
  west = (await plantDeliveries(site.database.job)).get(places.west)!
  county = await site.as('county')
})
afterAll(() => site.close())

const shown = async () => {
  const { body } = await county('GET', `/deliveries?place=${places.west}`)
  return (body.items as { id: string; state: string }[]).filter(({ id }) => id === west)
}
const end = (outcome: 'sent' | 'none') =>
  site.database.job
    .updateTable('delivery')
    .set({ doneAt: new Date(), parkedAt: null, outcome })
    .where('deliveryId', '=', west)
    .execute()

test('[RM9] a message whose reader has no address is shown as such, and cannot be tried again', async () => {
  expect(await shown()).toMatchObject([{ state: 'parked' }])
  await end('none')
  expect(await shown()).toMatchObject([{ state: 'none' }])
  expect(await county('POST', `/deliveries/${west}/retry`)).toMatchObject({
    status: 404,
    body: { code: 'delivery.unknown' },
  })
  await end('sent')
  expect(await shown()).toEqual([])
})
