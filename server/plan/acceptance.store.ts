import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

interface AcceptedHead {
  readonly countyId: number
  readonly placeId: number
  readonly indicatorId: number
  readonly value: string
  readonly position: number
  readonly length: number
  readonly printed: string
}

export interface AcceptedTarget extends AcceptedHead {
  readonly targetId: string
  readonly proposalId: string
  readonly code: string
  readonly goalId: number | null
  readonly year: number | null
  readonly comparator: string
  readonly valueMax: string | null
  readonly unit: string
  readonly commitment: string | null
  readonly baseYear: number | null
  readonly measure: string
  readonly anchor: string
  readonly note: string | null
}

export interface AcceptedFigure extends AcceptedHead {
  readonly period: string
  /** As printed. */
  readonly unit: string
}

/** What every figure of one act of acceptance has in common. */
export interface Stamp {
  readonly sourceId: number
  readonly version: number
  readonly at: Date
}

/** Targets in the indicator's own unit, each with the words that state it; a code is unique among those in force. */
export async function insertAcceptedTargets(
  trx: Trx,
  targets: readonly AcceptedTarget[],
  { sourceId, version, at }: Stamp,
): Promise<void> {
  if (targets.length === 0) return
  await trx
    .insertInto('target')
    .values(targets.map((target) => ({ ...target, sourceId, documentVersion: version, recordedAt: at })))
    .execute()
}

/** Figures that a document states: one in force per cell and source, each a new version of its cell. */
export async function insertAcceptedFigures(
  trx: Trx,
  figures: readonly AcceptedFigure[],
  { sourceId, version, at }: Stamp,
): Promise<void> {
  for (const figure of figures) {
    await sql`
      insert into observation (county_id, place_id, indicator_id, period, source_id, version, value, position, length, document_version, printed, unit, recorded_at)
      select ${figure.countyId}, ${figure.placeId}, ${figure.indicatorId}, ${figure.period}, ${sourceId}, 1 + coalesce(max(o.version), 0),
             ${figure.value}::numeric, ${figure.position}, ${figure.length}, ${version}, ${figure.printed}, ${figure.unit}, ${at}::timestamptz
      from observation o
      where o.county_id = ${figure.countyId} and o.place_id = ${figure.placeId} and o.indicator_id = ${figure.indicatorId}
        and o.period = ${figure.period} and o.source_id = ${sourceId}`.execute(trx)
  }
}

/** What of the net already comes from a document: its figures by cell and its targets by the words that state them. */
export async function listTaken(
  trx: Trx,
  { sourceId, version }: Stamp,
  at: { readonly countyId: number; readonly placeId: number },
): Promise<{ cells: ReadonlySet<string>; words: ReadonlySet<string> }> {
  const { rows: cells } = await sql<{ indicatorId: number; period: string }>`
    select indicator_id, period from observation
    where county_id = ${at.countyId} and place_id = ${at.placeId} and source_id = ${sourceId} and superseded_at is null
      and position is not null`.execute(trx)
  const { rows: words } = await sql<{ indicatorId: number; position: number }>`
    select indicator_id, position from target
    where county_id = ${at.countyId} and place_id = ${at.placeId} and source_id = ${sourceId} and superseded_at is null
      and position is not null and coalesce(document_version, ${version}) = ${version}`.execute(trx)
  return {
    cells: new Set(cells.map(({ indicatorId, period }) => `${indicatorId} ${period}`)),
    words: new Set(words.map(({ indicatorId, position }) => `${indicatorId} ${position}`)),
  }
}

/** Takes a stated figure out of force, as long as it is still the one that these words brought. */
export async function endFigure(
  trx: Trx,
  cell: Pick<AcceptedFigure, 'countyId' | 'placeId' | 'indicatorId' | 'period' | 'position'>,
  { sourceId, at }: Pick<Stamp, 'sourceId' | 'at'>,
): Promise<void> {
  await trx
    .updateTable('observation')
    .set({ supersededAt: at })
    .where('countyId', '=', cell.countyId)
    .where('placeId', '=', cell.placeId)
    .where('indicatorId', '=', cell.indicatorId)
    .where('period', '=', cell.period)
    .where('sourceId', '=', sourceId)
    .where('position', '=', cell.position)
    .where('supersededAt', 'is', null)
    .execute()
}
