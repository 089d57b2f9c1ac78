import { type RawBuilder, sql } from 'kysely'

/**
 * Stands first or last in a statement that every request of some kind sends: each connection parses and plans it once.
 * For statements whose best plan is the same whatever their values are, since the plan is made without them.
 */
export const KEPT = '/* kept */'

/** The same for the query builder. */
export const kept = sql.raw(KEPT)

/** Is one of some ids; of a single one it is said so, which a plan made without values cannot know otherwise. */
export const isOneOf = (ids: readonly number[] | readonly string[], type: 'int' | 'uuid'): RawBuilder<boolean> =>
  ids.length === 1 ? sql`= ${ids[0]}::${sql.raw(type)}` : sql`= any (${[...ids]}::${sql.raw(type)}[])`
