import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { features } from '../../features.ts'

let site: TestApp
let east: Person
beforeAll(async () => {
  site = await openTestApp({ features, clock: () => new Date('2026-11-21T02:00:00Z') })
  east = await site.as('east')
})
afterAll(() => site.close())

const explanation = '全县农场并入本村统一登记'
const farms = { place: places.east1, indicator: 'farmCount', value: '2000000' }
const file = (period: string, value: object, more = '') =>
  east('POST', `/submissions?form=fixture-monthly&place=${places.east}&period=${period}${more}`, {
    body: { values: [value] },
  })
const stored = () => site.database.job.selectFrom('submission').select('state').execute()

test('[CK3] handing in an unusual figure is refused until it is explained; a draft is not', async () => {
  const refused = await file('2026-09', farms, '&submit=true')
  expect([refused.status, refused.body.code]).toEqual([422, 'submission.unexplained'])
  expect(refused.body.errors).toEqual([
    expect.objectContaining({
      code: 'value.implausible',
      path: 'values.0',
      message: expect.stringContaining('2000000'),
    }),
  ])
  const short = await file('2026-09', { ...farms, explanation: '无 误' }, '&submit=true')
  expect([short.status, short.body.code]).toEqual([422, 'submission.unexplained'])
  expect(await stored()).toEqual([])

  const draft = await file('2026-09', farms)
  expect([draft.status, draft.body.submission.state]).toEqual([200, 'draft'])
  expect(draft.body.faults).toEqual([
    expect.objectContaining({ code: 'value.implausible', severity: 'warning', explained: false }),
  ])
  const handed = await east('POST', `/submissions/${draft.body.submission.id}/submit`)
  expect([handed.status, handed.body.code]).toEqual([422, 'submission.unexplained'])
})

test('[CK3] an explanation lets it through and is kept with the figure', async () => {
  const filed = await file('2026-08', { ...farms, explanation }, '&submit=true')
  expect([filed.status, filed.body.submission.state]).toEqual([200, 'submitted'])
  expect(filed.body.faults).toEqual([expect.objectContaining({ severity: 'warning', explained: true })])
  const kept = await site.database.job
    .selectFrom('submissionValue')
    .where('submissionId', '=', filed.body.submission.id)
    .select(['value', 'explanation'])
    .execute()
  expect(kept).toEqual([{ value: '2000000', explanation }])
})

test('[CK2] no explanation makes half a farm', async () => {
  const refused = await file('2026-07', { ...farms, value: '0.5', explanation })
  expect([refused.status, refused.body.code, refused.body.errors[0].code]).toEqual([
    422,
    'submission.faulty',
    'value.notWhole',
  ])
})
