import type { Proposal, StatementChoice } from '@gangju/contract/desk'
import type { Contradiction } from '@gangju/contract/planning'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { deskText, plantDocument } from '../../test/fixture/desk-document.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { targetRoutes } from '../publish/target.route.ts'
import { contradictionRoutes } from './contradiction.route.ts'
import { deskRoutes } from './desk.route.ts'
import { newIndicatorRoutes } from './new-indicator.route.ts'

const features = [...adminRoutes, deskRoutes, newIndicatorRoutes, contradictionRoutes, targetRoutes]

let database: TestDatabase
let site: TestApp
let planner: Person

beforeEach(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features })
  planner = await site.as('county')
  for (const code of ['d-plan', 'd-points']) await plantDocument(database.job, { code })
})
afterEach(async () => {
  await site.close()
  await database.close()
})

/** Accepts the statement of a numeral of a document, taken as the person wants it. */
async function state(code: string, numeral: string, over: Partial<StatementChoice> = {}): Promise<void> {
  const { body } = await planner('GET', `/documents/${code}/desk`)
  const proposal = body.proposals.find((one: Proposal) => one.kind === 'statement' && one.reading.text === numeral)
  const { id, edition, choice } = proposal
  const decision = { kind: 'accept', proposal: id, edition, choice: { ...choice, ...over } }
  const reply = await planner('POST', `/documents/${code}/decisions`, { body: { version: 1, decisions: [decision] } })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

interface Listed {
  readonly items: readonly Contradiction[]
  readonly open: number
  readonly decided: number
}
async function list(by: Person = planner, query = `place=${places.county}`): Promise<Listed> {
  const { status, body } = await by('GET', `/contradictions?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const decide = (item: Contradiction, decision: string, by: Person = planner, edition = item.decision?.edition ?? 0) =>
  by('POST', '/contradictions/decisions', {
    body: { place: item.place.code, finding: item.finding, edition, decision, note: '' },
  })
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.pool('job', { max: 1 }).query(text, values)).rows

const aLittleMore = { value: '1.3' }
async function differ(): Promise<Contradiction> {
  await state('d-plan', '1.2')
  await state('d-points', '1.2', aLittleMore)
  return (await list()).items[0]!
}

test('[KD1] two documents with two figures for one cell are a finding, each side with its words', async () => {
  const item = await differ()
  expect(item).toMatchObject({
    kind: 'differing',
    indicator: 'income',
    place: { code: places.county },
    decision: null,
    words: expect.stringMatching(/^同一地方、同一期，一处为1\.[23]亿元以上，一处为1\.[23]亿元以上$/),
  })
  for (const { source, value } of item.sides) {
    expect(deskText.slice(source!.offset!, source!.offset! + source!.length!)).toBe('1.2')
    expect(['12000', '13000']).toContain(value)
  }
  expect(new Set(item.sides.map(({ source }) => source!.document))).toEqual(new Set(['d-plan', 'd-points']))
  expect(await list(planner, '')).toMatchObject({ open: 1, decided: 0 })
  expect((await list(planner, `place=${places.county}&indicator=sales`)).items).toEqual([])
  expect((await list(planner, `document=d-points`)).items).toHaveLength(1)
  expect((await list(planner, `document=d-other`)).items).toEqual([])
})

test('[KD2] 确保 beside 力争 and the same figure in two documents are none', async () => {
  await state('d-plan', '1.2')
  await state('d-plan', '1.5')
  await state('d-points', '1.2')
  await state('d-points', '1.5')
  expect((await list()).items).toEqual([])
})

test('[KD1] what the catalogue explains is one finding under its note', async () => {
  await differ()
  const codes = await rowsOf(`select code from target where code like 'd-%' and superseded_at is null`)
  const entry = JSON.stringify({ targets: codes.map(({ code }) => code), positions: [] })
  await rowsOf(
    `insert into conflict (code, kind, note, entry) values ('two-definitions', 'different_definition', '两种口径', $1)`,
    [entry],
  )
  await rowsOf(`update setting set value = to_jsonb((value #>> '{}')::int + 1) where name = 'contentEpoch'`)
  const [item, ...more] = (await list()).items
  expect(more).toEqual([])
  expect(item).toMatchObject({ kind: 'known', words: '两种口径', likely: 'definition', decision: null })
  expect((await decide(item!, 'first')).body.code).toBe('contradiction.sides')
  expect((await decide(item!, 'separate')).status).toBe(200)
})

test('[KD4] targets of all towns below that of their county are a finding', async () => {
  await state('d-plan', '1.2')
  await state('d-plan', '3000', { indicator: 'income', place: places.east, value: '5000', unit: '万元', goal: 'F1-A1' })
  expect((await list()).items).toEqual([])
  await state('d-points', '3000', { indicator: 'income', place: places.west, value: '6000', goal: 'F1-A1' })
  const [item, ...more] = (await list()).items
  expect(more).toEqual([])
  expect(item).toMatchObject({ kind: 'sum', place: { code: places.county } })
  expect(item!.sides.map(({ place }) => place.code)).toEqual([places.county, places.east, places.west])
  expect(item!.words).toMatch(/下级 2 个地方的目标合计为1.1亿元/)
  expect((await decide(item!, 'first')).body.code).toBe('contradiction.sides')
  expect((await decide(item!, 'ask')).status).toBe(200)
  expect(await list()).toMatchObject({ open: 1, decided: 0 })
  expect((await list(await site.as('east'), '')).items).toEqual([])
})

test('[KD5] a yearly rate that does not lead from the figure to the target is a finding', async () => {
  const wanted = { name: '农产品销售额增速', unit: '%', decimals: 1, direction: 'up', kind: 'rate', goal: 'F1-A2' }
  const made = await planner('POST', '/indicators', { body: { ...wanted, place: places.county } })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const sales = { indicator: 'sales', place: places.county, unit: '万元', goal: 'F1-A2', measure: 'level' }
  await state('d-plan', '820', { ...sales, value: '2000', period: '2025' })
  await state('d-plan', '3000', { ...sales, period: '2027' })
  await state('d-plan', '8', { indicator: made.body.code, place: places.county, period: '2027', goal: 'F1-A2' })
  const [item, ...more] = (await list()).items
  expect(more).toEqual([])
  expect(item).toMatchObject({ kind: 'path', indicator: 'sales', likely: 'error' })
  expect(item!.words).toMatch(/（2025）到.*（2027）须年均增长22\.5%，文中为.*8%/)
})

test('[KD7] a decision is recorded; of two targets the loser ends and names the winner', async () => {
  const item = await differ()
  const [first, second] = item.sides
  const before = (await rowsOf('select count(*)::int as n from action'))[0].n
  const done = await decide(item, 'second')
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  expect(done.body.decision).toMatchObject({ decision: 'second', edition: 1, by: '演示county' })
  const [loser] = await rowsOf('select * from target where target_id = $1', [first!.target])
  expect(loser).toMatchObject({ superseded_by: second!.target, superseded_at: expect.any(Date) })
  expect((await rowsOf('select count(*)::int as n from action'))[0].n).toBe(before + 1)
  const told = await list()
  expect(told).toMatchObject({ open: 0, decided: 1 })
  expect(told.items[0]).toMatchObject({ finding: item.finding, decision: { decision: 'second' } })
  expect((await decide(told.items[0]!, 'reopened')).body.code).toBe('contradiction.settled')
  expect((await list(planner, `place=${places.county}&openOnly=true`)).items).toEqual([])
})

test('[KD7] what is said to be two things is decided, and may be reopened', async () => {
  const item = await differ()
  expect((await decide(item, 'separate')).status).toBe(200)
  expect(await list()).toMatchObject({ open: 0, decided: 1 })
  const late = await decide(item, 'error')
  expect([late.status, late.body.code]).toEqual([409, 'contradiction.edition'])
  expect((await decide(item, 'reopened', planner, 1)).body.decision).toMatchObject({ edition: 2 })
  expect(await list()).toMatchObject({ open: 1, decided: 0 })
  const both = await Promise.all([decide(item, 'ask', planner, 2), decide(item, 'error', planner, 2)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)!.body.code).toBe('contradiction.edition')
})

test('[KD7] out of scope there is no such contradiction', async () => {
  const item = await differ()
  const foreign = await site.as('foreign')
  expect((await foreign('GET', `/contradictions?place=${places.county}`)).body.code).toBe('place.unknown')
  expect((await list(foreign, '')).items).toEqual([])
  // The leading force of another goal sees nothing of the indicator, before a decision and after.
  const force = await site.as('force')
  expect((await list(force, `place=${places.county}`)).items).toEqual([])
  expect((await decide(item, 'separate', force)).body.code).toBe('contradiction.unknown')
  expect((await decide(item, 'separate', await site.as('viewer'))).body.code).toBe('grant.missing')
  expect((await decide({ ...item, place: { ...item.place, code: places.east } }, 'ask')).body.code).toBe(
    'contradiction.unknown',
  )
  expect((await decide({ ...item, finding: 'differing-none' }, 'ask')).body.code).toBe('contradiction.unknown')
  expect((await decide(item, 'first')).status).toBe(200)
  expect((await list(force, `place=${places.county}`)).items).toEqual([])
  expect((await list(await site.as('viewer'))).items).toHaveLength(1)
})
