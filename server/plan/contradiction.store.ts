import type { Contradiction } from '@gangju/contract/planning'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import type { Scope } from '../http/serve.ts'
import { isGranted } from './coverage.store.ts'
import { isInside } from './library.store.ts'

export interface DecisionRow {
  readonly finding: string
  readonly edition: number
  readonly decision: NonNullable<Contradiction['decision']>['decision']
  readonly note: string | null
  /** The finding as it was decided on. */
  readonly entry: Omit<Contradiction, 'decision'>
  readonly recordedAt: Date
  readonly recordedByName: string | null
}

/** The last decision on each finding at the places asked for and below them. */
export async function listDecisions(
  db: Db,
  { places, rectangle }: Pick<Scope, 'places' | 'rectangle'>,
): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select distinct on (d.county_id, d.finding)
           d.finding, d.edition, d.decision, d.note, d.entry, d.recorded_at, who.name as recorded_by_name
    from contradiction_decision d left join person who on who.person_id = d.recorded_by
    where ${isInside('d', rectangle)} and (d.place_id = any (${[...places]}::int[]) or exists (
      select 1 from cover c where c.descendant_id = d.place_id and c.ancestor_id = any (${[...places]}::int[]) and c.until is null))
      and ${isHeld(rectangle)}
    order by d.county_id, d.finding, d.edition desc`.execute(db)
  return rows
}

/** A finding is told to who holds the places of all its sides and its indicator. */
const isHeld = (rectangle: Scope['rectangle']) => sql`
  not exists (select 1 from jsonb_array_elements(d.entry -> 'sides') side where not exists (
    select 1 from place q where q.code = side -> 'place' ->> 'code' and ${isInside('q', rectangle)}))
  and ${
    rectangle.indicators === '*'
      ? sql`true`
      : sql`exists (select 1 from indicator i where i.code = d.entry ->> 'indicator' and ${isGranted('i', rectangle)})`
  }`

export interface NewDecision extends Pick<DecisionRow, 'finding' | 'edition' | 'decision' | 'note' | 'entry'> {
  readonly countyId: number
  readonly placeId: number
  readonly recordedAt: Date
  readonly recordedBy: string
}

/** The next decision on a finding; the earlier ones stay. Its key refuses a second decision of one edition. */
export async function insertDecision(trx: Trx, decision: NewDecision): Promise<void> {
  await trx
    .insertInto('contradictionDecision')
    .values({ ...decision, entry: JSON.stringify(decision.entry) })
    .execute()
}
