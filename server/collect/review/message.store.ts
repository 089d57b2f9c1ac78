import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'

export interface MessageRow {
  readonly messageId: string
  readonly kind: 'returned' | 'reminder' | 'escalation'
  readonly words: { readonly zh: string; readonly en: string }
  readonly placeCode: string
  readonly formId: number | null
  readonly period: string | null
  readonly submissionId: string | null
  readonly sentAt: Date
  readonly sender: string
  readonly readAt: Date | null
}

/** Messages to one person, newest first. Leans on `message_to`. */
export async function listOwnMessages(
  db: Db,
  personId: string,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<readonly MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.message_id, m.kind, m.words, p.code as place_code, m.form_id, m.period, m.submission_id, m.sent_at,
           coalesce(s.name, '') as sender, m.read_at
    from message m join place p on p.place_id = m.place_id left join person s on s.person_id = m.sent_by
    where m.person_id = ${personId}::uuid
      ${after === undefined ? sql`` : sql`and (m.sent_at, m.message_id::text) < (${after[0]}::timestamptz, ${after[1]}::text)`}
    order by m.sent_at desc, m.message_id::text desc limit ${limit}`.execute(db)
  return rows
}

export async function countUnread(db: Db, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('message')
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A message read before stays read at the time of the first. @returns whether it is one of theirs. */
export async function markRead(trx: Trx, personId: string, messageId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('message')
    .set(({ fn, val }) => ({ readAt: fn.coalesce('readAt', val(at)) }))
    .where('personId', '=', personId)
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
