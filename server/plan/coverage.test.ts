import type { Decision, Proposal } from '@gangju/contract/desk'
import type { CoverageRow } from '@gangju/contract/planning'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { deskReading, deskText, plantDocument } from '../../test/fixture/desk-document.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { coverageRoutes } from './coverage.route.ts'
import { deskRoutes } from './desk.route.ts'

let database: TestDatabase
let site: TestApp
let planner: Person
let code: string
let count = 0

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features: [...adminRoutes, deskRoutes, coverageRoutes] })
  planner = await site.as('county')
})
afterAll(async () => {
  await site.close()
  await database.close()
})
beforeEach(async () => {
  count += 1
  code = `d-cov${count}`
  await plantDocument(database.job, { code })
})

interface Coverage {
  readonly rows: readonly CoverageRow[]
  readonly shares: readonly { gap: string; lacking: number; of: number }[]
  readonly covered: number
  readonly total: number
}
async function coverage(by: Person = planner, query = `document=${code}`): Promise<Coverage> {
  const { status, body } = await by('GET', `/coverage?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const rowWith = ({ rows }: Coverage, words: string) => rows.find((row) => row.words.includes(words))!
const shareOf = ({ shares }: Coverage, gap: string) => shares.find((share) => share.gap === gap)!

async function proposal(words: string): Promise<Proposal> {
  const { body } = await planner('GET', `/documents/${code}/desk`)
  return body.proposals.find((one: Proposal) =>
    one.kind === 'statement' ? one.reading.text === words : one.choice.name === words,
  )
}
async function decide(decision: Partial<Decision> & { kind: string }, { id, edition }: Proposal) {
  const decisions = [{ ...decision, proposal: id, edition }]
  const reply = await planner('POST', `/documents/${code}/decisions`, { body: { version: 1, decisions } })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

test('[CV3] what nobody has decided on waits, with what it lacks; figures that are no promise are not counted', async () => {
  const told = await coverage()
  expect(told.rows.map(({ kind, words, gaps }) => [kind, words, gaps])).toEqual([
    ['measure', '壮大集体经济', ['noBody', 'noDeadline', 'undecided']],
    ['target', '集体经营收入达到1.2亿元', ['undecided']],
    ['target', '力争达到1.5亿元', ['undecided']],
    ['target', '东镇农产品销售额突破3000万元'.slice(2), ['undecided']],
    ['task', '推进农产品销售', ['undecided']],
    ['target', '农产品销售额增长8%', ['noIndicator', 'undecided']],
    ['target', '粮食播种面积15万亩', ['noIndicator', 'undecided']],
  ])
  const { offset, length, heading, documentTitle } = rowWith(told, '1.2')
  expect([deskText.slice(offset, offset + length), heading, documentTitle]).toEqual([
    '1.2',
    '一、壮大集体经济',
    '青禾县2026年工作要点',
  ])
  expect([told.covered, told.total]).toEqual([0, 7])
  expect(shareOf(told, 'undecided')).toEqual({ gap: 'undecided', lacking: 7, of: 7 })
  expect(shareOf(told, 'noSource')).toEqual({ gap: 'noSource', lacking: 0, of: 0 })
})

test('[CV1] an accepted target lacks a body where its goal has none, and a source where nothing reports it', async () => {
  await decide({ kind: 'accept' }, await proposal('1.2'))
  const bare = rowWith(await coverage(), '1.2')
  expect(bare).toMatchObject({ kind: 'target', indicator: 'income', gaps: ['noBody'], place: { code: places.county } })
  const clause = await proposal('推进农产品销售')
  const choice = { ...clause.choice, parent: 'F1-A2' } as never
  await decide({ kind: 'accept', choice } as never, clause)
  const told = await coverage()
  expect(rowWith(told, '推进农产品销售')).toMatchObject({
    kind: 'task',
    bodies: ['县农业农村局', '各镇政府'],
    gaps: ['untracked'],
  })
  expect(shareOf(told, 'untracked')).toEqual({ gap: 'untracked', lacking: 1, of: 1 })
  const made = { goal: `F1-A2-t01`, indicator: 'grossProduct', value: '9', unit: '亿元', measure: 'level' }
  const grain = (await proposal('15')) as Extract<Proposal, { kind: 'statement' }>
  await decide({ kind: 'accept', choice: { ...grain.choice, ...made } } as never, grain)
  const then = await coverage()
  expect(rowWith(then, '推进农产品销售').gaps).toEqual([])
  expect(rowWith(then, '15')).toMatchObject({ bodies: ['县农业农村局', '各镇政府'], gaps: ['noSource'] })
  expect([then.covered, then.total]).toEqual([1, 7])
  const gaps = await coverage(planner, `document=${code}&gapsOnly=true`)
  expect([gaps.rows.length, gaps.covered, gaps.total]).toEqual([6, 1, 7])
})

test('[CV1][CV2] what one clause says belongs together: its target tracks its task, its bodies answer for its target', async () => {
  const clause = await proposal('推进农产品销售')
  await decide({ kind: 'accept', choice: { ...clause.choice, parent: 'F1-A2' } } as never, clause)
  const share = (await proposal('8')) as Extract<Proposal, { kind: 'statement' }>
  const taken = { indicator: 'satisfaction', goal: 'F1-A3', measure: 'share' }
  await decide({ kind: 'accept', choice: { ...share.choice, ...taken } } as never, share)
  const told = await coverage()
  expect(rowWith(told, '推进农产品销售')).toMatchObject({ indicator: 'satisfaction', gaps: [] })
  expect(rowWith(told, '8%')).toMatchObject({ bodies: ['县农业农村局', '各镇政府'], gaps: [] })
  await plantDocument(database.job, { code, version: 2 })
  expect((await coverage()).rows.filter(({ words }) => words === '推进农产品销售')).toHaveLength(1)
})

test('[CV3] what was rejected or merged away is nobody’s gap', async () => {
  await decide({ kind: 'reject' }, await proposal('8'))
  expect((await coverage()).total).toBe(6)
})

test('[CV4] a new version that promises the same again brings nothing that waits', async () => {
  await decide({ kind: 'accept' }, await proposal('1.2'))
  await plantDocument(database.job, { code, version: 2 })
  const rows = (await coverage()).rows.filter(({ words }) => words.includes('1.2'))
  expect(rows.map(({ gaps }) => gaps)).toEqual([['noBody']])
})

test('[CV1] documents are covered for who holds their place, and are none for others', async () => {
  const refused = async (username: string, query: string) =>
    (await (await site.as(username))('GET', `/coverage?${query}`)).body.code
  expect(await refused('foreign', `document=${code}`)).toBe('document.unknown')
  expect(await refused('foreign', `place=${places.county}`)).toBe('place.unknown')
  expect(await refused('east', `document=${code}`)).toBe('document.unknown')
  expect((await coverage(await site.as('viewer'))).total).toBe(7)
  expect((await coverage(await site.as('east'), '')).total).toBe(0)
  expect((await site.ask('GET', '/coverage')).status).toBe(401)
  const force = await coverage(await site.as('force'))
  expect(force.total).toBeLessThanOrEqual(7)
})

test('[CV5] the table is the same as a workbook', async () => {
  const reply = await planner('GET', `/coverage.xlsx?document=${code}`)
  expect([reply.status, reply.headers['content-type']]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
  expect(reply.bytes.subarray(0, 2).toString()).toBe('PK')
  const foreign = await (await site.as('foreign'))('GET', `/coverage.xlsx?document=${code}`)
  expect(foreign.body.code).toBe('document.unknown')
})

test('[CV1] a thousand promises are read in a few statements', async () => {
  const statements = Array.from({ length: 1000 }, (_, at) => deskReading.statements[at % 8]!)
  await plantDocument(database.job, { code: `d-many${count}`, reading: { ...deskReading, statements } })
  const started = performance.now()
  expect((await coverage(planner, `place=${places.county}`)).total).toBeGreaterThan(600)
  expect(performance.now() - started).toBeLessThan(3000)
})
