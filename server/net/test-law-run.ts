import { setTimeout as delay } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Trx } from '../db/connection.ts'
import { inTransaction } from '../db/transaction.ts'
import { loadFigures } from './bulk.store.ts'
import { completeCover, refreshCover } from './cover.store.ts'
import { postSubmission } from './observation.store.ts'
import type { NetPlan, StepPlan, TurnPlan, ValuePlan } from './test-law-plan.ts'
import { addEdge, addPlace, addSubmission, type TestIndicator, type TestPlace, type TestValue } from './test-net.ts'

// Carries out the plan of a run on a real database, several turns at once.

export interface LawGround {
  readonly job: Pool
  readonly app: Pool
  readonly indicators: readonly TestIndicator[]
  readonly sourceId: number
  readonly formId: number
}

export const months = ['2026-01', '2026-02'] as const
// Long ago, so that what opened is open and what ended has ended, in every time zone.
const opening = '2026-01-01'
const ending = '2026-01-02'

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!

class Abort extends Error {}

/** The net of one run as its turns see it, and what happened to them. */
export class LawRun {
  readonly #ground: LawGround
  readonly #counties: TestPlace[] = []
  readonly #towns: TestPlace[] = []
  readonly #villages: TestPlace[] = []
  readonly #zones: TestPlace[] = []
  #opened = 0
  readonly tally = { committed: 0, aborted: 0, deadlocks: 0 }

  constructor(ground: LawGround) {
    this.#ground = ground
  }

  async build({ counties, placeholders, members }: NetPlan): Promise<void> {
    await inTransaction(this.#ground.job, async (trx, client) => {
      const add = async (list: TestPlace[], level: string, parent: TestPlace | null) => {
        const administrative = !(level === 'village' && placeholders.includes(list.length))
        const code = `${level}-${list.length}`
        const place = await addPlace(client, { code, level, parent, ...(level === 'zone' ? {} : { administrative }) })
        list.push(place)
        return place
      }
      const city = await add([], 'city', null)
      for (const towns of counties) {
        const county = await add(this.#counties, 'county', city)
        for (const villages of towns) {
          const town = await add(this.#towns, 'town', county)
          for (let village = 0; village < villages; village++) await add(this.#villages, 'village', town)
        }
      }
      await add(this.#zones, 'zone', city)
      await add(this.#zones, 'zone', this.#counties[0]!)
      await add(this.#zones, 'zone', null)
      await completeCover(trx, new Date())
      const joined: (number | undefined)[] = []
      for (const plan of members) joined.push(await this.#join(client, plan))
      const memberIds = joined.flatMap((id) => id ?? [])
      await refreshCover(trx, memberIds, new Date())
    })
  }

  /** Each turn is one transaction; `lanes` of them at once. */
  async play(turns: readonly TurnPlan[], lanes: number): Promise<void> {
    const waiting = [...turns]
    const lane = async () => {
      for (let turn = waiting.shift(); turn; turn = waiting.shift()) await this.#insist(turn)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  /** A deadlock is tried again, as the request would be; nothing else is forgiven. */
  async #insist(turn: TurnPlan): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#take(turn)
        this.tally.committed++
        return
      } catch (error) {
        if (error instanceof Abort) {
          this.tally.aborted++
          return
        }
        if ((error as { code?: string }).code !== '40P01' || tries === 5) throw error
        this.tally.deadlocks++
      }
    }
  }

  async #take({ step, isAborted, pauseMs, asClerk }: TurnPlan): Promise<void> {
    const { job, app, sourceId } = this.#ground
    const at = new Date()
    if (step.kind === 'load') {
      const [figures, period] = [this.#figuresOf(step), pick(months, step.month)]
      const rows = figures.map(({ placeId, indicatorId, value }) => ({
        ...{ countyId: this.#counties[step.county]!.id, placeId, indicatorId, period },
        value: /\d/.test(value) ? value : null,
      }))
      await loadFigures(job, rows, { sourceId, at })
      return
    }
    const isClerk = asClerk && step.kind === 'approve'
    const opened = await inTransaction(isClerk ? app : job, async (trx, client) => {
      if (isClerk) await this.#seeOneCounty(client, this.#counties[step.county]!)
      const zone = await this.#perform(trx, client, step, at)
      await delay(pauseMs)
      if (isAborted) throw new Abort()
      return zone
    })
    if (opened) this.#zones.push(opened)
  }

  /** The context that a request of a county's officer sets at its start: what lies above is what did so then. */
  async #seeOneCounty(client: PoolClient, county: TestPlace): Promise<void> {
    const { rows } = await client.query(
      `select distinct c.ancestor_id as id from cover c join place p on p.place_id = c.descendant_id
       where c.until is null and p.place_id = any ($1)`,
      [[county, ...this.#inCounty(county)].map((place) => place.id)],
    )
    const ancestors = rows.map((row) => Number(row.id)).join(',')
    await client.query(`set local gangju.counties = '${county.id}'`)
    await client.query(`set local gangju.write_counties = '${county.id}'`)
    await client.query(`set local gangju.ancestors = '${ancestors}'`)
    await client.query("set local gangju.indicators = '*'")
  }

  async #perform(trx: Trx, client: PoolClient, step: StepPlan, at: Date): Promise<TestPlace | undefined> {
    switch (step.kind) {
      case 'approve':
        await this.#approve(trx, client, step, at)
        return undefined
      case 'move':
        await this.#move(trx, client, step, at)
        return undefined
      case 'join': {
        const memberId = await this.#join(client, step)
        if (memberId !== undefined) await refreshCover(trx, [memberId], at)
        return undefined
      }
      case 'leave': {
        const zone = pick(this.#zones, step.zone)
        await client.query(
          "update place_edge set valid_to = $1 where ancestor_id = $2 and kind = 'zone' and descendant_id = $3 and valid_to is null",
          [ending, zone.id, this.#member(step.zone, step.member)?.id],
        )
        await refreshCover(trx, [zone.id], at)
        return undefined
      }
      case 'open': {
        const zone = await addPlace(client, { code: `zone-new-${this.#opened++}`, level: 'zone', parent: null })
        for (const member of step.members) {
          const descendantId = pick([...this.#counties, ...this.#towns, ...this.#villages], member).id
          await addEdge(client, { ancestorId: zone.id, descendantId, kind: 'zone', from: opening })
        }
        await refreshCover(trx, [zone.id], at)
        return zone
      }
      case 'cease': {
        const { id } = pick(this.#villages, step.village)
        await client.query("update place set valid_to = '2026-02-01' where place_id = $1", [id])
        await refreshCover(trx, [id], at)
        return undefined
      }
      case 'load':
        throw new Error('a load is not a step inside a transaction')
    }
  }

  async #approve(trx: Trx, client: PoolClient, step: StepPlan & { kind: 'approve' }, at: Date): Promise<void> {
    const { formId, sourceId } = this.#ground
    const countyId = this.#counties[step.county]!.id
    const period = pick(months, step.month)
    const filed = { countyId, placeId: countyId, formId, period, values: this.#figuresOf(step) }
    const submissionId = await addSubmission(client, filed)
    await postSubmission(trx, { countyId, submissionId, period, sourceId, at })
  }

  /** Each cell once, its place at the level that collects its indicator. */
  #figuresOf({ county, values }: { county: number; values: readonly ValuePlan[] }): TestValue[] {
    const places = this.#inCounty(this.#counties[county]!)
    const figures = values.map(({ place, indicator, value }): TestValue => {
      const { id, level } = pick(this.#ground.indicators, indicator)
      const placeId = pick(
        places.filter((one) => one.level === level),
        place,
      ).id
      return { placeId, indicatorId: id, value }
    })
    return [...new Map(figures.map((figure) => [`${figure.placeId} ${figure.indicatorId}`, figure])).values()]
  }

  /** To another town of its county, today. */
  async #move(trx: Trx, client: PoolClient, step: StepPlan & { kind: 'move' }, at: Date): Promise<void> {
    const village = pick(this.#villages, step.village)
    const towns = this.#towns.filter((town) => town.countyId === village.countyId)
    const townId = pick(towns, step.town).id
    const { rows } = await client.query('select parent_id as id from place where place_id = $1 for no key update', [
      village.id,
    ])
    if (rows[0].id === townId) return
    await client.query(
      "update place_edge set valid_to = $1 where descendant_id = $2 and kind = 'tree' and valid_to is null",
      [ending, village.id],
    )
    await addEdge(client, { ancestorId: townId, descendantId: village.id, kind: 'tree', from: opening })
    await client.query('update place set parent_id = $1 where place_id = $2', [townId, village.id])
    await refreshCover(trx, [village.id], at)
  }

  async #join(client: PoolClient, { zone, member }: { zone: number; member: number }) {
    const ancestorId = pick(this.#zones, zone).id
    const descendantId = this.#member(zone, member)?.id
    if (descendantId !== undefined) await addEdge(client, { ancestorId, descendantId, kind: 'zone', from: opening })
    return descendantId
  }

  /** Zones hold later zones only, and those inside a county no county: no circles. */
  #member(zone: number, member: number): TestPlace | undefined {
    const index = zone % this.#zones.length
    const places = index === 0 || index > 2 ? [...this.#counties, ...this.#towns] : [...this.#towns]
    const inner = index === 0 ? this.#zones.slice(1, 3) : index === 1 ? this.#zones.slice(2, 3) : []
    return pick([...places, ...this.#villages, ...inner, ...inner], member)
  }

  #inCounty = (county: TestPlace) => [...this.#towns, ...this.#villages].filter((place) => place.countyId === county.id)
}
