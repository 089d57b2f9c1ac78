import { Problem } from '@gangju/net/problem'

/** Runs work now or after others. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>

const mostWaiting = 64

/**
 * Lets so many pieces of work run at one time, the others in order of arrival.
 *
 * @param atOnce undefined: no limit.
 * @throws Problem `server.busy` when 64 wait already.
 */
export function openQueue(atOnce: number | undefined): Queue {
  if (atOnce === undefined) return (work) => work()
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw new Problem('server.busy')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      // The place goes to the next one directly, or is free.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
