import type { Succession } from '@gangju/net/place'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { observationsKnown } from './cell.store.ts'

interface BoundaryCells {
  readonly placeId: number
  readonly indicatorId: number
  readonly periods: readonly string[]
  readonly boundary: string
  readonly asOf: Date | null
}

/** Collecting places that lay under a place on a day, and the figures of them and of all they came from or became. */
export async function listBoundaryCells(db: Db, { placeId, indicatorId, periods, boundary, asOf }: BoundaryCells) {
  const { rows: members } = await sql<{ placeId: number }>`
    with recursive down as (
      select ${placeId}::int as place_id
      union
      select e.descendant_id from down join place_edge e on e.ancestor_id = down.place_id
      where e.valid_from <= ${boundary}::date and (e.valid_to is null or e.valid_to > ${boundary}::date))
    select p.place_id from down join place p using (place_id) join indicator i on i.indicator_id = ${indicatorId}
    where p.level = i.collected_at and p.administrative
      and p.valid_from <= ${boundary}::date and (p.valid_to is null or p.valid_to > ${boundary}::date)`.execute(db)
  const ids = members.map((row) => row.placeId)
  const { rows: figures } = await sql<{ placeId: number; period: string; value: string }>`
    with recursive kin as (
      select unnest(${ids}::int[]) as place_id
      union
      select case when s.predecessor_id = kin.place_id then s.successor_id else s.predecessor_id end
      from kin join succession s on kin.place_id in (s.predecessor_id, s.successor_id))
    select o.place_id, o.period, o.value
    from kin join place p using (place_id)
    join ${observationsKnown(asOf)} o on o.county_id = p.county_id and o.place_id = p.place_id
    join source s on s.source_id = o.source_id and s.kind = 'return'
    where o.indicator_id = ${indicatorId} and o.period = any (${[...periods]}::text[])
      and o.value is not null`.execute(db)
  return { members: ids, figures }
}

/** Successions that touch any of the places, directly or through others. */
export async function listSuccessions(db: Db, placeIds: readonly number[]): Promise<Succession[]> {
  const { rows } = await sql<Succession>`
    with recursive kin as (
      select unnest(${[...placeIds]}::int[]) as place_id
      union
      select case when s.predecessor_id = kin.place_id then s.successor_id else s.predecessor_id end
      from kin join succession s on kin.place_id in (s.predecessor_id, s.successor_id))
    select distinct s.predecessor_id, s.successor_id, s.kind, to_char(s.happened_on, 'YYYY-MM-DD') as date
    from kin join succession s on kin.place_id in (s.predecessor_id, s.successor_id)`.execute(db)
  return rows
}
