import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { sendSignal } from '../../server/db/embedded/processes.ts'
import type { ServerUnderFaults } from './server.ts'

/** Something that happens to a machine. Resolves when it has happened; bringing the program back is another's work. */
export type Fault = (server: ServerUnderFaults, chance: () => number) => Promise<void>

async function killProgram(server: ServerUnderFaults): Promise<void> {
  server.signal('SIGKILL')
  await server.ended
}

function killDatabaseHead(server: ServerUnderFaults): void {
  const pid = server.postmasterPid
  if (pid !== undefined) sendSignal(pid, 'SIGKILL')
}

/** @returns its exit code; null when it was so young that it could not hear yet. */
export async function stopProgram(server: ServerUnderFaults): Promise<number | null> {
  const from = Date.now()
  server.signal('SIGTERM')
  const code = await server.ended
  expect(Date.now() - from, 'milliseconds to stop').toBeLessThan(10_000)
  expect(server.databasePids(), 'processes left running').toEqual([])
  return code
}

/** By name, so that a run that failed says what was done to it. */
export const faults: Readonly<Record<string, Fault>> = {
  'the program is killed': killProgram,
  'the head of the database is killed': async (server) => killDatabaseHead(server),
  'one process of the database is killed': async (server, chance) => {
    const pids = server.databasePids().filter((pid) => pid !== server.postmasterPid)
    const pid = pids[Math.floor(chance() * pids.length)]
    if (pid !== undefined) sendSignal(pid, 'SIGKILL')
  },
  'everything is killed': async (server) => {
    server.signal('SIGKILL')
    killDatabaseHead(server)
    for (const pid of server.databasePids()) sendSignal(pid, 'SIGKILL')
    await server.ended
  },
  'the program is told to stop': async (server) => {
    expect(await stopProgram(server)).toBe(0)
  },
  'the program stands still for a second': async (server) => {
    server.signal('SIGSTOP')
    await delay(1_000)
    server.signal('SIGCONT')
  },
  'the database stands still for a second': async (server) => {
    const pids = server.databasePids()
    for (const pid of pids) sendSignal(pid, 'SIGSTOP')
    await delay(1_000)
    for (const pid of pids) sendSignal(pid, 'SIGCONT')
  },
}

/** The same numbers for the same seed. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
