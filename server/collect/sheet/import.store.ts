import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import type { RectangleLists } from '../../http/call.ts'
import type { RememberedChoice, SheetChoice } from './import-task.ts'
import type { StoredReading } from './stored-reading.ts'

/** A workbook on its way, without its bytes. */
export interface ImportRow {
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: PlaceLevel
  readonly importId: string
  readonly formId: number | null
  readonly period: string | null
  readonly fileName: string | null
  readonly choices: Readonly<Record<string, SheetChoice>>
  readonly reading: StoredReading
  readonly edition: number
  readonly uploadedAt: Date
  readonly appliedAt: Date | null
  readonly expiresAt: Date
}

/** One import within the rectangle that has not expired; undefined outside, as if there were none. */
export async function findImport(
  db: Db,
  { counties, places }: RectangleLists,
  { importId, now }: { importId: string; now: Date },
): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select i.county_id, i.place_id, p.code as place_code, p.name as place_name, p.level as place_level, i.import_id, i.form_id,
           i.period, i.file_name, i.choices, i.reading, i.edition, i.uploaded_at, i.applied_at, i.expires_at
    from sheet_import i join place p on p.place_id = i.place_id
    where (i.county_id = any (${[...counties]}::int[]) or i.place_id = any (${[...places]}::int[]))
      and i.import_id = ${importId}::uuid and i.expires_at > ${now}`.execute(db)
  return rows[0]
}

type Key = Pick<ImportRow, 'countyId' | 'importId'>

/** Holds the import until the transaction ends. @returns its edition and whether it was applied, as they are then. */
export async function lockImport(trx: Trx, { countyId, importId }: Key) {
  return trx
    .selectFrom('sheetImport')
    .select(['edition', 'appliedAt'])
    .where('countyId', '=', countyId)
    .where('importId', '=', importId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function getContent(db: Db, { countyId, importId }: Key): Promise<Buffer> {
  const { content } = await db
    .selectFrom('sheetImport')
    .select('content')
    .where('countyId', '=', countyId)
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  return content
}

export interface NewImport {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number | null
  readonly period: string | null
  readonly fileName: string | null
  readonly content: Buffer
  readonly reading: StoredReading
  readonly uploadedAt: Date
  readonly uploadedBy: string
  readonly expiresAt: Date
}

export async function insertImport(trx: Trx, row: NewImport): Promise<string> {
  const { importId } = await trx
    .insertInto('sheetImport')
    .values({ ...row, choices: '{}', reading: JSON.stringify(row.reading) })
    .returning('importId')
    .executeTakeFirstOrThrow()
  return importId
}

/** Those of a place whose time is over; what was applied stands in its returns. */
export async function deleteExpired(trx: Trx, { placeId, now }: { placeId: number; now: Date }): Promise<void> {
  await trx.deleteFrom('sheetImport').where('placeId', '=', placeId).where('expiresAt', '<=', now).execute()
}

export async function updateImport(
  trx: Trx,
  { countyId, importId }: Key,
  change: { formId: number | null; period: string | null; choices: object; reading: StoredReading; edition: number },
): Promise<void> {
  await trx
    .updateTable('sheetImport')
    .set({ ...change, choices: JSON.stringify(change.choices), reading: JSON.stringify(change.reading) })
    .where('countyId', '=', countyId)
    .where('importId', '=', importId)
    .execute()
}

export async function endImport(
  trx: Trx,
  { countyId, importId }: Key,
  { edition, appliedAt }: { edition: number; appliedAt: Date },
): Promise<void> {
  await trx
    .updateTable('sheetImport')
    .set({ edition, appliedAt })
    .where('countyId', '=', countyId)
    .where('importId', '=', importId)
    .execute()
}

interface MappingKey {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
}

/** How sheets with these headers were read at the place. */
export async function listMappings(
  db: Db,
  { countyId, placeId, formId }: MappingKey,
  fingerprints: readonly string[],
): Promise<Readonly<Record<string, RememberedChoice>>> {
  if (fingerprints.length === 0) return {}
  const rows = await db
    .selectFrom('sheetMapping')
    .select(['fingerprint', 'choice'])
    .where('countyId', '=', countyId)
    .where('placeId', '=', placeId)
    .where('formId', '=', formId)
    .where('fingerprint', 'in', [...fingerprints])
    .execute()
  return Object.fromEntries(rows.map(({ fingerprint, choice }) => [fingerprint, choice as RememberedChoice]))
}

export async function saveMapping(
  trx: Trx,
  key: MappingKey & { readonly fingerprint: string },
  { choice, personId, now }: { choice: RememberedChoice; personId: string; now: Date },
): Promise<void> {
  const said = { choice: JSON.stringify(choice), rememberedAt: now, rememberedBy: personId }
  await trx
    .insertInto('sheetMapping')
    .values({ ...key, ...said })
    .onConflict((conflict) => conflict.columns(['countyId', 'placeId', 'formId', 'fingerprint']).doUpdateSet(said))
    .execute()
}
