import { sql } from 'kysely'
import type { Trx } from '../../db/connection.ts'

/** Work that is kept or not by itself, inside the transaction of the request: what throws leaves nothing behind. */
export async function attempt<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(trx)
  try {
    const result = await work()
    await sql`release savepoint attempt`.execute(trx)
    return result
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(trx)
    throw error
  }
}
