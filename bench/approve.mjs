import { inTransaction } from '../server/dist/db/transaction.js'
import { listRollupCells } from '../server/dist/net/cell.store.js'
import { postSubmission } from '../server/dist/net/observation.store.js'
import { middle, time } from './clock.mjs'

/** A town's return, handed in, is approved under the role of a request; until the province's figure is read and right. */
export async function measureApproval(ground, period, runs) {
  const times = []
  for (let run = 0; run < runs; run++) {
    const town = ground.townRows[(run * 131) % ground.townRows.length]
    const values = valuesOf(ground, town.id, run)
    const submissionId = await fileReturn(ground, town, period, values)
    const before = await readProvince(ground, period)
    const old = await readVillages(ground, town.id, period)
    const { ms, result: after } = await time(async () => {
      await approve(ground, town, period, submissionId)
      return readProvince(ground, period)
    })
    const filed = values.filter((value) => value.indicatorId === ground.indicatorIds[0])
    const expected = before + filed.reduce((sum, { value }) => sum + cents(value), 0) - old
    if (after !== expected) throw new Error(`the province says ${after}, not ${expected}`)
    times.push(ms)
  }
  return { values: valuesOf(ground, ground.townRows[0].id, 0).length, median: middle(times), max: Math.max(...times) }
}

const cents = (text) => Math.round(Number(text) * 100)

function valuesOf({ villages, indicatorIds }, townId, run) {
  const inTown = villages.filter((village) => village.town === townId)
  return inTown.flatMap(({ id: placeId }) =>
    indicatorIds.map((indicatorId) => ({
      placeId,
      indicatorId,
      value: `${(placeId * 7 + indicatorId + run) % 5_000}.25`,
    })),
  )
}

async function fileReturn({ database, formId }, { id: placeId, parent: countyId }, period, values) {
  return inTransaction(database.job, async (_, client) => {
    const { rows } = await client.query(
      `insert into submission (county_id, place_id, form_id, period, state, filed_by, filed_at)
       values ($1, $2, $3, $4, 'approved', gen_random_uuid(), now()) returning submission_id as id`,
      [countyId, placeId, formId, period],
    )
    await client.query(
      `insert into submission_value (county_id, submission_id, place_id, indicator_id, value)
       select $1, $2, * from unnest($3::int[], $4::int[], $5::numeric[])`,
      [
        countyId,
        rows[0].id,
        values.map((v) => v.placeId),
        values.map((v) => v.indicatorId),
        values.map((v) => v.value),
      ],
    )
    return rows[0].id
  })
}

async function approve({ database, sourceId, provinceId }, { parent: countyId }, period, submissionId) {
  await inTransaction(database.app, async (trx, client) => {
    await client.query(`set local gangju.counties = '${countyId}'`)
    await client.query(`set local gangju.write_counties = '${countyId}'`)
    await client.query(`set local gangju.ancestors = '${provinceId}'`)
    await client.query(`set local gangju.indicators = '*'`)
    await postSubmission(trx, { countyId, submissionId, period, sourceId, at: new Date() })
  })
}

async function readProvince({ database, provinceId, indicatorIds }, period) {
  const question = {
    countyIds: [provinceId],
    placeIds: [provinceId],
    indicatorIds: [indicatorIds[0]],
    periods: [period],
  }
  const [cell] = await inTransaction(database.job, (trx) => listRollupCells(trx, question))
  return cents(cell?.total ?? '0')
}

async function readVillages({ database, indicatorIds }, townId, period) {
  const { rows } = await database.job.query(
    `select coalesce(sum(value), 0) as total from observation o join place p using (place_id, county_id)
     where p.parent_id = $1 and indicator_id = $2 and period = $3 and superseded_at is null`,
    [townId, indicatorIds[0], period],
  )
  return cents(rows[0].total)
}
