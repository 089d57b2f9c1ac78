import { routes } from '@gangju/contract/routes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { features } from '../server/features.ts'
import { people, places } from './fixture/county.ts'
import { type Found, type MatrixRequest, matrixRequests } from './fixture/matrix-requests.ts'
import { verbsOf } from './fixture/oracle.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'
import { caseDay, writeCases } from './fixture/write-cases.ts'

type RouteName = keyof typeof routes

/** Requests that the matrix does not ask about a place. The stream holds no connection while it waits, and never ends. */
const other: Readonly<Partial<Record<RouteName, MatrixRequest>>> = {
  readSession: { path: '/session' },
  listIndicators: { path: '/indicators' },
  listRoles: { path: '/roles' },
  signIn: { path: '/session', body: { username: 'viewer', password: 'wrong' } },
  signOut: { path: '/session' },
  changePassword: { path: '/session/password', body: { current: 'wrong', next: 'wrong' } },
  beginTotp: { path: '/session/totp' },
  confirmTotp: { path: '/session/totp/confirm', body: { code: '000000', enable: true } },
}
const names = (Object.keys(routes) as RouteName[]).filter((name) => name !== 'watchChanges')

let site: TestApp
let found: Found
const signedIn = new Map<string, Person>()
beforeAll(async () => {
  site = await openTestApp({ features, max: 1, clock: () => caseDay })
  for (const username of ['headquarters', 'west', 'county.admin']) signedIn.set(username, await site.as(username))
  const west = signedIn.get('west')!
  const { path, body } = await writeCases.fileSubmission![0]!.prepare(site, west)
  const { submission } = (await west('POST', path, { body })).body
  const { personId: id } = await site.database.job
    .selectFrom('person')
    .where('username', '=', 'viewer')
    .select('personId')
    .executeTakeFirstOrThrow()
  found = {
    submission: new Map([[places.west, submission.id]]),
    person: new Map([[places.west, { id, username: 'viewer' }]]),
  }
})
afterAll(() => site.close())

function requestOf(name: RouteName): MatrixRequest {
  const entry = matrixRequests[name]
  // What belongs to a whole county is asked of the county.
  const asked =
    typeof entry === 'string' ? other[name] : (entry.ask(places.west, found) ?? entry.ask(places.county, found))
  if (!asked) throw new Error(`no request is known of ${name}`)
  return { ...asked, path: asked.path.replace('PERSON', found.person.get(places.west)!.id) }
}

/** The first who may, on their own session: signing out is not the end of the others. */
async function ask(name: RouteName): Promise<Reply> {
  const { needs, method } = routes[name]
  const username = [...signedIn.keys()].find((one) => verbsOf(one).includes(needs)) ?? 'headquarters'
  const person = name === 'signOut' ? await site.as('zone') : signedIn.get(username)!
  const { path, body } = requestOf(name)
  return person(method, path, body === undefined ? {} : { body })
}

test('[HT9] no request waits for a second connection: all routes at once over a single one', async () => {
  expect(Object.keys(people).length).toBeGreaterThan(0)
  const replies = await Promise.all([...names, ...names].map(async (name) => ({ name, ...(await ask(name)) })))
  const wrong = replies.filter(({ status }) => status >= 500)
  expect(wrong.map(({ name, status, body }) => `${name} ${status} ${body.code}`)).toEqual([])
  const unread = replies.filter(({ name, status }) => routes[name].method === 'GET' && status !== 200)
  expect(unread.map(({ name, status, body }) => `${name} ${status} ${body.code}`)).toEqual([])
  expect(site.pool.totalCount).toBe(1)
})
