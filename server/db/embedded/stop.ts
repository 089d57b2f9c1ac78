import { isRunning, listChildren, listServerProcesses, type ProcessIdentity, sendSignal } from './processes.ts'
import { waitUntil } from './wait.ts'

/** How long each way of stopping gets before the next, harsher one. */
export interface Patience {
  readonly fastMs: number
  readonly immediateMs: number
}

export const usualPatience: Patience = { fastMs: 6_000, immediateMs: 4_000 }

export type Stopped = 'fast' | 'immediate' | 'killed'

/**
 * Fast shutdown, then immediate, then kill of the server with its children [DB6]. A fast shutdown during crash
 * recovery can hang for ever, and a halted process hears nothing but a kill. No step loses a committed
 * transaction: the next start recovers.
 */
export async function stopPostmaster(server: ProcessIdentity, data: string, patience: Patience): Promise<Stopped> {
  const gone = () => !isRunning(server)
  const ask = async (signal: NodeJS.Signals, withinMs: number) => {
    if (!gone()) sendSignal(server.pid, signal)
    return waitUntil(gone, { withinMs, everyMs: 5 })
  }
  if (await ask('SIGINT', patience.fastMs)) return 'fast'
  if (await ask('SIGQUIT', patience.immediateMs)) return 'immediate'
  const children = listChildren(server.pid)
  await ask('SIGKILL', 5_000)
  for (const pid of children) sendSignal(pid, 'SIGKILL')
  await clearLeftovers(data, { graceMs: 0 })
  return 'killed'
}

/**
 * Ends the children that outlived their server: they leave by themselves when they next wait, and the ones that
 * do not would keep the shared memory from the next server [DB5].
 */
export async function clearLeftovers(data: string, { graceMs }: { graceMs: number }): Promise<void> {
  const clear = () => listServerProcesses(data).length === 0
  if (await waitUntil(clear, { withinMs: graceMs, everyMs: 20 })) return
  for (const pid of listServerProcesses(data)) sendSignal(pid, 'SIGKILL')
  await waitUntil(clear, { withinMs: 5_000, everyMs: 20 })
}
