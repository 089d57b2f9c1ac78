import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Statement } from '../db/batch.ts'
import type { Trx } from '../db/connection.ts'
import { KEPT } from '../db/kept.ts'

/** A request that may come again: who, through which route, under which key, with what in it. */
export interface Repeatable {
  readonly actor: string
  readonly route: string
  readonly key: string
  readonly requestHash: Buffer
}

export interface StoredAnswer {
  readonly status: number
  readonly reply: string
}

const keyHash = (key: string) => createHash('sha256').update(key).digest('base64url')

/**
 * Claims the key for whoever has a secret, waiting for another request that holds it: one row when it is ours. Unique by
 * actor, route and hash of the key.
 */
export const claimStatement = (
  secretHash: Buffer,
  { route, key, requestHash }: Omit<Repeatable, 'actor'>,
): Statement => ({
  text: `${KEPT} insert into idempotency (actor, route, key, request_hash)
    select person_id, $2::text, $3::text, $4::bytea from session where secret_hash = $1
    on conflict do nothing returning true`,
  values: [secretHash, route, keyHash(key), requestHash],
})

/** What the first request with the key left behind. */
export async function getClaimed(trx: Trx, { actor, route, key, requestHash }: Repeatable) {
  const row = await trx
    .selectFrom('idempotency')
    .select(['requestHash', 'status', 'reply'])
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', keyHash(key))
    .executeTakeFirstOrThrow()
  const answer =
    row.status === null || row.reply === null ? undefined : { status: row.status, reply: unseal(row.reply, key) }
  return { isSame: row.requestHash.equals(requestHash), answer }
}

/** Keeps the answer beside the key, in the same transaction as the work. */
export const answerStatement = ({ actor, route, key }: Repeatable, { status, reply }: StoredAnswer): Statement => ({
  text: `${KEPT} update idempotency set status = $4, reply = $5 where actor = $1 and route = $2 and key = $3`,
  values: [actor, route, keyHash(key), status, seal(reply, key)],
})

// An answer may hold what is shown once (a one-time password): only who has the key can open it again.
function seal(text: string, key: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

const sealingKey = (key: string) => Buffer.from(hkdfSync('sha256', key, 'gangju', 'stored answer', 32))
