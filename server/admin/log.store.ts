import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

export interface LogCursor {
  readonly at: string
  readonly countyId: number
  readonly seq: string
}

interface LogQuestion {
  readonly counties: readonly number[]
  readonly places: readonly number[]
  /** Ids of the goals asked for; undefined: every line, also those that name no goal. */
  readonly goalIds: readonly number[] | undefined
  readonly verb: string | undefined
  readonly after: LogCursor | undefined
  readonly limit: number
}

/** Lines of the log in a rectangle, newest first, along `action_by_time`. */
export async function listLines(db: Db, { counties, places, goalIds, verb, after, limit }: LogQuestion) {
  let query = db
    .selectFrom('action')
    .leftJoin('person', 'person.personId', 'action.actor')
    .leftJoin('place', 'place.placeId', 'action.placeId')
    .leftJoin('goal', 'goal.goalId', 'action.goalId')
    .where(
      sql<boolean>`(action.county_id = any (${[...counties]}::int[]) or action.place_id = any (${[...places]}::int[]))`,
    )
  if (goalIds) query = query.where(sql<boolean>`action.goal_id = any (${[...goalIds]}::int[])`)
  if (verb !== undefined) query = query.where('action.verb', '=', verb)
  if (after) {
    const { at, countyId, seq } = after
    query = query.where(
      sql<boolean>`(action.at < ${at} or (action.at = ${at} and (action.county_id, action.seq) > (${countyId}, ${seq}::bigint)))`,
    )
  }
  return query
    .select([
      'action.countyId',
      'action.seq',
      'action.at',
      'action.actor',
      'action.verb',
      'action.outcome',
      'action.problem',
    ])
    .select([
      'action.subject',
      'action.hash',
      'person.name as actorName',
      'place.code as place',
      'place.name as placeName',
    ])
    .select('goal.code as goal')
    .orderBy('action.at', 'desc')
    .orderBy('action.countyId')
    .orderBy('action.seq')
    .limit(limit)
    .execute()
}
