import { Problem } from '@gangju/net/problem'
import type pg from 'pg'
import { kyselyOver, type Trx } from '../db/connection.ts'
import { Line } from '../db/line.ts'

/** The part of a pool that requests use. */
export type Pool = Pick<pg.Pool, 'connect' | 'waitingCount' | 'totalCount' | 'idleCount' | 'options'>

/** One connection for one request, with the query builder over it. */
export interface Desk {
  readonly line: Line
  readonly trx: Trx
}

/** Requests that may wait for a connection; more are told at once to come again. */
const mostWaiting = ({ options }: Pool): number => Math.max(32, 16 * (options.max ?? 10))

/**
 * Runs work on a connection of its own inside one transaction that the work ends itself. A connection that is left
 * inside a transaction, or in doubt, is thrown away: the next user would see the rows of this one.
 */
export async function atDesk<T>(pool: Pool, begin: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  if (pool.waitingCount >= mostWaiting(pool)) throw new Problem('server.busy')
  const client = await pool.connect()
  const line = new Line(client)
  let doubt: Error | undefined
  try {
    await line.query(begin)
    const result = await work({ line, trx: kyselyOver(line) as Trx })
    if (client.getTransactionStatus() !== 'I') doubt = new Error('the work did not end its transaction')
    return result
  } catch (error) {
    doubt = await line.rollback().then(
      () => undefined,
      (fault: Error) => fault,
    )
    throw error
  } finally {
    line.close()
    client.release(doubt)
  }
}
