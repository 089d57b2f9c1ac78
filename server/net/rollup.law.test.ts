import { setTimeout as delay } from 'node:timers/promises'
import { closeCover, type PlaceEdge } from '@gangju/net/place'
import { formatDecimal, normalizeDecimal, parseDecimal } from '@gangju/net/quantity'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { inTransaction } from '../db/transaction.ts'
import { listRollupCells, type RollupCell } from './cell.store.ts'
import { formRollupCells, listRollupCellsAsOf } from './past-rollup.store.ts'
import { listRollupDifferences } from './rollup.store.ts'
import { runPlan } from './test-law-plan.ts'
import { type LawGround, LawRun, months } from './test-law-run.ts'
import { addForm, addIndicators, type TestIndicator } from './test-net.ts'

const runs = Number(process.env.GANGJU_LAW_RUNS ?? 40)
const turns = 60
const phases = 3
const lanes = 4

let database: TestDatabase
let ground: LawGround

beforeAll(async () => {
  database = await openTestDatabase()
  const job = database.pool('job', { max: lanes + 1 })
  const content = await inTransaction(job, async (_, client) => ({
    indicators: await addIndicators(client),
    ...(await addForm(client)),
  }))
  ground = { job, app: database.pool('app', { max: lanes }), ...content }
})
afterAll(() => database.close())

async function empty(): Promise<void> {
  const tables = ['observation', 'rollup', 'submission_value', 'submission', 'cover', 'roster', 'place_edge', 'place']
  const pool = database.pool('migrate', { max: 1 })
  await pool.query(`set role gangju_owner; truncate ${tables.join(', ')} cascade`)
}

/** Everything that the roll-ups say, in one spelling; cells with nothing under them say nothing. */
async function readAll(asOf: Date | null, readPast = listRollupCellsAsOf): Promise<string[]> {
  const { rows } = await ground.job.query('select place_id, county_id from place')
  const query = {
    countyIds: rows.map((row) => Number(row.county_id)),
    placeIds: rows.map((row) => Number(row.place_id)),
    indicatorIds: ground.indicators.map((indicator) => indicator.id),
    periods: months,
  }
  const cells = asOf ? await readPast(database.job, query, asOf) : await listRollupCells(database.job, query)
  const overPlaces = new Map(ground.indicators.map((indicator) => [indicator.id, indicator]))
  return cells
    .filter((cell) => cell.reported > 0)
    .map((cell) => tell(cell, overPlaces.get(cell.indicatorId)!))
    .toSorted()
}

const plain = (text: string | null) => (text === null ? null : formatDecimal(normalizeDecimal(parseDecimal(text))))

function tell(cell: RollupCell, { overPlaces }: TestIndicator): string {
  const isSummed = overPlaces === 'sum' || overPlaces === 'mean'
  const isRanged = overPlaces === 'min' || overPlaces === 'max'
  const said = [isSummed ? plain(cell.total ?? '0') : null, ...(isRanged ? [plain(cell.low), plain(cell.high)] : [])]
  return JSON.stringify([cell.placeId, cell.indicatorId, cell.period, cell.reported, cell.counted, ...said])
}

/** The closure by the pure rule, from the edges in force, in the words of the stored one. */
async function expectCover(): Promise<void> {
  const edges = await ground.job.query<PlaceEdge>(
    `select ancestor_id as ancestor, descendant_id as descendant, kind from place_edge where valid_to is null`,
  )
  const parents = new Map(
    edges.rows.flatMap((edge) => (edge.kind === 'tree' ? [[edge.descendant, edge.ancestor]] : [])),
  )
  const wanted = closeCover(edges.rows).map(({ ancestor, descendant, inherited }) => {
    return `${ancestor}>${descendant} ${inherited || parents.get(descendant) === ancestor}`
  })
  const stored = await ground.job.query<{ pair: string }>(
    `select ancestor_id || '>' || descendant_id || ' ' || inherited as pair from cover where until is null`,
  )
  expect(stored.rows.map((row) => row.pair).toSorted()).toEqual(wanted.toSorted())
}

async function expectRoster(): Promise<void> {
  const places = await ground.job.query(
    `select place_id as id, level, administrative, valid_from::text as from, valid_to::text as to from place`,
  )
  const pairs = await ground.job.query('select ancestor_id as a, descendant_id as d from cover where until is null')
  const placeOf = new Map(places.rows.map((row) => [row.id, row]))
  const counted = new Map<string, number>()
  for (const { a, d } of pairs.rows) {
    const place = placeOf.get(d)
    if (!place.administrative) continue
    for (const [day, step] of [
      [place.from, 1],
      [place.to, -1],
    ] as const) {
      const key = `${a} ${place.level} ${day}`
      if (day !== null) counted.set(key, (counted.get(key) ?? 0) + step)
    }
  }
  const wanted = Array.from(counted, ([key, change]) => `${key} ${change}`)
  const stored = await ground.job.query<{ line: string }>(
    `select place_id || ' ' || level || ' ' || from_day || ' ' || change as line from roster`,
  )
  expect(stored.rows.map((row) => row.line).toSorted()).toEqual(
    wanted.filter((line) => !line.endsWith(' 0')).toSorted(),
  )
}

test(`[RU6] [RU7] [FG1] after any interleaving roll-ups, cover and roster equal their recomputation, and the past stays: ${runs} runs`, async () => {
  const tally = { committed: 0, aborted: 0, deadlocks: 0 }
  await fc.assert(
    fc.asyncProperty(runPlan(turns), async (plan) => {
      await empty()
      const run = new LawRun(ground)
      await run.build(plan.net)
      const remembered: { at: Date; read: string[] }[] = []
      for (let phase = 0; phase < phases; phase++) {
        const size = turns / phases
        await run.play(plan.turns.slice(phase * size, (phase + 1) * size), lanes)
        expect(await inTransaction(ground.job, (trx) => listRollupDifferences(trx))).toEqual([])
        await expectCover()
        await expectRoster()
        remembered.push({ at: new Date(), read: await readAll(null) })
        await delay(2)
      }
      for (const { at, read } of remembered) {
        expect(await readAll(at)).toEqual(read)
        expect(await readAll(at, formRollupCells)).toEqual(read)
      }
      for (const key of ['committed', 'aborted', 'deadlocks'] as const) tally[key] += run.tally[key]
    }),
    // What went wrong depends on who came first: a smaller plan may go right, and would hide it.
    { numRuns: runs, endOnFailure: true },
  )
  console.info(`${runs} runs: ${JSON.stringify(tally)}`)
  expect(tally.committed).toBeGreaterThan((runs * turns) / 2)
}, 600_000)
