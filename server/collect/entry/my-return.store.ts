import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'

/** A return that somebody began and nobody handed in, of whatever period. */
export interface Unfinished {
  readonly submissionId: string
  readonly formId: number
  readonly placeId: number
  readonly period: string
}

/** Drafts, and what was given back and not begun anew, at or under some places; newest first. Leans on `submission_newest`. */
export async function listUnfinished(
  db: Db,
  { counties, places }: RectangleLists,
  { rootIds, limit }: { rootIds: readonly number[]; limit: number },
): Promise<readonly Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select s.submission_id, s.form_id, s.place_id, s.period from submission s
    where (s.county_id = any (${[...counties]}::int[]) or s.place_id = any (${[...places]}::int[]))
      and (s.place_id = any (${[...rootIds]}::int[])
        or s.place_id in (select descendant_id from cover where ancestor_id = any (${[...rootIds]}::int[]) and until is null))
      and (s.state = 'draft' or (s.state = 'returned' and s.return_reason is not null and not exists (
        select from submission n
        where n.county_id = s.county_id and n.place_id = s.place_id and n.form_id = s.form_id and n.period = s.period
          and n.submission_id <> s.submission_id and (n.follows = s.submission_id or n.filed_at > s.filed_at)
          and not (n.state = 'returned' and n.return_reason is null))))
    order by s.filed_at desc, s.submission_id desc limit ${limit}`.execute(db)
  return rows
}

export interface FilledCount {
  readonly submissionId: string
  /** Cells that hold an answer. */
  readonly filled: number
  readonly returnedCells: number
  readonly returnReason: string | null
}

/** A column that a form is the home of. */
export interface OwnColumn {
  readonly formId: number
  readonly indicatorId: number
}

/** How far some returns are filled, known columns aside, and why they were given back: a draft says it of what it follows. */
export async function listFilledCounts(
  db: Db,
  submissionIds: readonly string[],
  own: readonly OwnColumn[],
): Promise<ReadonlyMap<string, FilledCount>> {
  if (submissionIds.length === 0) return new Map()
  const { rows } = await sql<FilledCount>`
    select s.submission_id, coalesce(s.return_reason, b.return_reason) as return_reason,
           count(v.place_id) filter (where v.missing is distinct from 'notReported' and (s.form_id, v.indicator_id) in (
             select * from unnest(${own.map(({ formId }) => formId)}::int[], ${own.map(({ indicatorId }) => indicatorId)}::int[])
           ))::int as filled,
           count(v.returned_reason)::int as returned_cells
    from submission s
    left join submission b on b.county_id = s.county_id and b.submission_id = s.follows and b.state = 'returned'
    left join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
    where s.submission_id = any (${[...submissionIds]}::uuid[])
    group by s.submission_id, s.return_reason, b.return_reason`.execute(db)
  return new Map(rows.map((row) => [row.submissionId, row]))
}
