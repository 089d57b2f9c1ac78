import type { Pool, PoolClient } from 'pg'
import { kyselyOver, type Trx } from './connection.ts'

/**
 * Runs work in one transaction on one connection; the query builder and plain statements (COPY) share it.
 * A connection whose rollback fails is thrown away, so that nobody inherits an open transaction.
 */
export async function inTransaction<T>(pool: Pool, work: (trx: Trx, client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    const result = await work(asTransaction(client), client)
    // After a statement that failed and was not rethrown, the server answers a commit with a rollback.
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
    return result
  } catch (error) {
    await client.query('rollback').catch((rollback: Error) => {
      fault = rollback
    })
    throw error
  } finally {
    client.release(fault)
  }
}

/** The caller has begun a transaction on this client: what writes may have it as one. */
export function asTransaction(client: PoolClient): Trx {
  return kyselyOver(client) as unknown as Trx
}
