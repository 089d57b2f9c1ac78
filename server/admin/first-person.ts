import type { Pool } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { extendToRoots, hasPerson } from './first-person.store.ts'
import { hashPassword, newOneTimePassword } from './password.ts'
import { insertPerson } from './person.store.ts'

const FOUNDER = 'admin'
const ROLES = ['administrator', 'headquarters']

/**
 * Makes the first account of an installation, with a random password that is good for one sign-in.
 * @returns the password, the only time it is ever known; null when somebody can sign in already.
 */
export async function createFounder(job: Pool): Promise<{ username: string; password: string } | null> {
  return inTransaction(job, async (trx) => {
    const isFirst = !(await hasPerson(trx))
    const password = newOneTimePassword()
    if (isFirst) {
      await insertPerson(trx, {
        username: FOUNDER,
        name: '系统管理员',
        post: null,
        phone: null,
        passwordHash: await hashPassword(password),
      })
    }
    await extendToRoots(trx, { founder: FOUNDER, roles: ROLES })
    return isFirst ? { username: FOUNDER, password } : null
  })
}
