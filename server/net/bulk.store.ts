import { once } from 'node:events'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { inTransaction } from '../db/transaction.ts'
import { lockCounties } from './lock-order.store.ts'
import { announce, postBatch } from './observation.store.ts'

/** One figure to be loaded, by ids. */
export interface BulkFigure {
  readonly countyId: number
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  /** Decimal text; null: not applicable. */
  readonly value: string | null
}

export interface BulkLoad {
  readonly sourceId: number
  readonly at: Date
}

/**
 * Loads many figures of one source in one transaction: COPY into a table of its own, checked as a whole (cells named twice,
 * places that do not collect the indicator), then the same way into the net as a submission.
 *
 * A batch should hold whole counties: its counties are locked while it runs.
 *
 * @param pool of the job role: row security lets nobody COPY into the net itself.
 * @returns rows appended.
 * @throws Error naming the first cell that may not be loaded; nothing is stored then.
 */
export async function loadFigures(
  pool: Pool,
  figures: Iterable<BulkFigure>,
  { sourceId, at }: BulkLoad,
): Promise<number> {
  return inTransaction(pool, async (trx, client) => {
    await client.query(`
      create temporary table stage (county_id int, place_id int, indicator_id int, period text collate "C", value numeric, missing text,
        prior_version int, prior_value numeric, prior_missing text) on commit drop`)
    const stream = client.query(
      copyFrom('copy stage (county_id, place_id, indicator_id, period, value, missing) from stdin'),
    )
    const counties = new Set<number>()
    const periods = new Set<string>()
    let text = ''
    for (const figure of figures) {
      counties.add(figure.countyId)
      periods.add(figure.period)
      const value = figure.value === null ? '\\N\tnotApplicable' : `${figure.value}\t\\N`
      text += `${figure.countyId}\t${figure.placeId}\t${figure.indicatorId}\t${figure.period}\t${value}\n`
      if (text.length > 65_536) {
        if (!stream.write(text)) await once(stream, 'drain')
        text = ''
      }
    }
    stream.end(text)
    await once(stream, 'finish')
    await client.query('analyze stage')
    const countyIds = [...counties]
    const wrong = await client.query(`
      select s.place_id, s.indicator_id, s.period, 'level' as fault from stage s
      left join place p on p.place_id = s.place_id and p.county_id = s.county_id
      left join indicator i on i.indicator_id = s.indicator_id
      where p.level is null or p.level is distinct from i.collected_at
      union all
      select place_id, indicator_id, period, 'twice' from stage group by 1, 2, 3 having count(*) > 1 limit 1`)
    const fault = wrong.rows[0]
    if (fault)
      throw new Error(
        `cell ${fault.place_id} × ${fault.indicator_id} × ${fault.period} cannot be loaded: ${fault.fault}`,
      )
    await sql`${lockCounties(countyIds)}`.execute(trx)
    const { rows } = await sql<{ there: boolean }>`
      select exists (select 1 from observation where county_id = any (${countyIds}::int[]) and source_id = ${sourceId}
        and period = any (${[...periods]}::text[]) and superseded_at is null) as there`.execute(trx)
    const batch = { table: sql`stage`, filter: sql`true`, period: sql<string>`v.period` }
    const appended = await postBatch(trx, batch, {
      countyIds,
      sourceId,
      submission: sql<string | null>`null::uuid`,
      at,
      isFresh: !rows[0]!.there,
    })
    await announce(trx, { counties: countyIds, ancestors: [], periods: [...periods].slice(0, 100) })
    return appended
  })
}
