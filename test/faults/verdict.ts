import { expect } from 'vitest'
import { openPool } from '../../server/db/connection.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import { verifyLog } from '../../server/net/action.store.ts'
import { listRollupDifferences } from '../../server/net/rollup.store.ts'
import { type Acknowledged, form, indicator } from './reporter.ts'
import type { ServerUnderFaults } from './server.ts'

/** What was acknowledged is there, once; nothing is there that nobody was told of; and all that is derived is right. */
export async function expectWhole(server: ServerUnderFaults, acknowledged: readonly Acknowledged[]): Promise<void> {
  await server.withDatabase(async (client) => {
    const stored = await client.query<{ id: string; state: string; step: number; value: string; actions: string }>(
      `select s.submission_id as id, s.state, s.step, v.value,
              (select string_agg(a.verb, ' ' order by a.seq) from action a
               where a.outcome = 'done' and a.subject like '%' || s.submission_id) as actions
       from submission s join form f using (form_id) join submission_value v using (county_id, submission_id)
       where f.code = $1`,
      [form],
    )
    const wanted = acknowledged.map(({ submission, value }) => ({ id: submission, state: 'approved', step: 2, value }))
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
    expect(stored.rows.map(({ id, state, step, value }) => ({ id, state, step, value })).toSorted(byId)).toEqual(
      wanted.toSorted(byId),
    )
    const oddHistories = stored.rows.filter(({ actions }) => actions?.split(' ').length !== 3)
    expect(oddHistories).toEqual([])

    // The last one acknowledged for a cell is in force, and every one before it left a version.
    const cells = new Map<string, string[]>()
    for (const { village, period, value } of acknowledged) {
      const cell = `${village} ${period}`
      cells.set(cell, [...(cells.get(cell) ?? []), value])
    }
    const versions = await client.query<{ cell: string; values: string[]; current: string }>(
      `select p.code || ' ' || o.period as cell, array_agg(o.value::text order by o.version) as values,
              max(o.value::text) filter (where o.superseded_at is null) as current
       from observation o join place p using (place_id) join indicator i using (indicator_id)
       where i.code = $1 and o.submission_id is not null group by 1`,
      [indicator],
    )
    expect(new Map(versions.rows.map((row) => [row.cell, row.values]))).toEqual(cells)
    expect(versions.rows.filter(({ current, values }) => current !== values.at(-1))).toEqual([])
  })
  const pool = openPool({ url: () => server.jobUrl(), max: 1 })
  try {
    await inTransaction(pool, async (trx) => {
      expect(await listRollupDifferences(trx)).toEqual([])
      expect((await verifyLog(trx)).filter(({ reason }) => reason !== null)).toEqual([])
    })
  } finally {
    await pool.end()
  }
}
