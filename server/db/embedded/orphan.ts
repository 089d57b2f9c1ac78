import { rmSync } from 'node:fs'
import { answers } from './answer.ts'
import { findPostmasterFile, type PostmasterFile, postmasterFileOf } from './postmaster-file.ts'
import { findCommandLine, findProcess, hasEntry, hasLostProgram, type ProcessIdentity } from './processes.ts'
import { clearLeftovers, type Patience, stopPostmaster } from './stop.ts'
import { waitUntil } from './wait.ts'

interface Looking {
  readonly data: string
  readonly patience: Patience
  readonly deafMs: number
  readonly signal: AbortSignal
  /** The command that we would start it by, given its port. */
  readonly commandOf: (port: number) => string[]
}

export interface Orphan {
  readonly server: ProcessIdentity
  readonly port: number
}

const recoveryMs = 300_000

/**
 * The server that a killed owner left behind, once it is ready [DB3]. When there is none fit to be adopted, the
 * way is clear for a new one: nothing runs on the data and no stale file bars the start.
 */
export async function adoptOrphan(looking: Looking): Promise<Orphan | undefined> {
  const { data, patience, signal } = looking
  for (;;) {
    signal.throwIfAborted()
    const file = findPostmasterFile(data)
    const server = file && findServer(file, data)
    if (!file || !server) {
      await clearTheWay(data, file)
      return undefined
    }
    if (await isFit(looking, file, server)) return { server, port: file.port }
    await stopPostmaster(server, data, patience)
  }
}

/** Undefined when the process of the file has ended, is a zombie, or is a stranger that got the number. */
function findServer(file: PostmasterFile, data: string): ProcessIdentity | undefined {
  const server = findProcess(file.pid)
  const command = findCommandLine(file.pid)
  return command === undefined || command.includes(` -D ${data} `) ? server : undefined
}

/** PostgreSQL removes the stale file of a plain dead process itself; over a zombie or a stranger it would refuse to start. */
async function clearTheWay(data: string, file: PostmasterFile | undefined): Promise<void> {
  await clearLeftovers(data, { graceMs: 2_000 })
  if (file && hasEntry(file.pid)) rmSync(postmasterFileOf(data), { force: true })
}

/** Ours as we would start it, and answering. One that recovers is waited for, one that stops is given its time. */
async function isFit(
  { data, deafMs, signal, commandOf, patience }: Looking,
  file: PostmasterFile,
  server: ProcessIdentity,
) {
  const look = () => findProcess(server.pid) && findPostmasterFile(data)
  const settled = () => {
    const now = look()
    return !now || now.status === 'ready' || now.status === 'stopping'
  }
  await waitUntil(settled, { withinMs: recoveryMs, everyMs: 20, signal })
  const now = look()
  if (now?.status === 'stopping') await waitUntil(() => !look(), { withinMs: patience.fastMs, signal })
  if (now?.status !== 'ready' || now.port !== file.port) return false
  const command = findCommandLine(server.pid)
  if (command !== undefined && command !== commandOf(now.port).join(' ')) return false
  if (hasLostProgram(server.pid)) return false
  return waitUntil(() => answers(now.port, 2_000), { withinMs: deafMs, everyMs: 200, signal })
}
