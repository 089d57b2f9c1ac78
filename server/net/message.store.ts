import { randomUUID } from 'node:crypto'
import type { Trx } from '../db/connection.ts'

export interface NewMessage {
  readonly countyId: number
  readonly placeId: number
  readonly personId: string
  readonly sentBy: string
  readonly kind: 'returned' | 'reminder' | 'escalation'
  readonly words: { readonly zh: string; readonly en: string }
  readonly formId: number | null
  readonly period: string | null
  readonly submissionId: string | null
  readonly sentAt: Date
}

/**
 * Puts messages before their readers in the app, and one row for each channel into the outbox, in the caller's
 * transaction: what is rolled back was never sent [RM2]. Ids are made here, because a sender cannot read what is
 * addressed to another.
 */
export async function insertMessages(
  trx: Trx,
  messages: readonly NewMessage[],
  channels: readonly string[],
): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ words, ...message }) => ({
    ...message,
    messageId: randomUUID(),
    words: JSON.stringify(words),
  }))
  await trx.insertInto('message').values(rows).execute()
  const deliveries = rows.flatMap(({ countyId, placeId, messageId, kind, sentAt }) =>
    channels.map((channel) => ({ countyId, placeId, messageId, kind, channel, createdAt: sentAt, nextAt: sentAt })),
  )
  if (deliveries.length > 0) await trx.insertInto('delivery').values(deliveries).execute()
}

/** Channels that messages leave the house by, as this installation set them up at its start. */
export function channelsOf(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const channels = settings.get('messageChannels')
  return Array.isArray(channels) ? channels.filter((one) => typeof one === 'string') : []
}
