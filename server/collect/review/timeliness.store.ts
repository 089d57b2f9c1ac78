import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'

export interface FirstFiling {
  readonly placeId: number
  readonly filedAt: Date
  readonly late: boolean
}

/** When each place first handed a return in: a later correction or a second round makes it no later. */
export async function listFirstFilings(
  db: Db,
  { formId, period, placeIds }: { formId: number; period: string; placeIds: readonly number[] },
): Promise<ReadonlyMap<number, FirstFiling>> {
  const { rows } = await sql<FirstFiling>`
    select distinct on (s.place_id) s.place_id, s.filed_at, s.late from submission s
    where s.place_id = any (${[...placeIds]}::int[]) and s.form_id = ${formId} and s.period = ${period}
      and s.state <> 'draft' and not (s.state = 'returned' and s.return_reason is null)
    order by s.place_id, s.filed_at, s.submission_id`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row]))
}

export interface PartOf {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: string
}

/** The place right under a root in which each place lies; the place itself where it is the root or right under it. */
export async function listPartsOf(
  db: Db,
  rootId: number,
  placeIds: readonly number[],
): Promise<ReadonlyMap<number, PartOf>> {
  const { rows } = await sql<PartOf & { insideId: number }>`
    select w.place_id as inside_id, p.place_id, p.code, p.name, p.level
    from unnest(${[...placeIds]}::int[]) w (place_id)
    join place p on (p.place_id = w.place_id and (p.place_id = ${rootId} or p.parent_id = ${rootId}))
      or (p.parent_id = ${rootId} and p.level <> 'zone' and p.place_id in (select ancestor_id from cover where descendant_id = w.place_id and until is null))`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.insideId, row]))
}
