import type { FormEntry } from '@gangju/net/form'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import type { CatalogForm } from '../../net/catalog.ts'

/** A place whose office keeps a form. */
export interface Office {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: string
}

/** Which of the places are, cover or are covered by one of the roots. The roots of the tree have no parent. */
export async function listOffices(
  db: Db,
  { placeIds, rootIds }: { placeIds: readonly number[]; rootIds: readonly number[] },
): Promise<Office[]> {
  const roots = sql`${[...rootIds]}::int[]`
  const { rows } = await sql<Office>`
    select p.place_id, p.county_id, p.code, p.name, p.level from place p
    where (p.place_id = any (${[...placeIds]}::int[]) or (p.parent_id is null and p.level <> 'zone'))
      and (p.place_id = any (${roots})
        or exists (select from cover c where c.ancestor_id = p.place_id and c.descendant_id = any (${roots}) and c.until is null)
        or exists (select from cover c where c.descendant_id = p.place_id and c.ancestor_id = any (${roots}) and c.until is null))
    order by p.place_id`.execute(db)
  return rows
}

/** The places named that the office is or covers. */
export async function listReporters(
  db: Db,
  { officeId, codes }: { officeId: number; codes: readonly string[] },
): Promise<readonly Pick<Office, 'placeId' | 'code' | 'level'>[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<Pick<Office, 'placeId' | 'code' | 'level'>>`
    select p.place_id, p.code, p.level from place p
    where p.code = any (${[...codes]}::text[]) and (p.place_id = ${officeId}
      or p.place_id in (select c.descendant_id from cover c where c.ancestor_id = ${officeId} and c.until is null))`.execute(
    db,
  )
  return rows
}

export type FormRow = CatalogForm

/** Forms as they stand now, newer than the content in memory where another server just changed one. */
export async function listForms(db: Db): Promise<FormRow[]> {
  const rows = await db
    .selectFrom('form')
    .select(['formId', 'sourceId', 'entry', 'placeId', 'archivedAt', 'zoneIds'])
    .orderBy('formId')
    .execute()
  return rows.map((row) => ({ ...row, entry: row.entry as FormEntry }))
}

export interface FormVersionRow {
  readonly version: number
  readonly recordedAt: Date
  /** No person's: it came with the catalogue. */
  readonly isOfCatalogue: boolean
  readonly entry: FormEntry
}

export async function listVersions(db: Db, formId: number): Promise<FormVersionRow[]> {
  const { rows } = await sql<FormVersionRow>`
    select version, recorded_at, recorded_by is null as is_of_catalogue, entry from form_version
    where form_id = ${formId} order by version`.execute(db)
  return rows
}

/** Each form's version at the end of a day, and whether it was archived by then. */
export async function listFormsOn(db: Db, moment: Date): Promise<{ formId: number; entry: FormEntry }[]> {
  const { rows } = await sql<{ formId: number; entry: FormEntry }>`
    select distinct on (v.form_id) v.form_id, v.entry from form_version v join form f on f.form_id = v.form_id
    where v.recorded_at <= ${moment} and (f.archived_at is null or f.archived_at > ${moment})
    order by v.form_id, v.version desc`.execute(db)
  return rows
}

export interface FormWriting {
  readonly entry: FormEntry
  readonly zoneIds: readonly number[]
  readonly personId: string
  readonly at: Date
}

/** A form with its first version and the source that its figures carry. */
export async function insertForm(
  trx: Trx,
  { placeId, ...writing }: FormWriting & { readonly placeId: number },
): Promise<FormRow> {
  const { entry, zoneIds } = writing
  const { sourceId } = await trx
    .insertInto('source')
    .values({ code: `form-${entry.code}`, kind: 'return', name: entry.name })
    .returning('sourceId')
    .executeTakeFirstOrThrow()
  const { formId } = await trx
    .insertInto('form')
    .values({ code: entry.code, sourceId, entry: JSON.stringify(entry), placeId, zoneIds: [...zoneIds] })
    .returning('formId')
    .executeTakeFirstOrThrow()
  await insertVersion(trx, formId, writing)
  return { formId, sourceId, entry, placeId, archivedAt: null, zoneIds }
}

/** The next version, in force from now on; the one before stays. */
export async function putVersion(trx: Trx, formId: number, writing: FormWriting): Promise<void> {
  await insertVersion(trx, formId, writing)
  await trx
    .updateTable('form')
    .set({ entry: JSON.stringify(writing.entry), zoneIds: [...writing.zoneIds] })
    .where('formId', '=', formId)
    .execute()
}

async function insertVersion(trx: Trx, formId: number, { entry, personId, at }: FormWriting): Promise<void> {
  await trx
    .insertInto('formVersion')
    .values({ formId, version: entry.version, entry: JSON.stringify(entry), recordedAt: at, recordedBy: personId })
    .execute()
}

export async function setArchived(trx: Trx, formId: number, archivedAt: Date | null): Promise<void> {
  await trx.updateTable('form').set({ archivedAt }).where('formId', '=', formId).execute()
}

/** Puts the indicators of a form under its goal, so that whoever holds the goal sees what is asked. @returns how many were not. */
export async function bindColumns(trx: Trx, goalId: number, indicatorIds: readonly number[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('goalIndicator')
    .values(indicatorIds.map((indicatorId) => ({ goalId, indicatorId, isPart: true })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0)
}
