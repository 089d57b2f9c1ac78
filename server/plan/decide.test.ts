import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { places } from '../../test/fixture/county.ts'
import {
  accepting,
  choosing,
  deskClock,
  type OfStatement,
  openTestDesk,
  type TestDesk,
} from '../../test/fixture/desk.ts'
import { deskText, plantDocument } from '../../test/fixture/desk-document.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.lay())

test('[DE10] an accepted target is in force with its words, and why opens the document at them', async () => {
  const actions = async () => Number((await desk.rows('select count(*) from action'))[0].count)
  const before = await actions()
  const proposal = await desk.statement('1.2')
  const { status, body } = await desk.decide([accepting(proposal)])
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.proposals).toEqual([
    expect.objectContaining({ id: proposal.id, state: 'accepted', edition: 2, decidedBy: '演示county' }),
  ])
  expect(await desk.targets()).toEqual([
    expect.objectContaining({
      value: '12000',
      unit: '万元',
      printed: '1.2亿元',
      position: proposal.offset,
      length: 3,
      year: 2026,
      proposal_id: proposal.id,
      anchor: '1.p1',
      document_version: 1,
    }),
  ])
  expect(await actions()).toBe(before + 1)
  const [action] = await desk.rows(`select subject, detail from action where subject = 'document/${desk.code}'`)
  expect(action).toMatchObject({ subject: `document/${desk.code}`, detail: { accepted: 1, targets: 1 } })
  const listed = await desk.planner('GET', `/targets?place=${places.county}`)
  const [target] = listed.body.items.filter(
    ({ source }: { source: { document: string } | null }) => source?.document === desk.code,
  )
  expect(target).toMatchObject({
    indicator: 'income',
    source: { document: desk.code, offset: proposal.offset, length: 3 },
  })
  expect(deskText.slice(target.source.offset, target.source.offset + target.source.length)).toBe('1.2')
})

test('[DE14] a target without 确保 or 力争 is judged for what it says, once a person took it', async () => {
  const proposal = await desk.statement('1.2')
  await desk.decide([accepting(proposal, choosing(proposal, { commitment: null }))])
  const { body } = await desk.planner('GET', `/readings?indicator=income&place=${places.county}&period=2026-10`)
  expect(body.target, JSON.stringify(body)).toMatchObject({ decides: true })
})

test('[DE10] a stated figure is published with its words, and once only for a cell of one document', async () => {
  const proposal = await desk.statement('400')
  expect((await desk.decide([accepting(proposal)])).status).toBe(200)
  const trace = await desk.planner('GET', `/trace?indicator=grossProduct&place=${places.county}&period=2025`)
  const own = trace.body.published.filter(
    ({ source }: { source: { document: string } }) => source.document === desk.code,
  )
  expect(own).toEqual([
    expect.objectContaining({
      printed: '400亿元',
      source: expect.objectContaining({ offset: proposal.offset, length: 3 }),
    }),
  ])
  const other = await desk.statement('820')
  const refused = await desk.decide([
    accepting(other, choosing(other, { indicator: 'grossProduct', unit: '亿元', measure: 'level', value: '401' })),
  ])
  expect([refused.status, refused.body.code, refused.body.errors[0].path]).toEqual([
    409,
    'observation.stated',
    other.id,
  ])
})

test('[DE10] pages of the place and of those above it are told what moved', async () => {
  const client = new pg.Client(desk.database.url('job'))
  await client.connect()
  const heard: string[] = []
  client.on('notification', ({ payload = '' }) => heard.push(payload))
  await client.query('listen gangju_change')
  await desk.decide([accepting(await desk.statement('3000'))])
  await client.query('select 1')
  await client.end()
  const over = await desk.rows('select place_id, code from place where code = any ($1)', [
    [places.east, places.county, places.city],
  ])
  const [news] = heard.map((text) => JSON.parse(text))
  expect(news.periods).toEqual(['2026'])
  expect(news.ancestors).toEqual(expect.arrayContaining(over.map((row) => row.place_id)))
})

test('[DE6] all or none: one refusal undoes the others, and each is told by its proposal', async () => {
  const [first, growth, unknown] = [await desk.statement('1.2'), await desk.statement('8'), await desk.statement('15')]
  const { status, body } = await desk.decide([accepting(first), accepting(growth), accepting(unknown)])
  expect([status, body.code]).toEqual([422, 'proposal.lacks'])
  expect(body.errors.map(({ path, code: fault }: { path: string; code: string }) => [path, fault])).toEqual([
    [growth.id, 'proposal.lacks'],
    [unknown.id, 'proposal.lacks'],
  ])
  expect(await desk.targets()).toEqual([])
  expect((await desk.statement('1.2')).state).toBe('open')
})

test('[DE3] a rate of growth is never taken under the level it grows from', async () => {
  const growth = await desk.statement('8')
  const { status, body } = await desk.decide([accepting(growth, choosing(growth, { indicator: 'sales' }))])
  expect([status, body.errors[0].message]).toEqual([422, '还须先选定：能换算成指标单位的单位'])
})

test('[DE6] a place or a goal that the person does not hold is refused as if there were none', async () => {
  const proposal = await desk.statement('120')
  const beside = await desk.decide([accepting(proposal, choosing(proposal, { place: places.foreign }))])
  expect([beside.status, beside.body.code, beside.body.errors[0].path]).toEqual([404, 'place.unknown', proposal.id])
  const above = await desk.decide([accepting(proposal, choosing(proposal, { place: places.city }))])
  expect(above.body.code).toBe('place.unknown')
  const goalless = await desk.decide([accepting(proposal, choosing(proposal, { place: places.county, goal: 'F9' }))])
  expect(goalless.body.code).toBe('goal.unknown')
  const force = await desk.site.as('force')
  const ofOther = await desk.decide([accepting(await desk.statement('1.2'))], force)
  expect([ofOther.status, ofOther.body.code]).toEqual([404, 'goal.unknown'])
  const own = await desk.statement('3000')
  const done = await desk.decide([accepting(own)], force)
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const noGoal = await desk.decide(
    [accepting(await desk.statement('820'), choosing(await desk.statement('820'), { goal: null }))],
    force,
  )
  expect([noGoal.status, noGoal.body.code]).toEqual([403, 'grant.missing'])
})

test('[DE8] a decision names the edition it was made on, and a decided proposal is reopened first', async () => {
  const proposal = await desk.statement('1.2')
  expect((await desk.decide([{ kind: 'reject', proposal: proposal.id, edition: 1 }])).status).toBe(200)
  const late = await desk.decide([accepting(proposal)])
  expect([late.status, late.body.code]).toEqual([409, 'proposal.edition'])
  const again = await desk.decide([accepting({ ...proposal, edition: 2 })])
  expect([again.status, again.body.code]).toEqual([409, 'proposal.decided'])
  expect((await desk.decide([{ kind: 'reopen', proposal: proposal.id, edition: 2 }])).body.proposals[0]).toMatchObject({
    state: 'open',
    edition: 3,
    decidedBy: null,
  })
  expect((await desk.decide([{ kind: 'reopen', proposal: proposal.id, edition: 3 }])).body.code).toBe('proposal.open')
  const unknown = await desk.decide([{ kind: 'reject', proposal: '00000000-0000-4000-8000-000000000000', edition: 1 }])
  expect([unknown.status, unknown.body.code]).toEqual([404, 'proposal.unknown'])
})

test('[DE8] two people at the same proposal: one is first, the other is told', async () => {
  const proposal = await desk.statement('1.2')
  const headquarters = await desk.site.as('headquarters')
  const replies = await Promise.all([
    desk.decide([accepting(proposal)]),
    desk.decide([accepting(proposal)], headquarters),
  ])
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(await desk.targets()).toHaveLength(1)
})

test('[DE12] reopening takes the target, the figure and the goal out of force, and taking again makes new ones', async () => {
  const [target, figure] = [await desk.statement('1.2'), await desk.statement('400')]
  await desk.decide([accepting(target), accepting(figure)])
  const undone = await desk.decide([
    { kind: 'reopen', proposal: target.id, edition: 2 },
    { kind: 'reopen', proposal: figure.id, edition: 2 },
  ])
  expect(undone.status, JSON.stringify(undone.body)).toBe(200)
  expect(await desk.targets()).toEqual([expect.objectContaining({ superseded_at: deskClock() })])
  const cells = () =>
    desk.rows(
      `select version, superseded_at from observation where source_id = (select source_id from source where code = $1) order by version`,
      [`document-${desk.code}`],
    )
  expect(await cells()).toEqual([{ version: 1, superseded_at: deskClock() }])
  expect((await desk.decide([accepting({ ...target, edition: 3 }), accepting({ ...figure, edition: 3 })])).status).toBe(
    200,
  )
  expect(await cells()).toEqual([
    { version: 1, superseded_at: deskClock() },
    { version: 2, superseded_at: null },
  ])
  expect((await desk.targets()).map((row) => row.superseded_at)).toEqual(expect.arrayContaining([null, deskClock()]))
})

test('[DE8] one is merged into another of its kind that stands', async () => {
  const [firm, stretch] = [await desk.statement('1.2'), await desk.statement('1.5')]
  const clause = (await desk.show()).proposals.find(({ kind }) => kind === 'clause')!
  const merge = (into: string, edition = 1) => desk.decide([{ kind: 'merge', proposal: stretch.id, edition, into }])
  expect((await merge(stretch.id)).body.code).toBe('proposal.mergedInto')
  expect((await merge(clause.id)).body.code).toBe('proposal.mergedInto')
  expect((await merge(firm.id)).body.proposals[0]).toMatchObject({ state: 'merged', mergedInto: firm.id })
  const chain = await desk.decide([{ kind: 'merge', proposal: firm.id, edition: 1, into: stretch.id }])
  expect(chain.body.code).toBe('proposal.mergedInto')
})

test('[DE11] a clause becomes a task under a goal with its bodies and its deadline, and goes again', async () => {
  const clause = (await desk.show()).proposals.find(
    (one) => one.kind === 'clause' && one.choice.name === '推进农产品销售',
  )!
  expect(clause).toMatchObject({
    choice: {
      becomes: 'task',
      due: '2026',
      place: places.county,
      bodies: [
        { name: '县农业农村局', part: 'lead' },
        { name: '各镇政府', part: 'support' },
      ],
    },
  })
  const choice = { ...clause.choice, parent: 'F1-A2' }
  expect((await desk.decide([accepting(clause, { ...choice, parent: null })])).body.code).toBe('proposal.lacks')
  const done = await desk.decide([accepting(clause, choice)])
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const goals = async () => {
    const reply = await desk.planner('GET', `/goals?place=${places.county}&period=2026-10`)
    return JSON.stringify(reply.body)
  }
  expect(await goals()).toContain('推进农产品销售')
  const made = await desk.rows(
    `select g.code, g.due, r.part, b.name, r.inferred from goal g join responsibility r using (goal_id) join body b using (body_id)
    where g.document_id = (select document_id from document where code = $1) order by r.part`,
    [desk.code],
  )
  expect(made).toEqual([
    { code: expect.stringMatching(/^F1-A2-t\d\d$/), due: '2026', part: 'lead', name: '县农业农村局', inferred: false },
    { code: expect.stringMatching(/^F1-A2-t\d\d$/), due: '2026', part: 'support', name: '各镇政府', inferred: false },
  ])
  const undone = await desk.decide([{ kind: 'reopen', proposal: clause.id, edition: 2 }])
  expect(undone.status, JSON.stringify(undone.body)).toBe(200)
  expect(await goals()).not.toContain('推进农产品销售')
  expect(
    (await desk.decide([accepting({ ...clause, edition: 3 }, { ...choice, parent: 'F1-A2', due: 'soon' })])).body.code,
  ).toBe('period.malformed')
})

test('[DE12] a goal is not taken back while a target in force hangs on it, but together with it', async () => {
  const clause = (await desk.show()).proposals.find((one) => one.kind === 'clause' && one.choice.bodies.length > 0)!
  await desk.decide([accepting(clause, { ...clause.choice, parent: 'F1-A2' })])
  const [{ code: made }] = await desk.rows('select code from goal order by goal_id desc limit 1')
  const target = await desk.statement('3000')
  expect((await desk.decide([accepting(target, choosing(target, { goal: made }))])).status).toBe(200)
  const undo = (proposal: string) => ({ kind: 'reopen', proposal, edition: 2 }) as const
  const alone = await desk.decide([undo(clause.id)])
  expect([alone.status, alone.body.code]).toEqual([409, 'goal.inUse'])
  expect((await desk.decide([undo(clause.id), undo(target.id)])).status).toBe(200)
})

test('[DE9] figures that say otherwise of the same cell are counted, and 确保 beside 力争 does not count', async () => {
  const [firm, stretch] = [await desk.statement('1.2'), await desk.statement('1.5')]
  await desk.decide([accepting(firm), accepting(stretch)])
  const first = desk.code
  await desk.lay()
  const other = await desk.statement('1.2')
  const mine = await desk.rows(`select count(*)::int as n from target where code like $1 and superseded_at is null`, [
    `${first}-%`,
  ])
  expect(mine[0].n).toBe(2)
  const reply = await desk.decide([accepting(other, choosing(other, { value: '1.3' }))])
  expect(reply.body.proposals[0].conflicts).toBeGreaterThan(0)
})

test('[DE10] words that are in the net already are doubted, and are not taken twice', async () => {
  const proposal = await desk.statement('1.2')
  await desk.rows(
    `insert into target (county_id, place_id, code, indicator_id, year, comparator, value, unit, measure, source_id, position, printed)
     select p.county_id, p.place_id, $2, i.indicator_id, 2026, 'ge', 12000, '万元', 'level', s.source_id, $3, '1.2亿元'
     from place p, indicator i, source s where p.code = $1 and i.code = 'income' and s.code = $4`,
    [places.county, `typed-${desk.code}`, proposal.offset, `document-${desk.code}`],
  )
  expect((await desk.statement('1.2')).doubts).toContain('alreadyStated')
  const refused = await desk.decide([accepting(proposal)])
  expect([refused.status, refused.body.code]).toEqual([409, 'target.stated'])
})

test('[DE6] of a version that was revised nothing is taken', async () => {
  const proposal = await desk.statement('1.2')
  await desk.decide([accepting(proposal)])
  await plantDocument(desk.database.job, { code: desk.code, version: 2 })
  const late = await desk.statement('1.5')
  const old = await desk.planner('GET', `/documents/${desk.code}/desk?version=1`)
  expect(old.body).toMatchObject({ version: 1, versions: 2, mayDecide: false })
  const refused = await desk.decide([
    accepting(old.body.proposals.find(({ reading }: OfStatement) => reading?.text === '1.5')),
  ])
  expect([refused.status, refused.body.code]).toEqual([409, 'document.revised'])
  expect((await desk.decide([accepting(late)], desk.planner, 2)).status).toBe(200)
})
