import type { Clause, Deadline, NamedBody, NamedProject } from '@gangju/clause'
import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { Scope } from '../http/serve.ts'
import type { DeskPlace } from './desk-world.ts'

/** One version of a document as the desk shows it. */
export interface DeskDocument {
  readonly documentId: number
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeLevel: PlaceLevel
  /** The place itself and all that cover it. */
  readonly lineIds: readonly number[]
  readonly code: string
  readonly title: string
  readonly version: number
  readonly versions: number
  readonly isCurrent: boolean
  readonly demo: boolean
}

export type Reach = Pick<Scope, 'rectangle' | 'places'>

/**
 * A version of a document, the current one unless another is named; undefined when there is none within reach. Documents
 * are read by who holds their place and by who stands below it.
 */
export async function findDeskDocument(
  db: Db,
  { rectangle, places }: Reach,
  wanted: { readonly code: string; readonly version: number | undefined },
): Promise<DeskDocument | undefined> {
  const { rows } = await sql<DeskDocument>`
    select v.document_id, v.county_id, v.place_id, p.code as place_code, p.level as place_level, d.code, v.title, v.version, v.demo,
           v.superseded_at is null as is_current,
           array(select v.place_id union select c.ancestor_id from cover c where c.descendant_id = v.place_id and c.until is null) as line_ids,
           (select count(*)::int from document_version o where o.county_id = v.county_id and o.document_id = v.document_id) as versions
    from document d join document_version v on v.document_id = d.document_id join place p on p.place_id = v.place_id
    where d.code = ${wanted.code}
      and ${wanted.version === undefined ? sql`v.superseded_at is null` : sql`v.version = ${wanted.version}`}
      and (v.county_id = any (${[...rectangle.counties]}::int[]) or v.place_id = any (${[...rectangle.places]}::int[])
        or exists (select 1 from cover c where c.ancestor_id = v.place_id and c.until is null and c.descendant_id = any (${[...places]}::int[])))`.execute(
    db,
  )
  return rows[0]
}

export async function getDeskText(db: Db, { countyId, documentId, version }: DeskDocument): Promise<string> {
  const { text } = await db
    .selectFrom('documentVersion')
    .select('text')
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return text
}

/** A clause with what it names; the form in which clauses are kept. */
export interface KeptClause extends Clause {
  readonly bodies: readonly NamedBody[]
  readonly deadlines: readonly Deadline[]
  readonly projects: readonly NamedProject[]
}

/** In reading order. */
export async function listDeskClauses(
  db: Db,
  { countyId, documentId, version }: DeskDocument,
): Promise<readonly KeptClause[]> {
  const rows = await db
    .selectFrom('documentClause')
    .select('entry')
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .orderBy('ordinal')
    .execute()
  return rows.map(({ entry }) => entry as KeptClause)
}

/** Places by their names, as they lie to the document's, and by their codes; only what the reader holds or stands below. */
export async function listDeskPlaces(
  db: Db,
  { rectangle, places }: Reach,
  { document, names, codes }: { document: DeskDocument; names: readonly string[]; codes: readonly string[] },
): Promise<DeskPlace[]> {
  const { rows } = await sql<DeskPlace>`
    select p.place_id, p.county_id, p.code, p.name, p.level,
           case when p.place_id = ${document.placeId} then 'home'
                when exists (select 1 from cover c where c.ancestor_id = ${document.placeId} and c.descendant_id = p.place_id and c.until is null) then 'below'
                when p.place_id = any (${[...document.lineIds]}::int[]) then 'above' else 'beside' end as lies
    from place p
    where ((p.name = any (${[...names]}::text[]) and p.valid_to is null) or p.code = any (${[...codes]}::text[]))
      and (p.county_id = any (${[...rectangle.counties]}::int[]) or p.place_id = any (${[...rectangle.places]}::int[])
        or p.place_id in (select c.ancestor_id from cover c where c.descendant_id = any (${[...places]}::int[]) and c.until is null))`.execute(
    db,
  )
  return rows
}

/** The source row that figures of a document carry. */
export async function getDocumentSource(db: Db, { code }: Pick<DeskDocument, 'code'>): Promise<number> {
  const { sourceId } = await db
    .selectFrom('source')
    .select('sourceId')
    .where('code', '=', `document-${code}`)
    .executeTakeFirstOrThrow()
  return sourceId
}
