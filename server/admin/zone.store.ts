import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

export interface NewZoneEdge {
  readonly zoneId: number
  readonly memberId: number
  readonly from: string | null
}

/** Members of zones; the cover is refreshed by the caller. */
export async function insertZoneEdges(trx: Trx, edges: readonly NewZoneEdge[]): Promise<void> {
  await sql`
    insert into place_edge (ancestor_id, descendant_id, kind, valid_from)
    select zone_id, member_id, 'zone', coalesce(from_day, '0001-01-01')
    from unnest(${edges.map((edge) => edge.zoneId)}::int[], ${edges.map((edge) => edge.memberId)}::int[],
                ${edges.map((edge) => edge.from)}::date[]) r (zone_id, member_id, from_day)
    on conflict do nothing`.execute(trx)
}

export interface NewAttribute {
  readonly place: string
  readonly kind: string
  readonly kindName: string
  readonly value: string
  readonly valueName: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly documentId: number | null
  readonly position: number | null
  readonly note: string | null
}

/** Dated properties; one that stands already with the same place, kind, value and source is left alone. */
export async function insertAttributes(trx: Trx, attributes: readonly NewAttribute[]): Promise<void> {
  const column = <K extends keyof NewAttribute>(key: K) => attributes.map((attribute) => attribute[key])
  await sql`
    insert into place_attribute (county_id, place_id, kind, value, kind_name, value_name, valid_from, valid_to, document_id, position, note)
    select p.county_id, p.place_id, r.kind, r.value, r.kind_name, r.value_name, r.valid_from, r.valid_to, r.document_id, r.position, r.note
    from unnest(${column('place')}::text[], ${column('kind')}::text[], ${column('value')}::text[], ${column('kindName')}::text[],
                ${column('valueName')}::text[], ${column('validFrom')}::date[], ${column('validTo')}::date[],
                ${column('documentId')}::int[], ${column('position')}::int[], ${column('note')}::text[])
      as r (place, kind, value, kind_name, value_name, valid_from, valid_to, document_id, position, note)
    join place p on p.code = r.place
    where not exists (
      select 1 from place_attribute a
      where a.county_id = p.county_id and a.place_id = p.place_id and a.kind = r.kind and a.value = r.value
        and a.document_id is not distinct from r.document_id and a.position is not distinct from r.position)`.execute(
    trx,
  )
}
