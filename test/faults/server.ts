import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { findPostmasterFile } from '../../server/db/embedded/postmaster-file.ts'
import { findProcess, listServerProcesses } from '../../server/db/embedded/processes.ts'
import { stopPostmaster } from '../../server/db/embedded/stop.ts'

const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'server/dist/main.js')

/** The built program in a folder of its own, as an office would run it: whoever kills it, somebody starts it again. */
export class ServerUnderFaults {
  readonly home: string
  readonly port: number
  #child: ChildProcess | undefined
  #ended: Promise<number | null> = Promise.resolve(null)
  /** Everything it printed, of all its lives. */
  output = ''

  private constructor(home: string, port: number) {
    this.home = home
    this.port = port
  }

  static async make(): Promise<ServerUnderFaults> {
    if (!existsSync(program)) throw new Error('the program is not built: npm run build')
    const home = mkdtempSync(path.join(os.tmpdir(), 'gangju-faults-'))
    // Run as root, the database works under another account, which has to get in.
    chmodSync(home, 0o755)
    return new ServerUnderFaults(home, await freePort())
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  start(...flags: string[]): void {
    if (this.isRunning) return
    const env = { ...process.env, GANGJU_DATA: this.home, PORT: String(this.port), DATABASE_URL: '' }
    const child = spawn(process.execPath, [program, ...flags], { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
    }
    this.#child = child
    this.#ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)))
  }

  /** Resolves when the process is gone: its exit code, null when it was killed. */
  get ended(): Promise<number | null> {
    return this.#ended
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#child?.kill(signal)
  }

  /** @returns milliseconds until it answered that it is ready. */
  async waitUntilReady(withinMs: number): Promise<number> {
    const from = Date.now()
    while (Date.now() - from < withinMs) {
      const ready = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
      if (ready?.ok) return Date.now() - from
      await delay(50)
    }
    throw new Error(`not ready after ${withinMs} ms:\n${this.output.slice(-2_000)}`)
  }

  get #data() {
    return path.join(this.home, 'postgres', 'data')
  }

  get postmasterPid(): number | undefined {
    const pid = findPostmasterFile(this.#data)?.pid
    return pid !== undefined && findProcess(pid) ? pid : undefined
  }

  /** The database's processes, its head among them. */
  databasePids(): number[] {
    return listServerProcesses(this.#data)
  }

  /** A client of the database beside the program, under the role that sees every row. */
  jobUrl(): string {
    const { port } = findPostmasterFile(this.#data)!
    const passwords = JSON.parse(readFileSync(path.join(this.home, 'roles.json'), 'utf8')) as { job: string }
    return `postgres://gangju_job:${passwords.job}@127.0.0.1:${port}/gangju`
  }

  async withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.jobUrl() })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  async remove(): Promise<void> {
    this.signal('SIGKILL')
    await this.#ended
    const server = findProcess(this.postmasterPid ?? 0)
    if (server) await stopPostmaster(server, this.#data, { fastMs: 0, immediateMs: 4_000 })
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
