import { randomUUID } from 'node:crypto'
import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { setContext } from '../server/http/context.store.ts'
import { county, people, places } from './fixture/county.ts'
import { plantBulkJobs } from './fixture/exchange-cases.ts'
import { plantDocuments } from './fixture/library-cases.ts'
import { type Found, matrixRequests } from './fixture/matrix-requests.ts'
import { allPlaces, isReached, judge, lineOf, readable, verbsOf } from './fixture/oracle.ts'
import { plantContradictions } from './fixture/planning-cases.ts'
import { plantClosings, plantDeliveries } from './fixture/review-cases.ts'
import { plantImports } from './fixture/sheet-cases.ts'
import { openTestApp, type Person, type Reply, type TestApp } from './fixture/site.ts'

const usernames = Object.keys(people).filter((name) => name !== 'newcomer')
const unknownPlace = '123456789012'

/** GANGJU_MATRIX=full: everybody through every route with each wall; else with one wall off these read. */
const isFull = process.env.GANGJU_MATRIX === 'full'
const telling = ['county', 'east', 'zone', 'force', 'foreign']

/** Refusals that come after the rectangle was granted: the person was let in. */
const within = [
  'role.unknown',
  'grant.unknown',
  'grant.exceeds',
  'grant.self',
  'person.self',
  'submission.step',
  'submission.ownApproval',
  'submission.secondApproval',
  'form.unknown',
  'relation.unknown',
  'proposal.unknown',
  'contradiction.unknown',
  'target.unknown',
]

interface Site extends TestApp {
  readonly signedIn: ReadonlyMap<string, Person>
  readonly found: Found
}

async function openSite(database: TestDatabase, role: 'app' | 'job'): Promise<Site> {
  const site = await openTestApp({ database, features, pool: database.pool(role, { max: 4 }) })
  const signedIn = new Map<string, Person>()
  for (const username of usernames) signedIn.set(username, await site.as(username))
  return { ...site, signedIn, found: await plantRows(database) }
}

/** Every place, person and submission carries a mark by which it is known wherever it turns up. */
async function plantRows({ job, pool }: TestDatabase): Promise<Found> {
  const client = pool('job', { max: 1 })
  await client.query(`update place set name = 'CANARY-' || code || '-'`)
  await client.query(`
    update person set name = 'CANARY-' || p.code || '-' from person_grant g join place p on p.place_id = g.place_id
    where g.person_id = person.person_id`)
  await client.query(`update setting set value = to_jsonb((value)::int + 1) where name = 'netEpoch'`)
  await client.query(`
    insert into submission (county_id, place_id, form_id, period, state, filed_by, filed_at, file_name)
    select p.county_id, p.place_id, f.form_id, '2026-10', 'submitted', (select person_id from person limit 1), now(), 'CANARY-' || p.code || '-.xlsx'
    from place p, form f where p.level = 'town' on conflict do nothing`)
  const submissions = await job
    .selectFrom('submission')
    .innerJoin('place', 'place.placeId', 'submission.placeId')
    .select(['place.code', 'submissionId'])
    .execute()
  const persons = await job.selectFrom('person').select(['personId', 'username']).execute()
  const held = persons.filter(({ username }) => people[username] && username !== 'admin')
  const bulk = await plantBulkJobs(job)
  await client.query(plantedCells)
  return {
    submission: new Map(submissions.map((row) => [row.code, row.submissionId])),
    person: new Map(held.map(({ personId, username }) => [people[username]!.place, { id: personId, username }])),
    document: await plantLibrary(job),
    import: await plantImports(job),
    bulk,
    closing: await plantClosings(job),
    delivery: await plantDeliveries(job),
  }
}

/** What lies in a return is marked by its village; what lies beside it belongs to every place. */
const plantedCells = `
  with cells as (
    insert into submission_value (county_id, submission_id, place_id, indicator_id, value, explanation, returned_reason)
    select s.county_id, s.submission_id, v.place_id, i.indicator_id, 5, 'CANARY-' || v.code || '-', 'CANARY-' || v.code || '-'
    from submission s join cover c on c.ancestor_id = s.place_id join place v on v.place_id = c.descendant_id, indicator i
    where v.level = 'village' and i.code = 'income' on conflict do nothing),
  parts as (
    insert into bulk_part (county_id, place_id, job_id, n, content, sha256)
    select county_id, place_id, job_id, 1, 'x', 'x' from bulk_job on conflict do nothing),
  reviews as (
    insert into column_review (county_id, place_id, submission_id, goal_id, reviewed_by, reviewed_at)
    select s.county_id, s.place_id, s.submission_id, g.goal_id, s.filed_by, now() from submission s, goal g
    where g.code = 'F1-A2' and s.state = 'submitted' on conflict do nothing),
  leaves as (
    insert into late_leave (county_id, place_id, form_id, period, until, reason, given_at, given_by)
    select p.county_id, p.place_id, f.form_id, '2020-01', '2020-02-01', 'CANARY-' || p.code || '-', now(), (select person_id from person limit 1)
    from place p, form f on conflict do nothing)
  insert into sheet_mapping (county_id, place_id, form_id, fingerprint, choice, remembered_at, remembered_by)
  select p.county_id, p.place_id, f.form_id, 'x', '{}', now(), (select person_id from person limit 1) from place p, form f
  on conflict do nothing`

/** Once for both roles: a document and two promises that do not agree for every place. */
async function plantLibrary(job: TestDatabase['job']): Promise<Found['document']> {
  const planted = await job.selectFrom('document').select('code').where('code', 'like', 'd-%').execute()
  if (planted.length > 0) return new Map(planted.map(({ code }) => [code.slice(2), code]))
  const documents = await plantDocuments(job)
  await plantContradictions(job)
  return documents
}

const plain = ({ status, body }: Reply) => ({
  status,
  body: typeof body === 'object' ? { ...body, requestId: null } : body,
})

/** Marks of places that somebody may not read, in anything they were sent. */
function strayMarks(username: string, reply: Reply): string[] {
  const known = readable(username)
  const text = JSON.stringify([reply.headers, reply.body])
  return [...new Set(Array.from(text.matchAll(/CANARY-(.+?)-(?=[^a-z0-9]|$)/g), (match) => match[1]!))].filter(
    (code) => allPlaces.includes(code) && !known.has(code),
  )
}

function isLetIn({ status, body }: Reply): boolean {
  return status < 400 || status === 409 || status === 422 || within.includes(body?.code)
}

async function countActions(): Promise<number> {
  const row = await database.job
    .selectFrom('action')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase(county)
})
afterAll(() => database.close())

// Wall two off: the role of the jobs sees every row, so what is refused is refused by wall one and its stores alone.
describe.each([
  ['both walls', 'app'],
  ['the first wall alone', 'job'],
] as const)('[GR11] with %s', (_, role) => {
  let site: Site
  beforeAll(async () => {
    site = await openSite(database, role)
  })
  afterAll(() => site.close())

  test.each(Object.entries(routes) as [keyof typeof routes, AnyRoute][])('%s', async (name, route) => {
    const entry = matrixRequests[name]
    if (typeof entry === 'string' || !site.app.fastify.hasRoute({ method: route.method, url: `/api${route.path}` }))
      return
    const somebody = site.found.person.get(places.county)!.id
    if (role === 'job' && route.method !== 'GET' && !isFull) return
    for (const [username, ask] of site.signedIn) {
      if (role === 'job' && !telling.includes(username) && !isFull) continue
      const ownPlace = site.found.person.get(people[username]!.place)
      const send = async (place: string, found = site.found) => {
        const request = entry.ask(place, found)
        if (!request) return undefined
        const path = request.path.replace(
          'PERSON',
          ownPlace?.username === username ? somebody : (ownPlace?.id ?? somebody),
        )
        return ask(route.method, path, request.body === undefined ? {} : { body: request.body })
      }
      const nowhere = await send(unknownPlace, unknownRows)
      for (const place of allPlaces) {
        const before = route.method === 'GET' ? 0 : await countActions()
        const reply = await send(place)
        if (!reply) continue
        const said = `${username} ${name} ${place} → ${reply.status} ${reply.body?.code ?? ''}`
        expect(reply.status, said).toBeLessThan(500)
        expect(strayMarks(username, reply), said).toEqual([])
        if (route.method !== 'GET') {
          const isDry = name === 'fileSubmission' && isLetIn(reply)
          expect((await countActions()) - before, `${said}, lines of the log`).toBe(isDry ? 0 : 1)
        }
        const isBelow = entry.readFromBelow && lineOf(people[username]!.place).has(place)
        const verdict = isBelow ? 'allowed' : judge(username, route.needs, place)
        if (name === 'createGrant' && !verbsOf(username).includes('grant.write')) expect(reply.status, said).toBe(403)
        else if (entry.by === 'id' && !verbsOf(username).includes(route.needs))
          expect([403, 404], said).toContain(reply.status)
        else if (verdict === 'allowed') expect(isLetIn(reply), said).toBe(true)
        else if (verdict === 'missing')
          expect({ status: reply.status, code: reply.body.code }, said).toEqual({ status: 403, code: 'grant.missing' })
        else expect(plain(reply), said).toEqual(plain(nowhere!))
      }
    }
    const request = entry.ask(places.east, site.found)
    if (request) expect((await site.ask(route.method, request.path, { body: request.body })).status).toBe(401)
  })

  test('every route of the contract is there', () => {
    const missing = Object.entries(routes).filter(
      ([, { method, path }]) => !site.app.fastify.hasRoute({ method, url: `/api${path}` }),
    )
    expect(missing.map(([name]) => name)).toEqual([])
  })

  test('lists that name no place hold nothing from outside', async () => {
    for (const [username, ask] of site.signedIn) {
      for (const path of ['/places', '/places?q=C', '/people', '/targets', '/goals', '/indicators', '/session']) {
        const reply = await ask('GET', path)
        expect(strayMarks(username, reply), `${username} ${path}`).toEqual([])
        expect(reply.status).toBeLessThan(500)
      }
    }
  })
})

const unknownRows: Found = {
  submission: new Map([[unknownPlace, randomUUID()]]),
  person: new Map([[unknownPlace, { id: randomUUID(), username: 'nobody.of.that.name' }]]),
  document: new Map([[unknownPlace, 'd-nowhere']]),
  import: new Map([[unknownPlace, randomUUID()]]),
  bulk: new Map([[unknownPlace, randomUUID()]]),
  closing: new Map([[unknownPlace, randomUUID()]]),
  delivery: new Map([[unknownPlace, randomUUID()]]),
}

/** Policy is addressed downwards: documents are read from below. */
const fromBelow: readonly string[] = ['document_clause', 'document_original', 'document_relation', 'document_version']

/** Without a row under the matrix, or with those alone that its requests bring. */
const notPlanted: readonly string[] = [
  'action',
  'approval',
  'boundary',
  'contradiction_decision',
  'place_attribute',
  'proposal',
  'reminder',
  'succession',
]

/** Every table whose rows lie at a place. */
async function listSecuredTables({ pool }: TestDatabase): Promise<readonly string[]> {
  const client = pool('job', { max: 1 })
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'place_id' and c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
    and c.relnamespace = 'public'::regnamespace order by 1`)
  const names = rows.map(({ name }) => name).filter((name) => !fromBelow.includes(name))
  const found = await Promise.all(names.map((name) => client.query(`select 1 from ${name} limit 1`)))
  const empty = names.filter((_, index) => found[index]!.rowCount === 0)
  expect(
    empty.filter((name) => !notPlanted.includes(name)),
    'nothing lies there, so nothing is shown of it',
  ).toEqual([])
  expect(names.length).toBeGreaterThan(20)
  return names
}

// Wall one off: statements that name no place at all see and change the rectangle of the context and nothing else.
test('[GR11] the second wall alone shows each place its own rows', async () => {
  await plantRows(database)
  const tables = await listSecuredTables(database)
  const pool = database.pool('app', { max: 1 })
  const client = await pool.connect()
  const rows = await database.job.selectFrom('place').select(['placeId', 'code', 'level', 'countyId']).execute()
  const codeOf = new Map(rows.map((row) => [row.placeId, row.code]))
  for (const root of allPlaces) {
    const under = rows.filter((row) => lineOf(row.code).has(root))
    const isWide = ['city', 'county'].includes(rows.find((row) => row.code === root)!.level)
    const lists = isWide
      ? { counties: under.map((row) => row.countyId), places: [] }
      : { counties: [], places: under.map((row) => row.placeId) }
    await client.query('begin')
    await setContext(client, { ...lists, indicators: '*', write_counties: lists.counties, write_places: lists.places })
    for (const table of tables) {
      const { rows: seen } = await client.query<{ place_id: number }>(`select distinct place_id from ${table}`)
      const outside = seen.map((row) => codeOf.get(row.place_id)!).filter((code) => !lineOf(code).has(root))
      expect(outside, `${root} ${table}`).toEqual([])
    }
    const { rowCount } = await client.query(`update submission set file_name = 'x' where place_id <> all ($1::int[])`, [
      under.map((row) => row.placeId),
    ])
    expect(rowCount).toBe(0)
    await client.query('rollback')
  }
  await client.query('begin')
  for (const table of ['place', 'observation', 'rollup', 'submission', 'person_grant', 'action']) {
    expect((await client.query(`select 1 from ${table}`)).rowCount, `${table} without a context`).toBe(0)
  }
  await client.query('rollback')
  client.release()
  expect(usernames.every((name) => isReached(name, people[name]!.place))).toBe(true)
})
