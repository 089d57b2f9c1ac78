import type { FormEntry } from '@gangju/net/form'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { county, placeIdOf } from '../../../test/fixture/county.ts'
import { places } from '../../../test/fixture/places.ts'
import { insertFixtureGrant } from '../../../test/fixture/rows.store.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { insertForms } from '../../admin/content.store.ts'
import { openTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { features } from '../../features.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'

const reviewed: FormEntry = {
  ...fixtureForm,
  code: 'fixture-columns',
  name: '演示分栏审核表',
  review: ['county', 'county'],
  columnReview: [{ goal: 'F1-A2', columns: ['sales', 'farmCount'] }],
}

let database: TestDatabase
let office: TestApp
const people: Record<string, Person> = {}

beforeAll(async () => {
  database = await openTestDatabase(county)
  const { job } = database
  await job.transaction().execute((trx) => insertForms(trx, [reviewed]))
  await plantTaskForce()
  office = await openTestApp({ database, features, clock: () => new Date('2026-12-08T02:00:00Z'), max: 6 })
  for (const name of ['east', 'west', 'county', 'headquarters', 'force', 'viewer', 'foreign', 'village'])
    people[name] = await office.as(name)
})
afterAll(async () => {
  await office.close()
  await database.close()
})

/** The task force of F1-A2 may approve and give back under its goal. */
async function plantTaskForce(): Promise<void> {
  const { job } = database
  const { personId } = await job
    .selectFrom('person')
    .select('personId')
    .where('username', '=', 'force')
    .executeTakeFirstOrThrow()
  const placeId = await placeIdOf(job, places.city)
  await job
    .transaction()
    .execute((trx) => insertFixtureGrant(trx, { personId, placeId, role: 'task-force-reviewer', goal: 'F1-A2' }))
}

const figures = (villages: readonly string[], income: string) =>
  villages.flatMap((place) => [
    { place, indicator: 'income', value: income },
    { place, indicator: 'sales', value: '20.5' },
    { place, indicator: 'farmCount', value: '5' },
  ])

async function file(who: 'east' | 'west', period: string, form = 'fixture-monthly', income = '500'): Promise<string> {
  const villages = who === 'west' ? [places.west1, places.west2] : [places.east1, places.east2, places.east3]
  const cells = figures(villages, income).map((cell) => ({
    ...cell,
    edition: 0,
    explanation: '当月集中结算',
  }))
  const at = (verb: string) => `/returns/${form}/${verb}?place=${places[who]}&period=${period}`
  const saved = await people[who]!('POST', at('cells'), { body: { cells } })
  if (saved.status !== 200 || saved.body.conflicts.length > 0) throw new Error(JSON.stringify(saved.body))
  const { status, body } = await people[who]!('POST', at('submit'))
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.submission
}

const step = (who: string, id: string, verb: 'approve' | 'return' | 'columns/F1-A2/approve', body?: object) =>
  people[who]!('POST', `/submissions/${id}/${verb}`, body === undefined ? {} : { body })
const detail = async (who: string, id: string) => (await people[who]!('GET', `/submissions/${id}`)).body
const messagesOf = async (who: string) => (await people[who]!('GET', '/messages')).body

describe('the chain', () => {
  test('[AP7] nobody approves twice, also where one level stands twice', async () => {
    const id = await file('west', '2026-11', 'fixture-columns')
    expect(await step('west', id, 'approve')).toMatchObject({ status: 403, body: { code: 'submission.step' } })
    expect((await step('county', id, 'approve')).body).toMatchObject({ state: 'submitted', step: 1, may: ['return'] })
    expect(await step('county', id, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'submission.secondApproval' },
    })
    // The second person, with the columns of the task force still open.
    expect(await step('headquarters', id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'submission.columnsOpen' },
    })
  })

  test('[AP8] the last step waits for the task force, which sees and approves its columns alone', async () => {
    const { items } = (await people.county!('GET', `/submissions?place=${places.west}&form=fixture-columns`)).body
    const { id } = items[0]
    expect(await step('force', id, 'approve')).toMatchObject({ status: 403, body: { code: 'grant.missing' } })
    expect(await step('viewer', id, 'columns/F1-A2/approve')).toMatchObject({ status: 403 })
    expect(await step('foreign', id, 'columns/F1-A2/approve')).toMatchObject({ status: 404 })
    const seen = await detail('force', id)
    expect(seen.columnReviews).toMatchObject([{ goal: 'F1-A2', at: null, may: true }])
    expect(seen.rows[0].cells.map(({ value }: { value: string | null }) => value)).toEqual([null, '20.5', '5'])
    expect((await step('force', id, 'columns/F1-A2/approve')).status).toBe(200)
    expect((await detail('county', id)).columnReviews).toMatchObject([{ by: '演示force', may: false }])
    expect((await step('headquarters', id, 'approve')).body).toMatchObject({ state: 'approved', step: 2 })
  })

  test('[AP10] who typed, handed in, approved each step, and the head of the unit, from the log', async () => {
    const { items } = (await people.county!('GET', `/submissions?place=${places.west}&form=fixture-columns`)).body
    const { signatures } = await detail('county', items[0].id)
    expect(signatures.map(({ part, name }: { part: string; name: string | null }) => [part, name])).toEqual([
      ['filledIn', '演示west'],
      ['handedIn', '演示west'],
      ['reviewed', '演示county'],
      ['reviewed', '演示headquarters'],
      // No step of the chain is the town's own.
      ['unitHead', null],
    ])
  })
})

describe('giving back', () => {
  test('[AP9, RM1] one cell and one place are marked, and who typed them is told in the app', async () => {
    const id = await file('east', '2026-11')
    const before = (await messagesOf('east')).unread
    const wrong = { place: places.west1, indicator: 'income', reason: 'x' }
    expect(await step('county', id, 'return', { reason: '请核', cells: [wrong] })).toMatchObject({
      status: 422,
      body: { code: 'submission.cellUnknown' },
    })
    const cells = [{ place: places.east1, indicator: 'income', reason: '多了一个零' }]
    const back = { reason: '请核两处', cells, places: [{ place: places.east2, reason: '与台账不符' }] }
    expect((await step('county', id, 'return', back)).body).toMatchObject({ state: 'returned' })
    const { items, unread } = await messagesOf('east')
    expect(unread).toBe(before + 1)
    expect(items[0]).toMatchObject({ kind: 'returned', submission: id, readAt: null, from: '演示county' })
    expect(items[0].text).toContain('4 处')
    expect((await messagesOf('county')).items).toEqual([])

    expect(await people.county!('POST', `/messages/${items[0].id}/read`)).toMatchObject({ status: 404 })
    expect((await people.east!('POST', `/messages/${items[0].id}/read`)).body).toEqual({ unread: before })
    const entry = (await people.east!('GET', `/returns/fixture-monthly/entry?place=${places.east}&period=2026-11`)).body
    const reasons = entry.rows.map(({ cells: of }: { cells: { returnedReason: string | null }[] }) =>
      of.map(({ returnedReason }) => returnedReason),
    )
    expect(reasons).toEqual([
      ['多了一个零', null, null],
      ['与台账不符', '与台账不符', '与台账不符'],
      [null, null, null],
    ])
  })

  test('[AP9] a task force gives cells of its own columns back, and no others', async () => {
    const id = await file('east', '2026-11', 'fixture-columns')
    const cell = (indicator: string) => ({ place: places.east1, indicator, reason: '口径不对' })
    const cells = (indicator: string) => ({ reason: '口径', cells: [cell(indicator)] })
    expect(await step('force', id, 'return', { reason: '全部' })).toMatchObject({ status: 403 })
    expect(await step('force', id, 'return', cells('income'))).toMatchObject({ status: 403 })
    expect((await step('force', id, 'return', cells('sales'))).body).toMatchObject({ state: 'returned' })
  })
})

describe('the desk', () => {
  let west = ''
  test('[AP12] what waits for the reader, counted: new, changed, explained, unusual', async () => {
    west = await file('west', '2026-11', 'fixture-monthly', '9000')
    const read = (who: string) => people[who]!('GET', `/review?place=${places.county}&period=2026-11`)
    expect((await read('foreign')).status).toBe(404)
    const { body } = await read('county')
    expect(body.items).toHaveLength(1)
    const [item] = body.items
    expect(item).toMatchObject({ id: west, late: false, may: ['approve', 'return'] })
    // 竹村 has no figures of October: three are new; 桑村's all moved by more than a fifth.
    expect(item.counts).toEqual({ cells: 6, new: 3, changed: 3, explained: 6, unusual: expect.any(Number) })
    expect((await people.west!('GET', `/review?place=${places.west}&period=2026-11`)).body.items).toEqual([])
  })

  test('[AP12] one grid over many places, with the period before, the change and what was said', async () => {
    const path = `/review/sheet?form=fixture-monthly&period=2026-11&place=${places.county}`
    const { body } = await people.county!('GET', path)
    expect(body.rows.map(({ place }: { place: { name: string } }) => place.name)).toEqual(['桑村', '竹村'])
    expect(body.rows[0].cells[0]).toMatchObject({
      value: '9000',
      lastPeriod: '422.5',
      change: '2030.18',
      explanation: '当月集中结算',
    })
    expect(body.rows[1].cells[0]).toMatchObject({ lastPeriod: null, change: null })
  })

  test('[AP11] many at once: each is decided alone, and the log names them all', async () => {
    const other = await file('west', '2026-10', 'fixture-columns')
    const strange = '00000000-0000-4000-8000-000000000000'
    const submissions = [
      { id: west, version: 2 },
      { id: other, version: 1 },
      { id: strange, version: 1 },
    ]
    const body = { place: places.county, submissions }
    expect(await people.viewer!('POST', '/review/approve', { body })).toMatchObject({ status: 403 })
    const reply = await people.county!('POST', '/review/approve', { body })
    expect(reply.body).toMatchObject({
      approved: 1,
      refused: 2,
      results: [
        { id: west, outcome: 'approved', isFinal: false, version: 3 },
        { id: other, code: 'submission.version' },
        { id: strange, code: 'submission.unknown' },
      ],
    })
    const { history, step: steps } = await detail('county', west)
    expect(steps).toBe(1)
    expect(history.at(-1)).toMatchObject({ verb: 'submission.approve', name: '演示county' })
    expect((await step('county', west, 'approve')).body.code).toBe('submission.secondApproval')
    expect((await step('headquarters', west, 'approve')).body.state).toBe('approved')
    expect(await database.job.transaction().execute(listRollupDifferences)).toEqual([])
  })
})

describe('chasing', () => {
  test('[RM3] two days before the closing day reminders are proposed; a person sends them, once', async () => {
    const path = `/chase?place=${places.county}&period=2026-11&form=fixture-monthly`
    const { body } = await people.county!('GET', path)
    expect(body.items).toMatchObject([{ place: { name: '东镇' }, daysLeft: 2, state: 'returned', waitsFor: 'town' }])
    expect(body.proposals).toMatchObject([{ kind: 'before', days: 3, to: { name: '东镇' }, recipients: 1 }])
    const [{ key }] = body.proposals
    const order = { place: places.county, period: '2026-11', keys: [key, 'before-3:x:y'] }
    expect(await people.viewer!('POST', '/chase/send', { body: order })).toMatchObject({ status: 403 })
    const sent = await people.county!('POST', '/chase/send', { body: order })
    expect(sent.body).toEqual({ sent: 1, skipped: ['before-3:x:y'] })
    const reminders = (await messagesOf('east')).items.filter(({ kind }: { kind: string }) => kind === 'reminder')
    expect(reminders).toMatchObject([{ form: 'fixture-monthly', period: '2026-11', readAt: null }])
    expect((await people.county!('POST', '/chase/send', { body: order })).body.sent).toBe(0)
    expect((await people.county!('GET', path)).body.proposals).toEqual([])
  })

  test('[RM3] what is long overdue goes to the office above, unless that lies above the place asked about', async () => {
    const read = async (place: string) =>
      (await people.county!('GET', `/chase?place=${place}&period=2025-09&form=fixture-monthly`)).body.proposals
    expect(await read(places.county)).toMatchObject([
      { kind: 'after', to: { name: '东镇' }, about: [{ name: '东镇' }] },
      { kind: 'escalation', days: 3, to: { name: '青禾县' }, about: [{ name: '东镇' }, { name: '西镇' }] },
      { kind: 'after', to: { name: '西镇' } },
    ])
    expect(await read(places.west)).toMatchObject([{ kind: 'after', to: { name: '西镇' } }])
  })
})

test('[AP6, AP11] one approving alone and one approving many at the same moment: one is told', async () => {
  const id = await file('west', '2026-09', 'fixture-columns')
  const many = { place: places.county, submissions: [{ id, version: 2 }] }
  const [alone, together] = await Promise.all([
    step('headquarters', id, 'approve'),
    people.county!('POST', '/review/approve', { body: many }),
  ])
  const approvals = (alone.status === 200 ? 1 : 0) + together.body.approved
  expect([approvals, (await detail('county', id)).step]).toEqual([1, 1])
})

test('[EN12] a cell that was changed since it was given back is told apart from one that still waits', async () => {
  const id = await file('east', '2026-09', 'fixture-columns')
  const both = [places.east1, places.east2].map((place) => ({ place, indicator: 'income', reason: '与台账不符' }))
  expect((await step('county', id, 'return', { reason: '请核两处', cells: both })).status).toBe(200)
  const at = (verb: string) => `/returns/fixture-columns/${verb}?place=${places.east}&period=2026-09`
  const firstCells = async () =>
    (await people.east!('GET', at('entry'))).body.rows.map(({ cells }: { cells: unknown[] }) => cells[0])
  const [given] = await firstCells()
  const again = { place: places.east1, indicator: 'income', text: '41', edition: given.edition }
  expect((await people.east!('POST', at('cells'), { body: { cells: [again] } })).status).toBe(200)
  expect(await firstCells()).toMatchObject([
    { returnedReason: '与台账不符', mended: true },
    { returnedReason: '与台账不符', mended: false },
    { returnedReason: null, mended: false },
  ])
})
