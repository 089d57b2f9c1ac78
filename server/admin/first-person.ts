import type { Pool } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { extendToRoots, hasPerson } from './first-person.store.ts'
import { hashPassword, newOneTimePassword } from './password.ts'
import { insertPerson } from './person.store.ts'

const FOUNDER = 'admin'
const ROLES = ['administrator', 'headquarters']
/** In a demonstration one person tries everything: files a town's return, approves it, sees the city change. */
const DEMO_ROLES = [...ROLES, 'town']

/**
 * Makes the first account of an installation, with a random password that is good for one sign-in.
 * @returns the password, the only time it is ever known; null when somebody can sign in already.
 */
export async function createFounder(
  job: Pool,
  { isDemo }: { isDemo: boolean },
): Promise<{ username: string; password: string } | null> {
  return inTransaction(job, async (trx) => {
    const isFirst = !(await hasPerson(trx))
    const password = newOneTimePassword()
    if (isFirst) {
      await insertPerson(trx, {
        username: FOUNDER,
        name: '系统管理员',
        post: null,
        phone: null,
        email: null,
        passwordHash: await hashPassword(password),
      })
    }
    await extendToRoots(trx, { founder: FOUNDER, roles: isDemo ? DEMO_ROLES : ROLES })
    return isFirst ? { username: FOUNDER, password } : null
  })
}
