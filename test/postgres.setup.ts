import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findOwner } from '../server/db/embedded/owner-lock.ts'
import { findPostmasterFile } from '../server/db/embedded/postmaster-file.ts'
import { findProcess } from '../server/db/embedded/processes.ts'
import { stopPostmaster } from '../server/db/embedded/stop.ts'
import { superviseDatabase } from '../server/db/embedded/supervise.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's url of the one server of this run; also in the environment as GANGJU_TEST_URL. */
    gangjuTestUrl: string
  }
}

const prefix = 'gangju-test-'

/** One embedded server for the whole run, in a folder that goes with it. A url in GANGJU_TEST_URL is used instead. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.GANGJU_TEST_URL
  if (given) {
    project.provide('gangjuTestUrl', given)
    return undefined
  }
  await removeAbandoned()
  const home = mkdtempSync(path.join(os.tmpdir(), prefix))
  const database = await superviseDatabase({ home, settings: { max_connections: '120' } })
  process.env.GANGJU_TEST_URL = database.url()
  project.provide('gangjuTestUrl', database.url())
  return async () => {
    delete process.env.GANGJU_TEST_URL
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** What a killed run has left: its server and its folder. */
async function removeAbandoned(): Promise<void> {
  const homes = readdirSync(os.tmpdir()).filter((name) => name.startsWith(prefix))
  for (const home of homes.map((name) => path.join(os.tmpdir(), name))) {
    try {
      const file = findPostmasterFile(path.join(home, 'data'))
      if (!file || findOwner(home)) continue
      const server = findProcess(file.pid)
      if (server) await stopPostmaster(server, path.join(home, 'data'), { fastMs: 0, immediateMs: 4_000 })
      rmSync(home, { recursive: true, force: true })
    } catch {
      // Another run is sweeping it, or it belongs to another user.
    }
  }
}
