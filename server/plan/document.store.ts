import { createHash } from 'node:crypto'
import type { DocumentWords } from '@gangju/contract/documents'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { lockClass } from '../net/lock-order.store.ts'
import { isReached, type LibraryRow, type OriginalRow, type Reach } from './library.store.ts'
import { randomCode } from './random-code.ts'

export const hashText = (text: string): Buffer => createHash('sha256').update(text).digest()

/** One text is taken by one person at a time: two who send it at once do not make two documents of it. */
export async function holdText(trx: Trx, sha256: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(lockClass.text)}, ${sha256.readInt32BE(0)}::int)`.execute(trx)
}

/** A document within reach whose current text is exactly this. */
export async function findSameText(
  db: Db,
  reach: Reach,
  sha256: Buffer,
): Promise<{ code: string; title: string; version: number } | undefined> {
  const { rows } = await sql<{ code: string; title: string; version: number }>`
    select d.code, v.title, v.version from document_version v join document d on d.document_id = v.document_id
    where v.superseded_at is null and v.text_sha256 = ${sha256} and ${isReached('v', reach)} limit 1`.execute(db)
  return rows[0]
}

export interface Identity {
  readonly documentId: number
  readonly code: string
}

/** What the catalogue knows of a document whose text is not here yet, by that text. */
export interface KnownDocument {
  readonly title: string
  readonly kind: string
  readonly issuer: string | null
  readonly asOf: string | null
}

export function findKnownDocument(db: Db, sha256: Buffer): Promise<KnownDocument | undefined> {
  return db
    .selectFrom('document')
    .select(['title', 'kind', 'issuer', 'asOf'])
    .where('textSha256', '=', sha256)
    .where('textPlaceId', 'is', null)
    .executeTakeFirst()
}

/** Lays the text of such a document at a place. Undefined when there is none, or somebody was faster. */
export async function claimDocument(
  trx: Trx,
  { sha256, placeId }: { readonly sha256: Buffer; readonly placeId: number },
): Promise<Identity | undefined> {
  return trx
    .updateTable('document')
    .set({ textPlaceId: placeId })
    .where('textSha256', '=', sha256)
    .where('textPlaceId', 'is', null)
    .returning(['documentId', 'code'])
    .executeTakeFirst()
}

export interface NewDocument {
  readonly words: DocumentWords
  readonly placeId: number
  readonly sha256: Buffer
  readonly demo: boolean
}

/** A new document with the source that its figures carry. */
export async function insertDocument(trx: Trx, { words, placeId, sha256, demo }: NewDocument): Promise<Identity> {
  const code = `d-${randomCode(10)}`
  const { title, kind, issuer, dated } = words
  const { documentId } = await trx
    .insertInto('document')
    .values({ code, title, kind, issuer, asOf: dated, textSha256: sha256, textPlaceId: placeId })
    .returning('documentId')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('source')
    .values({ code: `document-${code}`, kind: 'document', name: title, documentId, demo })
    .execute()
  return { documentId, code }
}

/** Ends the current version and says which number comes next. The row is held until the transaction ends. */
export async function endVersion(
  trx: Trx,
  { countyId, documentId, version }: Pick<LibraryRow, 'countyId' | 'documentId' | 'version'>,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('documentVersion')
    .set({ supersededAt: at })
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .where('supersededAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface NewVersion {
  readonly key: { countyId: number; placeId: number; documentId: number; version: number }
  readonly words: DocumentWords
  readonly level: string
  readonly demo: boolean
  readonly text: string
  readonly sha256: Buffer
  readonly recordedAt: Date
  readonly recordedBy: string
  readonly original: OriginalRow
}

/** A version with its text and the file that it came in. */
export async function insertVersion(trx: Trx, version: NewVersion): Promise<void> {
  const { key, words, level, demo, text, sha256, recordedAt, recordedBy, original } = version
  await trx
    .insertInto('documentVersion')
    .values({
      ...key,
      ...words,
      level,
      demo,
      text,
      characters: text.length,
      textSha256: sha256,
      recordedAt,
      recordedBy,
    })
    .execute()
  await trx
    .insertInto('documentOriginal')
    .values({ ...key, ...original })
    .execute()
}

/** Says anew what a document says of itself: of its current version, of its identity and of its source. */
export async function updateWords(
  trx: Trx,
  { countyId, documentId, version }: Pick<LibraryRow, 'countyId' | 'documentId' | 'version'>,
  words: DocumentWords,
): Promise<void> {
  await trx
    .updateTable('documentVersion')
    .set(words)
    .where('countyId', '=', countyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .execute()
  await updateIdentity(trx, documentId, words)
}

/** The name that its figures are shown under is that of its current version. */
export async function updateIdentity(trx: Trx, documentId: number, words: DocumentWords): Promise<void> {
  const { title, kind, issuer, dated } = words
  await trx
    .updateTable('document')
    .set({ title, kind, issuer, asOf: dated })
    .where('documentId', '=', documentId)
    .execute()
  await trx.updateTable('source').set({ name: title }).where('documentId', '=', documentId).execute()
}
