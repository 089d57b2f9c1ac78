import { z } from 'zod'
import { page, route } from './route.ts'
import { HeldGrant } from './session.ts'
import { Cursor, EmailAddress, GoalCode, Id, Limit, PlaceCode } from './values.ts'

export const Person = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  phone: z.string().nullable().describe('Masked: 138****1234.'),
  email: z.string().nullable().describe('Masked: z****@example.org.'),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  grants: z.array(HeldGrant.extend({ id: Id, validFrom: z.string().nullable(), validTo: z.string().nullable() })),
})
export type Person = z.infer<typeof Person>

export const listPeople = route({
  method: 'GET',
  path: '/people',
  summary: 'People who hold a grant under a place',
  needs: 'person.read',
  query: {
    place: PlaceCode.optional(),
    q: z.string().max(60).optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(Person),
})

export const RoleItem = z.object({ code: z.string(), name: z.string(), nameEn: z.string(), verbs: z.array(z.string()) })
export type RoleItem = z.infer<typeof RoleItem>

export const listRoles = route({
  method: 'GET',
  path: '/roles',
  summary: 'Roles: named bundles of verbs',
  needs: 'person.read',
  reply: z.object({ items: z.array(RoleItem) }),
})

export const NewGrant = z.strictObject({
  role: z.string().min(1).max(60),
  place: PlaceCode,
  goal: GoalCode.nullable(),
  validFrom: z.iso.date().nullable().optional(),
  validTo: z.iso.date().nullable().optional(),
})

export const createPerson = route({
  method: 'POST',
  path: '/people',
  summary: 'Add a person with a first grant; the one-time password is shown once',
  needs: 'person.write',
  body: z.strictObject({
    username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,40}$/),
    name: z.string().trim().min(1).max(60),
    post: z.string().trim().max(80).optional(),
    phone: z
      .string()
      .regex(/^\+?\d{6,15}$/)
      .optional(),
    email: EmailAddress.optional(),
    grant: NewGrant,
  }),
  reply: z.object({ person: Person, oneTimePassword: z.string() }),
})

export const updatePerson = route({
  method: 'PATCH',
  path: '/people/:id',
  summary:
    'Disable or enable a person, or give a new one-time password, and open sessions end; or change the e-mail address',
  needs: 'person.write',
  params: { id: Id },
  body: z.strictObject({
    disabled: z.boolean().optional(),
    resetPassword: z.literal(true).optional(),
    email: EmailAddress.nullable().optional().describe('Null: no e-mail any more.'),
  }),
  reply: z.object({ person: Person, oneTimePassword: z.string().nullable() }),
})

export const createGrant = route({
  method: 'POST',
  path: '/people/:id/grants',
  summary: 'Give a role on a goal subtree at a place',
  needs: 'grant.write',
  params: { id: Id },
  body: NewGrant,
  reply: Person,
})

export const endGrant = route({
  method: 'DELETE',
  path: '/people/:id/grants/:grant',
  summary: 'End a grant at once',
  needs: 'grant.write',
  params: { id: Id, grant: Id },
  reply: Person,
})

export const ActionItem = z.object({
  lane: z.int(),
  seq: z.int(),
  at: z.string(),
  actor: z.string().nullable(),
  actorName: z.string().nullable(),
  verb: z.string(),
  place: PlaceCode.nullable(),
  placeName: z.string().nullable(),
  goal: GoalCode.nullable(),
  outcome: z.enum(['done', 'refused']),
  problem: z.string().nullable(),
  subject: z.string().nullable(),
  hash: z.string(),
})
export type ActionItem = z.infer<typeof ActionItem>

export const listActions = route({
  method: 'GET',
  path: '/actions',
  summary: 'The log: who did what to which rectangle, newest first',
  needs: 'action.read',
  query: {
    place: PlaceCode,
    goal: GoalCode.optional(),
    verb: z.string().max(60).optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(ActionItem),
})
