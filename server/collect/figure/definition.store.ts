import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'
import { IndicatorEntry } from '../../net/indicator-entry.ts'

/** The place at the top of the tree over some places: its office keeps what the installation brought. */
export async function findTopPlace(db: Db, rootIds: readonly number[]): Promise<{ code: string } | undefined> {
  const roots = sql`${[...rootIds]}::int[]`
  const { rows } = await sql<{ code: string }>`
    select p.code from place p
    where p.parent_id is null and p.level <> 'zone' and (p.place_id = any (${roots})
      or exists (select from cover c where c.ancestor_id = p.place_id and c.descendant_id = any (${roots}) and c.until is null))
    order by p.place_id limit 1`.execute(db)
  return rows[0]
}

/** An indicator as it stands now, newer than the content in memory where another server just changed it. */
export async function getIndicatorRow(
  trx: Trx,
  indicatorId: number,
): Promise<{ readonly version: number; readonly entry: IndicatorEntry }> {
  const { rows } = await sql<{ version: number; entry: unknown }>`
    select entry, coalesce((select max(version) from indicator_version v where v.indicator_id = i.indicator_id), 1) as version
    from indicator i where i.indicator_id = ${indicatorId}`.execute(trx)
  return { version: rows[0]!.version, entry: IndicatorEntry.parse(rows[0]!.entry) }
}

interface NewDefinition {
  readonly indicatorId: number
  readonly version: number
  readonly fromDay: string
  readonly entry: IndicatorEntry
  /** What held before, kept as the first version when nothing was. */
  readonly before: IndicatorEntry
  readonly personId: string
  readonly at: Date
}

/** Unique by indicator and version. The first change also keeps what held until then, from the beginning of time on. */
export async function insertDefinition(trx: Trx, words: NewDefinition): Promise<void> {
  const { indicatorId, version, fromDay, entry, before, personId, at } = words
  if (version === 2) {
    await sql`insert into indicator_version (indicator_id, version, from_day, entry, recorded_at)
      values (${indicatorId}, 1, '0001-01-01', ${JSON.stringify(before)}::jsonb, ${at})`.execute(trx)
  }
  await sql`insert into indicator_version (indicator_id, version, from_day, entry, recorded_at, recorded_by)
    values (${indicatorId}, ${version}, ${fromDay}::date, ${JSON.stringify(entry)}::jsonb, ${at}, ${personId})`.execute(
    trx,
  )
  await sql`update indicator set entry = ${JSON.stringify(entry)}::jsonb where indicator_id = ${indicatorId}`.execute(
    trx,
  )
}
