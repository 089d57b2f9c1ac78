import type { PlaceLevel } from '@gangju/contract/values'
import { isWithinGoal } from '@gangju/net/goal'
import type { Verb } from '@gangju/net/grant'
import { sql } from 'kysely'
import type { Db } from '../../db/connection.ts'

/** One grant of a person that reaches a place: by which verbs, on which goals, held at which level. */
export interface Reach {
  readonly placeId: number
  readonly level: PlaceLevel
  readonly verbs: readonly string[]
  readonly goalPath: string
}

/** Every grant of a person on a day that reaches one of the places, from the place itself or from above. */
export async function listReach(
  db: Db,
  { personId, placeIds, day }: { personId: string; placeIds: readonly number[]; day: string },
): Promise<Reach[]> {
  const { rows } = await sql<Reach>`
    select wanted.place_id, held.level, r.verbs, coalesce(goal.path, '') as goal_path
    from person_grant g
    join role r on r.role_id = g.role_id
    join place held on held.place_id = g.place_id
    left join goal on goal.goal_id = g.goal_id
    join (select distinct unnest(${[...placeIds]}::int[]) as place_id) wanted
      on wanted.place_id = g.place_id
      or exists (select 1 from cover c where c.ancestor_id = g.place_id and c.descendant_id = wanted.place_id and c.until is null)
    where g.person_id = ${personId}::uuid and g.ended_at is null
      and (g.valid_from is null or g.valid_from <= ${day}::date) and (g.valid_to is null or g.valid_to > ${day}::date)`.execute(
    db,
  )
  return rows
}

/** The levels of the places by which a verb over a goal is held at a place. */
export function levelsOf(
  reach: readonly Reach[],
  { placeId, verb, goalPath }: { placeId: number; verb: Verb; goalPath: string },
): PlaceLevel[] {
  return reach
    .filter((one) => one.placeId === placeId && one.verbs.includes(verb) && isWithinGoal(goalPath, one.goalPath))
    .map(({ level }) => level)
}

/** The names of what lies above each place in the tree, the whole first. */
export async function listPaths(db: Db, placeIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ placeId: number; path: string }>`
    select c.descendant_id as place_id,
           string_agg(a.name, '/' order by array_position(array['country', 'province', 'city', 'county', 'town'], a.level)) as path
    from cover c join place a on a.place_id = c.ancestor_id and a.level <> 'zone'
    where c.until is null and c.descendant_id = any (${[...placeIds]}::int[]) group by 1`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row.path]))
}
