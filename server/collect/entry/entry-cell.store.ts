import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import { isOneOf, kept } from '../../db/kept.ts'

/** A cell of a submission as it is filled in. */
export interface FilledCell {
  readonly placeId: number
  readonly indicatorId: number
  readonly value: string | null
  readonly missing: 'notApplicable' | 'notReported' | null
  /** Where it stood in the file that it came by. */
  readonly cell: string | null
  readonly edition: number
  readonly editedBy: string | null
  readonly editedAt: Date | null
  readonly spelled: string | null
  readonly explanation: string | null
  readonly returnedReason: string | null
  readonly returnedBy: string | null
}

/** Some submissions of one county, each with its cells. Leans on the key. */
export async function listFilledCells(
  db: Db,
  countyId: number,
  submissionIds: readonly string[],
): Promise<readonly (FilledCell & { readonly submissionId: string })[]> {
  if (submissionIds.length === 0) return []
  const { rows } = await sql<FilledCell & { submissionId: string }>`${kept}
    select submission_id, place_id, indicator_id, value, missing, cell, edition, edited_by, edited_at, spelled,
           nullif(explanation, '') as explanation, returned_reason, returned_by
    from submission_value where county_id = ${countyId} and submission_id ${isOneOf(submissionIds, 'uuid')}`.execute(db)
  return rows
}

export interface CellsOf {
  readonly countyId: number
  readonly submissionId: string
}

/** The cells that a draft begins with. */
export async function insertFilledCells(
  trx: Trx,
  { countyId, submissionId }: CellsOf,
  cells: readonly FilledCell[],
): Promise<void> {
  if (cells.length === 0) return
  const list = <K extends keyof FilledCell>(key: K) => cells.map((cell) => cell[key])
  await sql`
    insert into submission_value (county_id, submission_id, place_id, indicator_id, value, missing, cell, edition, edited_by,
                                  edited_at, spelled, explanation, returned_reason, returned_by)
    select ${countyId}, ${submissionId}::uuid, r.*
    from unnest(${list('placeId')}::int[], ${list('indicatorId')}::int[], ${list('value')}::numeric[], ${list('missing')}::text[],
                ${list('cell')}::text[], ${list('edition')}::int[], ${list('editedBy')}::uuid[], ${list('editedAt')}::timestamptz[],
                ${list('spelled')}::text[], ${list('explanation')}::text[], ${list('returnedReason')}::text[],
                ${list('returnedBy')}::uuid[]) r`.execute(trx)
}

/** A cell as somebody leaves it, and the edition that they saw. */
export interface CellWrite extends Pick<FilledCell, 'placeId' | 'indicatorId' | 'value' | 'missing' | 'spelled'> {
  /** Null: as it was. Empty: taken away. */
  readonly explanation: string | null
  readonly seen: number
}

export interface WrittenBy {
  readonly editedBy: string
  readonly editedAt: Date
}

export type WrittenCell = Pick<FilledCell, 'placeId' | 'indicatorId' | 'edition' | 'explanation'>

/**
 * Writes cells of a draft, each only if its edition is still the one that was seen and it would change. Cells are taken
 * in one order, so that two who write the same ones wait for each other and do not stand in each other's way.
 *
 * @returns those that were written.
 */
export async function writeCells(
  trx: Trx,
  { countyId, submissionId }: CellsOf,
  cells: readonly CellWrite[],
  { editedBy, editedAt }: WrittenBy,
): Promise<readonly WrittenCell[]> {
  const list = <K extends keyof CellWrite>(key: K) => cells.map((cell) => cell[key])
  const { rows } = await sql<WrittenCell>`${kept}
    insert into submission_value as v (county_id, submission_id, place_id, indicator_id, value, missing, spelled, explanation,
                                       edition, edited_by, edited_at)
    select ${countyId}, ${submissionId}::uuid, r.place_id, r.indicator_id, r.value, r.missing, r.spelled, r.explanation,
           r.seen + 1, ${editedBy}::uuid, ${editedAt}
    from unnest(${list('placeId')}::int[], ${list('indicatorId')}::int[], ${list('value')}::numeric[], ${list('missing')}::text[],
                ${list('spelled')}::text[], ${list('explanation')}::text[], ${list('seen')}::int[])
           r (place_id, indicator_id, value, missing, spelled, explanation, seen)
    order by r.place_id, r.indicator_id
    on conflict (county_id, submission_id, place_id, indicator_id) do update
    set value = excluded.value, missing = excluded.missing, spelled = excluded.spelled,
        explanation = nullif(coalesce(excluded.explanation, v.explanation), ''),
        edition = excluded.edition, edited_by = excluded.edited_by, edited_at = excluded.edited_at
    where v.edition = excluded.edition - 1
      and (v.value, v.missing, v.spelled, coalesce(v.explanation, ''))
        is distinct from (excluded.value, excluded.missing, excluded.spelled, coalesce(excluded.explanation, v.explanation, ''))
    returning v.place_id, v.indicator_id, v.edition, nullif(v.explanation, '') as explanation`.execute(trx)
  return rows
}

/** The cells of a submission that was just put down, if it was: nobody else has seen it. */
export async function insertTypedCells(
  trx: Trx,
  { countyId, submissionId }: CellsOf,
  cells: readonly CellWrite[],
  { editedBy, editedAt }: WrittenBy,
): Promise<void> {
  const list = <K extends keyof CellWrite>(key: K) => cells.map((cell) => cell[key])
  await sql`${kept}
    insert into submission_value (county_id, submission_id, place_id, indicator_id, value, missing, spelled, explanation,
                                  edition, edited_by, edited_at)
    select s.county_id, s.submission_id, r.*, 1, ${editedBy}::uuid, ${editedAt}::timestamptz
    from submission s
    cross join unnest(${list('placeId')}::int[], ${list('indicatorId')}::int[], ${list('value')}::numeric[],
                      ${list('missing')}::text[], ${list('spelled')}::text[], ${list('explanation')}::text[]) r
    where s.county_id = ${countyId} and s.submission_id = ${submissionId}::uuid`.execute(trx)
}

/** Names of people by their ids. */
export async function listNames(db: Db, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['personId', 'name'])
    .where('personId', 'in', [...personIds])
    .execute()
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}

type PresentCell = Pick<
  FilledCell,
  'placeId' | 'indicatorId' | 'value' | 'missing' | 'edition' | 'editedBy' | 'editedAt' | 'spelled' | 'explanation'
>

/** What stands in some cells of a submission now; figures without their trailing zeros. */
export async function listCellsAt(
  db: Db,
  { countyId, submissionId }: CellsOf,
  cells: readonly Pick<FilledCell, 'placeId' | 'indicatorId'>[],
): Promise<readonly PresentCell[]> {
  if (cells.length === 0) return []
  const { rows } = await sql<PresentCell>`
    select v.place_id, v.indicator_id, trim_scale(v.value) as value, v.missing, v.edition, v.edited_by, v.edited_at, v.spelled,
           nullif(v.explanation, '') as explanation
    from unnest(${cells.map(({ placeId }) => placeId)}::int[], ${cells.map(({ indicatorId }) => indicatorId)}::int[])
      r (place_id, indicator_id)
    join submission_value v on v.county_id = ${countyId} and v.submission_id = ${submissionId}::uuid
      and v.place_id = r.place_id and v.indicator_id = r.indicator_id`.execute(db)
  return rows
}
