import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inParallel } from './collect-client.mjs'
import { figuresOf } from './collect-form.mjs'
import { period } from './collect-ground.mjs'

const pg = createRequire(new URL('../server/package.json', import.meta.url))('pg')

/** The program's database under the account that owns it, through a pool as large as the program's. */
export async function openBare({ home, form }) {
  const pool = new pg.Pool({ connectionString: urlOf(home), max: 16 })
  await pool.query(
    'create table bare_value (county_id int, place_id int, indicator_id int, period text, value numeric)',
  )
  const rowsOf = ({ id, county }) =>
    Object.entries(figuresOf(id, 10)).map(([code, value]) => [county, id, form.indicatorIds.get(code), period, value])
  return {
    query: (text, values) => pool.query(text, values),
    close: () => pool.end(),
    /** A return in one statement. @returns milliseconds. */
    insertReturns: (clients, villages) =>
      timed(() =>
        inParallel(clients, villages, (village) => {
          const rows = rowsOf(village)
          const column = (index) => rows.map((row) => row[index])
          return pool.query(
            'insert into bare_value select * from unnest($1::int[], $2::int[], $3::int[], $4::text[], $5::numeric[])',
            [column(0), column(1), column(2), column(3), column(4)],
          )
        }),
      ),
    /** A return in one transaction, row by row. @returns milliseconds. */
    insertRows: (clients, villages) =>
      timed(() =>
        inParallel(clients, villages, async (village) => {
          const client = await pool.connect()
          await client.query('begin')
          for (const row of rowsOf(village)) {
            await client.query({
              name: 'bare',
              text: 'insert into bare_value values ($1, $2, $3, $4, $5)',
              values: row,
            })
          }
          await client.query('commit')
          client.release()
        }),
      ),
  }
}

async function timed(work) {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function urlOf(home) {
  const port = readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[3]
  const url = new URL(`postgres://gangju_super@127.0.0.1:${port}/gangju`)
  url.password = readFileSync(join(home, 'postgres', 'secret'), 'utf8').trim()
  return url.href
}
