import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import type { Outline } from './boundary.ts'

export interface BoundaryOrigin {
  readonly source: string
  /** 审图号; null: a sketch that may not be published. */
  readonly approvalNumber: string | null
  readonly coordinateSystem: string
}

/** Keeps one outline a place; a newer import takes the place of the older. @returns how many places were known. */
export async function saveBoundaries(
  trx: Trx,
  outlines: readonly Outline[],
  { source, approvalNumber, coordinateSystem }: BoundaryOrigin,
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into boundary (county_id, place_id, rings, label_longitude, label_latitude, source, approval_number, coordinate_system, imported_at)
    select p.county_id, p.place_id, r.rings::jsonb, r.longitude, r.latitude, ${source}, ${approvalNumber}, ${coordinateSystem}, ${at}::timestamptz
    from unnest(${outlines.map(({ code }) => code)}::text[], ${outlines.map(({ rings }) => JSON.stringify(rings))}::text[],
                ${outlines.map(({ label }) => label[0])}::float8[], ${outlines.map(({ label }) => label[1])}::float8[])
      r (code, rings, longitude, latitude)
    join place p using (code)
    on conflict (county_id, place_id) do update
    set rings = excluded.rings, label_longitude = excluded.label_longitude, label_latitude = excluded.label_latitude,
        source = excluded.source, approval_number = excluded.approval_number, coordinate_system = excluded.coordinate_system,
        imported_at = excluded.imported_at`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

export interface BoundaryRow extends BoundaryOrigin {
  readonly code: string
  readonly name: string
  readonly rings: [number, number][][]
  readonly longitude: number
  readonly latitude: number
}

/** Outlines of the places right under a place, or of a zone's members, in code order, as far as they were imported. */
export async function listBoundaries(db: Db, placeId: number, day: string): Promise<BoundaryRow[]> {
  const { rows } = await sql<BoundaryRow>`
    select p.code, p.name, b.rings, b.label_longitude as longitude, b.label_latitude as latitude, b.source, b.approval_number,
           b.coordinate_system
    from place_edge e
    join place p on p.place_id = e.descendant_id and (p.valid_to is null or p.valid_to > ${day}::date)
    join boundary b on b.county_id = p.county_id and b.place_id = p.place_id
    where e.ancestor_id = ${placeId} and e.valid_from <= ${day}::date and (e.valid_to is null or e.valid_to > ${day}::date)
    order by p.code`.execute(db)
  return rows
}
