import { setTimeout as delay } from 'node:timers/promises'
import { answers } from './answer.ts'

interface Listening {
  readonly port: number
  readonly deafMs: number
  readonly signal: AbortSignal
}

const longestProbeMs = 2_000

/**
 * Settles when the server has been silent for `deafMs`, or when the signal comes. Several probes in a row must
 * fail: after a sleep of the whole machine the clock alone proves nothing.
 */
export async function waitForDeafness({ port, deafMs, signal }: Listening): Promise<void> {
  const probeMs = Math.min(longestProbeMs, deafMs / 4)
  let heard = performance.now()
  let failed = 0
  while (!signal.aborted && (failed < 3 || performance.now() - heard < deafMs)) {
    await delay(probeMs, undefined, { ref: false, signal }).catch(() => undefined)
    if (signal.aborted) return
    const answered = await answers(port, probeMs)
    failed = answered ? 0 : failed + 1
    if (answered) heard = performance.now()
  }
}
