import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { inTransaction } from '../server/dist/db/transaction.js'
import { listRollupCells } from '../server/dist/net/cell.store.js'
import { median, show } from './clock.mjs'

// The driver is the server's.
const { to: copyTo } = createRequire(new URL('../server/package.json', import.meta.url))('pg-copy-streams')

/** One indicator of one month for 122 counties, from the roll-ups and from the figures themselves. */
export async function measureReading({ database, countyIds, indicatorIds }, period) {
  const query = { countyIds, placeIds: countyIds, indicatorIds: [indicatorIds[0]], periods: [period] }
  let fromRollup = []
  let fromRows = []
  const client = await database.job.connect()
  try {
    const rollup = await inTransaction(database.job, async (trx) =>
      median(50, async () => {
        fromRollup = await listRollupCells(trx, query)
      }),
    )
    const groupBy = await median(5, async () => {
      const { rows } = await client.query(
        `select county_id, count(*)::int as reported, sum(value) as total from observation
         where indicator_id = $1 and period = $2 and superseded_at is null group by county_id`,
        [indicatorIds[0], period],
      )
      fromRows = rows
    })
    expectSame(fromRollup, fromRows)
    return { children: fromRollup.length, rollup, groupBy }
  } finally {
    client.release()
  }
}

function expectSame(rollup, rows) {
  const totals = new Map(rows.map((row) => [row.county_id, row.total]))
  const wrong = rollup.filter((cell) => Number(cell.total) !== Number(totals.get(cell.placeId)))
  if (wrong.length > 0 || rollup.length !== rows.length) throw new Error(`${wrong.length} counties differ`)
}

/**
 * The same question to DuckDB over the same rows in a file of its own. It is no part of the project: found where it is
 * installed, or in the folder that GANGJU_DUCKDB names.
 */
export async function measureDuckDb({ admin, indicatorIds }, period) {
  const duck = await findDuckDb()
  if (!duck) return null
  const folder = mkdtempSync(join(tmpdir(), 'gangju-duck-'))
  try {
    const csv = join(folder, 'rows.csv')
    show('DuckDB: writing the rows out')
    const rows = admin.query(
      copyTo(
        'copy (select county_id, place_id, indicator_id, period, source_id, value from observation where superseded_at is null) to stdout csv',
      ),
    )
    await pipeline(rows, createWriteStream(csv))
    const instance = await duck.DuckDBInstance.create(join(folder, 'rows.duckdb'))
    const connection = await instance.connect()
    show('DuckDB: reading them in')
    await connection.run(
      `create table observation as select * from read_csv('${csv}', header = false, columns = {county_id: 'INTEGER', place_id: 'INTEGER',
        indicator_id: 'INTEGER', period: 'VARCHAR', source_id: 'INTEGER', value: 'DECIMAL(18,2)'})`,
    )
    const ms = await median(10, async () => {
      const reader = await connection.runAndReadAll(
        `select county_id, count(*), sum(value) from observation where indicator_id = ${indicatorIds[0]} and period = '${period}' group by county_id`,
      )
      reader.getRows()
    })
    connection.closeSync()
    return ms
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function findDuckDb() {
  const folder = process.env.GANGJU_DUCKDB
  try {
    const from = createRequire(folder ? join(folder, 'package.json') : import.meta.url)
    return await import(pathToFileURL(from.resolve('@duckdb/node-api')).href)
  } catch {
    return undefined
  }
}
