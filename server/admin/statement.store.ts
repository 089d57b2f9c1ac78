import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import type { Catalogue, TargetEntry } from './catalogue.ts'

type Ids = ReadonlyMap<string, number>

interface Known {
  readonly goals: Ids
  readonly sources: Ids
}

/** Targets in the indicator's own unit; the figure as printed stands beside. A code that is there already is left alone. */
export async function insertTargets(
  trx: Trx,
  targets: readonly TargetEntry[],
  { goals, sources }: Known,
): Promise<number> {
  const column = <T>(pick: (target: TargetEntry) => T) => targets.map(pick)
  const { numAffectedRows } = await sql`
    insert into target (county_id, place_id, code, indicator_id, goal_id, year, comparator, value, value_max, unit, commitment,
                        base_year, measure, source_id, position, length, printed, note)
    select p.county_id, p.place_id, r.code, i.indicator_id, r.goal_id, r.year, r.comparator, r.value, r.value_max,
           i.entry ->> 'unit', r.commitment, r.base_year, r.measure, r.source_id, r.position, r.length, r.printed, r.note
    from unnest(
      ${column((one) => one.id)}::text[], ${column((one) => one.place)}::text[], ${column((one) => one.indicator)}::text[],
      ${column((one) => goals.get(one.goal) ?? null)}::int[],
      ${column((one) => (one.deadline === null ? null : Number(one.deadline.slice(0, 4))))}::int[],
      ${column((one) => one.comparator)}::text[], ${column((one) => one.indicatorValue)}::numeric[],
      ${column((one) => (one.comparator === 'range' ? one.indicatorValueMax : null))}::numeric[],
      ${column((one) => one.commitment)}::text[], ${column((one) => one.baseYear)}::int[], ${column((one) => one.measure)}::text[],
      ${column((one) => (one.source ? (sources.get(one.source.document) ?? null) : null))}::int[],
      ${column((one) => one.source?.offset ?? null)}::int[], ${column((one) => one.source?.length ?? null)}::int[],
      ${column((one) => one.printed)}::text[],
      ${column((one) => [one.subject, one.note].filter(Boolean).join('；') || null)}::text[])
      as r (code, place, indicator, goal_id, year, comparator, value, value_max, commitment, base_year, measure, source_id, position, length, printed, note)
    join place p on p.code = r.place join indicator i on i.code = r.indicator
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Figures that documents state, as published observations. Where one document states a cell twice, the first stands. */
export async function insertPublished(
  trx: Trx,
  observations: Catalogue['observations']['observations'],
  { sources }: Pick<Known, 'sources'>,
  at: Date,
): Promise<number> {
  const column = <T>(pick: (one: (typeof observations)[number]) => T) => observations.map(pick)
  const { numAffectedRows } = await sql`
    insert into observation (county_id, place_id, indicator_id, period, source_id, value, position, length, printed, unit, recorded_at)
    select distinct on (p.county_id, p.place_id, i.indicator_id, r.period, r.source_id)
           p.county_id, p.place_id, i.indicator_id, r.period, r.source_id, r.value, r.position, r.length, r.printed, r.unit, ${at}::timestamptz
    from unnest(
      ${column((one) => one.place)}::text[], ${column((one) => one.indicator)}::text[], ${column((one) => one.period)}::text[],
      ${column((one) => (one.source ? (sources.get(one.source.document) ?? null) : null))}::int[], ${column((one) => one.indicatorValue)}::numeric[],
      ${column((one) => one.source?.offset ?? null)}::int[], ${column((one) => one.source?.length ?? null)}::int[],
      ${column((one) => one.printed)}::text[], ${column((one) => one.unit)}::text[])
      as r (place, indicator, period, source_id, value, position, length, printed, unit)
    join place p on p.code = r.place join indicator i on i.code = r.indicator
    order by p.county_id, p.place_id, i.indicator_id, r.period, r.source_id, r.position
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Statements that look like one series and are not; figures are known by the document and position that state them. */
export async function insertConflicts(
  trx: Trx,
  conflicts: Catalogue['conflicts'],
  observations: Catalogue['observations']['observations'],
): Promise<void> {
  if (conflicts.length === 0) return
  const positions = new Map(
    observations.flatMap(({ id, source }) =>
      source ? [[id, { source: `document-${source.document}`, offset: source.offset }]] : [],
    ),
  )
  await trx
    .insertInto('conflict')
    .values(
      conflicts.map((entry) => ({
        code: entry.code,
        kind: entry.type,
        note: entry.name,
        handling: entry.handlingNote,
        entry: JSON.stringify({
          targets: entry.sides.flatMap((side) => side.targets),
          positions: entry.sides.flatMap((side) => side.observations.flatMap((id) => positions.get(id) ?? [])),
        }),
      })),
    )
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}
