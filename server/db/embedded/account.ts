import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseRefusal } from './refusal.ts'

/** Whom the server processes run as; both absent when they run as we do. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

interface PasswdEntry {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root: then the owner of the existing data, else `postgres`, else `nobody`.
 * The account must stand in passwd, a bare number is refused by initdb.
 */
export function chooseAccount(dataDirectory: string): Account {
  if (process.getuid?.() !== 0) return {}
  const entries = listPasswd().filter((entry) => entry.uid > 0)
  const owner = statSync(dataDirectory, { throwIfNoEntry: false })?.uid
  const found =
    entries.find((entry) => entry.uid === owner) ??
    ['postgres', '_postgres', 'nobody'].flatMap((name) => entries.filter((entry) => entry.name === name))[0]
  if (found) return { uid: found.uid, gid: found.gid }
  throw new DatabaseRefusal('database.noAccount', {
    zh: '以 root 运行时需要系统账户 postgres 或 nobody 来运行数据库,这里都没有。请以普通用户启动。',
    en: 'Run as root, the database needs the system account postgres or nobody, and there is neither. Start as an ordinary user.',
  })
}

function listPasswd(): PasswdEntry[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name, , uid, gid] = line.split(':')
      return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
    })
}

/** Asks the account itself, so that access lists and mounts count. */
export function canEnter({ uid, gid }: Account, directory: string): boolean {
  if (uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], { uid, gid, cwd: '/' }).status === 0
}

/** @throws DatabaseRefusal `database.unreachable` naming the outermost folder that the account may not enter. */
export function requireReach(account: Account, home: string): void {
  if (canEnter(account, home)) return
  const steps = home.split(path.sep).map((_, index, parts) => parts.slice(0, index + 1).join(path.sep) || path.sep)
  const closed = steps.find((step) => !canEnter(account, step)) ?? home
  throw new DatabaseRefusal('database.unreachable', {
    zh: `以 root 运行时数据库使用另一账户(uid ${account.uid}),它进不了 ${closed},因此不能把数据放在 ${home}。请用 GANGJU_DATA 指定一个它能进入的目录,例如 GANGJU_DATA=/var/lib/gangju。`,
    en: `Run as root, the database works under another account (uid ${account.uid}), which may not enter ${closed}; so the data cannot be kept in ${home}. Set GANGJU_DATA to a folder it can enter, for example GANGJU_DATA=/var/lib/gangju.`,
  })
}
