import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import type { ChangeListener, Changes } from './ground.ts'

export const changeChannel = 'gangju_change'

const Payload = z.object({ counties: z.array(z.int()), ancestors: z.array(z.int()), periods: z.array(z.string()) })

export interface OpenChanges extends Changes {
  close(): Promise<void>
}

/**
 * Listens to the database on one connection for the whole process. When it is lost, those who listen are told that they
 * may have missed something, and a new one is made as soon as the database answers.
 *
 * @param url asked for anew with every connection: the database may have moved.
 */
export function listenToChanges(url: () => string, pauseMs = 500): OpenChanges {
  const listeners = new Set<ChangeListener>()
  let client: pg.Client | undefined
  const closing = new AbortController()
  const running = run()

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await listenOnce().catch(() => {})
      if (closing.signal.aborted) return
      for (const listener of [...listeners]) listener.lost()
      await delay(pauseMs)
    }
  }

  async function listenOnce(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url(), keepAlive: true, connectionTimeoutMillis: 2_000 })
    const ended = new Promise<void>((resolve) => {
      fresh.on('end', resolve)
      fresh.on('error', () => resolve())
    })
    fresh.on('notification', ({ payload }) => tell(payload))
    client = fresh
    await fresh.connect()
    await fresh.query(`listen ${changeChannel}`)
    if (closing.signal.aborted) await fresh.end()
    await ended
  }

  function tell(payload: string | undefined): void {
    const parsed = Payload.safeParse(payload === undefined ? undefined : JSON.parse(payload))
    if (!parsed.success) return
    for (const listener of [...listeners]) listener.change(parsed.data)
  }

  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      closing.abort()
      await client?.end().catch(() => {})
      await running
    },
  }
}

/** For programs that show no streams. */
export const noChanges: Changes = { listen: () => () => {} }
