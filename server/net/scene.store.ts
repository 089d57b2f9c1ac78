import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** A place as pages list it, with its class of assessment where one is stated for today. */
export interface ScenePlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly countyId: number
  readonly parentId: number | null
  readonly parentName: string | null
  readonly administrative: boolean
  readonly track: string | null
}

const columns = sql`
  p.place_id, p.code, p.name, p.level, p.county_id, p.parent_id, parent.name as parent_name, p.administrative,
  (select a.value_name from place_attribute a
   where a.county_id = p.county_id and a.place_id = p.place_id and a.kind = 'track'
     and (a.valid_from is null or a.valid_from <= current_date) and (a.valid_to is null or a.valid_to > current_date)
   order by a.valid_from desc nulls last limit 1) as track`

/** Administrative places directly under a place, in code order; of a zone, its members. Closed ones are left out. */
export async function listChildren(db: Db, placeId: number): Promise<ScenePlace[]> {
  const { rows } = await sql<ScenePlace>`
    select ${columns} from place p left join place parent on parent.place_id = p.parent_id
    where p.administrative and p.level <> 'zone' and (p.valid_to is null or p.valid_to > current_date)
      and (p.parent_id = ${placeId} or p.place_id in (
        select e.descendant_id from place_edge e where e.ancestor_id = ${placeId} and e.kind = 'zone' and e.valid_to is null))
    order by p.code`.execute(db)
  return rows
}

/** Administrative places of one level under a place, in code order. */
export async function listUnder(db: Db, placeId: number, level: string): Promise<ScenePlace[]> {
  const { rows } = await sql<ScenePlace>`
    select ${columns} from place p left join place parent on parent.place_id = p.parent_id
    join cover c on c.descendant_id = p.place_id and c.until is null and c.ancestor_id = ${placeId}
    where p.administrative and p.level = ${level} and (p.valid_to is null or p.valid_to > current_date)
    order by p.code`.execute(db)
  return rows
}

/** The place itself in the same shape. */
export async function getScenePlace(db: Db, placeId: number): Promise<ScenePlace> {
  const { rows } = await sql<ScenePlace>`
    select ${columns} from place p left join place parent on parent.place_id = p.parent_id where p.place_id = ${placeId}`.execute(
    db,
  )
  const [place] = rows
  if (place === undefined) throw new Error(`place ${placeId} is not visible in its own rectangle`)
  return place
}

interface SilentQuestion {
  readonly placeId: number
  readonly level: string
  readonly indicatorIds: readonly number[]
  /** An answer for any of these is an answer: a longer period with its months. */
  readonly periods: readonly string[]
  readonly asOf: Date | null
  readonly limit: number
}

/** Places under a place that collect a form and have no figure of it in a period; in code order. */
export async function listSilent(
  db: Db,
  { placeId, level, indicatorIds, periods, asOf, limit }: SilentQuestion,
): Promise<{ silent: (ScenePlace & { path: string })[]; count: number }> {
  const { rows } = await sql<ScenePlace & { path: string; count: string }>`
    select ${columns}, coalesce(parent.name || ' / ', '') || p.name as path, count(*) over () as count
    from place p left join place parent on parent.place_id = p.parent_id
    where p.administrative and p.level = ${level} and (p.valid_to is null or p.valid_to > current_date)
      and (p.place_id = ${placeId} or exists (
        select 1 from cover c where c.descendant_id = p.place_id and c.ancestor_id = ${placeId} and c.until is null))
      and not exists (
        select 1 from observation o
        where o.county_id = p.county_id and o.place_id = p.place_id and o.indicator_id = any (${[...indicatorIds]}::int[])
          and o.period = any (${[...periods]}::text[]) and o.missing is distinct from 'notReported'
          and ${asOf === null ? sql`o.superseded_at is null` : sql`o.recorded_at <= ${asOf} and (o.superseded_at is null or o.superseded_at > ${asOf})`})
    order by p.code limit ${limit}`.execute(db)
  return { silent: rows, count: Number(rows[0]?.count ?? 0) }
}

/** A place by its id, as far as figures of it are asked for; undefined where it is not even seen. */
export async function findFigurePlace(
  db: Db,
  placeId: number,
): Promise<Pick<ScenePlace, 'placeId' | 'countyId' | 'level'> | undefined> {
  return db
    .selectFrom('place')
    .select(['placeId', 'countyId', 'level'])
    .where('placeId', '=', placeId)
    .executeTakeFirst()
}
