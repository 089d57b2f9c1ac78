import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import { listRollupDifferences } from '../server/net/rollup.store.ts'
import { county, people } from './fixture/county.ts'
import { Desk } from './fixture/law-desk.ts'
import { expectNoStrayDraft, planReads } from './fixture/law-reads.ts'
import { deskStep } from './fixture/law-step.ts'
import { places } from './fixture/places.ts'
import { openTestApp, type TestApp } from './fixture/site.ts'
import { caseDay } from './fixture/write-cases.ts'

const runs = Number(process.env.GANGJU_LAW_RUNS ?? 2)

let site: TestApp
let desk: Desk

beforeAll(async () => {
  const database = await openTestDatabase(county)
  site = await openTestApp({ database, features, clock: () => caseDay, max: 5 })
  desk = await Desk.open(
    site,
    Object.keys(people).filter((name) => name !== 'newcomer'),
  )
})
afterAll(async () => {
  await site.close()
  await site.database.close()
})

test('[EN13, EN3, RU9] whatever offices do at once: nothing acknowledged is lost, the net is what a recomputation gives, no draft is seen elsewhere', {
  timeout: 600_000,
}, async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(deskStep, { minLength: 1, maxLength: 4 }), { minLength: 12, maxLength: 18 }),
      async (waves) => {
        await desk.begin()
        for (const [index, wave] of waves.entries()) {
          // At once, then a moment of quiet in which everybody looks.
          await Promise.all(wave.map((step) => desk.take(step)))
          await expectNoStrayDraft(desk, planReads(desk, index, 307))
        }
        // What chance may have left out: a closing, unless there is one.
        await desk.take({ kind: 'close', at: 0, month: 0 })
        await desk.take({ kind: 'save', at: 0, month: 1, cell: 0, isStale: false })
        await desk.take({ kind: 'save', at: 1, month: 1, cell: 1, isStale: false })
        await expectNoStrayDraft(desk, planReads(desk, waves.length, 17))
        expect(await site.database.job.transaction().execute(listRollupDifferences)).toEqual([])
        await desk.expectKept()
        await desk.expectPosted()
        await desk.expectDerived([places.west1, places.west, places.county, places.zone])
        await desk.expectStanding()
        for (const [what, count] of desk.done) seen.set(what, (seen.get(what) ?? 0) + count)
      },
    ),
    { numRuns: runs, endOnFailure: true },
  )
  console.info(JSON.stringify(Object.fromEntries(seen)))
  for (const kind of ['save', 'submit', 'approve', 'close']) expect(seen.get(`${kind} 200`), kind).toBeGreaterThan(0)
})
