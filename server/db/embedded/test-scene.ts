import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { build } from 'vite'
import { findPostmasterFile } from './postmaster-file.ts'
import { findProcess } from './processes.ts'
import { stopPostmaster } from './stop.ts'

// What the tests of this folder share: homes that leave nothing behind, and owners in processes of their own to be killed.

export interface TestHome {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** An empty folder; `remove` also stops what still runs in it. */
export function makeTestHome(): TestHome {
  const home = mkdtempSync(path.join(os.tmpdir(), 'gangju-home-'))
  const data = path.join(home, 'data')
  const remove = async () => {
    const server = findProcess(findPostmasterFile(data)?.pid ?? 0)
    if (server) await stopPostmaster(server, data, { fastMs: 0, immediateMs: 2_000 })
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { path: home, remove }
}

/** The compiled supervisor as one file, inside the project so that it finds its packages. */
export async function compileSupervisor(): Promise<{ readonly file: string; readonly remove: () => void }> {
  const root = path.resolve(import.meta.dirname, '../../..')
  mkdirSync(path.join(root, '.cache'), { recursive: true })
  const outDir = mkdtempSync(path.join(root, '.cache', 'supervisor-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      ssr: 'supervise.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'supervise.mjs' } },
    },
  })
  return { file: path.join(outDir, 'supervise.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

export interface Owner {
  readonly child: ChildProcess
  /** The url once it is up, or the refusal that it met, or that it ended. */
  readonly outcome: Promise<string>
  readonly ended: Promise<void>
}

/** A process that owns the database until it is killed or gets a SIGTERM, upon which it stops it. */
export function spawnOwner(supervisor: string, home: string): Owner {
  const script = `
    const { superviseDatabase } = await import(${JSON.stringify(supervisor)})
    const giveUp = new AbortController()
    let database
    process.on('SIGTERM', () => { giveUp.abort(); database?.stop().then(() => process.exit(0)) })
    try {
      database = await superviseDatabase({ home: ${JSON.stringify(home)}, signal: giveUp.signal, ownerMs: 0 })
      console.log(database.url())
    } catch (error) {
      console.log(error.code ?? error.name)
      process.exit(3)
    }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const spoken = new Promise<string>((resolve) =>
    child.stdout.setEncoding('utf8').on('data', (text) => resolve(text.trim())),
  )
  return { child, ended, outcome: Promise.race([spoken, ended.then(() => 'ended')]) }
}

/** Runs one statement as its own session. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
