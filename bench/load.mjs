import { once } from 'node:events'
import { createRequire } from 'node:module'
import { loadFigures } from '../server/dist/net/bulk.store.js'
import { show, time } from './clock.mjs'
import { valueOf } from './size.mjs'

// The driver is the server's.
const fromServer = createRequire(new URL('../server/package.json', import.meta.url))
const { from: copyFrom } = fromServer('pg-copy-streams')

/**
 * The same rows twice, county by county in turn, so that both meet the same machine: through the program with its checks
 * and roll-ups, and by a bare COPY into a table with the same keys.
 */
export async function loadBoth({ database, admin, villages, countyIds, indicatorIds, sourceId }, months, allMonths) {
  const spent = { rows: 0, program: 0, bare: 0 }
  const byCounty = groupByCounty(villages)
  for (const [index, countyId] of countyIds.entries()) {
    const inCounty = byCounty.get(countyId) ?? []
    const loaded = await time(() =>
      loadFigures(database.job, figuresOf(countyId, inCounty, indicatorIds, months, allMonths), {
        sourceId,
        at: new Date(),
      }),
    )
    const copied = await time(() =>
      copyBare(admin, figuresOf(countyId, inCounty, indicatorIds, months, allMonths), sourceId),
    )
    spent.rows += loaded.result
    spent.program += loaded.ms
    spent.bare += copied.ms
    if (index % 10 === 9 || index === countyIds.length - 1) {
      show(
        `loaded ${index + 1}/${countyIds.length} counties, ${spent.rows} rows, ratio ${(spent.bare / spent.program).toFixed(2)}`,
      )
    }
  }
  return spent
}

function groupByCounty(villages) {
  const groups = new Map()
  for (const village of villages) groups.set(village.county, [...(groups.get(village.county) ?? []), village])
  return groups
}

function* figuresOf(countyId, villages, indicatorIds, months, allMonths) {
  for (const { id: placeId } of villages)
    for (const indicatorId of indicatorIds)
      for (const period of months)
        yield {
          countyId,
          placeId,
          indicatorId,
          period,
          value: valueOf(placeId, indicatorId, allMonths.indexOf(period)),
        }
}

async function copyBare(client, figures, sourceId) {
  await client.query('begin')
  const stream = client.query(
    copyFrom(
      'copy bare_observation (county_id, place_id, indicator_id, period, source_id, version, value, recorded_at) from stdin',
    ),
  )
  const at = new Date().toISOString()
  let text = ''
  for (const { countyId, placeId, indicatorId, period, value } of figures) {
    text += `${countyId}\t${placeId}\t${indicatorId}\t${period}\t${sourceId}\t1\t${value}\t${at}\n`
    if (text.length > 65_536) {
      if (!stream.write(text)) await once(stream, 'drain')
      text = ''
    }
  }
  stream.end(text)
  await once(stream, 'finish')
  await client.query('commit')
}
