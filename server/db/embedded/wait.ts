import { setTimeout as delay } from 'node:timers/promises'

interface Waiting {
  readonly withinMs: number
  readonly everyMs?: number
  readonly signal?: AbortSignal
}

/** False when the time is over before the condition holds. @throws AbortError when the signal comes first. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 10, signal }: Waiting,
): Promise<boolean> {
  const end = performance.now() + withinMs
  for (;;) {
    signal?.throwIfAborted()
    if (await condition()) return true
    if (performance.now() >= end) return false
    await delay(everyMs, undefined, { signal })
  }
}
