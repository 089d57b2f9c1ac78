import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import type { Account } from './account.ts'
import { choosePort } from './answer.ts'
import { serverEnvironment } from './environment.ts'
import type { Home } from './home.ts'
import { findPostmasterFile } from './postmaster-file.ts'
import { findProcess, type ProcessIdentity } from './processes.ts'
import { DatabaseRefusal } from './refusal.ts'
import { type Patience, stopPostmaster } from './stop.ts'
import { waitUntil } from './wait.ts'

export interface Postmaster {
  readonly server: ProcessIdentity
  readonly port: number
  /** Settles when the process has ended, with what is known of why. */
  readonly ended: Promise<string>
}

export interface Starting {
  readonly home: Home
  readonly account: Account
  readonly patience: Patience
  readonly signal: AbortSignal
  readonly commandOf: (port: number) => string[]
  readonly preferredPort: number | undefined
}

const readyMs = 300_000
const retryMs = 30_000
const logLimitBytes = 10_000_000

// Left by a server that is just going away; they pass.
const passing = /lock file .* already exists|pre-existing shared memory block|could not bind|could not create any TCP/

/** Starts the server; what only bars the way for a moment is tried again for half a minute [DB5]. */
export async function startPostmaster(starting: Starting): Promise<Postmaster> {
  const end = performance.now() + retryMs
  for (;;) {
    const logged = turnLog(starting.home.log)
    const started = await tryStart(starting)
    if (typeof started !== 'string') return started
    const complaint = `${started}\n${readLog(starting.home.log, logged)}`.trim()
    if (!passing.test(complaint) || performance.now() > end) throw cannotStart(starting.home, complaint)
    await waitUntil(() => false, { withinMs: 300, everyMs: 300, signal: starting.signal })
  }
}

/** The running server, or why it ended before it was ready. @throws AbortError once it has been stopped again. */
async function tryStart(starting: Starting): Promise<Postmaster | string> {
  const { home, account, signal, preferredPort, commandOf, patience } = starting
  const port = await choosePort(preferredPort)
  signal.throwIfAborted()
  const [program = '', ...options] = commandOf(port)
  const log = openSync(home.log, 'a', 0o600)
  // Its own session: a Ctrl-C in the terminal must reach us alone, so that we drain before it stops.
  const child = spawn(program, options, {
    ...account,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let reason: string | undefined
  const ended = endOf(child).then((text) => {
    reason = text
    return text
  })
  const { pid } = child
  if (pid === undefined) return ended
  const server = findProcess(pid) ?? { pid, startedAt: null }
  const ready = () => {
    const file = findPostmasterFile(home.data)
    return file?.pid === pid && file.status === 'ready'
  }
  try {
    const came = await waitUntil(() => reason !== undefined || ready(), { withinMs: readyMs, everyMs: 5, signal })
    if (came && reason === undefined) return { server, port, ended }
  } catch (error) {
    await stopPostmaster(server, home.data, patience)
    throw error
  }
  if (reason === undefined) await stopPostmaster(server, home.data, patience)
  return ended
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ? `postgres: ${signal}` : `postgres: exit ${code}`))
  })
}

/** Puts a long log aside. Returns from where on the next server will write. */
function turnLog(log: string): number {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size < logLimitBytes) return size
  renameSync(log, `${log}.1`)
  return 0
}

function readLog(log: string, from: number): string {
  try {
    return readFileSync(log).subarray(from).toString('utf8').slice(-2_000)
  } catch {
    return ''
  }
}

function cannotStart(home: Home, complaint: string): DatabaseRefusal {
  return new DatabaseRefusal('database.cannotStart', {
    zh: `数据库不能启动(日志 ${home.log}):${complaint}`,
    en: `The database does not start (log ${home.log}): ${complaint}`,
  })
}
