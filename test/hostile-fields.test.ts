import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { county } from './fixture/county.ts'
import { spoil } from './fixture/hostile-values.ts'
import { openTestApp, type Reply } from './fixture/site.ts'
import { openTableMarks } from './fixture/table-marks.ts'
import { caseDay, writeCases } from './fixture/write-cases.ts'

const bodied = (Object.entries(routes) as [keyof typeof routes, AnyRoute][]).filter(
  ([name, { method }]) => method !== 'GET' && writeCases[name] !== undefined,
)

const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|Error:|select |insert |postgres|kysely|violates|constraint|relation "|\/work\/|\/tmp\/|ECONN/i

function expectOrderly({ status, body, headers }: Reply, said: string): void {
  const text = JSON.stringify(body)
  expect(status, `${said}: ${text.slice(0, 300)}`).toBeLessThan(500)
  if (status < 400 || body.response !== undefined) return
  expect(headers['content-type'], said).toContain('application/problem+json')
  expect(body.code, said).toMatch(/^[a-z]+[.][A-Za-z]+$/)
  expect(text, said).not.toMatch(inside)
  expect(body.errors?.length ?? 0, said).toBeLessThanOrEqual(200)
}

/** What another system writes beside what is asked is read and left. */
const lenient: ReadonlySet<string> = new Set(['compareOrganisationUnits', 'takeOrganisationUnits', 'importBoundaries'])
/** After so many refusals it is looked whether any of them left something. */
const atOnce = 12

describe('[R19] any field of any body, spoiled, is refused or harmless', () => {
  test.each(bodied)('%s', async (name, route) => {
    const [one] = writeCases[name]!
    // Nobody's requests and those of a session that ends have their own tests.
    if (one!.again !== 'replayed') return
    const database = await openTestDatabase(county)
    const site = await openTestApp({ database, features, clock: () => caseDay })
    const marks = await openTableMarks(database)
    try {
      const person = await site.as(one!.username!)
      const { path, body, headers } = await one!.prepare(site, person)
      if (body === undefined || Buffer.isBuffer(body) || typeof body === 'string') return
      const expectNothingOf = async (said: readonly string[]) =>
        expect(await marks.changes(), said.join('\n')).toEqual({})
      let refused: string[] = []
      await marks.changes()
      for (const { what, spoiled, isForeign } of spoil(body)) {
        const reply = await person(route.method, path, { body: spoiled, ...(headers && { headers }) })
        const said = `${name} ${what}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`
        expectOrderly(reply, said)
        if (isForeign && !lenient.has(name))
          expect([reply.status, reply.body.code], said).toEqual([400, 'request.invalid'])
        const isRefused = reply.status >= 400 && reply.body.response === undefined
        refused = isRefused ? [...refused, said] : []
        if (!isRefused) await marks.changes()
        else if (refused.length >= atOnce) await expectNothingOf(refused.splice(0))
      }
      await expectNothingOf(refused)
    } finally {
      await marks.close()
      await site.close()
      await database.close()
    }
  })
})
