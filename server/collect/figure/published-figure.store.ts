import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../db/connection.ts'
import { lockCounties } from '../../net/lock-order.store.ts'

interface Bulletin {
  readonly title: string
  readonly publishedOn: string
}

/** The source of a bulletin, unique by title and day; made when nobody has quoted it yet. */
export async function ensureBulletin(
  trx: Trx,
  { title, publishedOn }: Bulletin,
): Promise<{ sourceId: number; isNew: boolean }> {
  const { rows: made } = await sql<{ sourceId: number }>`
    insert into source (code, kind, name, published_on)
    values (${`statistics-${randomUUID().slice(0, 13)}`}, 'statistics', ${title}, ${publishedOn}::date)
    on conflict (name, published_on) where kind = 'statistics' do nothing returning source_id`.execute(trx)
  if (made[0]) return { sourceId: made[0].sourceId, isNew: true }
  const { rows } = await sql<{ sourceId: number }>`
    select source_id from source where kind = 'statistics' and name = ${title} and published_on = ${publishedOn}::date`.execute(
    trx,
  )
  return { sourceId: rows[0]!.sourceId, isNew: false }
}

interface PublishedFigure {
  readonly countyId: number
  readonly placeId: number
  readonly indicatorId: number
  readonly period: string
  readonly sourceId: number
  readonly value: string
  readonly printed: string
  readonly unit: string
  readonly at: Date
}

/** One in force per cell and bulletin; what it said before stays as history. `position` 0 keeps it among the published. @returns its version. */
export async function putPublishedFigure(trx: Trx, figure: PublishedFigure): Promise<number> {
  const { countyId, placeId, indicatorId, period, sourceId, value, printed, unit, at } = figure
  await sql`${lockCounties([countyId])}`.execute(trx)
  const cell = sql`county_id = ${countyId} and place_id = ${placeId} and indicator_id = ${indicatorId} and period = ${period} and source_id = ${sourceId}`
  const { rows: ended } = await sql<{ version: number }>`
    update observation set superseded_at = greatest(${at}::timestamptz, recorded_at) where ${cell} and superseded_at is null
    returning version`.execute(trx)
  const version = (ended[0]?.version ?? 0) + 1
  await sql`
    insert into observation (county_id, place_id, indicator_id, period, source_id, version, value, position, length, printed, unit, recorded_at)
    values (${countyId}, ${placeId}, ${indicatorId}, ${period}, ${sourceId}, ${version}, ${value}::numeric, 0, 0, ${printed}, ${unit}, ${at})`.execute(
    trx,
  )
  return version
}
