import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import { isOneOf, kept } from '../../db/kept.ts'
import { classOf } from '../../net/place-class.store.ts'
import { deriving } from '../../net/rollup.store.ts'

export interface KnownRow {
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  readonly sourceId: number
  readonly value: string
}

/** Which figures of a place to judge by: pairs of an indicator and a period. */
export interface WantedFigure {
  readonly indicatorId: number
  readonly period: string
}

/** Figures in force that returns brought, by source; leans on `observation_once_per_cell`. */
export async function listKnownFigures(
  db: Db,
  query: { countyId: number; placeIds: readonly number[]; wanted: readonly WantedFigure[] },
): Promise<KnownRow[]> {
  if (query.wanted.length === 0) return []
  const { rows } = await sql<KnownRow>`${kept}
    select o.place_id, o.indicator_id, o.period, o.source_id, o.value
    from unnest(${query.wanted.map(({ indicatorId }) => indicatorId)}::int[], ${query.wanted.map(({ period }) => period)}::text[])
      w (indicator_id, period)
    join observation o on o.county_id = ${query.countyId} and o.place_id ${isOneOf(query.placeIds, 'int')}
      and o.indicator_id = w.indicator_id and o.period = w.period and o.superseded_at is null
    join source s on s.source_id = o.source_id and s.kind = 'return'
    where o.value is not null
    order by o.source_id`.execute(db)
  return rows
}

export interface PeerRow {
  /** Empty: of no class. */
  readonly class: string
  readonly indicatorId: number
  readonly figures: readonly string[]
}

/**
 * This period's figures of all places of a level in a county, by class: of the whole county whoever asks, since a village
 * is judged by its neighbours. Classes with fewer than `fewest` figures are left out, so that nobody reads one place's
 * figure out of its class; callers hand on summaries only.
 */
export async function listPeerFigures(
  trx: Trx,
  query: {
    countyId: number
    level: string
    indicatorIds: readonly number[]
    sourceId: number
    period: string
    day: string
    fewest: number
  },
): Promise<PeerRow[]> {
  if (query.indicatorIds.length === 0) return []
  const { rows } = await deriving(trx, () =>
    sql<PeerRow>`${kept}
      select p.class, o.indicator_id, array_agg(o.value::text) as figures
      from (select p.place_id, p.county_id, coalesce(${classOf('p', query.day)}, '') as class
            from place p where p.county_id = ${query.countyId} and p.level = ${query.level}) p
      join observation o on o.county_id = p.county_id and o.place_id = p.place_id
        and o.indicator_id ${isOneOf(query.indicatorIds, 'int')} and o.period = ${query.period}
        and o.source_id = ${query.sourceId} and o.superseded_at is null
      where o.value is not null
      group by 1, 2 having count(*) >= ${query.fewest}`.execute(trx),
  )
  return rows
}

/** The class of each place on a day; places without one are left out. */
export async function listClasses(
  db: Db,
  { placeIds, day }: { placeIds: readonly number[]; day: string },
): Promise<{ code: string; class: string }[]> {
  const { rows } = await sql<{ code: string; class: string }>`${kept}
    select * from (select p.code, ${classOf('p', day)} as class from place p where p.place_id ${isOneOf(placeIds, 'int')}) c
    where class is not null`.execute(db)
  return rows
}

/** The values that a submission holds, with what was said of them. Leans on the key. */
export async function listStoredCells(db: Db, { countyId, submissionId }: { countyId: number; submissionId: string }) {
  return db
    .selectFrom('submissionValue as v')
    .innerJoin('place as p', 'p.placeId', 'v.placeId')
    .where('v.countyId', '=', countyId)
    .where('v.submissionId', '=', submissionId)
    .select(['v.placeId', 'p.code', 'v.indicatorId', 'v.value', 'v.missing', 'v.explanation'])
    .execute()
}
