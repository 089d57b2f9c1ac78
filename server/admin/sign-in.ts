import { Problem } from '@gangju/net/problem'
import type { Db, Trx } from '../db/connection.ts'
import { LastingProblem } from '../http/lasting-problem.ts'
import { isPasswordRight } from './password.ts'
import {
  changeAccount,
  countFailures,
  findAccount,
  forgetFailures,
  insertFailures,
  queueTries,
} from './session.store.ts'
import { findTotpStep } from './totp.ts'

const windowMs = 15 * 60_000
const mostPerName = 5
const mostPerAddress = 30

export interface Try {
  readonly username: string
  readonly password: string
  readonly totp: string | undefined
  readonly address: string
  readonly now: Date
}

/**
 * Finds the person whose name, password and code these are. An unknown name, a wrong password, a missing code and a
 * disabled person are one answer in one time [HT10].
 *
 * @throws Problem `session.locked` after 5 failures of a name or 30 of an address within 15 minutes, right or wrong;
 *   LastingProblem `session.refused`, with the failure counted.
 */
export async function authenticate(trx: Trx, { username, password, totp, address, now }: Try) {
  const byName = `name ${username}`
  const byAddress = `address ${address}`
  await queueTries(trx, username)
  await checkLock(trx, byName, mostPerName, now)
  await checkLock(trx, byAddress, mostPerAddress, now)
  const account = await findAccount(trx, username)
  const isRight = await isPasswordRight(account?.passwordHash, password)
  const step = account?.totpEnabled ? findStep(account, totp ?? '', now) : null
  if (!account || !isRight || account.disabled || step === undefined) {
    await insertFailures(trx, [byName, byAddress], now)
    throw new LastingProblem('session.refused')
  }
  if (step !== null) await changeAccount(trx, account.personId, { totpLastStep: step.toString() })
  await forgetFailures(trx, byName, new Date(now.getTime() - 4 * windowMs))
  return account
}

function findStep(account: { totpSecret: string | null; totpLastStep: string | null }, code: string, now: Date) {
  const last = account.totpLastStep === null ? null : BigInt(account.totpLastStep)
  return findTotpStep(account.totpSecret ?? '', code, now, last)
}

async function checkLock(db: Db, subject: string, most: number, now: Date): Promise<void> {
  const { count, first } = await countFailures(db, subject, new Date(now.getTime() - windowMs))
  if (count < most || first === null) return
  const minutes = Math.max(1, Math.ceil((first.getTime() + windowMs - now.getTime()) / 60_000))
  throw new Problem('session.locked', { minutes })
}
