import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'

export interface DeliveryRow {
  readonly deliveryId: string
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly channel: string
  readonly kind: 'returned' | 'reminder' | 'escalation'
  readonly attempts: number
  readonly createdAt: Date
  readonly parkedAt: Date | null
  readonly lastError: string | null
  readonly outcome: string | null
}

const columns = sql`
  d.delivery_id, d.county_id, d.place_id, p.code as place_code, p.name as place_name, p.level as place_level, d.channel, d.kind,
  d.attempts, d.created_at, d.parked_at, d.last_error, d.outcome`

/** What has not left the house: parked ones first, last those that could not reach anybody. */
export async function listUndelivered(db: Db, rootId: number, limit: number): Promise<readonly DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select ${columns} from delivery d join place p on p.place_id = d.place_id
    where (d.done_at is null or d.outcome = 'none')
      and (d.place_id = ${rootId} or d.place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null))
    order by d.outcome is not null, d.parked_at is null, d.created_at desc, d.delivery_id limit ${limit}`.execute(db)
  return rows
}

/** One within the rectangle that is not delivered; undefined outside, as if there were none. */
export async function findUndelivered(
  db: Db,
  { counties, places }: RectangleLists,
  deliveryId: string,
): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select ${columns} from delivery d join place p on p.place_id = d.place_id
    where (d.county_id = any (${[...counties]}::int[]) or d.place_id = any (${[...places]}::int[]))
      and d.delivery_id = ${deliveryId}::uuid and d.done_at is null`.execute(db)
  return rows[0]
}

/** Takes a parked one out again, with all its tries. @returns whether it was parked. */
export async function unpark(
  trx: Trx,
  { countyId, deliveryId }: Pick<DeliveryRow, 'countyId' | 'deliveryId'>,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('delivery')
    .set({ parkedAt: null, attempts: 0, nextAt: at })
    .where('countyId', '=', countyId)
    .where('deliveryId', '=', deliveryId)
    .where('parkedAt', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
