import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type Reply, type TestApp } from '../../../test/fixture/site.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'
import { reviewRoutes } from '../review/review.route.ts'
import { entryRoutes } from './entry.route.ts'
import { myReturnsRoutes } from './my-returns.route.ts'

let office: TestApp
const people: Record<string, Person> = {}

beforeAll(async () => {
  office = await openTestApp({
    features: [sessionRoutes, entryRoutes, myReturnsRoutes, reviewRoutes],
    clock: () => new Date('2026-11-21T02:00:00Z'),
    max: 6,
  })
  for (const name of ['east', 'west', 'county', 'headquarters', 'viewer', 'foreign', 'force', 'village'])
    people[name] = await office.as(name)
})
afterAll(() => office.close())

const at = (verb: string, place: string, period: string) =>
  `/returns/fixture-monthly/${verb}?place=${place}&period=${period}`
const read = (who: string, place: string, period: string) => people[who]!('GET', at('entry', place, period))
const save = (who: string, place: string, period: string, cells: readonly object[], headers = {}) =>
  people[who]!('POST', at('cells', place, period), { body: { cells }, headers })
const submit = (who: string, place: string, period: string, headers = {}) =>
  people[who]!('POST', at('submit', place, period), { headers })
const cell = (place: string, indicator: string, text: string, edition = 0) => ({ place, indicator, text, edition })
const found = ({ body }: Reply, place: string, indicator: string) =>
  body.rows
    .find((row: { place: { code: string } }) => row.place.code === place)
    .cells.find((one: { indicator: string }) => one.indicator === indicator)
const whole = (place: string) => [
  cell(place, 'income', '500'),
  cell(place, 'sales', '20.5'),
  cell(place, 'farmCount', '5'),
]
const count = async (table: 'submission' | 'submissionValue' | 'observation') =>
  Number(
    (
      await office.database.job
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

describe('refusals', () => {
  test('[EN3] of another place nothing is read and nothing saved, as if it were not there', async () => {
    const begun = await save('west', places.west, '2026-08', [cell(places.west1, 'income', '1')])
    expect(begun.status).toBe(200)
    for (const who of ['east', 'foreign', 'village']) {
      expect(await read(who, places.west, '2026-08')).toMatchObject({ status: 404, body: { code: 'place.unknown' } })
      expect((await save(who, places.west, '2026-08', [cell(places.west1, 'income', '1')])).status).toBe(404)
      expect((await submit(who, places.west, '2026-08')).status).toBe(404)
    }
    expect((await save('viewer', places.west, '2026-08', [cell(places.west1, 'income', '1')])).status).toBe(403)
    // A row of another town under the own one: answered like a place that does not exist.
    const strange = await save('west', places.west, '2026-08', [cell(places.east1, 'income', '1')])
    expect(strange).toMatchObject({
      status: 422,
      body: { code: 'entry.unreadable', errors: [{ code: 'place.unknown' }] },
    })
  })

  test('[EN5] what cannot be read keeps all cells out, each named, nothing stored', async () => {
    const before = [await count('submission'), await count('submissionValue')]
    const cells = [
      cell(places.west1, 'income', '1.2亿'),
      cell(places.west1, 'sales', '约30'),
      cell(places.west2, 'farmCount', '3公顷'),
      cell(places.west2, 'nothing', '3'),
      cell(places.west1, 'income', '5'),
    ]
    const { status, body } = await save('west', places.west, '2026-07', cells)
    expect(status).toBe(422)
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
      'cells.1 number.approximate',
      'cells.2 number.otherUnit',
      'cells.3 indicator.notAsked',
      'cells.4 value.conflict',
    ])
    expect(body.errors[0].message).toContain('30')
    expect([await count('submission'), await count('submissionValue')]).toEqual(before)
  })

  test('[EN1] a form is filed at its level, in its kind of period, once the period has begun', async () => {
    expect((await read('west', places.west1, '2026-08')).body.code).toBe('form.wrongLevel')
    expect((await read('west', places.west, '2026-Q3')).body.code).toBe('period.wrongKind')
    expect((await save('west', places.west, '2026-12', whole(places.west1))).body.code).toBe('period.future')
    expect((await submit('west', places.west, '2026-06')).body.code).toBe('return.noDraft')
  })
})

describe('saving', () => {
  test('[EN5] what the clerk types is stored exactly, and how it was typed stays readable', async () => {
    const cells = [
      cell(places.west1, 'income', '1.2亿'),
      cell(places.west1, 'sales', '３，０００'),
      cell(places.west1, 'farmCount', ''),
    ]
    const { status, body } = await save('west', places.west, '2023-05', cells)
    expect(status).toBe(200)
    expect(body.saved).toMatchObject([
      { value: '12000', spelled: '1.2亿', edition: 1, editedBy: '演示west' },
      { value: '3000', spelled: null, edition: 1 },
      { value: null, edition: 1 },
    ])
    const page = await read('west', places.west, '2023-05')
    expect(found(page, places.west1, 'income')).toMatchObject({ value: '12000', spelled: '1.2亿', edition: 1 })
    expect(page.body.returns).toMatchObject([{ state: 'draft', version: 1, may: { edit: true, submit: true } }])
  })

  test('[EN4] of two at one cell the second is told what stands there; other cells are saved; the same twice is no conflict', async () => {
    const period = '2023-04'
    expect((await save('west', places.west, period, [cell(places.west1, 'income', '100')])).body.saved[0].edition).toBe(
      1,
    )
    // The town's colleague, and the village's other person, begin from the same page.
    const second = await save('west', places.west, period, [
      cell(places.west1, 'income', '200'),
      cell(places.west1, 'sales', '7'),
    ])
    expect(second.body.conflicts).toMatchObject([
      { indicator: 'income', value: '100', edition: 1, editedBy: '演示west' },
    ])
    expect(second.body.saved).toMatchObject([{ indicator: 'sales', value: '7', edition: 1 }])
    const same = await save('west', places.west, period, [cell(places.west1, 'income', '100.00')])
    expect(same.body).toMatchObject({ conflicts: [], saved: [{ value: '100', edition: 1 }] })
    const seen = await save('west', places.west, period, [cell(places.west1, 'income', '200', 1)])
    expect(seen.body.saved).toMatchObject([{ value: '200', edition: 2 }])
    const again = await save('west', places.west, period, [cell(places.west1, 'income', '200', 2)])
    expect(again.body.saved).toMatchObject([{ value: '200', edition: 2 }])
  })

  test('[EN4] two who begin at once make one draft, and each cell has one winner', async () => {
    const period = '2023-03'
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        save('west', places.west, period, [
          cell(places.west1, 'income', `${100 + index}`),
          cell(places.west2, 'sales', '1'),
        ]),
      ),
    )
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200))
    expect(new Set(replies.map(({ body }) => body.submission)).size).toBe(1)
    const winners = replies.filter(({ body }) =>
      body.saved.some((one: { indicator: string }) => one.indicator === 'income'),
    )
    expect(winners).toHaveLength(1)
    const shown = found(await read('west', places.west, period), places.west1, 'income')
    expect(shown).toMatchObject({ value: winners[0]!.body.saved[0].value, edition: 1 })
  })

  test('[EN6] a save that is repeated with its key has one effect', async () => {
    const headers = { 'idempotency-key': 'en6' }
    const cells = [cell(places.west1, 'income', '9')]
    const first = await save('west', places.west, '2023-02', cells, headers)
    const second = await save('west', places.west, '2023-02', cells, headers)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  test('[EN5] an explanation travels with its cell until it is taken away', async () => {
    const period = '2023-01'
    const explained = { ...cell(places.west1, 'income', '9'), explanation: '土地补偿一次性到账' }
    await save('west', places.west, period, [explained])
    await save('west', places.west, period, [cell(places.west1, 'income', '10', 1)])
    expect(found(await read('west', places.west, period), places.west1, 'income').explanation).toBe(
      '土地补偿一次性到账',
    )
    await save('west', places.west, period, [{ ...cell(places.west1, 'income', '10', 2), explanation: '' }])
    expect(found(await read('west', places.west, period), places.west1, 'income').explanation).toBeNull()
  })
})

describe('the life of a return', () => {
  test('[EN2, EN7] handed in, given back, filled in anew from its own cells, approved, corrected', async () => {
    const period = '2026-10'
    const page = await read('west', places.west, period)
    const fill = async (place: string) => {
      const cells = whole(place).map((one) => ({ ...one, edition: found(page, place, one.indicator).edition }))
      return save('west', places.west, period, cells)
    }
    await fill(places.west1)
    const { body: saved } = await fill(places.west2)
    expect(saved.conflicts).toEqual([])
    const stale = await submit('west', places.west, period, { 'if-match': '"7"' })
    expect(stale).toMatchObject({ status: 409, body: { code: 'submission.version', detail: { version: 1 } } })
    const handed = await submit('west', places.west, period, { 'if-match': '"1"' })
    expect(handed.body).toMatchObject({ state: 'submitted', version: 2, late: false })
    expect((await save('west', places.west, period, whole(places.west1))).body.code).toBe('submission.openExists')

    const back = await people.county!('POST', `/submissions/${saved.submission}/return`, {
      body: { reason: '请核对桑村' },
    })
    expect(back.status).toBe(200)
    const given = await read('west', places.west, period)
    expect(given.body.returns).toMatchObject([{ state: 'returned', returnReason: '请核对桑村', may: { edit: true } }])
    const income = found(given, places.west1, 'income')
    const anew = await save('west', places.west, period, [cell(places.west1, 'income', '501', income.edition)])
    expect(anew.body.conflicts).toEqual([])
    expect(anew.body.submission).not.toBe(saved.submission)
    const again = await read('west', places.west, period)
    expect(again.body.returns).toMatchObject([{ state: 'draft', returnReason: '请核对桑村' }])
    expect(found(again, places.west2, 'sales').value).toBe('20.5')

    expect((await submit('west', places.west, period)).status).toBe(200)
    for (const who of ['county', 'headquarters'])
      expect((await people[who]!('POST', `/submissions/${anew.body.submission}/approve`)).status).toBe(200)
    const done = await read('west', places.west, period)
    expect(done.body.returns).toMatchObject([{ state: 'approved' }])
    expect(found(done, places.west1, 'income')).toMatchObject({
      value: '501',
      before: '501',
      edition: income.edition + 1,
    })

    const corrected = await save('west', places.west, period, [cell(places.west1, 'income', '502', income.edition + 1)])
    expect(corrected.body).toMatchObject({ conflicts: [], saved: [{ value: '502' }] })
    const correction = await read('west', places.west, period)
    expect(correction.body.returns).toMatchObject([{ state: 'draft', isCorrection: true, returnReason: null }])
    expect(found(correction, places.west1, 'income')).toMatchObject({ value: '502', before: '501' })
    const differences = await office.database.job.transaction().execute(listRollupDifferences)
    expect(differences).toEqual([])
  })

  test('[EN8] what cannot be true is not handed in, and neither is an empty return', async () => {
    const period = '2026-09'
    const page = await read('east', places.east, period)
    const wrong = [cell(places.east1, 'income', '10'), cell(places.east1, 'sales', '99')].map((one) => ({
      ...one,
      edition: found(page, places.east1, one.indicator).edition,
    }))
    expect((await save('east', places.east, period, wrong)).status).toBe(200)
    const refused = await submit('east', places.east, period)
    expect(refused).toMatchObject({ status: 422, body: { code: 'submission.faulty' } })
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toContain('check.atMost')
  })

  test('[EN11] a draft that was put away leaves the return as it was before', async () => {
    const period = '2026-08'
    const before = await read('foreign', places.foreignTown, period)
    await save('foreign', places.foreignTown, period, [
      cell(places.foreignVillage, 'income', '77', found(before, places.foreignVillage, 'income').edition),
    ])
    const path = at('discard', places.foreignTown, period)
    expect((await people.foreign!('POST', path)).status).toBe(200)
    expect((await people.foreign!('POST', path)).body.code).toBe('return.noDraft')
    const after = await read('foreign', places.foreignTown, period)
    expect(after.body.rows).toEqual(before.body.rows)
    expect(after.body.returns[0].state).toBe(before.body.returns[0].state)
  })
})

test('[EN10] a county reads the returns of its towns as one grid, page by page', async () => {
  const path = `${at('entry', places.county, '2026-10')}&subtree=true`
  const { status, body } = await people.county!('GET', path)
  expect(status).toBe(200)
  expect(body.returns.map(({ place }: { place: { code: string } }) => place.code)).toEqual([places.east, places.west])
  expect(body.rows).toHaveLength(5)
  const first = await people.county!('GET', `${path}&limit=1`)
  expect(first.body.next).toBe(places.east)
  const second = await people.county!('GET', `${path}&limit=1&cursor=${first.body.next}`)
  expect(second.body).toMatchObject({ next: null, returns: [{ place: { code: places.west } }] })
})

test('[EN3] a task force sees the columns of its goals and changes nothing', async () => {
  const { status, body } = await read('force', places.west, '2026-10')
  expect(status).toBe(200)
  expect(body.form.columns.map(({ indicator }: { indicator: string }) => indicator)).toEqual(['sales', 'farmCount'])
  expect(body.rows[0].cells).toHaveLength(2)
  expect(body.returns[0].may).toEqual({ edit: false, submit: false })
})

test('[EN12] what is to be filled in, by closing day', async () => {
  const { status, body } = await people.west!('GET', '/my-returns')
  expect(status).toBe(200)
  expect(body.items.length).toBeGreaterThan(3)
  expect(new Set(body.items.map(({ place }: { place: { code: string } }) => place.code))).toEqual(
    new Set([places.west]),
  )
  const days = body.items.map(({ closes }: { closes: string }) => closes)
  expect(days).toEqual(days.toSorted())
  expect((await people.viewer!('GET', '/my-returns')).status).toBe(403)
})
