import type { Trx } from '../db/connection.ts'
import { removeExpired } from './expired.store.ts'

export interface TidyingWords {
  readonly transact: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  readonly now: () => Date
}

const everyMs = 3_600_000

/** A job of the runner: once an hour what has had its time goes, some at a time [HT23]. */
export function tidyHourly({ transact, now }: TidyingWords): () => Promise<boolean> {
  let nextAt = 0
  return async () => {
    const at = now()
    if (at.getTime() < nextAt) return false
    const isMore = await transact((trx) => removeExpired(trx, at))
    if (!isMore) nextAt = at.getTime() + everyMs
    return isMore
  }
}
