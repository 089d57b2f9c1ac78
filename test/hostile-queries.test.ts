import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county, people } from './fixture/county.ts'
import { plantBulkJobs } from './fixture/exchange-cases.ts'
import { plantDocuments } from './fixture/library-cases.ts'
import { type Found, matrixRequests } from './fixture/matrix-requests.ts'
import { verbsOf } from './fixture/oracle.ts'
import { places } from './fixture/places.ts'
import { plantClosings, plantDeliveries } from './fixture/review-cases.ts'
import { plantImports } from './fixture/sheet-cases.ts'
import { openTestApp, type Person, type TestApp } from './fixture/site.ts'
import { openTableMarks, type TableMarks } from './fixture/table-marks.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let site: TestApp
let marks: TableMarks
let found: Found
const signedIn = new Map<string, Person>()

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => caseDay })
  for (const username of ['county', 'county.admin', 'west']) signedIn.set(username, await site.as(username))
  found = {
    ...{ submission: new Map(), person: new Map() },
    document: await plantDocuments(database.job),
    import: await plantImports(database.job),
    bulk: await plantBulkJobs(database.job),
    closing: await plantClosings(database.job),
    delivery: await plantDeliveries(database.job),
  }
  marks = await openTableMarks(database)
})
afterAll(async () => {
  await marks.close()
  await site.close()
  await database.close()
})

const hostile: readonly string[] = [
  '',
  '%00',
  '%C0%AF',
  '%ED%A0%80',
  'x'.repeat(9_000),
  '-1',
  '0.5',
  '1e309',
  'NaN',
  '9007199254740993',
  '99999999999999999999',
  'infinity',
  '2026-13',
  '2026-02-30T25:00:00Z',
  '202613',
  '%27%20or%201%3D1%3B%20--',
  'pg_sleep(5)',
  '%25%25%25',
  '__proto__',
  '../../etc/passwd',
  'http://169.254.169.254/',
  '%E2%80%AE01-6202',
  '123456789012',
  places.foreignVillage,
  '%EF%BC%99%EF%BC%99%EF%BC%90',
  '!!%7C()%26:*',
  'eyJhIjoxfQ',
]

const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|Error:|select |insert |postgres|kysely|violates|constraint|relation "|\/work\/|\/tmp\/|ECONN/i

const queried = (Object.entries(routes) as [keyof typeof routes, AnyRoute][]).filter(
  ([name, { method, query }]) =>
    method === 'GET' && Object.keys(query.shape).length > 0 && typeof matrixRequests[name] !== 'string',
)

describe('[R19] any parameter of any question, spoiled, is answered in order and shows nothing more', () => {
  test.each(queried)('%s', async (name, route) => {
    const entry = matrixRequests[name]
    if (typeof entry === 'string') return
    const asked = entry.ask(places.west, found) ?? entry.ask(places.county, found)
    const username = [...signedIn.keys()].find((one) => verbsOf(one).includes(route.needs))
    if (!asked || !username) throw new Error(`no request is known of ${name}`)
    const [path, query = ''] = asked.path.split('?')
    const ask = signedIn.get(username)!
    expect((await ask('GET', asked.path)).status, asked.path).toBe(200)
    await marks.changes()
    for (const parameter of Object.keys(route.query.shape)) {
      const others = query.split('&').filter((part) => part !== '' && !part.startsWith(`${parameter}=`))
      const spoiled = [
        ...hostile.map((value) => [...others, `${parameter}=${value}`]),
        [...others, `${parameter}=1`, `${parameter}=2`],
        [...others, `${parameter}[]=1`],
        [...others, `${parameter}[__proto__]=1`],
      ]
      for (const parts of spoiled) {
        const from = performance.now()
        const reply = await ask('GET', `${path}?${parts.join('&')}`)
        const said = `${username} ${path}?${parts.join('&').slice(0, 200)}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`
        expect(performance.now() - from, said).toBeLessThan(3_000)
        expect(reply.status, said).toBeLessThan(500)
        if (reply.status < 400) {
          // 松村 is of another county.
          if (people[username]!.place !== places.city) expect(reply.bytes.includes('松村'), said).toBe(false)
          continue
        }
        expect(reply.headers['content-type'], said).toContain('application/problem+json')
        expect(JSON.stringify(reply.body), said).not.toMatch(inside)
      }
    }
    expect(await marks.changes()).toEqual({})
  })
})
