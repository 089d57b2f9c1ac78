import { subtreeRange } from '@gangju/net/goal'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { TargetRow } from '../net/cell.store.ts'

export interface PlacedTarget extends TargetRow {
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
}

export interface TargetWanted {
  /** Of this place itself; undefined: of everything under the roots. */
  readonly placeId: number | undefined
  readonly rootIds: readonly number[]
  readonly indicatorId: number | undefined
  /** Subtrees of goals; `''` is every goal, and only then targets without a goal. */
  readonly goalPaths: readonly string[]
}

/** Targets in force in the order of their codes, which are unique within a county. */
export async function listTargetRows(
  db: Db,
  { placeId, rootIds, indicatorId, goalPaths }: TargetWanted,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<PlacedTarget[]> {
  const goals = goalPaths.map((path) => {
    const { from, before } = subtreeRange(path)
    return before === null ? sql`true` : sql`(g.path >= ${from} and g.path < ${before})`
  })
  const roots = sql`any (${[...rootIds]}::int[])`
  const placed =
    placeId === undefined
      ? sql`(t.place_id = ${roots} or exists (
            select 1 from cover c where c.descendant_id = t.place_id and c.ancestor_id = ${roots} and c.until is null))`
      : sql`t.place_id = ${placeId}`
  const { rows } = await sql<PlacedTarget>`
    select t.target_id, t.code, t.place_id, t.indicator_id, t.goal_id, t.year, t.comparator, t.value, t.value_max, t.unit,
           t.commitment, t.base_year, t.measure, t.schedule, t.source_id, t.position, t.length, t.document_version, t.printed, t.note, t.proposal_id,
           p.code as place_code, p.name as place_name, p.level as place_level
    from target t join place p on p.place_id = t.place_id and p.county_id = t.county_id left join goal g on g.goal_id = t.goal_id
    where t.superseded_at is null and ${placed} and (${sql.join(goals, sql` or `)})
      ${indicatorId === undefined ? sql`` : sql`and t.indicator_id = ${indicatorId}`}
      ${after === undefined ? sql`` : sql`and (t.code, t.target_id::text) > (${after[0]}, ${after[1]})`}
    order by t.code, t.target_id::text limit ${limit}`.execute(db)
  return rows
}
