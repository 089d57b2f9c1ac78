import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'

/** A place that was named, with the one that files for it. */
export interface FilingPlace {
  readonly code: string
  readonly filerCode: string
}

/** Of the places named, those under some roots whose filing place lies there too. Leans on the key of `cover`. */
export async function listFilingPlaces(
  db: Db,
  { codes, level, rootIds }: { codes: readonly string[]; level: string; rootIds: readonly number[] },
): Promise<readonly FilingPlace[]> {
  const roots = sql`${[...rootIds]}::int[]`
  const { rows } = await sql<FilingPlace>`
    select p.code, f.code as filer_code
    from place p
    join lateral (
      select p.place_id union all select ancestor_id from cover where descendant_id = p.place_id and until is null) up on true
    join place f on f.place_id = up.place_id and f.level = ${level}
    where p.code = any (${[...codes]}::text[])
      and (f.place_id = any (${roots})
        or f.place_id in (select descendant_id from cover where ancestor_id = any (${roots}) and until is null))`.execute(
    db,
  )
  return rows
}
