import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { isOneOf, kept } from '../db/kept.ts'

/** Which cells: every combination of these. `countyIds` are the counties of the places: the key that narrows first. */
export interface CellQuery {
  readonly countyIds: readonly number[]
  readonly placeIds: readonly number[]
  readonly indicatorIds: readonly number[]
  readonly periods: readonly string[]
}

/** What lies under a place, in one cell. */
export interface RollupCell {
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  readonly reported: number
  readonly counted: number
  readonly total: string | null
  readonly low: string | null
  readonly high: string | null
}

/** One row per cell with anything under it; leans on the key of `rollup`, whatever the number of periods stored. */
export async function listRollupCells(db: Db, query: CellQuery): Promise<RollupCell[]> {
  const { rows } = await sql<RollupCell>`
    select place_id, indicator_id, period, reported, counted, total, low, high from rollup
    where county_id = any (${[...query.countyIds]}::int[]) and place_id = any (${[...query.placeIds]}::int[])
      and indicator_id = any (${[...query.indicatorIds]}::int[]) and period = any (${[...query.periods]}::text[])`.execute(
    db,
  )
  return rows
}

/**
 * Of the places that have not answered for the last of some periods: what each answered last, summed by ancestor. With the
 * roll-up of that last period this makes `last` over periods and `sum` over places. Leans on the key of `observation`.
 *
 * @param query `periods` ascending; the last one is the one that was not answered.
 */
export async function listSilentTotals(db: Db, query: CellQuery, asOf: Date | null): Promise<RollupCell[]> {
  const last = query.periods.at(-1) ?? ''
  const { rows } = await sql<RollupCell>`
    select ancestor_id as place_id, indicator_id, ${last}::text as period, count(*)::int as reported, count(value)::int as counted,
           sum(value) as total, min(value) as low, max(value) as high
    from (
      select c.ancestor_id, d.county_id, d.place_id, i.indicator_id
      from cover c join place d on d.place_id = c.descendant_id
      join indicator i on i.collected_at = d.level and i.indicator_id = any (${[...query.indicatorIds]}::int[])
      where c.ancestor_id = any (${[...query.placeIds]}::int[])
        and ${asOf === null ? sql`c.until is null` : sql`c.since <= ${asOf} and (c.until is null or c.until > ${asOf})`}) cell
    cross join lateral (
      select o.period, o.value from ${observationsKnown(asOf)} o
      where o.county_id = cell.county_id and o.place_id = cell.place_id and o.indicator_id = cell.indicator_id
        and o.period = any (${[...query.periods]}::text[]) and o.missing is distinct from 'notReported'
        and o.source_id in (select source_id from source where kind = 'return')
      order by o.period desc limit 1) latest
    where latest.period < ${last}
    group by 1, 2`.execute(db)
  return rows
}

/** How the figures of a place meet in a longer period. */
export const overPeriods = {
  sum: sql`sum(o.value)`,
  mean: sql`round(avg(o.value), 10)`,
  min: sql`min(o.value)`,
  max: sql`max(o.value)`,
  last: sql`(array_agg(o.value order by o.period desc) filter (where o.value is not null))[1]`,
} as const

/**
 * Periods met inside each place first, places second: for those figures that the months' roll-ups cannot tell [RU10].
 * The cells bear the name of the longer period.
 */
export async function listCombinedCells(
  db: Db,
  query: CellQuery & { readonly period: string; readonly over: keyof typeof overPeriods },
  asOf: Date | null,
): Promise<RollupCell[]> {
  const { rows } = await sql<RollupCell>`
    select c.ancestor_id as place_id, own.indicator_id, ${query.period}::text as period, count(*)::int as reported,
           count(own.value)::int as counted, sum(own.value) as total, min(own.value) as low, max(own.value) as high
    from cover c
    join place d on d.place_id = c.descendant_id
    join (
      select o.county_id, o.place_id, o.indicator_id, ${overPeriods[query.over]} as value
      from ${observationsKnown(asOf)} o join source s on s.source_id = o.source_id and s.kind = 'return'
      where o.indicator_id = any (${[...query.indicatorIds]}::int[]) and o.period = any (${[...query.periods]}::text[])
        and o.missing is distinct from 'notReported'
      group by 1, 2, 3) own on own.county_id = d.county_id and own.place_id = d.place_id
    join indicator i on i.indicator_id = own.indicator_id and i.collected_at = d.level
    where c.ancestor_id = any (${[...query.placeIds]}::int[])
      and ${asOf === null ? sql`c.until is null` : sql`c.since <= ${asOf} and (c.until is null or c.until > ${asOf})`}
    group by 1, 2`.execute(db)
  return rows
}

/** A figure of a place itself. */
export interface ObservationCell {
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  readonly sourceId: number
  readonly version: number
  readonly value: string | null
  readonly missing: 'notApplicable' | 'notReported' | null
  readonly submissionId: string | null
  readonly position: number | null
  readonly length: number | null
  readonly documentVersion: number | null
  readonly printed: string | null
  readonly unit: string | null
  readonly recordedAt: Date
  readonly supersededAt: Date | null
}

const observationColumns = sql`
  o.place_id, o.indicator_id, o.period, o.source_id, o.version, o.value, o.missing, o.submission_id, o.position, o.length, o.document_version,
  o.printed, o.unit, o.recorded_at, o.superseded_at`

/** In force, or as known at a moment. Each half leans on the partial index of its own; one condition with `or` would use neither. */
export const observationsKnown = (asOf: Date | null) =>
  asOf === null
    ? sql`(select * from observation where superseded_at is null)`
    : sql`(select * from observation where superseded_at is null and recorded_at <= ${asOf}
           union all select * from observation where superseded_at > ${asOf} and recorded_at <= ${asOf})`

/** Figures that returns brought, in force or as known at a moment. */
export async function listObservationCells(db: Db, query: CellQuery, asOf: Date | null): Promise<ObservationCell[]> {
  // Those of one place lie together, whatever is asked.
  const plan = asOf === null && query.placeIds.length === 1 ? kept : sql``
  const { rows } = await sql<ObservationCell>`${plan}
    select ${observationColumns} from ${observationsKnown(asOf)} o join source s on s.source_id = o.source_id and s.kind = 'return'
    where o.county_id ${isOneOf(query.countyIds, 'int')} and o.place_id ${isOneOf(query.placeIds, 'int')}
      and o.indicator_id = any (${[...query.indicatorIds]}::int[]) and o.period = any (${[...query.periods]}::text[])`.execute(
    db,
  )
  return rows
}

/** What was known at a moment, or is now. */
const inForce = (alias: string, asOf: Date | null) => {
  const [recorded, ended] = [sql.ref(`${alias}.recordedAt`), sql.ref(`${alias}.supersededAt`)]
  return asOf === null
    ? sql`${ended} is null`
    : sql`${recorded} <= ${asOf} and (${ended} is null or ${ended} > ${asOf})`
}

/** Figures that documents state or the statistics office published, of every period: few. */
export async function listPublishedCells(
  db: Db,
  query: Pick<CellQuery, 'countyIds' | 'placeIds'> & { readonly indicatorIds?: readonly number[] },
  asOf: Date | null = null,
): Promise<ObservationCell[]> {
  const { rows } = await sql<ObservationCell>`
    select ${observationColumns} from observation o join source s on s.source_id = o.source_id and s.kind <> 'return'
    where o.county_id = any (${[...query.countyIds]}::int[]) and o.place_id = any (${[...query.placeIds]}::int[])
      and o.position is not null and ${inForce('o', asOf)}
      ${query.indicatorIds ? sql`and o.indicator_id = any (${[...query.indicatorIds]}::int[])` : sql``}
    order by o.indicator_id, o.period, o.source_id`.execute(db)
  return rows
}

/** Every version of one cell, newest first. */
export async function listVersions(
  db: Db,
  cell: { readonly countyId: number; readonly placeId: number; readonly indicatorId: number; readonly period: string },
): Promise<ObservationCell[]> {
  const { rows } = await sql<ObservationCell>`
    select ${observationColumns} from observation o
    where o.county_id = ${cell.countyId} and o.place_id = ${cell.placeId} and o.indicator_id = ${cell.indicatorId}
      and o.period = ${cell.period} order by o.recorded_at desc, o.source_id, o.version desc limit 100`.execute(db)
  return rows
}

export interface ExpectedCount {
  readonly placeId: number
  readonly level: string
  readonly day: string
  readonly expected: number
}

/** How many administrative places of each level lie under a place on given days: the m of n of m. */
export async function listExpected(
  db: Db,
  { countyIds, placeIds, days }: { countyIds: readonly number[]; placeIds: readonly number[]; days: readonly string[] },
): Promise<ExpectedCount[]> {
  const { rows } = await sql<ExpectedCount>`
    select r.place_id, r.level, to_char(day, 'YYYY-MM-DD') as day, sum(r.change)::int as expected
    from roster r join unnest(${[...days]}::date[]) day on r.from_day <= day
    where r.county_id = any (${[...countyIds]}::int[]) and r.place_id = any (${[...placeIds]}::int[])
    group by 1, 2, 3`.execute(db)
  return rows
}

export interface TargetRow {
  readonly targetId: string
  readonly code: string
  readonly placeId: number
  readonly indicatorId: number
  readonly goalId: number | null
  readonly year: number | null
  readonly comparator: 'ge' | 'gt' | 'le' | 'lt' | 'eq' | 'approx' | 'range'
  readonly value: string
  readonly valueMax: string | null
  readonly unit: string
  readonly commitment: 'firm' | 'stretch' | 'expected' | null
  readonly baseYear: number | null
  readonly measure: string
  readonly schedule: { readonly planRate?: string; readonly shares?: readonly string[] } | null
  readonly sourceId: number | null
  readonly position: number | null
  readonly length: number | null
  readonly documentVersion: number | null
  readonly printed: string | null
  readonly note: string | null
  /** The proposal that a person took it from; null for targets of the catalogue. */
  readonly proposalId: string | null
}

/** Targets in force of some places, oldest deadline first. */
export async function listTargets(
  db: Db,
  query: {
    readonly countyIds: readonly number[]
    readonly placeIds: readonly number[]
    readonly indicatorIds?: readonly number[]
  },
  asOf: Date | null = null,
): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select target_id, code, place_id, indicator_id, goal_id, year, comparator, value, value_max, unit, commitment, base_year,
           measure, schedule, source_id, position, length, document_version, printed, note, proposal_id
    from target t
    where county_id = any (${[...query.countyIds]}::int[]) and place_id = any (${[...query.placeIds]}::int[]) and ${inForce('t', asOf)}
      ${query.indicatorIds ? sql`and indicator_id = any (${[...query.indicatorIds]}::int[])` : sql``}
    order by year nulls last, commitment, code`.execute(db)
  return rows
}
