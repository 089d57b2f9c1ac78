import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { places } from '../../test/fixture/county.ts'
import {
  accepting,
  deskClock,
  deskFeatures,
  type OfStatement,
  openTestDesk,
  type TestDesk,
} from '../../test/fixture/desk.ts'
import { deskReading, deskText, plantDocument } from '../../test/fixture/desk-document.ts'
import { openFaultPool } from '../../test/fixture/fault-pool.ts'
import { openTestApp } from '../../test/fixture/site.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.lay())

test('[DE6] who has no part in the place is told that there is no such document, and who may not write is told so', async () => {
  const { id } = await desk.statement('1.2')
  const decision = [{ kind: 'reject', proposal: id, edition: 1 }] as const
  for (const [username, status, refusal] of [
    ['foreign', 404, 'document.unknown'],
    ['viewer', 403, 'grant.missing'],
    ['auditor', 403, 'grant.missing'],
    ['county.admin', 403, 'grant.missing'],
    ['east', 404, 'document.unknown'],
  ] as const) {
    const person = await desk.site.as(username)
    const reply = await desk.decide(decision, person)
    expect([username, reply.status, reply.body.code]).toEqual([username, status, refusal])
  }
  expect((await desk.site.ask('GET', `/documents/${desk.code}/desk`)).status).toBe(401)
  expect((await desk.planner('GET', '/documents/d-nothing/desk')).body.code).toBe('document.unknown')
  expect((await (await desk.site.as('foreign'))('GET', `/documents/${desk.code}/desk`)).body.code).toBe(
    'document.unknown',
  )
})

test('[DE1] the desk shows the text, its clauses, what they name, and every proposal at its words', async () => {
  const { text, clauses, marks, proposals, mayDecide } = await desk.show()
  expect({ text, mayDecide, clauses: clauses.length }).toEqual({ text: deskText, mayDecide: true, clauses: 8 })
  expect(marks).toEqual([
    expect.objectContaining({ kind: 'body', words: 'lead', length: 6 }),
    expect.objectContaining({ kind: 'body', words: 'support' }),
    expect.objectContaining({ kind: 'deadline', words: '2026' }),
  ])
  const statements = proposals.filter((one): one is OfStatement => one.kind === 'statement')
  expect(statements).toHaveLength(8)
  for (const { offset, length, reading } of statements) expect(text.slice(offset, offset + length)).toBe(reading.text)
  expect(proposals.map(({ ordinal }) => ordinal)).toEqual(proposals.map((_, at) => at))
})

test('[GR11] with the second wall off the first still shows each their own', async () => {
  const pool = desk.database.pool('job', { max: 2 })
  const site = await openTestApp({ database: desk.database, features: deskFeatures, pool, clock: deskClock })
  const read = async (username: string) => (await site.as(username))('GET', `/documents/${desk.code}/desk`)
  expect((await read('foreign')).status).toBe(404)
  expect((await read('east')).body).toMatchObject({ mayDecide: false, proposals: [] })
  const { body } = await read('county')
  const stated = body.proposals.find(({ reading }: OfStatement) => reading?.text === '120')
  expect([stated.choice.place, stated.placeName]).toEqual([null, null])
  await site.close()
})

test('[DE2] a statement is linked to indicator, place and goal, and what lacks is said', async () => {
  expect(await desk.statement('1.2')).toMatchObject({
    choice: {
      becomes: 'target',
      indicator: 'income',
      place: places.county,
      goal: 'F1-A1',
      comparator: 'ge',
      value: '1.2',
      unit: '亿元',
      period: '2026',
      commitment: 'firm',
    },
    placeName: '青禾县',
    indicatorName: '集体经营收入',
    lacks: [],
  })
  expect(await desk.statement('820')).toMatchObject({
    choice: { becomes: 'observation', indicator: 'farmCount' },
    lacks: [],
  })
  expect((await desk.statement('8')).lacks).toEqual(['indicator'])
  expect((await desk.statement('15')).doubts).toContain('indicatorUnknown')
  expect((await desk.statement('120')).choice.place).toBe(null)
})

test('[DE1] who stands below reads the text and nothing of what is decided on it', async () => {
  const east = await desk.site.as('east')
  expect(await desk.show(east)).toMatchObject({ text: deskText, mayDecide: false, proposals: [] })
  expect(await desk.show(await desk.site.as('viewer'))).toMatchObject({ mayDecide: false })
})

test('[DE13] an indicator made on the spot is published only, known at once, and not made twice', async () => {
  const wanted = {
    name: `粮食播种面积`,
    unit: '亩',
    decimals: 0,
    direction: 'up',
    kind: 'amount',
    goal: 'F1-A1',
    place: places.county,
  }
  const foreign = await desk.site.as('foreign')
  expect((await foreign('POST', '/indicators', { body: wanted })).status).toBe(404)
  expect((await (await desk.site.as('viewer'))('POST', '/indicators', { body: wanted })).body.code).toBe(
    'grant.missing',
  )
  const force = await desk.site.as('force')
  expect((await force('POST', '/indicators', { body: { ...wanted, goal: null } })).body.code).toBe('grant.missing')
  const made = await desk.planner('POST', '/indicators', { body: wanted })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  expect(made.body).toMatchObject({ name: '粮食播种面积', unit: '亩', code: expect.stringMatching(/^x[0-9a-z]{8}$/) })
  expect((await desk.planner('POST', '/indicators', { body: wanted })).body.code).toBe('indicator.duplicate')
  const proposal = await desk.statement('15')
  expect(proposal).toMatchObject({ choice: { indicator: made.body.code, goal: 'F1-A1' }, lacks: [] })
  expect((await desk.decide([accepting(proposal)])).status).toBe(200)
  expect(await desk.targets()).toEqual([expect.objectContaining({ value: '150000', unit: '亩', printed: '15万亩' })])
})

test('a thousand proposals are read in a dozen statements', async () => {
  const statements = Array.from({ length: 1000 }, (_, at) => deskReading.statements[at % 8]!)
  await plantDocument(desk.database.job, { code: 'd-many', reading: { ...deskReading, statements } })
  const { pool, plan } = openFaultPool(desk.database.pool('app', { max: 1 }))
  const site = await openTestApp({ database: desk.database, features: deskFeatures, pool, clock: deskClock })
  const person = await site.as('county')
  const read = () => person('GET', '/documents/d-many/desk')
  await read()
  plan.seen = 0
  const { body } = await read()
  await site.close()
  expect(body.proposals.length).toBeGreaterThan(1000)
  expect(plan.seen).toBeLessThan(25)
})
