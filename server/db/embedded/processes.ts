import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process told apart from a later one that got the same number. `startedAt` is null where the system does not tell. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startedAt: string | null
}

interface Stat {
  readonly state: string
  readonly parent: number
  readonly startedAt: string
}

/** Fields 3, 4 and 22 of /proc/pid/stat; the name in field 2 may hold blanks and brackets. */
function findStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

/** True for a zombie too: the system still answers for it. */
export function hasEntry(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Undefined for a process that has ended, also for one that nobody has reaped. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  if (!Number.isInteger(pid) || pid <= 0 || !hasEntry(pid)) return undefined
  const stat = findStat(pid)
  if (stat && (stat.state === 'Z' || stat.state === 'X')) return undefined
  return { pid, startedAt: stat?.startedAt ?? null }
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  const found = findProcess(pid)
  return found !== undefined && (startedAt === null || found.startedAt === null || found.startedAt === startedAt)
}

/** Program and arguments with one blank between them; undefined where the system does not tell. */
export function findCommandLine(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1).join(' ')
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** True when the program file has been replaced under the running process, as a fresh install does. */
export function hasLostProgram(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith(' (deleted)')
  } catch {
    return false
  }
}

/**
 * Every server process works from its data folder; so may a shell, which is none of ours. Empty where there is no
 * /proc, and without the processes that this user may not look into.
 */
export function listServerProcesses(data: string): number[] {
  if (!existsSync(data)) return []
  const folder = realpathSync(data)
  return listPids().filter((pid) => {
    try {
      const isServer = /^postgres: |\/postgres -D /.test(findCommandLine(pid) ?? '')
      return isServer && readlinkSync(`/proc/${pid}/cwd`) === folder && findProcess(pid) !== undefined
    } catch {
      return false
    }
  })
}

export function listChildren(parent: number): number[] {
  return listPids().filter((pid) => findStat(pid)?.parent === parent)
}

function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** A process that has ended meanwhile is no fault. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  // 0 and negative numbers address whole groups, ours among them.
  if (!(pid > 0)) throw new RangeError(`no process has the number ${pid}`)
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
