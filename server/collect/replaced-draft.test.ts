import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../test/fixture/site.ts'
import { features } from '../features.ts'

let site: TestApp
let west: Person

beforeAll(async () => {
  site = await openTestApp({ features, clock: () => new Date('2026-11-21T02:00:00Z') })
  west = await site.as('west')
})
afterAll(() => site.close())

const period = '2024-05'
const file = (income: string, more = '') =>
  west('POST', `/submissions?form=fixture-monthly&place=${places.west}&period=${period}${more}`, {
    body: { values: [{ place: places.west1, indicator: 'income', value: income }] },
  })

async function type(edition: number, text: string): Promise<void> {
  const cells = [{ place: places.west1, indicator: 'income', text, edition }]
  const path = `/returns/fixture-monthly/cells?place=${places.west}&period=${period}`
  const { status, body } = await west('POST', path, { body: { cells } })
  expect(status, JSON.stringify(body)).toBe(200)
}

/** As if a colleague had typed it. */
const signAs = (username: string) =>
  site.database.job
    .updateTable('submissionValue')
    .set((part) => ({ editedBy: part.selectFrom('person').where('username', '=', username).select('personId') }))
    .where('editedBy', 'is not', null)
    .execute()

test('[CO16] a draft of one’s own gives way at once; cells of others when they are confirmed as they were seen', async () => {
  await type(0, '400')
  expect((await file('400', '&dryRun=true')).body.draft).toBeNull()
  expect((await file('500', '&dryRun=true')).body.draft).toMatchObject({ cells: 1, byOthers: 0, people: [] })
  await signAs('county')
  const seen = (await file('500', '&dryRun=true')).body.draft
  expect(seen).toMatchObject({ cells: 1, byOthers: 1, people: ['演示county'] })
  expect(await file('500')).toMatchObject({ status: 409, body: { code: 'submission.draftDiffers' } })

  await type(1, '401')
  await signAs('county')
  expect(await file('500', `&over=${seen.seal}`)).toMatchObject({
    status: 409,
    body: { code: 'submission.draftDiffers' },
  })
  const now = (await file('500', '&dryRun=true')).body.draft
  const stored = await file('500', `&over=${now.seal}`)
  expect(stored.body.submission).toMatchObject({ state: 'draft' })
  expect((await file('501')).status).toBe(200)
})
