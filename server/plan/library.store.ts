import type { DocumentKind } from '@gangju/contract/documents'
import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** Where documents may lie for somebody to read them: inside their rectangle, or above its roots. */
export interface Reach {
  readonly counties: readonly number[]
  readonly places: readonly number[]
  readonly ancestors: readonly number[]
}

/** Rows of a big table inside a rectangle, by the columns of an alias. */
export const isInside = (alias: string, { counties, places }: Pick<Reach, 'counties' | 'places'>) => sql`
  (${sql.ref(`${alias}.countyId`)} = any (${[...counties]}::int[]) or ${sql.ref(`${alias}.placeId`)} = any (${[...places]}::int[]))`

/** Policy is addressed downwards: who stands below the place of a document reads it too. */
export const isReached = (alias: string, reach: Reach) => sql`
  (${isInside(alias, reach)} or ${sql.ref(`${alias}.placeId`)} = any (${[...reach.ancestors]}::int[]))`

/** All that covers some roots today. */
export async function listAncestorIds(db: Db, rootIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ ancestorId: number }>`
    select distinct ancestor_id from cover where descendant_id = any (${[...rootIds]}::int[]) and until is null`.execute(
    db,
  )
  return rows.map(({ ancestorId }) => ancestorId)
}

/** The current version of a document, with what hangs on it. */
export interface LibraryRow {
  readonly documentId: number
  readonly code: string
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: PlaceLevel
  readonly version: number
  readonly title: string
  readonly kind: DocumentKind
  readonly issuer: string | null
  readonly number: string | null
  readonly level: PlaceLevel
  readonly dated: string | null
  readonly inForceFrom: string | null
  readonly inForceUntil: string | null
  readonly demo: boolean
  readonly characters: number
  readonly recordedAt: Date
  readonly clauses: number
  readonly open: number
  readonly accepted: number
  readonly rejected: number
}

const readRows = async (db: Db, reach: Reach, wanted: ReturnType<typeof sql>, tail: ReturnType<typeof sql>) => {
  const { rows } = await sql<LibraryRow>`
    select d.document_id, d.code, v.county_id, v.place_id, p.code as place_code, p.name as place_name, p.level as place_level,
           v.version, v.title, v.kind, v.issuer, v.number, v.level, v.dated, v.in_force_from, v.in_force_until, v.demo,
           v.characters, v.recorded_at,
           (select count(*)::int from document_clause c
            where c.county_id = v.county_id and c.document_id = v.document_id and c.version = v.version) as clauses,
           coalesce(made.open, 0) as open, coalesce(made.accepted, 0) as accepted, coalesce(made.rejected, 0) as rejected
    from document_version v
    join document d on d.document_id = v.document_id
    join place p on p.place_id = v.place_id
    left join lateral (
      select count(*) filter (where r.state = 'open')::int as open, count(*) filter (where r.state = 'accepted')::int as accepted,
             count(*) filter (where r.state in ('rejected', 'merged'))::int as rejected
      from proposal r
      where r.county_id = v.county_id and r.document_id = v.document_id and r.version = v.version
        and ${isInside('r', reach)}) made on true
    where v.superseded_at is null and ${isReached('v', reach)} ${wanted}
    ${tail}`.execute(db)
  return rows
}

/** Newest first. */
export function listLibrary(
  db: Db,
  reach: Reach,
  {
    kind,
    after,
    limit,
  }: {
    readonly kind: string | undefined
    /** The moment and the code of the last document that was sent. */
    readonly after: readonly [string, string] | undefined
    readonly limit: number
  },
): Promise<LibraryRow[]> {
  return readRows(
    db,
    reach,
    sql`
      ${kind === undefined ? sql`` : sql`and v.kind = ${kind}`}
      ${after === undefined ? sql`` : sql`and (v.recorded_at, d.code) < (${after[0]}::timestamptz, ${after[1]})`}`,
    sql`order by v.recorded_at desc, d.code desc limit ${limit}`,
  )
}

/** The document of a code, where it is within reach. */
export async function findLibraryRow(db: Db, reach: Reach, code: string): Promise<LibraryRow | undefined> {
  const [row] = await readRows(db, reach, sql`and d.code = ${code}`, sql``)
  return row
}

export interface VersionRow {
  readonly version: number
  readonly title: string
  readonly dated: string | null
  readonly recordedAt: Date
  readonly recordedBy: string | null
  readonly fileName: string | null
  readonly characters: number
}

/** Every version, newest first. Who recorded it is told to those whose rectangle the document lies in, and to nobody below. */
export async function listVersions(
  db: Db,
  reach: Reach,
  { countyId, documentId }: Pick<LibraryRow, 'countyId' | 'documentId'>,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.version, v.title, v.dated, v.recorded_at, v.characters, o.file_name,
           case when ${isInside('v', reach)} then s.name end as recorded_by
    from document_version v
    left join document_original o on o.county_id = v.county_id and o.document_id = v.document_id and o.version = v.version
    left join person s on s.person_id = v.recorded_by
    where v.county_id = ${countyId} and v.document_id = ${documentId} and ${isReached('v', reach)}
    order by v.version desc`.execute(db)
  return rows
}

export interface OriginalRow {
  readonly fileName: string
  readonly fileKind: 'txt' | 'md' | 'docx' | 'pdf' | 'html'
  readonly content: Buffer
}

export async function findOriginal(
  db: Db,
  reach: Reach,
  { countyId, documentId, version }: Pick<LibraryRow, 'countyId' | 'documentId' | 'version'>,
): Promise<OriginalRow | undefined> {
  const { rows } = await sql<OriginalRow>`
    select o.file_name, o.file_kind, o.content from document_original o
    where o.county_id = ${countyId} and o.document_id = ${documentId} and o.version = ${version} and ${isReached('o', reach)}`.execute(
    db,
  )
  return rows[0]
}

/** Codes of the documents within reach, by their code and by the title of their current version. */
export async function listReachedTitles(db: Db, reach: Reach): Promise<{ code: string; title: string }[]> {
  const { rows } = await sql<{ code: string; title: string }>`
    select d.code, v.title from document_version v join document d on d.document_id = v.document_id
    where v.superseded_at is null and ${isReached('v', reach)} order by v.recorded_at, d.code`.execute(db)
  return rows
}
