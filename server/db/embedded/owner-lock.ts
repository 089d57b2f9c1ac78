import { randomUUID } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findProcess, isRunning, type ProcessIdentity } from './processes.ts'
import { DatabaseRefusal } from './refusal.ts'
import { waitUntil } from './wait.ts'

// The lock is the file `owner.<generation>` with the highest generation. It is never removed, only emptied, which
// needs no room on a full disk, or outbid by the next generation; link() lets exactly one bidder have a generation.
// So the lock of a dead process is taken over without a moment in which a slow second bidder could remove the
// lock of the first [DB3].

interface Lock {
  readonly generation: number
  readonly owner: ProcessIdentity | null
}

export interface Claim {
  readonly release: () => void
}

/** The living process that has the folder, if any. */
export function findOwner(home: string): ProcessIdentity | undefined {
  const { owner } = readLock(home)
  return owner !== null && isRunning(owner) ? owner : undefined
}

/**
 * Makes this process the only owner of a data folder until it releases it or dies [DB3].
 *
 * @throws DatabaseRefusal `database.owned` when another living process still has it after `withinMs`.
 */
export async function claimHome(
  home: string,
  { withinMs, signal }: { withinMs: number; signal?: AbortSignal },
): Promise<Claim> {
  let generation: number | undefined
  const bid = () => {
    generation = findOwner(home) ? undefined : tryNextGeneration(home)
    return generation !== undefined
  }
  if (!(await waitUntil(bid, { withinMs, everyMs: 25, signal }))) throw ownedBy(home)
  return { release: () => truncateSync(path.join(home, `owner.${generation}`)) }
}

function tryNextGeneration(home: string): number | undefined {
  const generation = readLock(home).generation + 1
  const draft = path.join(home, `owner.draft.${randomUUID()}`)
  const mine = path.join(home, `owner.${generation}`)
  writeFileSync(draft, JSON.stringify(findProcess(process.pid)))
  try {
    linkSync(draft, mine)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  if (readLock(home).generation !== generation) {
    rmSync(mine, { force: true })
    return undefined
  }
  for (const older of listGenerations(home).filter((other) => other < generation))
    rmSync(path.join(home, `owner.${older}`), { force: true })
  return generation
}

function readLock(home: string): Lock {
  for (;;) {
    const generation = Math.max(0, ...listGenerations(home))
    if (generation === 0) return { generation, owner: null }
    try {
      const text = readFileSync(path.join(home, `owner.${generation}`), 'utf8')
      return { generation, owner: text.startsWith('{') ? (JSON.parse(text) as ProcessIdentity) : null }
    } catch (error) {
      // A younger generation has just swept this one away: look again.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function listGenerations(home: string): number[] {
  return readdirSync(home).flatMap((name) => {
    const match = /^owner\.(\d+)$/.exec(name)
    return match ? [Number(match[1])] : []
  })
}

function ownedBy(home: string): DatabaseRefusal {
  const pid = findOwner(home)?.pid ?? '?'
  return new DatabaseRefusal('database.owned', {
    zh: `数据目录 ${home} 正由另一个纲举进程(${pid})使用。请先停止它,或用 GANGJU_DATA 另选目录。`,
    en: `The data folder ${home} is in use by another Gangju process (${pid}). Stop it first, or choose another folder with GANGJU_DATA.`,
  })
}
