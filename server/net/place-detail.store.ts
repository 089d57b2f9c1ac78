import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** A place as others name it. */
export interface NamedPlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: string
}

export interface PlaceRow extends NamedPlace {
  readonly countyId: number
  readonly parentCode: string | null
  readonly administrative: boolean
  readonly kind: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** Days as text; the first day there is stands for "always". A parent that the reader may not see is left out. */
export const placeColumns = sql`
  p.place_id, p.county_id, p.code, p.name, p.level, up.code as parent_code, p.administrative, p.kind,
  to_char(nullif(p.valid_from, '0001-01-01'), 'YYYY-MM-DD') as valid_from, to_char(p.valid_to, 'YYYY-MM-DD') as valid_to`

/** The place that a scope was given for. */
export async function getPlaceRow(db: Db, placeId: number): Promise<PlaceRow> {
  const { rows } = await sql<PlaceRow>`
    select ${placeColumns} from place p left join place up on up.place_id = p.parent_id where p.place_id = ${placeId}`.execute(
    db,
  )
  return rows[0]!
}

/** What covers the place, as far as the reader may see, root first and zones last. */
export async function listCovering(db: Db, placeId: number): Promise<NamedPlace[]> {
  const { rows } = await sql<NamedPlace>`
    select a.place_id, a.code, a.name, a.level from cover c join place a on a.place_id = c.ancestor_id
    where c.descendant_id = ${placeId} and c.until is null
    order by array_position(array['country', 'province', 'city', 'county', 'town', 'village', 'zone'], a.level), a.code`.execute(
    db,
  )
  return rows
}

/** Direct members of a zone today. */
export async function listMembers(db: Db, zoneId: number): Promise<NamedPlace[]> {
  const { rows } = await sql<NamedPlace>`
    select p.place_id, p.code, p.name, p.level from place_edge e join place p on p.place_id = e.descendant_id
    where e.ancestor_id = ${zoneId} and e.kind = 'zone' and e.valid_from <= current_date
      and (e.valid_to is null or e.valid_to > current_date) and (p.valid_to is null or p.valid_to > current_date)
    order by p.code`.execute(db)
  return rows
}

export interface LevelCount {
  readonly level: string
  readonly administrative: number
  readonly placeholders: number
}

/** How many places of each level it covers today, each once. */
export async function countCovered(db: Db, placeId: number): Promise<LevelCount[]> {
  const { rows } = await sql<LevelCount>`
    select p.level, (count(*) filter (where p.administrative))::int as administrative,
           (count(*) filter (where not p.administrative))::int as placeholders
    from cover c join place p on p.place_id = c.descendant_id
    where c.ancestor_id = ${placeId} and c.until is null and p.level <> 'zone' and (p.valid_to is null or p.valid_to > current_date)
    group by p.level order by array_position(array['country', 'province', 'city', 'county', 'town', 'village'], p.level)`.execute(
    db,
  )
  return rows
}

export interface AttributeRow {
  readonly kind: string
  readonly kindName: string
  readonly value: string
  readonly valueName: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly sourceCode: string | null
  /** Of the document, when its text is in the library. */
  readonly textCode: string | null
  readonly title: string
  readonly asOf: string | null
  readonly position: number | null
  readonly demo: boolean
  readonly note: string | null
}

/** Dated properties with the document that states them; newest first within a kind. */
export async function listAttributes(db: Db, { countyId, placeId }: { countyId: number; placeId: number }) {
  const { rows } = await sql<AttributeRow>`
    select a.kind, a.kind_name, a.value, a.value_name, a.valid_from, a.valid_to, s.code as source_code,
           case when d.text_place_id is not null then d.code end as text_code, d.title, d.as_of,
           a.position, coalesce(s.demo, false) as demo, a.note
    from place_attribute a
    left join document d on d.document_id = a.document_id
    left join source s on s.document_id = a.document_id and s.kind = 'document'
    where a.county_id = ${countyId} and a.place_id = ${placeId}
    order by a.kind, a.valid_from desc nulls last, a.value`.execute(db)
  return rows
}

export interface SuccessionRow {
  readonly kind: string
  readonly happenedOn: string
  readonly oldName: string | null
  readonly newName: string | null
  readonly predecessor: Omit<NamedPlace, 'placeId'>
  readonly successor: Omit<NamedPlace, 'placeId'>
}

/**
 * What became of the place and what it came from, newest first, where the reader may see both sides. A transfer is
 * kept on the place itself and told by its two parents.
 */
export async function listSuccessions(db: Db, placeId: number): Promise<SuccessionRow[]> {
  const { rows } = await sql<SuccessionRow>`
    with told as (
      select s.kind, s.happened_on, s.old_name, s.new_name, coalesce(was.ancestor_id, s.predecessor_id) as from_id,
             coalesce(became.ancestor_id, s.successor_id) as to_id
      from succession s
      left join place_edge was on s.kind = 'transfer' and was.descendant_id = s.place_id and was.kind = 'tree' and was.valid_to = s.happened_on
      left join place_edge became on s.kind = 'transfer' and became.descendant_id = s.place_id and became.kind = 'tree'
        and became.valid_from = s.happened_on
      where s.predecessor_id = ${placeId} or s.successor_id = ${placeId})
    select told.kind, to_char(told.happened_on, 'YYYY-MM-DD') as happened_on, told.old_name, told.new_name,
           jsonb_build_object('code', f.code, 'name', f.name, 'level', f.level) as predecessor,
           jsonb_build_object('code', t.code, 'name', t.name, 'level', t.level) as successor
    from told join place f on f.place_id = told.from_id join place t on t.place_id = told.to_id
    order by told.happened_on desc, told.kind, f.code, t.code`.execute(db)
  return rows
}
