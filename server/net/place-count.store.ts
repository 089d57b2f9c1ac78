import { formatDecimal } from '@gangju/net/quantity'
import type { CountNode } from '@gangju/net/rollup'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { type CellQuery, observationsKnown, overPeriods } from './cell.store.ts'

/** Of the places that stand under a place, and itself if it is of the level: who answered, with a figure, that meets the bound. */
export interface PlaceCount {
  readonly placeId: number
  readonly period: string
  readonly reported: number
  readonly counted: number
  readonly met: number
}

export interface PlaceCountQuery extends Pick<CellQuery, 'placeIds' | 'periods'> {
  readonly indicatorId: number
  readonly count: Pick<CountNode, 'comparator' | 'bound'>
  /** A longer period, in which each place's own figures are combined first; absent: each period by itself. */
  readonly within?: { readonly period: string; readonly over: keyof typeof overPeriods }
}

const comparators = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const

/** Places that meet a bound, each once, whatever towns and zones it lies in [RU11]. Leans on the key of `observation`. */
export async function countPlaces(
  db: Db,
  { placeIds, periods, indicatorId, count, within }: PlaceCountQuery,
  asOf: Date | null,
): Promise<PlaceCount[]> {
  const period = within ? sql`${within.period}::text` : sql`o.period`
  const { rows } = await sql<PlaceCount>`
    select c.ancestor_id as place_id, own.period, count(*)::int as reported, count(own.value)::int as counted,
           count(*) filter (where own.value ${comparators[count.comparator]} ${formatDecimal(count.bound)}::numeric)::int as met
    from (
      select ancestor_id, descendant_id from cover
      where ancestor_id = any (${[...placeIds]}::int[])
        and ${asOf === null ? sql`until is null` : sql`since <= ${asOf} and (until is null or until > ${asOf})`}
      union select self, self from unnest(${[...placeIds]}::int[]) self) c
    join place d on d.place_id = c.descendant_id
    join indicator i on i.indicator_id = ${indicatorId} and i.collected_at = d.level
    join (
      select o.county_id, o.place_id, ${period} as period, ${overPeriods[within?.over ?? 'last']} as value
      from ${observationsKnown(asOf)} o join source s on s.source_id = o.source_id and s.kind = 'return'
      where o.indicator_id = ${indicatorId} and o.period = any (${[...periods]}::text[])
        and o.missing is distinct from 'notReported'
      group by 1, 2, 3) own on own.county_id = d.county_id and own.place_id = d.place_id
    group by 1, 2`.execute(db)
  return rows
}
