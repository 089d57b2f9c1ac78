import type { DocumentRelation } from '@gangju/contract/documents'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { isReached, type LibraryRow, type Reach } from './library.store.ts'

type Key = Pick<LibraryRow, 'countyId' | 'documentId'>

export interface RelationRow {
  readonly relationId: string
  readonly kind: DocumentRelation['kind']
  readonly direction: DocumentRelation['direction']
  /** Of a document within reach; null where only its title is known. */
  readonly code: string | null
  readonly title: string
}

/**
 * What a document is to others and they to it, as far as both ends are within reach. A title that was named before its
 * document came is led to the document of that title.
 */
export async function listRelations(db: Db, reach: Reach, { countyId, documentId }: Key): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    with seen as (
      select v.document_id, d.code, v.title from document_version v join document d on d.document_id = v.document_id
      where v.superseded_at is null and ${isReached('v', reach)})
    select r.relation_id, r.kind, 'from' as direction, coalesce(held.code, named.code) as code,
           coalesce(held.title, named.title, r.to_title, silent.title) as title
    from document_relation r
    left join seen held on held.document_id = r.to_document_id
    left join lateral (select code, title from seen where r.to_document_id is null and title = r.to_title limit 1) named on true
    left join document silent on silent.document_id = r.to_document_id and silent.text_place_id is null
    where r.county_id = ${countyId} and r.document_id = ${documentId} and r.ended_at is null and ${isReached('r', reach)}
      and (r.to_document_id is null or held.code is not null or silent.document_id is not null)
    union all
    select r.relation_id, r.kind, 'to', from_.code, from_.title
    from document_relation r join seen from_ on from_.document_id = r.document_id
    where r.to_document_id = ${documentId} and r.ended_at is null and ${isReached('r', reach)}
    order by direction, kind, title`.execute(db)
  return rows
}

/** Whether the relation stands already. */
export async function isRelated(
  db: Db,
  { countyId, documentId }: Key,
  { kind, toDocumentId, toTitle }: { kind: string; toDocumentId: number | null; toTitle: string | null },
): Promise<boolean> {
  const row = await db
    .selectFrom('documentRelation')
    .select('relationId')
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .where('toDocumentId', 'is not distinct from', toDocumentId)
    .where('toTitle', 'is not distinct from', toTitle)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertRelation(
  trx: Trx,
  { countyId, placeId, documentId }: Pick<LibraryRow, 'countyId' | 'placeId' | 'documentId'>,
  relation: { kind: string; toDocumentId: number | null; toTitle: string | null },
): Promise<string> {
  const { relationId } = await trx
    .insertInto('documentRelation')
    .values({ countyId, placeId, documentId, ...relation })
    .returning('relationId')
    .executeTakeFirstOrThrow()
  return relationId
}

/** @returns false when there is no such relation in force. */
export async function endRelationRow(
  trx: Trx,
  { countyId, documentId }: Key,
  { relationId, at }: { readonly relationId: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('documentRelation')
    .set({ endedAt: at })
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('relationId', '=', relationId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
