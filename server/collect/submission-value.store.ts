import { formatDecimal } from '@gangju/net/quantity'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import type { ReturnValue } from './fault.ts'

/** Writes the values of a submission in one statement; a place and indicator stand in it once. */
export async function insertValues(
  trx: Trx,
  { countyId, submissionId }: { countyId: number; submissionId: string },
  values: readonly (ReturnValue & { readonly indicatorId: number })[],
): Promise<void> {
  await sql`
    insert into submission_value (county_id, submission_id, place_id, indicator_id, value, missing, cell, explanation)
    select ${countyId}, ${submissionId}::uuid, r.*
    from unnest(${values.map(({ place }) => place.placeId)}::int[], ${values.map(({ indicatorId }) => indicatorId)}::int[],
                ${values.map(({ value }) => (value ? formatDecimal(value) : null))}::numeric[],
                ${values.map(({ missing }) => missing)}::text[], ${values.map(({ at }) => at ?? null)}::text[],
                ${values.map(({ explanation }) => explanation || null)}::text[]) r`.execute(trx)
}

export interface ValueCount {
  readonly submissionId: string
  readonly values: number
  readonly places: number
}

/** How many figures and places each submission holds. Leans on the key. */
export async function countValues(
  db: Db,
  submissions: readonly { readonly countyId: number; readonly submissionId: string }[],
): Promise<ReadonlyMap<string, ValueCount>> {
  const { rows } = await sql<ValueCount>`
    select v.submission_id, count(v.value)::int as values, count(distinct v.place_id)::int as places
    from unnest(${submissions.map((one) => one.countyId)}::int[], ${submissions.map((one) => one.submissionId)}::uuid[]) s (county_id, submission_id)
    join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.submissionId, row]))
}

/** The values of one submission with the names of their places, in the order of codes. */
export async function listValues(db: Db, { countyId, submissionId }: { countyId: number; submissionId: string }) {
  return db
    .selectFrom('submissionValue as v')
    .innerJoin('place as p', 'p.placeId', 'v.placeId')
    .where('v.countyId', '=', countyId)
    .where('v.submissionId', '=', submissionId)
    .select(['v.placeId', 'v.indicatorId', 'v.value', 'v.missing', 'v.cell', 'p.code', 'p.name', 'p.level'])
    .orderBy('p.code')
    .execute()
}
