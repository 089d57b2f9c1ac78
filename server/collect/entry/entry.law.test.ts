import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type Reply, type TestApp } from '../../../test/fixture/site.ts'
import { sessionRoutes } from '../../admin/session.route.ts'
import { listRollupDifferences } from '../../net/rollup.store.ts'
import { reviewRoutes } from '../review/review.route.ts'
import { entryRoutes } from './entry.route.ts'

const runs = Number(process.env.GANGJU_LAW_RUNS ?? 4)
const lanes = 4

type Step =
  | { readonly kind: 'save'; readonly cell: number; readonly value: number; readonly isStale: boolean }
  | { readonly kind: 'submit' | 'approve' | 'return' | 'discard' | 'spy' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      cell: fc.nat({ max: 3 }),
      value: fc.nat({ max: 40 }),
      isStale: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('submit' as const, 'approve' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('return' as const, 'discard' as const, 'spy' as const) }) },
)

const cells = [places.west1, places.west2].flatMap((place) => [
  { place, indicator: 'income' },
  { place, indicator: 'farmCount' },
])

interface Saved {
  readonly submission: string
  readonly place: string
  readonly indicator: string
  readonly edition: number
  readonly value: string
}

let office: TestApp
const people: Record<string, Person> = {}

beforeAll(async () => {
  office = await openTestApp({ features: [sessionRoutes, entryRoutes, reviewRoutes], max: lanes })
  for (const name of ['west', 'county', 'headquarters', 'east', 'village', 'foreign'])
    people[name] = await office.as(name)
})
afterAll(() => office.close())

/** What each person does is refused or done; what was acknowledged is written down. */
class Run {
  readonly acknowledged: Saved[] = []
  readonly statuses = new Set<number>()
  readonly #period: string
  #submission = ''

  constructor(period: string) {
    this.#period = period
  }

  async take(one: Step): Promise<void> {
    const reply = await this.#ask(one)
    if (!reply) return
    this.statuses.add(reply.status)
    if (one.kind === 'spy') {
      expect(reply.status).toBe(404)
      return
    }
    expect([200, 403, 404, 409, 422], JSON.stringify(reply.body)).toContain(reply.status)
    if (one.kind !== 'save' || reply.status !== 200) return
    this.#submission = reply.body.submission
    for (const { place, indicator, edition, value } of reply.body.saved)
      this.acknowledged.push({ submission: reply.body.submission, place, indicator, edition, value })
  }

  async #ask(one: Step): Promise<Reply | undefined> {
    const at = (verb: string) => `/returns/fixture-monthly/${verb}?place=${places.west}&period=${this.#period}`
    const west = people.west!
    switch (one.kind) {
      case 'save': {
        const wanted = cells[one.cell]!
        const page = await west('GET', at('entry'))
        const seen: number = page.body.rows
          .find((row: { place: { code: string } }) => row.place.code === wanted.place)
          .cells.find(({ indicator }: { indicator: string }) => indicator === wanted.indicator).edition
        const text = String(one.value)
        const rest = cells.filter(({ place, indicator }) => place !== wanted.place || indicator !== wanted.indicator)
        // A row answers all that is required, or nothing: the others of both rows are filled where they are empty.
        const others = rest.map((cell) => ({ ...cell, text: '50', edition: 0 }))
        const sales = [places.west1, places.west2].map((place) => ({
          place,
          indicator: 'sales',
          text: '0',
          edition: 0,
        }))
        const mine = { ...wanted, text, edition: one.isStale ? Math.max(0, seen - 1) : seen }
        return west('POST', at('cells'), { body: { cells: [mine, ...others, ...sales] } })
      }
      case 'submit':
      case 'discard':
        return west('POST', at(one.kind))
      case 'approve':
        if (this.#submission === '') return undefined
        await people.county!('POST', `/submissions/${this.#submission}/approve`)
        return people.headquarters!('POST', `/submissions/${this.#submission}/approve`)
      case 'return':
        if (this.#submission === '') return undefined
        return people.county!('POST', `/submissions/${this.#submission}/return`, { body: { reason: '重报' } })
      case 'spy': {
        const who = ['east', 'village', 'foreign'][Math.floor(this.acknowledged.length) % 3]!
        return people[who]!('GET', at('entry'))
      }
    }
  }
}

test('[EN13] whatever several people do at once: the net is what a recomputation gives, and nothing acknowledged is lost', {
  timeout: 120_000,
}, async () => {
  let month = 0
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 24, maxLength: 40 }), async (steps) => {
      month += 1
      const period = `20${String(10 + Math.floor(month / 12)).padStart(2, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
      const run = new Run(period)
      const waiting = [...steps]
      const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await run.take(next)
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      for (const status of run.statuses) seen.add(status)
      const differences = await office.database.job.transaction().execute(listRollupDifferences)
      expect(differences).toEqual([])
      await expectKept(run.acknowledged)
      await expectPosted(period)
    }),
    { numRuns: runs },
  )
  expect([...seen]).toContain(200)
})

const job = () => office.database.job

/** Every acknowledged value stands in its submission, or a later edition does. */
async function expectKept(acknowledged: readonly Saved[]): Promise<void> {
  const rows = await job()
    .selectFrom('submissionValue as v')
    .innerJoin('place as p', 'p.placeId', 'v.placeId')
    .innerJoin('indicator as i', 'i.indicatorId', 'v.indicatorId')
    .select(['v.submissionId', 'p.code as place', 'i.code as indicator', 'v.edition', 'v.value'])
    .execute()
  const present = new Map(rows.map((row) => [`${row.submissionId} ${row.place} ${row.indicator}`, row]))
  const byEdition = new Map<string, string>()
  for (const { submission, place, indicator, edition, value } of acknowledged) {
    const row = present.get(`${submission} ${place} ${indicator}`)
    expect(row, `${place} ${indicator} is gone`).toBeDefined()
    expect(row!.edition).toBeGreaterThanOrEqual(edition)
    if (row!.edition === edition) expect(Number(row!.value)).toBe(Number(value))
    const key = `${submission} ${place} ${indicator} ${edition}`
    expect(byEdition.get(key) ?? value, 'one edition, one value').toBe(value)
    byEdition.set(key, value)
  }
}

/** The figures in force are those of the submission that was approved last. */
async function expectPosted(period: string): Promise<void> {
  const posted = await job()
    .selectFrom('observation as o')
    .innerJoin('submissionValue as v', (join) =>
      join
        .onRef('v.submissionId', '=', 'o.submissionId')
        .onRef('v.placeId', '=', 'o.placeId')
        .onRef('v.indicatorId', '=', 'o.indicatorId'),
    )
    .where('o.period', '=', period)
    .where('o.supersededAt', 'is', null)
    .select(['o.value', 'v.value as filed'])
    .execute()
  for (const { value, filed } of posted) expect(value).toBe(filed)
  const open = await job()
    .selectFrom('submission')
    .where('period', '=', period)
    .where('state', 'in', ['draft', 'submitted'])
    .select('submissionId')
    .execute()
  expect(open.length).toBeLessThanOrEqual(1)
}
