import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { Scope } from '../http/serve.ts'
import type { DeskDocument } from './desk.store.ts'
import { isInside } from './library.store.ts'
import type { ProposalRow } from './proposal.store.ts'

export type Rectangle = Scope['rectangle']

/** Indicators under the granted goals; `alias` has an `indicatorId`. */
export const isGranted = (alias: string, { indicators }: Rectangle) =>
  indicators === '*' ? sql`true` : sql`${sql.ref(`${alias}.indicatorId`)} = any (${[...indicators]}::int[])`

/** Current versions of the documents that lie inside the rectangle, newest first. */
export async function listCoveredDocuments(
  db: Db,
  rectangle: Rectangle,
  code: string | undefined,
): Promise<DeskDocument[]> {
  const { rows } = await sql<DeskDocument>`
    select v.document_id, v.county_id, v.place_id, p.code as place_code, p.level as place_level, d.code, v.title, v.version, v.demo,
           true as is_current, v.version as versions,
           array(select v.place_id union select c.ancestor_id from cover c where c.descendant_id = v.place_id and c.until is null) as line_ids
    from document_version v join document d on d.document_id = v.document_id join place p on p.place_id = v.place_id
    where v.superseded_at is null and ${isInside('v', rectangle)} ${code === undefined ? sql`` : sql`and d.code = ${code}`}
    order by v.recorded_at desc, d.code`.execute(db)
  return rows
}

/** A proposal that nobody has decided on, with the titles above it. */
export type OpenProposal = ProposalRow & { readonly documentId: number; readonly heading: string }

/** Undecided proposals of the current versions of some documents, in reading order. */
export async function listOpenProposals(
  db: Db,
  rectangle: Rectangle,
  { documentIds, limit }: { documentIds: readonly number[]; limit: number },
): Promise<OpenProposal[]> {
  const { rows } = await sql<OpenProposal>`
    select r.document_id, r.proposal_id, r.ordinal, r.kind, r.anchor, r.position, r.length, r.confidence, r.reading, r.choice, r.state,
           r.edition, r.merged_into, r.target_id, r.observation, r.goal_id, r.decided_at, null as decided_by_name,
           coalesce(nullif(c.heading, ''), c.entry ->> 'title', '') as heading
    from document_version v
    join proposal r on r.county_id = v.county_id and r.document_id = v.document_id and r.version = v.version
    left join document_clause c
      on c.county_id = r.county_id and c.document_id = r.document_id and c.version = r.version and c.anchor = r.anchor
    where v.superseded_at is null and v.document_id = any (${[...documentIds]}::int[])
      and r.state = 'open' and ${isInside('r', rectangle)}
    order by r.document_id, r.ordinal limit ${limit}`.execute(db)
  return rows
}

export interface CoveredTarget {
  readonly documentId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly indicatorId: number
  readonly goalId: number | null
  readonly year: number | null
  readonly value: string
  readonly position: number | null
  readonly length: number | null
  readonly printed: string | null
  readonly anchor: string | null
  readonly heading: string | null
  /** The words that state it, where a proposal brought it. */
  readonly quote: string | null
  /** There is a figure of the indicator for the place or below it, whatever it came from. */
  readonly isReported: boolean
}

/** Targets in force that some documents state, each with the clause in which it stands. */
export async function listCoveredTargets(
  db: Db,
  rectangle: Rectangle,
  { documentIds, limit }: { documentIds: readonly number[]; limit: number },
): Promise<CoveredTarget[]> {
  const { rows } = await sql<CoveredTarget>`
    select s.document_id, t.place_id, p.code as place_code, p.name as place_name, p.level as place_level, t.indicator_id, t.goal_id,
           t.year, t.value, t.position, t.length, t.printed, coalesce(c.anchor, t.anchor) as anchor,
           coalesce(nullif(c.heading, ''), c.entry ->> 'title') as heading, r.reading ->> 'quote' as quote,
           exists (select 1 from observation o
                   where o.county_id = t.county_id and o.place_id = t.place_id and o.indicator_id = t.indicator_id
                     and o.superseded_at is null and o.value is not null)
           or exists (select 1 from rollup u
                      where u.county_id = t.county_id and u.place_id = t.place_id and u.indicator_id = t.indicator_id
                        and u.counted > 0) as is_reported
    from target t
    join source s on s.source_id = t.source_id and s.document_id = any (${[...documentIds]}::int[])
    join place p on p.place_id = t.place_id and p.county_id = t.county_id
    join document_version v on v.document_id = s.document_id and v.superseded_at is null
    left join proposal r on r.county_id = v.county_id and r.proposal_id = t.proposal_id and ${isInside('r', rectangle)}
    left join lateral (
      select k.anchor, k.heading, k.entry from document_clause k
      where k.county_id = v.county_id and k.document_id = v.document_id and k.version = coalesce(t.document_version, 1)
        and case when t.anchor is null then (k.entry ->> 'start')::int <= t.position else k.anchor = t.anchor end
      order by k.ordinal desc limit 1) c on true
    where t.superseded_at is null and ${isInside('t', rectangle)} and ${isGranted('t', rectangle)}
    order by s.document_id, t.position, t.code limit ${limit}`.execute(db)
  return rows
}

export interface CoveredGoal {
  readonly documentId: number
  readonly goalId: number
  readonly length: number | null
  readonly anchor: string | null
  readonly heading: string | null
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly placeLevel: string | null
}

/** Measures and tasks in force that came from some documents, each with the clause in which it stands. */
export async function listCoveredGoals(
  db: Db,
  rectangle: Rectangle,
  documentIds: readonly number[],
): Promise<CoveredGoal[]> {
  const { rows } = await sql<CoveredGoal>`
    select g.document_id, g.goal_id, g.document_length as length, g.document_anchor as anchor,
           coalesce(nullif(c.heading, ''), c.entry ->> 'title') as heading,
           p.code as place_code, p.name as place_name, p.level as place_level
    from goal g
    join document_version v on v.document_id = g.document_id and v.superseded_at is null
    left join place p on p.place_id = g.place_id and ${isInside('p', rectangle)}
    left join proposal r on r.county_id = v.county_id and r.document_id = g.document_id and r.goal_id = g.goal_id
      and ${isInside('r', rectangle)}
    left join document_clause c on c.county_id = v.county_id and c.document_id = g.document_id
      and c.version = coalesce(r.version, 1) and c.anchor = g.document_anchor
    where g.superseded_at is null and g.kind in ('measure', 'task') and g.document_id = any (${[...documentIds]}::int[])
    order by g.document_id, g.document_offset, g.code`.execute(db)
  return rows
}

/** Those of some goals that a target in force hangs on. */
export async function listAimedGoals(db: Db, rectangle: Rectangle): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ goalId: number }>`
    select distinct t.goal_id from target t
    where t.superseded_at is null and t.goal_id is not null and ${isInside('t', rectangle)} and ${isGranted('t', rectangle)}`.execute(
    db,
  )
  return new Set(rows.map(({ goalId }) => goalId))
}
