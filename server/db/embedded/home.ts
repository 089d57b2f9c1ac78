import { accessSync, chmodSync, constants, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Account, chooseAccount } from './account.ts'
import { DatabaseRefusal } from './refusal.ts'

/** The folder that holds one embedded database: its data, its password, its log and the lock of its owner. */
export interface Home {
  readonly path: string
  readonly data: string
  readonly secret: string
  readonly log: string
}

export const superuser = 'gangju_super'

/** Makes the folder if need be. One that belongs to root is made passable for the account of the server, not readable. */
export function openHome(directory: string): Home {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const { uid, mode } = statSync(directory)
    if (uid === 0 && process.getuid?.() === 0) chmodSync(directory, (mode & 0o777) | 0o011)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new DatabaseRefusal(
      'database.cannotWrite',
      {
        zh: `不能建立或写入数据目录 ${directory}。请用 GANGJU_DATA 另选目录。`,
        en: `Cannot make or write to the data folder ${directory}. Choose another with GANGJU_DATA.`,
      },
      { cause },
    )
  }
  const home = realpathSync(directory)
  return {
    path: home,
    data: path.join(home, 'data'),
    secret: path.join(home, 'secret'),
    log: path.join(home, 'postgres.log'),
  }
}

/**
 * The account to run as, once the folder is found fit for it [DB4].
 *
 * @throws DatabaseRefusal `database.openDirectory` or `database.foreignDirectory`.
 */
export function inspectHome(home: Home): Account {
  const account = chooseAccount(home.data)
  const data = statSync(home.data, { throwIfNoEntry: false })
  if (!data || process.platform === 'win32') return account
  requirePrivate(home.data, data.mode, 0o700)
  const secret = statSync(home.secret, { throwIfNoEntry: false })
  if (secret) requirePrivate(home.secret, secret.mode, 0o600)
  const expected = account.uid ?? process.getuid?.()
  if (data.uid === expected) return account
  throw new DatabaseRefusal('database.foreignDirectory', {
    zh: `数据目录 ${home.data} 属于另一用户(uid ${data.uid})。请以原来的用户启动,或用 GANGJU_DATA 另选目录。`,
    en: `The data folder ${home.data} belongs to another user (uid ${data.uid}). Start as the user who made it, or choose another folder with GANGJU_DATA.`,
  })
}

function requirePrivate(file: string, mode: number, wanted: number): void {
  if ((mode & 0o077) === 0) return
  throw new DatabaseRefusal('database.openDirectory', {
    zh: `其他用户可以读取 ${file}(权限 ${(mode & 0o777).toString(8)})。数据可能已泄露;确认后执行 chmod ${wanted.toString(8)} ${file} 再启动。`,
    en: `Other users may read ${file} (mode ${(mode & 0o777).toString(8)}). The data may have leaked; once that is settled, run chmod ${wanted.toString(8)} ${file} and start again.`,
  })
}

/** @throws DatabaseRefusal `database.noSecret` when the data is there and its password is not. */
export function getPassword(home: Home): string {
  try {
    return readFileSync(home.secret, 'utf8').trim()
  } catch (cause) {
    throw new DatabaseRefusal(
      'database.noSecret',
      {
        zh: `读不到数据库密码文件 ${home.secret},它与 ${home.data} 是一体的。请从备份中一并恢复。`,
        en: `Cannot read the password file ${home.secret}, which belongs to ${home.data}. Restore both from the backup.`,
      },
      { cause },
    )
  }
}
