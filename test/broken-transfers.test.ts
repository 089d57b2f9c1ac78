import { get as httpGet } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { openXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { importPath, upload } from './fixture/channels.ts'
import { county, fixturePassword } from './fixture/county.ts'
import { plantBulkJobs } from './fixture/exchange-cases.ts'
import { type FaultPlan, faultOf, openFaultPool } from './fixture/fault-pool.ts'
import { ownSheet } from './fixture/hostile-sheets.ts'
import { plantDocuments } from './fixture/library-cases.ts'
import { type Found, matrixRequests } from './fixture/matrix-requests.ts'
import { verbsOf } from './fixture/oracle.ts'
import { places } from './fixture/places.ts'
import { askerOf, openTestApp, type Person, type TestApp } from './fixture/site.ts'
import { caseDay } from './fixture/write-cases.ts'

type RouteName = keyof typeof routes

/** Every route that answers with a file. */
const downloads = (Object.entries(routes) as [RouteName, AnyRoute][])
  .filter(([, { replyKind }]) => replyKind === 'file')
  .map(([name]) => name)

let database: TestDatabase
let site: TestApp
let plan: FaultPlan
let port: number
const cookies = new Map<string, string>()
const paths = new Map<RouteName, { path: string; username: string }>()

beforeAll(async () => {
  database = await openTestDatabase(county)
  const faulty = openFaultPool(database.pool('app', { max: 1 }))
  plan = faulty.plan
  site = await openTestApp({ database, features, pool: faulty.pool, clock: () => caseDay })
  await site.app.fastify.listen({ port: 0, host: '127.0.0.1' })
  port = (site.app.fastify.server.address() as AddressInfo).port
  for (const username of ['west', 'headquarters', 'county.admin']) {
    const { headers } = await site.ask('POST', '/session', { body: { username, password: fixturePassword } })
    cookies.set(username, headers['set-cookie']!.split(';', 1)[0]!)
  }
  const { id } = (await upload(by('west'), importPath, ownSheet([{}]))).body
  const found: Found = {
    ...{ submission: new Map(), person: new Map(), closing: new Map(), delivery: new Map() },
    document: await plantDocuments(database.job),
    import: new Map([[places.west, id]]),
    bulk: await plantBulkJobs(database.job),
  }
  for (const name of downloads) {
    const entry = matrixRequests[name]
    const asked =
      typeof entry === 'string' ? undefined : (entry.ask(places.west, found) ?? entry.ask(places.county, found))
    if (!asked) throw new Error(`no request is known of ${name}`)
    const username = [...cookies.keys()].find((one) => verbsOf(one).includes(routes[name].needs))!
    paths.set(name, { path: asked.path, username })
  }
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const by = (username: string): Person => askerOf(site.app, { cookie: cookies.get(username)! })
const whole = async (name: RouteName) => {
  const { path, username } = paths.get(name)!
  return by(username)('GET', path)
}

/** A line that breaks after so many bytes of the answer's body. */
async function openBreakingLine(afterBytes: number, how: 'end' | 'reset'): Promise<Server> {
  const line = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    let left: number | undefined
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.pipe(far)
    far.on('data', (bytes) => {
      left ??= bytes.indexOf('\r\n\r\n') + 4 + afterBytes
      near.write(bytes.subarray(0, left))
      left -= Math.min(left, bytes.length)
      if (left > 0) return
      far.destroy()
      if (how === 'end') near.end()
      else near.resetAndDestroy()
    })
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  return line
}

interface Received {
  /** The client believes that it has all. */
  readonly isWhole: boolean
  readonly bytes: number
}

function fetchOver(line: Server, name: RouteName): Promise<Received> {
  const { path, username } = paths.get(name)!
  return new Promise((resolve) => {
    let bytes = 0
    const asked = httpGet(
      {
        port: (line.address() as AddressInfo).port,
        path: `/api${path}`,
        headers: { cookie: cookies.get(username)! },
        agent: false,
      },
      (reply) => {
        reply.on('data', (piece: Buffer) => {
          bytes += piece.length
        })
        reply.on('error', () => resolve({ isWhole: false, bytes }))
        reply.on('close', () => resolve({ isWhole: reply.complete, bytes }))
      },
    )
    asked.on('error', () => resolve({ isWhole: false, bytes }))
  })
}

test('every route that answers with a file is here', () => {
  expect(downloads.toSorted()).toContain('downloadTemplate')
  expect(downloads.length).toBeGreaterThanOrEqual(8)
})

describe('[R30] a file that breaks off on its way is no file', () => {
  test.each(downloads)('%s', async (name) => {
    const { status, bytes, headers } = await whole(name)
    expect(status, JSON.stringify(headers)).toBe(200)
    expect(Number(headers['content-length'])).toBe(bytes.length)
    const share = (part: number) => Math.floor(bytes.length * part)
    // Moments stand in some of them: the length is not always the same to the byte.
    for (const [after, how] of [
      [0, 'end'],
      [share(0.5), 'reset'],
      [bytes.length - 9, 'end'],
    ] as const) {
      const line = await openBreakingLine(after, how)
      const got = await fetchOver(line, name)
      expect(got.isWhole, `${after} of ${bytes.length} by ${how}: ${got.bytes}`).toBe(false)
      await new Promise((resolve) => line.close(resolve))
    }
    const line = await openBreakingLine(Number.POSITIVE_INFINITY, 'end')
    expect((await fetchOver(line, name)).isWhole).toBe(true)
    await new Promise((resolve) => line.close(resolve))
    if (!String(headers['content-type']).includes('spreadsheet')) return
    for (const part of [0.3, 0.9, 0.999]) await expect(openXlsx(bytes.subarray(0, share(part)))).rejects.toThrow()
  })
})

describe('[R30] the database dies while a file is made: a refusal, and no beginning of a file', () => {
  test.each(downloads)('%s', async (name) => {
    Object.assign(plan, { strikeAt: 0, seen: 0, times: 0 })
    expect((await whole(name)).status).toBe(200)
    const queries = plan.seen
    expect(queries).toBeGreaterThan(1)
    for (let point = 1; point <= queries; point += 1) {
      Object.assign(plan, { strikeAt: point, seen: 0, times: 9, isDone: false, error: faultOf('XX000') })
      const { status, headers, body } = await whole(name)
      Object.assign(plan, { strikeAt: 0, times: 0 })
      expect([status, body.code], `at ${point} of ${queries}`).toEqual([500, 'server.fault'])
      expect(headers['content-type']).toContain('application/problem+json')
      expect(headers['content-disposition']).toBeUndefined()
    }
    expect((await whole(name)).status).toBe(200)
  })
})
