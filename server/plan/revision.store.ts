import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { isGranted, type Rectangle } from './coverage.store.ts'
import type { DeskDocument } from './desk.store.ts'
import { isInside } from './library.store.ts'

/** Something of the net that words of a document brought. */
export interface HangingRow {
  readonly kind: 'target' | 'observation' | 'measure' | 'task'
  /** Of a target its id, of a goal its code, of a figure its cell. */
  readonly id: string
  readonly indicatorId: number | null
  readonly goalId: number | null
  readonly countyId: number | null
  readonly period: string | null
  readonly commitment: string | null
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly placeLevel: PlaceLevel | null
  /** The version whose words it came from, and where they stand in it. */
  readonly version: number
  readonly position: number
  readonly length: number
  /** Of a figure the words that a proposal quoted. */
  readonly name: string | null
  /** Of a target that was taken as another figure than the words state: that figure with its unit. */
  readonly takenAs: string | null
  readonly inForce: boolean
}

interface Wanted {
  readonly document: DeskDocument
  readonly sourceId: number
  /** The version that is being revised: what came from it or from one before. */
  readonly upTo: number
  /** Of what has ended: only what ended since, and came from that version itself. */
  readonly since: Date
}

/** Targets and stated figures of the rectangle that words of a document brought. */
export async function listHangingFigures(
  db: Db,
  rectangle: Rectangle,
  { document, sourceId, upTo, since }: Wanted,
): Promise<HangingRow[]> {
  const { rows } = await sql<HangingRow>`
    with hanging as (
      select 'target' as kind, t.target_id::text as id, t.indicator_id, t.goal_id, t.county_id, t.place_id, t.year::text as period, t.commitment,
             coalesce(t.document_version, 1) as version, t.position, coalesce(t.length, 0) as length, t.superseded_at,
             r.reading ->> 'quote' as name,
             case when r.choice ->> 'value' <> r.reading ->> 'exact' then r.choice ->> 'value' || (r.choice ->> 'unit') end as taken_as
      from target t
      left join proposal r on r.county_id = ${document.countyId} and r.proposal_id = t.proposal_id and ${isInside('r', rectangle)}
      where t.source_id = ${sourceId} and t.position is not null and ${isInside('t', rectangle)} and ${isGranted('t', rectangle)}
      union all
      select 'observation', i.code || ' ' || p.code || ' ' || o.period, o.indicator_id, null, o.county_id, o.place_id, o.period, null,
             coalesce(r.version, 1), o.position, coalesce(o.length, 0), o.superseded_at, r.name, null
      from observation o join indicator i on i.indicator_id = o.indicator_id
      join place p on p.place_id = o.place_id and p.county_id = o.county_id
      left join lateral (
        select r.version, r.reading ->> 'quote' as name from proposal r
        where r.county_id = ${document.countyId} and r.document_id = ${document.documentId} and r.state = 'accepted'
          and r.position = o.position and r.observation ->> 'indicator' = i.code and r.observation ->> 'place' = p.code
          and r.observation ->> 'period' = o.period and ${isInside('r', rectangle)}
        order by r.version desc limit 1) r on true
      where o.source_id = ${sourceId} and o.position is not null and ${isInside('o', rectangle)} and ${isGranted('o', rectangle)})
    select h.kind, h.id, h.indicator_id, h.goal_id, h.county_id, h.period, h.commitment, p.code as place_code, p.name as place_name,
           p.level as place_level, h.version, h.position, h.length, h.name, h.taken_as, h.superseded_at is null as in_force
    from hanging h join place p on p.place_id = h.place_id and p.county_id = h.county_id
    where h.version <= ${upTo} and (h.superseded_at is null or (h.version = ${upTo} and h.superseded_at >= ${since}))
    order by h.position, h.kind, h.id collate "C"`.execute(db)
  return rows
}

/** Measures and tasks that words of a document brought; told to those whose rectangle the document lies in. */
export async function listHangingGoals(
  db: Db,
  rectangle: Rectangle,
  { document, upTo, since }: Omit<Wanted, 'sourceId'>,
): Promise<HangingRow[]> {
  const { rows } = await sql<HangingRow>`
    with hanging as (
      select g.kind, g.code as id, g.goal_id, g.name, g.place_id, g.document_offset as position, coalesce(g.document_length, 0) as length,
             g.superseded_at,
             coalesce((select max(r.version) from proposal r
                       where r.county_id = ${document.countyId} and r.document_id = ${document.documentId} and r.goal_id = g.goal_id
                         and ${isInside('r', rectangle)}), 1) as version
      from goal g
      where g.document_id = ${document.documentId} and g.kind in ('measure', 'task') and g.document_offset is not null)
    select h.kind, h.id, null::int as indicator_id, h.goal_id, p.county_id, null as period, null as commitment, p.code as place_code,
           p.name as place_name, p.level as place_level, h.version, h.position, h.length, h.name, null as taken_as, h.superseded_at is null as in_force
    from hanging h left join place p on p.place_id = h.place_id and ${isInside('p', rectangle)}
    where h.version <= ${upTo} and (h.superseded_at is null or (h.version = ${upTo} and h.superseded_at >= ${since}))
    order by h.position, h.id collate "C"`.execute(db)
  return rows
}

export async function getRecordedAt(
  db: Db,
  { countyId, documentId, version }: Pick<DeskDocument, 'countyId' | 'documentId' | 'version'>,
): Promise<Date> {
  const { recordedAt } = await db
    .selectFrom('documentVersion')
    .select('recordedAt')
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return recordedAt
}

/** A target that a decision names. */
export interface RevisedTarget {
  readonly targetId: string
  readonly countyId: number
  readonly placeCode: string
  readonly goalId: number | null
  readonly isEnded: boolean
}

/** Targets of a document by their ids, where the rectangle holds them. */
export async function listRevisedTargets(
  db: Db,
  rectangle: Rectangle,
  { sourceId, ids }: { sourceId: number; ids: readonly string[] },
): Promise<RevisedTarget[]> {
  const { rows } = await sql<RevisedTarget>`
    select t.target_id, t.county_id, p.code as place_code, t.goal_id, t.superseded_at is not null as is_ended
    from target t join place p on p.place_id = t.place_id and p.county_id = t.county_id
    where t.source_id = ${sourceId} and t.target_id = any (${[...ids]}::uuid[])
      and ${isInside('t', rectangle)} and ${isGranted('t', rectangle)}`.execute(db)
  return rows
}
