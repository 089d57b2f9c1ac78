import { z } from 'zod'
import { route } from './route.ts'
import { EmailAddress, GoalCode, Moment, PlaceName } from './values.ts'

/** One rectangle of the net that a person holds: verbs × goal subtree × place subtree. */
export const HeldGrant = z.object({
  role: z.string(),
  roleName: z.string(),
  verbs: z.array(z.string()),
  place: PlaceName,
  goal: z.object({ code: GoalCode, name: z.string() }).nullable().describe('Null: every goal.'),
})
export type HeldGrant = z.infer<typeof HeldGrant>

export const Me = z.object({
  username: z.string(),
  name: z.string(),
  grants: z.array(HeldGrant),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
  email: z.string().nullable(),
  /** The programme and the period that the first page opens with. */
  start: z.object({ goal: GoalCode.nullable(), place: PlaceName.nullable(), period: z.string() }),
  demo: z.boolean().describe('The installation carries demonstration data.'),
})
export type Me = z.infer<typeof Me>

export const signIn = route({
  method: 'POST',
  path: '/session',
  summary: 'Sign in',
  needs: 'public',
  body: z.strictObject({
    username: z.string().min(1).max(64),
    password: z.string().min(1).max(256),
    totp: z.string().max(10).optional(),
  }),
  reply: Me,
})

export const readSession = route({
  method: 'GET',
  path: '/session',
  summary: 'Who I am and what I may do',
  needs: 'session',
  reply: Me,
})

export const signOut = route({
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  needs: 'session',
  reply: z.object({ ok: z.literal(true) }),
})

export const changePassword = route({
  method: 'POST',
  path: '/session/password',
  summary: 'Change my password; every other session of mine ends',
  needs: 'session',
  body: z.strictObject({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) }),
  reply: Me,
})

export const changeEmail = route({
  method: 'POST',
  path: '/session/email',
  summary: 'Change the address that my messages are mailed to; null: none',
  needs: 'session',
  body: z.strictObject({ email: EmailAddress.nullable() }),
  reply: Me,
})

export const beginTotp = route({
  method: 'POST',
  path: '/session/totp',
  summary: 'Begin two-step sign-in: a new secret, not yet in force',
  needs: 'session',
  reply: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmTotp = route({
  method: 'POST',
  path: '/session/totp/confirm',
  summary: 'Put two-step sign-in in force, or end it',
  needs: 'session',
  body: z.strictObject({ code: z.string().max(10), enable: z.boolean() }),
  reply: Me,
})

export const issueToken = route({
  method: 'POST',
  path: '/tokens',
  summary: 'Issue a bearer token for a script; it acts as the named person',
  needs: 'token.issue',
  body: z.strictObject({
    username: z.string().min(1).max(64),
    label: z.string().min(1).max(80),
    expiresAt: Moment,
  }),
  reply: z.object({ token: z.string().describe('Shown once.'), label: z.string(), expiresAt: z.string() }),
})
