import { type RawBuilder, sql } from 'kysely'

/** Classes of advisory locks, so that two uses never meet by chance. */
export const lockClass = { tree: 7_460, county: 7_461, log: 7_462, text: 7_463 } as const

/** Only one transaction at a time changes who covers whom. Taken before any county. */
export const lockTree: RawBuilder<unknown> = sql`select pg_advisory_xact_lock(${sql.lit(lockClass.tree)}, 0)`

/**
 * Writers of one county wait for each other; others do not. Taken in id order before anything is read, so that what is read is what is changed.
 */
export const lockCounties = (countyIds: readonly number[]): RawBuilder<unknown> =>
  sql`select pg_advisory_xact_lock(${sql.lit(lockClass.county)}, county) from (
        select distinct county from unnest(${[...countyIds]}::int[]) county order by county) ordered`

/** Rank of a level in the one order in which roll-up rows are locked: deep first, the whole last. */
export const levelRank = (level: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`array_position(array['village', 'town', 'zone', 'county', 'city', 'province', 'country'], ${level})`
