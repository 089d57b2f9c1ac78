import { routes } from '@gangju/contract/routes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { features } from '../server/features.ts'
import { plantBulkJobs } from './fixture/exchange-cases.ts'
import { plantDocuments } from './fixture/library-cases.ts'
import { type Found, type MatrixRequest, matrixRequests } from './fixture/matrix-requests.ts'
import { verbsOf } from './fixture/oracle.ts'
import { places } from './fixture/places.ts'
import { plantClosings, plantDeliveries } from './fixture/review-cases.ts'
import { plantImports } from './fixture/sheet-cases.ts'
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
  changeEmail: { path: '/session/email', body: { email: null } },
  beginTotp: { path: '/session/totp' },
  listMessages: { path: '/messages' },
  getForm: { path: '/forms/fixture-monthly' },
  readDefinition: { path: '/indicators/income' },
  readExchangeMetadata: { path: '/exchange/metadata' },
  readMessage: { path: `/messages/${'0'.repeat(8)}-0000-4000-8000-000000000000/read` },
  confirmTotp: { path: '/session/totp/confirm', body: { code: '000000', enable: true } },
}
const names = (Object.keys(routes) as RouteName[]).filter((name) => name !== 'watchChanges')
/** So few that none waits for long: the queue itself sheds what does. */
const atOnce = 6

let site: TestApp
let found: Found
const signedIn = new Map<string, Person>()
beforeAll(async () => {
  site = await openTestApp({ features, max: 1, clock: () => caseDay })
  for (const username of ['headquarters', 'west', 'county.admin', 'zone'])
    signedIn.set(username, await site.as(username))
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
    document: await plantDocuments(site.database.job),
    import: await plantImports(site.database.job),
    bulk: await plantBulkJobs(site.database.job),
    closing: await plantClosings(site.database.job),
    delivery: await plantDeliveries(site.database.job),
  }
})
afterAll(() => site.close())

/** What belongs to a whole county is asked of the county, and what to the installation of the city. */
function firstOf(about: (place: string, found: Found) => MatrixRequest | undefined): MatrixRequest | undefined {
  return about(places.west, found) ?? about(places.county, found) ?? about(places.city, found)
}

function requestOf(name: RouteName): MatrixRequest {
  const entry = matrixRequests[name]
  const asked = typeof entry === 'string' ? other[name] : firstOf(entry.ask)
  if (!asked) throw new Error(`no request is known of ${name}`)
  return { ...asked, path: asked.path.replace('PERSON', found.person.get(places.west)!.id) }
}

/** Asked by the first who may. */
async function ask(name: RouteName): Promise<Reply> {
  const { needs, method } = routes[name]
  const able = [...signedIn.keys()].find((one) => verbsOf(one).includes(needs)) ?? 'headquarters'
  const { path, body } = requestOf(name)
  return signedIn.get(name === 'signOut' ? 'zone' : able)!(method, path, body === undefined ? {} : { body })
}

test('[HT9] no request waits for a second connection: every route over a single one, many at once', async () => {
  for (let from = 0; from < names.length; from += atOnce) {
    const wave = names.slice(from, from + atOnce).flatMap((name) => [name, name])
    const replies = await Promise.all(wave.map(async (name) => ({ name, ...(await ask(name)) })))
    const isWrong = ({ name, status }: (typeof replies)[number]) =>
      status >= 500 || (routes[name].method === 'GET' && status !== 200)
    expect(replies.filter(isWrong).map(({ name, status, body }) => `${name} ${status} ${body.code}`)).toEqual([])
  }
  expect(site.pool.totalCount).toBe(1)
})
