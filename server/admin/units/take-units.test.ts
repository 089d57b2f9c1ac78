import { placeUid } from '@gangju/net/exchange'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { features } from '../../features.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'

let site: TestApp
let admin: Person
beforeAll(async () => {
  site = await openTestApp({ features, clock: () => new Date('2026-11-21T02:00:00Z') })
  admin = await site.as('county.admin')
})
afterAll(() => site.close())

const take = (organisationUnits: readonly object[], more = '') =>
  admin('POST', `/exchange/organisationUnits?orgUnit=${places.county}${more}`, { body: { organisationUnits } })
const ours = async () =>
  (await admin('GET', `/exchange/organisationUnits?orgUnit=${places.county}`)).body.organisationUnits as {
    code: string
    name: string
    openingDate: string
    parent: { code: string } | null
  }[]

const town = '990101009000'
const added = [
  { id: placeUid(`${town.slice(0, 9)}201`), name: '新一村', openingDate: '2026-03-01T00:00:00.000' },
  { code: town, name: '新开镇', openingDate: '2026-02-01' },
  { code: places.west1, name: '老桑村' },
]
const foreign = [
  { code: '990201001201', name: '别县村' },
  { code: '990101777201', name: '无镇村' },
  { code: '990101002777', name: '已撤村', closedDate: '2020-01-01' },
  { code: 'no code', name: '不明' },
  { code: places.west2, parent: { code: places.east } },
]

test('[EX6] what another system has more is opened, towns before villages; other names become ours; the rest is told', async () => {
  const before = await ours()
  const units = [...before, ...added, ...foreign].filter(
    (unit) =>
      added.includes(unit as never) ||
      foreign.includes(unit as never) ||
      ![places.west1, places.west2].includes((unit as { code: string }).code as never),
  )
  const dry = await take(units, '&dryRun=true')
  expect(dry.body, JSON.stringify(dry.body)).toMatchObject({ dryRun: true, opened: 2, renamed: 1, leftCount: 5 })
  expect(await ours()).toEqual(before)

  const done = await take(units)
  expect(done.body).toEqual({ ...dry.body, dryRun: false })
  expect(done.body.left.map(({ code, kind }: { code: string; kind: string }) => `${kind} ${code}`).toSorted()).toEqual([
    'missingHere 990101002777',
    'missingHere 990101777201',
    'missingHere 990201001201',
    `parent ${places.west2}`,
    'unreadable ',
  ])
  const after = await ours()
  expect(after).toHaveLength(before.length + 2)
  expect(after.find(({ code }) => code === places.west1)!.name).toBe('老桑村')
  expect(after.find(({ name }) => name === '新一村')).toMatchObject({
    code: '990101009201',
    openingDate: '2026-03-01',
    parent: { code: town },
  })
  expect(await site.database.job.transaction().execute(listRollupDifferences)).toEqual([])
  expect((await take(units)).body).toMatchObject({ opened: 0, renamed: 0, leftCount: 5 })
})

test('[EX6] only who may change places, at most 500 at once, and nothing of what is refused', async () => {
  const west = await site.as('west')
  const path = `/exchange/organisationUnits?orgUnit=${places.west}`
  expect((await west('POST', path, { body: { organisationUnits: [] } })).body.code).toBe('grant.missing')
  const many = Array.from({ length: 501 }, (_, index) => ({
    code: `990101001${String(index + 300)}`,
    name: `村${index}`,
  }))
  const before = await ours()
  expect(await take(many)).toMatchObject({ status: 413, body: { code: 'exchange.tooMany' } })
  const future = await take([{ code: '990101001888', name: '将来村' }], '&on=2027-01-01')
  expect(future.body).toMatchObject({ opened: 0 })
  expect(future.body.left.find(({ code }: { code: string }) => code === '990101001888').reason).toContain(
    '不能晚于今天',
  )
  expect(await ours()).toEqual(before)
})
