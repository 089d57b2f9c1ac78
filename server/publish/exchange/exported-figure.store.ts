import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'

export interface ExportedFigure {
  readonly placeCode: string
  readonly indicatorId: number
  readonly period: string
  readonly value: string
  readonly recordedAt: Date
  readonly explanation: string | null
}

export interface ExportQuery {
  /** The roots alone, or with all that they cover. */
  readonly rootIds: readonly number[]
  readonly extent: 'itself' | 'subtree'
  /** Sources of forms with the indicators that each is the home of. */
  readonly asked: readonly { readonly sourceId: number; readonly indicatorId: number }[]
  readonly periods: readonly string[]
  readonly since: Date | undefined
  /** Place, period and indicator of the last one sent. */
  readonly after: readonly string[] | undefined
  readonly limit: number
}

/**
 * Figures that stand in the net, each with what was said of it when it was filed, by place, period and indicator. What was
 * withdrawn or does not apply is no figure. Leans on the key of `observation`.
 */
export async function listExportedFigures(
  db: Db,
  { counties, places }: RectangleLists,
  { rootIds, extent, asked, periods, since, after, limit }: ExportQuery,
): Promise<readonly ExportedFigure[]> {
  const roots = sql`${[...rootIds]}::int[]`
  const below = sql`or p.place_id in (select descendant_id from cover where ancestor_id = any (${roots}) and until is null)`
  const { rows } = await sql<ExportedFigure>`
    select p.code as place_code, o.indicator_id, o.period, trim_scale(o.value) as value, o.recorded_at,
           nullif(v.explanation, '') as explanation
    from place p
    join observation o on o.county_id = p.county_id and o.place_id = p.place_id
    join unnest(${asked.map(({ sourceId }) => sourceId)}::int[], ${asked.map(({ indicatorId }) => indicatorId)}::int[])
      a (source_id, indicator_id) on a.source_id = o.source_id and a.indicator_id = o.indicator_id
    left join submission_value v on v.county_id = o.county_id and v.submission_id = o.submission_id
      and v.place_id = o.place_id and v.indicator_id = o.indicator_id
    where (p.place_id = any (${roots}) ${extent === 'subtree' ? below : sql``})
      and (p.county_id = any (${[...counties]}::int[]) or p.place_id = any (${[...places]}::int[]))
      and o.period = any (${[...periods]}::text[]) and o.superseded_at is null and o.value is not null
      ${since === undefined ? sql`` : sql`and o.recorded_at >= ${since}`}
      ${after === undefined ? sql`` : sql`and (p.code, o.period, o.indicator_id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::int)`}
    order by p.code, o.period, o.indicator_id limit ${limit}`.execute(db)
  return rows
}
