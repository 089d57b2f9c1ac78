import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../server/dist/db/open.js'
import { inTransaction } from '../server/dist/db/transaction.js'
import { completeCover, refreshCover } from '../server/dist/net/cover.store.js'

/** A database of its own in a folder of its own, started as the program starts it, with the net of a province. */
export async function openGround(size) {
  const home = mkdtempSync(join(tmpdir(), 'gangju-bench-'))
  // Run as root, the database works under another account, which has to get in.
  chmodSync(home, 0o755)
  const now = new Date()
  const database = await openDatabase({ home, builtAt: new Date(0), now, signal: new AbortController().signal })
  const close = async () => {
    await database.close()
    if (size.isKept) console.log(`kept: ${home}`)
    else rmSync(home, { recursive: true, force: true })
  }
  try {
    const net = await inTransaction(database.job, (trx, client) => addNet(trx, client, size))
    return { database, home, close, ...net }
  } catch (error) {
    await close()
    throw error
  }
}

async function addNet(trx, client, { villages, counties, cities, townsPerCounty, zones, indicators }) {
  const add = async (level, count, parents) => {
    const { rows } = await client.query(
      `insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin)
       select $1 || n, $1 || n, $1, parent, 0, $1, $1 <> 'zone', '', ''
       from generate_series(0, $2 - 1) n left join lateral (select ($3::int[])[1 + n % greatest(cardinality($3::int[]), 1)]) p (parent) on true
       returning place_id as id, parent_id as parent`,
      [level, count, parents],
    )
    return rows
  }
  const ids = (rows) => rows.map((row) => row.id)
  const province = await add('province', 1, [])
  const cityRows = await add('city', cities, ids(province))
  const countyRows = await add('county', counties, ids(cityRows))
  const townRows = await add('town', counties * townsPerCounty, ids(countyRows))
  await add('village', villages, ids(townRows))
  const zoneRows = await add('zone', zones, ids(province))
  await client.query(`
    update place set county_id = case level when 'town' then parent_id
      when 'village' then (select t.parent_id from place t where t.place_id = place.parent_id) else place_id end`)
  await client.query(
    `insert into place_edge select parent_id, place_id, 'tree', '0001-01-01' from place where parent_id is not null`,
  )
  await completeCover(trx, new Date())
  // Each zone: three towns of different counties.
  const members = zoneRows.flatMap(({ id }, zone) => [0, 1, 2].map((step) => [id, townRows[zone * 7 + step].id]))
  await client.query(
    `insert into place_edge select z, m, 'zone', '0001-01-01' from unnest($1::int[], $2::int[]) r (z, m)`,
    [members.map(([zone]) => zone), members.map(([, town]) => town)],
  )
  await refreshCover(
    trx,
    members.map(([, town]) => town),
    new Date(),
  )
  const kinds = Array.from({ length: indicators }, (_, n) =>
    n < indicators - 4 ? 'sum' : ['mean', 'mean', 'min', 'max'][n % 4],
  )
  const indicator = await client.query(
    `insert into indicator (code, collected_at, over_periods, over_places, entry)
     select 'indicator' || n, 'village', 'sum', kind, '{}' from unnest($1::text[]) with ordinality k (kind, n) returning indicator_id as id`,
    [kinds],
  )
  const source = await client.query(
    `insert into source (code, kind, name) values ('return', 'return', 'Return') returning source_id as id`,
  )
  const form = await client.query(
    `insert into form (code, source_id, entry) values ('form', $1, '{}') returning form_id as id`,
    [source.rows[0].id],
  )
  const villageRows = await client.query(
    `select place_id as id, county_id as county, parent_id as town from place where level = 'village' order by 1`,
  )
  return {
    provinceId: province[0].id,
    countyIds: ids(countyRows),
    townRows,
    villages: villageRows.rows,
    indicatorIds: indicator.rows.map((row) => row.id),
    sourceId: source.rows[0].id,
    formId: form.rows[0].id,
  }
}
