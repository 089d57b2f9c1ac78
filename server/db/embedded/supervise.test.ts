import { chmodSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findOwner } from './owner-lock.ts'
import { findPostmasterFile } from './postmaster-file.ts'
import { findProcess, isRunning, sendSignal } from './processes.ts'
import { type DatabaseState, type SupervisedDatabase, superviseDatabase } from './supervise.ts'
import { ask, makeTestHome, type TestHome } from './test-scene.ts'
import { waitUntil } from './wait.ts'

let home: TestHome
let running: SupervisedDatabase[] = []
beforeEach(() => {
  home = makeTestHome()
})
afterEach(async () => {
  await Promise.all(running.map((database) => database.stop()))
  running = []
  await home.remove()
})

async function start(options: Partial<Parameters<typeof superviseDatabase>[0]> = {}) {
  const database = await superviseDatabase({ home: home.path, ownerMs: 0, ...options })
  running.push(database)
  return database
}

const show = async (database: SupervisedDatabase, setting: string) =>
  Object.values((await ask(database.url(), `show ${setting}`))[0] ?? {})[0]

describe('start', () => {
  test('[DB1] the first start makes a UTF-8 cluster with checksums that nobody else may read', async () => {
    const states: DatabaseState[] = []
    const database = await start({ onState: (state) => states.push(state) })
    expect(states).toEqual(['init', 'starting', 'up'])
    expect(await show(database, 'server_encoding')).toBe('UTF8')
    await ask(database.url(), 'create extension pg_trgm')
    expect(await ask(database.url(), "select cardinality(show_trgm('赤坎镇')) > 0 as cut")).toEqual([{ cut: true }])
    expect(await show(database, 'data_checksums')).toBe('on')
    expect(statSync(path.join(home.path, 'data')).mode & 0o077).toBe(0)
    expect(statSync(path.join(home.path, 'secret')).mode & 0o077).toBe(0)
  })

  test('[DB2] the settings that keep acknowledged writes cannot be overridden', async () => {
    const database = await start({ settings: { fsync: 'off', synchronous_commit: 'off', work_mem: '9MB' } })
    expect(await show(database, 'fsync')).toBe('on')
    expect(await show(database, 'synchronous_commit')).toBe('on')
    expect(await show(database, 'full_page_writes')).toBe('on')
    expect(await show(database, 'work_mem')).toBe('9MB')
  })

  test('[DB4] it listens on the loopback only and asks for the password', async () => {
    const database = await start()
    expect(await show(database, 'listen_addresses')).toBe('127.0.0.1')
    expect(await show(database, 'unix_socket_directories')).toBe('')
    await expect(ask(database.url().replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/)
  })

  test('[DB1] the second start keeps the data and the password', async () => {
    const first = await start()
    const { password } = new URL(first.url())
    await ask(first.url(), "create table note as select '赤坎' as word")
    await first.stop()
    expect(findOwner(home.path)).toBeUndefined()
    const second = await start()
    expect(new URL(second.url()).password).toBe(password)
    expect(await ask(second.url(), 'select word from note')).toEqual([{ word: '赤坎' }])
  })

  test('[DB6] a start that is given up leaves nothing running', async () => {
    for (const afterMs of [0, 60, 400]) {
      const signal = AbortSignal.timeout(afterMs)
      await start({ signal }).catch((error: Error) => expect(error.name).toMatch(/Abort|Timeout/))
      await Promise.all(running.splice(0).map((database) => database.stop()))
      expect(findOwner(home.path)).toBeUndefined()
      expect(findProcess(findPostmasterFile(path.join(home.path, 'data'))?.pid ?? 0)).toBeUndefined()
    }
    await start()
  })
})

describe('watch', () => {
  test('[DB5] a killed server comes back by itself on the same port', async () => {
    const states: DatabaseState[] = []
    const database = await start({ onState: (state) => states.push(state) })
    const { pid, port } = database
    await ask(database.url(), 'create table kept as select 1 as one')
    sendSignal(pid, 'SIGKILL')
    expect(await waitUntil(() => database.state === 'up' && database.pid !== pid, { withinMs: 15_000 })).toBe(true)
    expect(states).toEqual(['init', 'starting', 'up', 'dead', 'starting', 'up'])
    expect(database.port).toBe(port)
    expect(await ask(database.url(), 'select one from kept')).toEqual([{ one: 1 }])
  })

  test('[DB5] a child that outlives its server does not keep the next one from starting', async () => {
    const database = await start()
    const { pid } = database
    const busy = ask(database.url(), 'select count(*) from generate_series(1, 1e10)').catch(() => 'cut')
    await waitUntil(async () => (await countBusy(database)) === '1', { withinMs: 5_000, everyMs: 50 })
    sendSignal(pid, 'SIGKILL')
    expect(await waitUntil(() => database.state === 'up' && database.pid !== pid, { withinMs: 15_000 })).toBe(true)
    expect(await busy).toBe('cut')
  })

  test('[DB5] a deaf server is stopped and started again', async () => {
    const states: DatabaseState[] = []
    const patience = { fastMs: 100, immediateMs: 100 }
    const database = await start({ deafMs: 600, patience, onState: (state) => states.push(state) })
    const { pid } = database
    sendSignal(pid, 'SIGSTOP')
    expect(await waitUntil(() => database.state === 'up' && database.pid !== pid, { withinMs: 15_000 })).toBe(true)
    expect(states.slice(3)).toEqual(['deaf', 'dead', 'starting', 'up'])
    expect(await ask(database.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('stop', () => {
  test('[DB6] a halted server is killed with its children once patience is over', async () => {
    const database = await start({ patience: { fastMs: 200, immediateMs: 200 } })
    const server = findProcess(database.pid)
    sendSignal(database.pid, 'SIGSTOP')
    await database.stop()
    expect(server && isRunning(server)).toBe(false)
  })
})

describe('refusals', () => {
  test('[DB4] a data folder that others may read is refused', async () => {
    await (await start()).stop()
    chmodSync(path.join(home.path, 'data'), 0o755)
    await expect(start()).rejects.toMatchObject({ code: 'database.openDirectory' })
  })

  test('[DB3] a second owner is refused while the first lives', async () => {
    await start()
    await expect(start()).rejects.toMatchObject({ code: 'database.owned' })
  })

  test('[DB5] a server that cannot start says why and leaves the folder free', async () => {
    await (await start()).stop()
    writeFileSync(path.join(home.path, 'data', 'PG_VERSION'), '9\n')
    await expect(start()).rejects.toMatchObject({
      code: 'database.cannotStart',
      message: expect.stringMatching(/version 9/),
    })
    expect(findOwner(home.path)).toBeUndefined()
  })
})

async function countBusy(database: SupervisedDatabase) {
  const rows = await ask(
    database.url(),
    "select count(*) as busy from pg_stat_activity where state = 'active' and query like '%1e10%' and pid <> pg_backend_pid()",
  )
  return rows[0]?.busy
}
