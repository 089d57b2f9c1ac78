import { randomBytes } from 'node:crypto'
import {
  beginTotp,
  changeEmail,
  changePassword,
  confirmTotp,
  readSession,
  signIn,
  signOut,
} from '@gangju/contract/session'
import { Problem } from '@gangju/net/problem'
import { stringifySetCookie as formatCookie } from 'cookie'
import type { Trx } from '../db/connection.ts'
import { cookieName } from '../http/input.ts'
import { hashSecret } from '../http/rights.ts'
import { type Routes, serve, servePublic } from '../http/serve.ts'
import { readMe } from './me.ts'
import { hashPassword, isPasswordRight } from './password.ts'
import { checkPassword } from './password-policy.ts'
import { changeAccount, endExpired, endSession, endSessionsOf, getAccount, insertSession } from './session.store.ts'
import { authenticate } from './sign-in.ts'
import { findTotpStep, newTotpSecret, totpUri } from './totp.ts'

const lifeMs = 7 * 86_400_000

interface Opening {
  readonly personId: string
  readonly now: Date
  readonly isSecure: boolean
  readonly reply: { header(name: string, value: string): void }
}

/** A new secret with every sign-in: one that was planted before is worth nothing. */
async function openSession(trx: Trx, { personId, now, isSecure, reply }: Opening): Promise<void> {
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + lifeMs)
  await insertSession(trx, {
    secretHash: hashSecret(secret),
    personId,
    kind: 'browser',
    label: null,
    createdAt: now,
    expiresAt,
  })
  reply.header('set-cookie', sessionCookie(secret, isSecure, lifeMs / 1_000))
}

const sessionCookie = (secret: string, secure: boolean, maxAge: number) =>
  formatCookie({ name: cookieName, value: secret, httpOnly: true, sameSite: 'strict', path: '/', secure, maxAge })

// Each check of a password takes 19 MiB and a processor for a while: a flood of them waits outside the database.
const heavy = { atOnce: 4 }

export const sessionRoutes: Routes = (app) => {
  servePublic(
    app,
    signIn,
    async (call) => {
      const { body, address, now, reply } = call
      const { trx } = await call.alone()
      const account = await authenticate(trx, {
        ...body,
        username: body.username.toLowerCase(),
        totp: body.totp,
        address,
        now,
      })
      await call.become(account.personId)
      await endExpired(trx, account.personId, now)
      await openSession(trx, { ...call, personId: account.personId, reply })
      call.record({ subject: `person/${account.personId}` })
      return readMe({ ...call, db: trx }, account.personId)
    },
    heavy,
  )

  serve(app, readSession, async (call) => {
    const { db } = await call.alone()
    return readMe({ ...call, db }, call.actor.personId)
  })

  serve(app, signOut, async (call) => {
    const { trx } = await call.alone()
    await endSession(trx, call.actor.secretHash)
    call.reply.header('set-cookie', sessionCookie('', call.isSecure, 0))
    return { ok: true as const }
  })

  serve(
    app,
    changePassword,
    async (call) => {
      const { personId, username } = call.actor
      const { trx } = await call.alone()
      const account = await getAccount(trx, personId)
      if (!(await isPasswordRight(account.passwordHash, call.body.current))) throw new Problem('password.wrong')
      if (call.body.current === call.body.next) throw new Problem('password.same')
      checkPassword(call.body.next, username)
      await changeAccount(trx, personId, {
        passwordHash: await hashPassword(call.body.next),
        mustChangePassword: false,
      })
      await endSessionsOf(trx, personId)
      await openSession(trx, { ...call, personId })
      call.record({ subject: `person/${personId}` })
      return readMe({ ...call, db: trx }, personId)
    },
    heavy,
  )

  serve(app, changeEmail, async (call) => {
    const { trx } = await call.alone()
    const { personId } = call.actor
    const { email } = call.body
    await changeAccount(trx, personId, { email })
    call.record({ subject: `person/${personId}`, detail: { email: email === null ? 'removed' : 'changed' } })
    return readMe({ ...call, db: trx }, personId)
  })

  serve(app, beginTotp, async (call) => {
    const { trx } = await call.alone()
    const { personId, username } = call.actor
    const account = await getAccount(trx, personId)
    if (account.totpEnabled) throw new Problem('totp.inForce')
    const secret = newTotpSecret()
    await changeAccount(trx, personId, { totpSecret: secret, totpLastStep: null })
    call.record({ subject: `person/${personId}` })
    return { secret, uri: totpUri(secret, username) }
  })

  serve(app, confirmTotp, async (call) => {
    const { trx } = await call.alone()
    const { personId } = call.actor
    const { totpSecret, totpLastStep } = await getAccount(trx, personId)
    const last = totpLastStep === null ? null : BigInt(totpLastStep)
    const step = totpSecret === null ? undefined : findTotpStep(totpSecret, call.body.code, call.now, last)
    if (step === undefined) throw new Problem('totp.refused')
    const { enable } = call.body
    await changeAccount(trx, personId, {
      totpEnabled: enable,
      totpLastStep: step.toString(),
      ...(enable ? {} : { totpSecret: null }),
    })
    call.record({ subject: `person/${personId}`, detail: { enable } })
    return readMe({ ...call, db: trx }, personId)
  })
}
