import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

/** The rectangle of the reader. */
export interface Reach {
  readonly counties: readonly number[]
  readonly places: readonly number[]
}

export interface PersonLine {
  readonly name: string
  readonly username: string
  readonly post: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly disabled: boolean
  readonly mustChangePassword: boolean
  readonly grants: readonly GrantLine[]
}

export interface GrantLine {
  readonly place: string
  readonly role: string
  readonly roleEn: string
  readonly goal: string | null
  readonly goalEn: string | null
}

/** People with a grant in the rectangle, with those of their grants that lie in it, by user name. */
export async function listPersonLines(
  db: Db,
  { reach, goalPaths, limit }: { reach: Reach; goalPaths: readonly string[]; limit: number },
): Promise<PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select who.name, who.username, who.post, who.phone, who.email, who.disabled, who.must_change_password, held.grants
    from person who join (
      select g.person_id,
             json_agg(json_build_object('place', p.name, 'role', r.name, 'roleEn', r.name_en, 'goal', goal.name, 'goalEn', goal.name_en)
                      order by p.code, r.code) as grants
      from person_grant g join role r on r.role_id = g.role_id join place p on p.place_id = g.place_id
      left join goal on goal.goal_id = g.goal_id
      where g.ended_at is null and (g.county_id = any (${[...reach.counties]}::int[]) or g.place_id = any (${[...reach.places]}::int[]))
        and exists (select 1 from unnest(${[...goalPaths]}::text[]) held where starts_with(coalesce(goal.path, ''), held))
      group by g.person_id) held on held.person_id = who.person_id
    order by who.username limit ${limit}`.execute(db)
  return rows
}

export interface ActionLine {
  /** At the offices' clock. */
  readonly at: string
  readonly actor: string | null
  readonly verb: string
  readonly place: string | null
  readonly goal: string | null
  readonly outcome: 'done' | 'refused'
  readonly problem: string | null
  readonly subject: string | null
  readonly lane: number
  readonly seq: string
  readonly hash: string
}

/**
 * Lines of the log in the rectangle, newest first, along `action_by_time`.
 *
 * @param goalIds undefined: every line, also those that name no goal.
 */
export async function listActionLines(
  db: Db,
  { reach, goalIds, limit }: { reach: Reach; goalIds: readonly number[] | undefined; limit: number },
): Promise<ActionLine[]> {
  const { rows } = await sql<ActionLine>`
    select to_char(a.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as at, who.name as actor, a.verb, p.name as place,
           goal.code as goal, a.outcome, a.problem, a.subject, a.county_id as lane, a.seq, encode(a.hash, 'hex') as hash
    from action a left join person who on who.person_id = a.actor left join place p on p.place_id = a.place_id
    left join goal on goal.goal_id = a.goal_id
    where (a.county_id = any (${[...reach.counties]}::int[]) or a.place_id = any (${[...reach.places]}::int[]))
      ${goalIds === undefined ? sql`` : sql`and a.goal_id = any (${[...goalIds]}::int[])`}
    order by a.at desc, a.county_id, a.seq limit ${limit}`.execute(db)
  return rows
}
