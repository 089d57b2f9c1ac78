import { setTimeout as delay } from 'node:timers/promises'
import { isWorthRetry } from './storage-fault.ts'

const mostTries = 3

/** Runs a whole transaction again, three times at the most, when it lost against another one or its connection before anybody saw a part of it [HT9]. */
export async function withRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === mostTries || !isWorthRetry(error)) throw error
      await delay(Math.random() * 40 * 3 ** tries)
    }
  }
}
