import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'
import { type Binaries, programOf } from './binaries.ts'
import { serverEnvironment } from './environment.ts'
import { type Home, superuser } from './home.ts'
import { DatabaseRefusal } from './refusal.ts'

// Trigrams of Chinese text need a UTF-8 character type even under the builtin collation; not every system has the first one.
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'C']

export const hasCluster = (home: Home) => existsSync(path.join(home.data, 'PG_VERSION'))

interface Making {
  readonly home: Home
  readonly binaries: Binaries
  readonly account: Account
  readonly signal: AbortSignal
}

/**
 * Makes a cluster under a name of its own and renames it when whole: a half-made one never carries the final name,
 * and one with the final name always has its password [DB1].
 */
export async function makeCluster({ home, binaries, account, signal }: Making): Promise<void> {
  removeDrafts(home)
  // A fresh name each time: an initdb whose parent was killed may still be writing to the last one.
  const draft = path.join(home.path, `.init-${randomBytes(4).toString('hex')}`)
  const passwordFile = `${draft}.password`
  const password = randomBytes(24).toString('base64url')
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(draft, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  try {
    for (const characterType of characterTypes) {
      const complaint = await runInitdb({ binaries, account, signal, draft, passwordFile, characterType })
      if (complaint === undefined) break
      if (!complaint.includes('invalid locale name') || characterType === 'C') throw cannotMake(home, complaint)
    }
    writeDurably(home.secret, password)
    renameSync(draft, home.data)
    syncFolder(home.path)
  } finally {
    removeDrafts(home)
  }
}

/** Leaves what an orphaned initdb still holds; the next start tries again. */
export function removeDrafts(home: Home): void {
  for (const name of readdirSync(home.path).filter((entry) => entry.startsWith('.init-'))) {
    try {
      rmSync(path.join(home.path, name), { recursive: true, force: true })
    } catch {}
  }
}

interface Run extends Omit<Making, 'home'> {
  readonly draft: string
  readonly passwordFile: string
  readonly characterType: string
}

/** What it complained of, or undefined when it went well. initdb itself syncs all that it wrote. */
function runInitdb(run: Run): Promise<string | undefined> {
  const { binaries, account, signal, draft, passwordFile, characterType } = run
  const options = [
    ...['-D', draft, '-U', superuser, '-E', 'UTF8', '--data-checksums', '-A', 'scram-sha-256'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${characterType}`],
    ...[`--pwfile=${passwordFile}`, '--set', 'timezone=UTC', '--set', 'log_timezone=UTC'],
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(programOf(binaries, 'initdb'), options, {
      ...account,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    const cancel = () => child.kill('SIGINT')
    signal.addEventListener('abort', cancel, { once: true })
    child.on('error', reject)
    child.on('close', (code) => {
      signal.removeEventListener('abort', cancel)
      if (signal.aborted) reject(signal.reason)
      else resolve(code === 0 ? undefined : complaint || `initdb: exit ${code}`)
    })
  })
}

function cannotMake(home: Home, complaint: string): DatabaseRefusal {
  return new DatabaseRefusal('database.cannotMake', {
    zh: `不能在 ${home.path} 建立数据库:${complaint.trim()}`,
    en: `Cannot make the database in ${home.path}: ${complaint.trim()}`,
  })
}

function writeDurably(file: string, text: string): void {
  const draft = `${file}.draft`
  const descriptor = openSync(draft, 'w', 0o600)
  writeFileSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(draft, file)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
