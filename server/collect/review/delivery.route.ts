import { type Delivery, listDeliveries, retryDelivery } from '@gangju/contract/review'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { type DeliveryRow, findUndelivered, listUndelivered, unpark } from './delivery.store.ts'

/** Messages on their way out of the house: what is stuck is shown, and tried again by hand [RM5]. */
export const deliveryRoutes: Routes = (app) => {
  serve(app, listDeliveries, async (call) => {
    const { db, place } = await call.within({ place: call.query.place })
    return { items: (await listUndelivered(db, place.placeId, mostListed)).map(deliveryOnWire) }
  })
  serve(app, retryDelivery, handleRetry)
}

const mostListed = 200

async function handleRetry(call: Call<typeof retryDelivery>): Promise<Delivery> {
  const reading = await call.within({ mode: 'read' })
  const found = await findUndelivered(reading.db, reading.rectangle, call.params.id)
  if (!found) throw new Problem('delivery.unknown')
  const { trx } = await call.within({ place: found.placeCode })
  if (!(await unpark(trx, found, call.now))) throw new Problem('delivery.notParked')
  call.record({ verb: 'delivery.retry', subject: `delivery/${found.deliveryId}`, placeId: found.placeId })
  return deliveryOnWire({ ...found, attempts: 0, parkedAt: null })
}

function deliveryOnWire(row: DeliveryRow): Delivery {
  return {
    id: row.deliveryId,
    channel: row.channel,
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as Delivery['place']['level'] },
    kind: row.kind,
    state: row.outcome === 'none' ? 'none' : row.parkedAt === null ? 'waiting' : 'parked',
    attempts: row.attempts,
    at: row.createdAt.toISOString(),
    lastError: row.lastError,
  }
}
