import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Trx } from '../db/connection.ts'

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
 * Claims the key, waiting for another request that holds it. Unique by actor, route and hash of the key.
 *
 * @returns undefined when the key is ours now, else what the first request with it left behind.
 */
export async function claimKey(trx: Trx, { actor, route, key, requestHash }: Repeatable) {
  const claimed = await trx
    .insertInto('idempotency')
    .values({ actor, route, key: keyHash(key), requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('actor')
    .executeTakeFirst()
  if (claimed) return undefined
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
export async function storeAnswer(trx: Trx, { actor, route, key }: Repeatable, answer: StoredAnswer): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ status: answer.status, reply: seal(answer.reply, key) })
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', keyHash(key))
    .execute()
}

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
