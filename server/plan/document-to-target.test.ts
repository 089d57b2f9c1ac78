import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Proposal } from '@gangju/contract/desk'
import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixturePassword } from '../../test/fixture/county.ts'
import { insertFixtureGrant } from '../../test/fixture/rows.store.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { indicatorsOf, readCatalogue } from '../admin/catalogue.ts'
import { insertForms, insertGoals, insertIndicators, insertLightRules, insertRoles } from '../admin/content.store.ts'
import { loadPlaceFile } from '../admin/load-places.ts'
import type { Db } from '../db/connection.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { findPlaceIds } from '../net/place.store.ts'
import { targetRoutes } from '../publish/target.route.ts'
import { traceRoutes } from '../publish/trace.route.ts'
import { projectRoot } from '../root.ts'
import { deskRoutes } from './desk.route.ts'
import { documentRoutes } from './document.route.ts'

const folder = join(projectRoot, '..', 'shared', 'corpus')
const names = ['000', '001', '002', '003', '004']
const dates = ['2024-03', '2024-03', '2023', '2024-07-04', '2023-02']
const isThere = names.every((name) => existsSync(join(folder, `${name}.txt`)))
const home = '440700000000'

/** Places, indicators and goals of the pilot, and nothing that was typed in by hand from the documents. */
async function fill(db: Db): Promise<void> {
  const catalogueFolder = join(projectRoot, 'catalogue')
  const catalogue = readCatalogue(catalogueFolder)
  await db.transaction().execute(async (trx) => {
    await insertRoles(trx, catalogue.roles)
    await insertIndicators(trx, indicatorsOf(catalogue))
    await insertForms(trx, [catalogue.villageMonthly, catalogue.townMonthly])
    await insertLightRules(trx, catalogue.lightRules)
    const at = new Date('2025-01-01T00:00:00Z')
    await loadPlaceFile(trx, join(catalogueFolder, 'places', 'jiangmen.txt'), at, () => {})
    const goals = catalogue.goals.goals.map((goal) => ({ ...goal, source: null }))
    const places = await findPlaceIds(trx, [...new Set(goals.map(({ place }) => place))])
    await insertGoals(
      trx,
      { goals, milestones: [] },
      {
        places,
        documents: new Map(),
        indicators: indicatorsOf(catalogue),
        forms: [catalogue.villageMonthly, catalogue.townMonthly],
        stated: [],
      },
    )
    const passwordHash = await hash(fixturePassword, { memoryCost: 1_024, timeCost: 1 })
    const { personId } = await trx
      .insertInto('person')
      .values({ username: 'planner', name: '规划员', phone: null, passwordHash, mustChangePassword: false })
      .returning('personId')
      .executeTakeFirstOrThrow()
    await insertFixtureGrant(trx, { personId, placeId: places.get(home)!, role: 'headquarters', goal: null })
  })
}

type OfStatement = Extract<Proposal, { kind: 'statement' }>

let database: TestDatabase
let site: TestApp
let planner: Person
beforeAll(async () => {
  database = await openTestDatabase()
  await fill(database.job)
  const features = [...adminRoutes, documentRoutes, deskRoutes, targetRoutes, traceRoutes]
  site = await openTestApp({ database, features, clock: () => new Date('2026-11-21T02:00:00Z') })
  planner = await site.as('planner')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

async function add(text: string, name: string, dated: string): Promise<string> {
  const { status, body } = await planner('POST', `/documents?place=${home}&title=${name}&dated=${dated}`, {
    body: Buffer.from(text),
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.code
}

/** Takes what can be taken as it stands. @returns the proposals as they are then, and the text. */
async function takeAll(code: string): Promise<{ text: string; taken: OfStatement[] }> {
  const { text, proposals } = (await planner('GET', `/documents/${code}/desk`)).body
  for (const { offset, length, quoteOffset, quoteLength } of proposals) {
    expect(quoteOffset <= offset && offset + length <= quoteOffset + quoteLength).toBe(true)
  }
  const decisions = firstOfEachCell(proposals).map(({ id, edition }) => ({ kind: 'accept', proposal: id, edition }))
  if (decisions.length === 0) return { text, taken: [] }
  const decided = await planner('POST', `/documents/${code}/decisions`, { body: { version: 1, decisions } })
  expect(decided.status, JSON.stringify(decided.body)).toBe(200)
  return { text, taken: decided.body.proposals }
}

async function listStated(code: string): Promise<{ position: number; length: number; demo: boolean }[]> {
  const { rows } = await database.pool('job', { max: 1 }).query(
    `select r.position, r.length, s.demo from source s join (
       select source_id, position, length from target where superseded_at is null
       union all select source_id, position, length from observation where superseded_at is null) r using (source_id)
     where s.code = 'document-' || $1`,
    [code],
  )
  return rows
}

test('[DE10] of a sample document ten targets and more come into force at their words, marked as invented', async () => {
  const sample = readFileSync(join(projectRoot, 'catalogue', 'samples', 'plan.md'), 'utf8')
  const code = await add(sample, 'plan.md', '2026-01-15')
  const { text, taken } = await takeAll(code)
  expect(taken.filter(({ choice }) => choice.becomes === 'target').length).toBeGreaterThanOrEqual(10)
  const stated = await listStated(code)
  expect(stated).toHaveLength(taken.length)
  expect(stated.every(({ demo }) => demo)).toBe(true)
  expect(stated.map(({ position, length }) => text.slice(position, position + length)).toSorted()).toEqual(
    taken.map(({ reading }) => reading.text).toSorted(),
  )
})

describe.skipIf(!isThere)('the source documents, when they are beside the project', () => {
  test('[DE10] at least forty of their statements become targets and figures, each at its words', async () => {
    let count = 0
    for (const [at, name] of names.entries()) {
      const source = readFileSync(join(folder, `${name}.txt`), 'utf8')
      const code = await add(source, `${name}.txt`, dates[at]!)
      const { text, taken } = await takeAll(code)
      const stated = await listStated(code)
      expect(stated.map(({ position, length }) => text.slice(position, position + length)).toSorted()).toEqual(
        taken.map(({ reading }) => reading.text).toSorted(),
      )
      count += taken.length
    }
    expect(count).toBeGreaterThanOrEqual(40)
  })

  test('[DE10] why a figure is what it is opens its document at the words', async () => {
    const { body } = await planner('GET', `/targets?place=${home}`)
    const stated = body.items.filter(({ source }: { source: { document: string | null } | null }) => source?.document)
    expect(stated.length).toBeGreaterThan(0)
    for (const { source, printed, indicator, place, year } of stated.slice(0, 5)) {
      const { text } = (await planner('GET', `/documents/${source.document}/desk`)).body
      const said = text.slice(source.offset, source.offset + source.length)
      expect(printed.startsWith(said)).toBe(true)
      const trace = await planner('GET', `/trace?indicator=${indicator}&place=${place.code}&period=${year ?? 2025}`)
      expect(trace.status, JSON.stringify(trace.body)).toBe(200)
      const sources = trace.body.targets.map(({ target }: { target: { source: unknown } }) => target.source)
      expect(sources).toContainEqual(source)
    }
  })
})

/** One document may state one cell twice; the first is taken here. */
function firstOfEachCell(proposals: readonly Proposal[]): OfStatement[] {
  const seen = new Set<string>()
  return proposals.filter((one): one is OfStatement => {
    if (one.kind !== 'statement' || one.lacks.length > 0) return false
    const { becomes, indicator, place, period } = one.choice
    const key = becomes === 'target' ? `${indicator} ${place} ${one.offset}` : `${indicator} ${place} ${period}`
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst
  })
}
