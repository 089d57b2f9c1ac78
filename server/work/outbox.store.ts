import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import type { Outcome } from './adapter.ts'

export interface TakenDelivery {
  readonly countyId: number
  readonly deliveryId: string
  readonly channel: string
  readonly attempts: number
  readonly kind: string
  readonly words: { readonly zh: string; readonly en: string }
  readonly placeCode: string
  readonly placeName: string
  readonly form: string | null
  readonly formZh: string | null
  readonly formEn: string | null
  readonly period: string | null
  readonly submissionId: string | null
  readonly username: string
  readonly name: string
  /** Null also for an account that is disabled: who has left is not written to. */
  readonly email: string | null
  readonly sentAt: Date
}

/** The delivery that has waited longest, held until the transaction ends; one that another runner holds is passed over. */
export async function takeDelivery(trx: Trx, now: Date): Promise<TakenDelivery | undefined> {
  const { rows } = await sql<TakenDelivery>`
    select d.county_id, d.delivery_id, d.channel, d.attempts, m.kind, m.words, p.code as place_code, p.name as place_name,
           f.code as form, f.entry->>'name' as form_zh, f.entry->>'nameEn' as form_en, m.period, m.submission_id,
           w.username, w.name, case when w.disabled then null else w.email end as email, m.sent_at
    from delivery d
    join message m on m.county_id = d.county_id and m.message_id = d.message_id
    join place p on p.place_id = m.place_id join person w on w.person_id = m.person_id
    left join form f on f.form_id = m.form_id
    where d.done_at is null and d.parked_at is null and d.next_at <= ${now}
    order by d.next_at limit 1 for update of d skip locked`.execute(trx)
  return rows[0]
}

type Key = Pick<TakenDelivery, 'countyId' | 'deliveryId'>

interface Ending {
  readonly outcome: Outcome
  readonly at: Date
}

export async function markDelivered(trx: Trx, { countyId, deliveryId }: Key, { outcome, at }: Ending): Promise<void> {
  await trx
    .updateTable('delivery')
    .set((row) => ({ doneAt: at, outcome, attempts: row('attempts', '+', 1), lastError: null }))
    .where('countyId', '=', countyId)
    .where('deliveryId', '=', deliveryId)
    .execute()
}

export interface Failure {
  readonly attempts: number
  readonly error: string
  /** When it is tried again; null: it is parked. */
  readonly nextAt: Date | null
  readonly at: Date
}

export async function markFailed(
  trx: Trx,
  { countyId, deliveryId }: Key,
  { attempts, error, nextAt, at }: Failure,
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ attempts, lastError: error, ...(nextAt === null ? { parkedAt: at } : { nextAt }) })
    .where('countyId', '=', countyId)
    .where('deliveryId', '=', deliveryId)
    .execute()
}
