import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { completeCover } from './cover.store.ts'

// What the tests of this folder share: small nets in a database, and submissions that are ready to be approved.

export interface TestPlace {
  readonly id: number
  readonly level: string
  readonly countyId: number
  readonly parentId: number | null
}

export interface NewTestPlace {
  readonly code: string
  readonly level: string
  readonly parent: TestPlace | null
  readonly administrative?: boolean
}

/** Adds one place with its edge; the cover is the caller's to refresh. */
export async function addPlace(client: PoolClient, { code, level, parent, administrative }: NewTestPlace) {
  const inCounty = ['town', 'village', 'zone'].includes(level) && parent !== null && parent.level !== 'city'
  const { rows } = await client.query(
    `insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin)
     values ($1, $1, $2, $3, coalesce($4, 0), $2, $5, $1, $1) returning place_id as id, county_id as county`,
    [code, level, parent?.id ?? null, inCounty ? parent.countyId : null, administrative ?? level !== 'zone'],
  )
  const { id, county } = rows[0] as { id: number; county: number }
  if (county === 0) await client.query('update place set county_id = place_id where place_id = $1', [id])
  if (parent) await addEdge(client, { ancestorId: parent.id, descendantId: id, kind: 'tree', from: '0001-01-01' })
  return { id, level, countyId: county || id, parentId: parent?.id ?? null } satisfies TestPlace
}

export interface TestEdge {
  readonly ancestorId: number
  readonly descendantId: number
  readonly kind: 'tree' | 'zone'
  readonly from: string
}

/** An edge that was ended on its first day opens again. */
export async function addEdge(client: PoolClient, { ancestorId, descendantId, kind, from }: TestEdge): Promise<void> {
  await client.query(
    `insert into place_edge (ancestor_id, descendant_id, kind, valid_from) values ($1, $2, $3, $4)
     on conflict (ancestor_id, descendant_id, kind, valid_from) do update set valid_to = null`,
    [ancestorId, descendantId, kind, from],
  )
}

export interface TestIndicator {
  readonly id: number
  readonly level: 'village' | 'town'
  readonly overPlaces: string
}

/** One indicator for each way in which places meet, at villages, and two at towns. */
export async function addIndicators(client: PoolClient): Promise<TestIndicator[]> {
  const kinds = [
    ...['sum', 'mean', 'min', 'max', 'none'].map((overPlaces) => ['village', overPlaces] as const),
    ['town', 'sum'] as const,
    ['town', 'max'] as const,
  ]
  const indicators: TestIndicator[] = []
  for (const [level, overPlaces] of kinds) {
    const { rows } = await client.query(
      `insert into indicator (code, collected_at, over_periods, over_places, entry) values ($1, $2, 'sum', $3, '{}')
       returning indicator_id as id`,
      [`${level}-${overPlaces}`, level, overPlaces],
    )
    indicators.push({ id: Number(rows[0].id), level, overPlaces })
  }
  return indicators
}

/** The source and the form of every return of a test. */
export async function addForm(client: PoolClient): Promise<{ sourceId: number; formId: number }> {
  const source = await client.query(
    `insert into source (code, kind, name) values ('return', 'return', 'Return') returning source_id as id`,
  )
  const form = await client.query(
    `insert into form (code, source_id, entry) values ('form', $1, '{}') returning form_id as id`,
    [source.rows[0].id],
  )
  return { sourceId: Number(source.rows[0].id), formId: Number(form.rows[0].id) }
}

/** A figure as handed in: decimal text, or `notApplicable` or `notReported`. */
export interface TestValue {
  readonly placeId: number
  readonly indicatorId: number
  readonly value: string
}

export interface NewTestSubmission {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
  readonly values: readonly TestValue[]
}

const isMissing = (value: string) => value === 'notApplicable' || value === 'notReported'

/** A submission in its last state, its figures not yet in the net. @returns its id. */
export async function addSubmission(client: PoolClient, submission: NewTestSubmission): Promise<string> {
  const { countyId, placeId, formId, period, values } = submission
  const { rows } = await client.query(
    `insert into submission (county_id, place_id, form_id, period, state, filed_by, filed_at)
     values ($1, $2, $3, $4, 'approved', gen_random_uuid(), now()) returning submission_id as id`,
    [countyId, placeId, formId, period],
  )
  const id = String(rows[0].id)
  await client.query(
    `insert into submission_value (county_id, submission_id, place_id, indicator_id, value, missing)
     select $1, $2, * from unnest($3::int[], $4::int[], $5::numeric[], $6::text[])`,
    [
      countyId,
      id,
      values.map((value) => value.placeId),
      values.map((value) => value.indicatorId),
      values.map(({ value }) => (isMissing(value) ? null : value)),
      values.map(({ value }) => (isMissing(value) ? value : null)),
    ],
  )
  return id
}

export interface SmallNet {
  readonly city: TestPlace
  readonly county: TestPlace
  readonly town: TestPlace
  readonly villages: readonly TestPlace[]
  readonly zones: readonly [TestPlace, TestPlace]
  readonly indicators: readonly TestIndicator[]
  readonly sourceId: number
  readonly formId: number
}

/** One town of villages, and two zones of the city with nothing in them. */
export async function addSmallNet(pool: Pool, { villages: count }: { readonly villages: number }): Promise<SmallNet> {
  return inTransaction(pool, async (trx, client) => {
    const city = await addPlace(client, { code: 'city', level: 'city', parent: null })
    const county = await addPlace(client, { code: 'county', level: 'county', parent: city })
    const town = await addPlace(client, { code: 'town', level: 'town', parent: county })
    const zones = [
      await addPlace(client, { code: 'Z-one', level: 'zone', parent: city }),
      await addPlace(client, { code: 'Z-two', level: 'zone', parent: city }),
    ] as const
    const { rows } = await client.query(
      `with born as (
         insert into place (code, name, level, parent_id, county_id, kind, administrative, initials, pinyin)
         select 'village-' || n, 'village-' || n, 'village', $1, $2, 'village', true, '', '' from generate_series(1, $3) n
         returning place_id)
       insert into place_edge (ancestor_id, descendant_id, kind, valid_from)
       select $1, place_id, 'tree', '0001-01-01' from born returning descendant_id as id`,
      [town.id, county.id, count],
    )
    const villages = rows.map(
      (row): TestPlace => ({ id: Number(row.id), level: 'village', countyId: county.id, parentId: town.id }),
    )
    await completeCover(trx, new Date())
    return { city, county, town, villages, zones, indicators: await addIndicators(client), ...(await addForm(client)) }
  })
}
