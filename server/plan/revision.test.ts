import { readOutline } from '@gangju/clause'
import type { Decision, Proposal } from '@gangju/contract/desk'
import type { ClauseRevision } from '@gangju/contract/planning'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { county, places } from '../../test/fixture/county.ts'
import { deskText, plantDocument, statementAt } from '../../test/fixture/desk-document.ts'
import { adminRoutes, openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { goalRoutes } from '../publish/goal.route.ts'
import { targetRoutes } from '../publish/target.route.ts'
import { deskRoutes } from './desk.route.ts'
import type { DocumentReading } from './propose.ts'
import { revisionRoutes } from './revision.route.ts'

const features = [...adminRoutes, deskRoutes, revisionRoutes, targetRoutes, goalRoutes]
const clock = () => new Date('2026-11-21T02:00:00Z')

let database: TestDatabase
let site: TestApp
let planner: Person
let code: string
let count = 0

beforeAll(async () => {
  database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock })
  planner = await site.as('county')
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const toCome = { modality: 'target', year: 2026, place: '青禾县', comparator: 'ge' } as const
function readingOf(text: string, [income, sales]: readonly [string, string | null]): DocumentReading {
  const firm = { indicator: '集体经营收入', value: Number(income), unit: '亿元', commitment: 'firm' } as const
  const sold = { indicator: '农产品销售额', value: Number(sales), unit: '万元' } as const
  return {
    clauses: readOutline(text),
    statements: [
      statementAt(text, '集体经营收入达到', income, { ...toCome, ...firm }),
      ...(sales === null ? [] : [statementAt(text, '农产品销售额突破', sales, { ...toCome, ...sold, place: '东镇' })]),
      statementAt(text, '地区生产总值', '400', {
        indicator: '地区生产总值',
        place: '青禾县',
        value: 400,
        unit: '亿元',
      }),
    ],
    bodies: [],
    deadlines: [],
    projects: [],
  }
}

const secondText = deskText
  .replace('1.2亿元', '1.3亿元')
  .replace('；东镇农产品销售额突破3000万元', '')
  .replace('二、附则', '二、新增一节\n要办的新事。\n三、附则')

beforeEach(async () => {
  count += 1
  code = `d-rev${count}`
  await plantDocument(database.job, { code, reading: readingOf(deskText, ['1.2', '3000']) })
})

const revise = (text = secondText, reading = readingOf(secondText, ['1.3', null]), version = 2) =>
  plantDocument(database.job, { code, version, text, reading })

async function proposals(version = 1): Promise<readonly Proposal[]> {
  return (await planner('GET', `/documents/${code}/desk?version=${version}`)).body.proposals
}
const accept = async (list: readonly Proposal[], version = 1) => {
  const decisions = list.map(({ id, edition }): Decision => ({ kind: 'accept', proposal: id, edition }))
  const reply = await planner('POST', `/documents/${code}/decisions`, { body: { version, decisions } })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}
const statements = async (version = 1) => (await proposals(version)).filter(({ kind }) => kind === 'statement')
async function revision(by: Person = planner, query = '') {
  const { status, body } = await by('GET', `/documents/${code}/revision${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as { from: number; to: number; counts: object; clauses: ClauseRevision[]; mayDecide: boolean }
}
const decide = (decisions: readonly object[], by: Person = planner) =>
  by('POST', `/documents/${code}/revision`, { body: { decisions } })
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.pool('job', { max: 1 }).query(text, values)).rows
const targetsOf = () =>
  rowsOf('select * from target where code like $1 order by document_version, position', [`${code}-%`])

test('[RV1] clause by clause: what changed comes with its edits, what is new or gone with its words', async () => {
  await revise()
  const { from, to, counts, clauses, mayDecide } = await revision()
  expect([from, to, mayDecide]).toEqual([1, 2, true])
  expect(counts).toMatchObject({ changed: 1, added: 2, removed: 0 })
  const changed = clauses.find(({ kind }) => kind === 'changed')!
  expect(changed.edits.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text])).toEqual(
    expect.arrayContaining([['removed', expect.stringContaining('2')]]),
  )
  expect(clauses.filter(({ kind }) => kind === 'added').map(({ edits }) => edits[0]!.text)).toEqual([
    expect.stringContaining('新增一节'),
    expect.stringContaining('要办的新事'),
  ])
  const only = await revision(planner, '?changesOnly=true')
  expect(only.clauses.every(({ kind }) => kind !== 'same')).toBe(true)
  expect(only.counts).toEqual(counts)
})

test('[RV1] a document with one version compares with itself, and an unknown version is none', async () => {
  const { from, to, clauses } = await revision()
  expect([from, to, clauses.every(({ kind }) => kind === 'same')]).toEqual([1, 1, true])
  expect((await planner('GET', `/documents/${code}/revision?to=7`)).body.code).toBe('document.unknown')
  expect((await (await site.as('foreign'))('GET', `/documents/${code}/revision`)).body.code).toBe('document.unknown')
})

test('[RV2][RV3] what hangs on a clause stands under it, with the proposal that says the same of the same', async () => {
  await accept(await statements())
  await revise()
  const { clauses } = await revision()
  const hanging = clauses.find(({ kind }) => kind === 'changed')!.hanging
  const [income] = (await statements(2)).filter(({ kind }) => kind === 'statement')
  expect(hanging).toEqual([
    expect.objectContaining({
      kind: 'target',
      inForce: true,
      words: expect.stringContaining('1.2亿元'),
      nearest: { proposal: income!.id, words: '集体经营收入达到1.3亿元', state: 'open' },
    }),
    expect.objectContaining({ kind: 'target', words: expect.stringContaining('3000万元'), nearest: null }),
  ])
  const all = clauses.flatMap((clause) => clause.hanging)
  expect(all.filter(({ kind }) => kind === 'observation')).toEqual([
    expect.objectContaining({ nearest: expect.objectContaining({ words: '地区生产总值400亿元' }) }),
  ])
  const east = await revision(await site.as('east'))
  const seen = east.clauses.flatMap((clause) => clause.hanging)
  expect([east.mayDecide, seen.map(({ place }) => place?.code)]).toEqual([false, [places.east]])
})

test('[RV4] the new figure takes the place of the old one, which keeps its name; one withdrawn has no successor', async () => {
  await accept(await statements())
  await revise()
  const [old, sales] = await targetsOf()
  const [income] = await statements(2)
  const before = (await rowsOf('select count(*)::int as n from action'))[0].n
  const done = await decide([
    { kind: 'supersede', target: old.target_id, proposal: income!.id },
    { kind: 'withdraw', target: sales.target_id },
  ])
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  expect(done.body).toEqual({ superseded: 1, withdrawn: 1, ended: 0 })
  const [first, second, third] = await targetsOf()
  expect(first).toMatchObject({ superseded_at: clock(), superseded_by: third.target_id, value: '12000' })
  expect(second).toMatchObject({ superseded_at: clock(), superseded_by: null })
  expect(third).toMatchObject({ superseded_at: null, value: '13000', document_version: 2, proposal_id: income!.id })
  expect((await rowsOf('select count(*)::int as n from action'))[0].n).toBe(before + 1)
  const [action] = await rowsOf('select subject, detail from action order by at desc, seq desc limit 1')
  expect(action).toMatchObject({ subject: `document/${code}`, detail: { version: 2, superseded: 1, withdrawn: 1 } })
  const hanging = (await revision()).clauses.find(({ kind }) => kind === 'changed')!.hanging
  expect(hanging.map(({ inForce }) => inForce)).toEqual([false, false])
  expect(hanging[0]!.nearest).toMatchObject({ state: 'accepted' })
  const again = await decide([{ kind: 'withdraw', target: sales.target_id }])
  expect([again.status, again.body.code, again.body.errors[0].path]).toEqual([409, 'target.ended', sales.target_id])
})

test('[RV4] refusals leave everything as it was', async () => {
  await accept(await statements())
  await revise()
  const [old, sales] = await targetsOf()
  const [income, product] = await statements(2)
  const unknown = '00000000-0000-4000-8000-000000000000'
  for (const [decision, status, refusal] of [
    [{ kind: 'supersede', target: unknown, proposal: income!.id }, 404, 'target.unknown'],
    [{ kind: 'supersede', target: old.target_id, proposal: unknown }, 404, 'proposal.unknown'],
    [{ kind: 'supersede', target: old.target_id, proposal: product!.id }, 409, 'observation.stated'],
    [{ kind: 'withdraw', target: old.target_id }, 409, 'target.ended'],
    [{ kind: 'endGoal', goal: 'F1-A1' }, 404, 'goal.unknown'],
  ] as const) {
    const reply = await decide(
      [{ kind: 'withdraw', target: sales.target_id }, decision].concat(refusal === 'target.ended' ? [decision] : []),
    )
    expect([reply.status, reply.body.code], JSON.stringify(reply.body)).toEqual([status, refusal])
  }
  for (const username of ['viewer', 'east', 'foreign', 'force']) {
    const person = await site.as(username)
    const reply = await decide([{ kind: 'withdraw', target: old.target_id }], person)
    expect([username, reply.body.code]).toEqual([
      username,
      { viewer: 'grant.missing', east: 'document.unknown', foreign: 'document.unknown', force: 'target.unknown' }[
        username
      ],
    ])
  }
  expect((await targetsOf()).every(({ superseded_at }) => superseded_at === null)).toBe(true)
})

test('[RV2] what stands since the first version hangs on the clause that the second left alone', async () => {
  await accept(await statements())
  const sameText = `${deskText}三、补充\n一句补充。\n`
  await revise(sameText, readingOf(sameText, ['1.2', '3000']))
  const thirdText = sameText.replace('1.2亿元', '1.4亿元')
  await revise(thirdText, readingOf(thirdText, ['1.4', '3000']), 3)
  const { from, to, clauses } = await revision()
  expect([from, to]).toEqual([2, 3])
  const changed = clauses.find(({ kind }) => kind === 'changed')!
  expect(changed.hanging.map(({ words }) => words)).toEqual([
    expect.stringContaining('1.2亿元'),
    expect.stringContaining('3000万元'),
  ])
})

test('[RV4] a task of a clause that is gone ends, and what hangs below it must end with it', async () => {
  const clause = (await proposals()).find(({ kind }) => kind === 'clause')!
  const choice = { ...clause.choice, parent: 'F1-A2', place: places.county, becomes: 'task' }
  const taken = await planner('POST', `/documents/${code}/decisions`, {
    body: { version: 1, decisions: [{ kind: 'accept', proposal: clause.id, edition: 1, choice }] },
  })
  expect(taken.status, JSON.stringify(taken.body)).toBe(200)
  await revise()
  const hanging = (await revision()).clauses.flatMap((one) => one.hanging)
  expect(hanging).toEqual([expect.objectContaining({ kind: 'task', inForce: true })])
  const goal = hanging[0]!.id
  expect((await decide([{ kind: 'endGoal', goal }])).body).toEqual({ superseded: 0, withdrawn: 0, ended: 1 })
  expect((await decide([{ kind: 'endGoal', goal }])).body.code).toBe('goal.unknown')
  expect((await revision()).clauses.flatMap((one) => one.hanging)[0]).toMatchObject({ inForce: false })
})

test('[RV1] long texts are compared outside the process, within their time', async () => {
  const long = Array.from({ length: 9_000 }, (_, at) => `第${at}段，讲第${at}件事，须在年内办成。`).join('\n')
  const text = `${deskText}${long}\n`
  await revise(text, readingOf(text, ['1.2', '3000']))
  const next = text.replace('讲第77件事', '讲第七十七件事')
  await revise(next, readingOf(next, ['1.2', '3000']), 3)
  expect((await revision(planner, '?changesOnly=true')).counts).toMatchObject({ changed: 1, added: 0, removed: 0 })
})
