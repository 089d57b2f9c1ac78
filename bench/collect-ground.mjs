import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadContent } from '../server/dist/admin/load-pilot.js'
import { saveSetting } from '../server/dist/admin/setting.store.js'
import { openDatabase } from '../server/dist/db/open.js'
import { inTransaction } from '../server/dist/db/transaction.js'
import { loadFigures } from '../server/dist/net/bulk.store.js'
import { completeCover } from '../server/dist/net/cover.store.js'
import { show } from './clock.mjs'
import { figuresOf, rushForm } from './collect-form.mjs'

export const formCode = 'village-monthly'
export const period = '2026-10'
export const provinceCode = '440000000000'

/** A province with a clerk in every village, town and county, and its figures of the month before, in a folder of its own. */
export async function makeProvince({ villages, counties, cities, townsPerCounty }) {
  const home = mkdtempSync(join(tmpdir(), 'gangju-bench-'))
  // Run as root, the database works under another account, which has to get in.
  chmodSync(home, 0o755)
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  try {
    const now = new Date()
    const database = await openDatabase({ home, builtAt: new Date(0), now, signal: new AbortController().signal })
    try {
      await loadContent(database.job)
      const size = { villages, counties, cities, towns: counties * townsPerCounty }
      await inTransaction(database.job, (trx, client) => addPlaces(trx, client, size))
      await inTransaction(database.job, (_, client) => addPeople(client))
      const form = await inTransaction(database.job, (_, client) => putForm(client))
      const places = await listPlaces(database.job)
      await loadLastMonth(database.job, places.villages, form)
      await database.analyze()
      return { home, remove, form, ...places }
    } finally {
      await database.close()
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** Codes as the statistics office makes them: two digits for each level down to the county, three below. */
async function addPlaces(trx, client, { villages, counties, cities, towns }) {
  show(`${villages} villages in ${towns} towns, ${counties} counties, ${cities} cities`)
  const numbers = (count) => `generate_series(0, ${count - 1}) g (n)`
  await client.query(`
    create temporary table made on commit drop as
    with city as (select n, 44 * 100 + 1 + n as code from ${numbers(cities)}),
    county as (select g.n, c.code * 100::bigint + 1 + g.n / ${cities} as code, c.code as above from ${numbers(counties)} join city c on c.n = g.n % ${cities}),
    town as (select g.n, c.code * 1000 + 1 + g.n / ${counties} as code, c.code as above from ${numbers(towns)} join county c on c.n = g.n % ${counties}),
    village as (select g.n, t.code * 1000 + 1 + g.n / ${towns} as code, t.code as above from ${numbers(villages)} join town t on t.n = g.n % ${towns})
    select 1 as depth, 'province' as level, '44' as code, null as above union all
    select 2, 'city', code::text, '44' from city union all
    select 3, 'county', code::text, above::text from county union all
    select 4, 'town', code::text, above::text from town union all
    select 5, 'village', code::text, above::text from village`)
  for (let depth = 1; depth <= 5; depth++) {
    await client.query(
      `insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin)
       select rpad(m.code, 12, '0'), m.level || m.code, m.level, p.place_id, 0, m.level, true, '', ''
       from made m left join place p on p.code = rpad(m.above, 12, '0') where m.depth = $1 order by m.code`,
      [depth],
    )
  }
  await client.query(`
    update place set county_id = case level when 'town' then parent_id
      when 'village' then (select t.parent_id from place t where t.place_id = place.parent_id) else place_id end`)
  await client.query(
    `insert into place_edge select parent_id, place_id, 'tree', '0001-01-01' from place where parent_id is not null`,
  )
  await completeCover(trx, new Date())
  await saveSetting(trx, 'isEmpty', true)
}

/** The token of the clerk of a place. */
export const tokenOf = (placeId) => `bench-clerk-of-place-${placeId}`

/** One clerk for each place, by its level; the one of the province may fill in for all, as none does in life. */
async function addPeople(client) {
  await client.query(
    `insert into role (code, name, name_en, verbs) select 'bench', 'bench', 'bench', verbs from role where code = 'town'`,
  )
  await client.query(`
    insert into person (username, name, password_hash, must_change_password)
    select 'clerk' || place_id, '经办' || place_id, '-', false from place where level <> 'city'`)
  await client.query(`
    insert into person_grant (county_id, place_id, person_id, role_id)
    select p.county_id, p.place_id, w.person_id, r.role_id from place p
    join person w on w.username = 'clerk' || p.place_id
    join role r on r.code = case p.level when 'province' then 'bench' else p.level end`)
  const { rows } = await client.query(
    `select person_id as person, substring(username from 6) as place from person where username like 'clerk%'`,
  )
  const now = new Date()
  await client.query(
    `insert into session (secret_hash, person_id, kind, created_at, used_at, expires_at)
     select hash, person, 'token', $3, $3, $3::timestamptz + interval '1 day' from unnest($1::bytea[], $2::uuid[]) r (hash, person)`,
    [
      rows.map(({ place }) => createHash('sha256').update(tokenOf(place)).digest()),
      rows.map(({ person }) => person),
      now,
    ],
  )
}

async function putForm(client) {
  const entry = rushForm()
  const { rows } = await client.query(
    `update form set entry = $2 where code = $1 returning form_id as "formId", source_id as "sourceId"`,
    [formCode, entry],
  )
  await client.query(`update form_version set entry = $2 where form_id = $1`, [rows[0].formId, entry])
  const codes = entry.columns.map(({ indicator }) => indicator)
  const { rows: indicators } = await client.query(
    `select indicator_id as id, code from indicator where code = any ($1)`,
    [codes],
  )
  return { ...rows[0], entry, indicatorIds: new Map(indicators.map(({ id, code }) => [code, id])) }
}

async function listPlaces(pool) {
  const { rows } = await pool.query(
    `select place_id as id, code, name, level, parent_id as above, county_id as county from place order by county_id, parent_id, place_id`,
  )
  const of = (level) => rows.filter((row) => row.level === level)
  return { villages: of('village'), towns: of('town'), counties: of('county'), province: of('province')[0] }
}

async function loadLastMonth(pool, villages, { sourceId, indicatorIds }) {
  show('the figures of the month before')
  const byCounty = new Map()
  for (const village of villages) byCounty.set(village.county, [...(byCounty.get(village.county) ?? []), village])
  for (const inCounty of byCounty.values()) {
    const figures = inCounty.flatMap(({ id: placeId, county: countyId }) =>
      Object.entries(figuresOf(placeId, 9)).map(([code, value]) => {
        return { countyId, placeId, indicatorId: indicatorIds.get(code), period: '2026-09', value }
      }),
    )
    await loadFigures(pool, figures, { sourceId, at: new Date('2026-10-06T08:00:00Z') })
  }
}
