import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

export interface AcceptedGoal {
  readonly kind: 'measure' | 'task'
  readonly name: string
  readonly parent: { readonly goalId: number; readonly code: string; readonly path: string }
  readonly placeId: number
  readonly due: string | null
  readonly documentId: number
  readonly anchor: string
  readonly position: number
  readonly length: number
}

/**
 * Puts a node under its parent as `<parent>-t01`, the next free number; numbers of ended nodes are not given again.
 * Whoever writes goals holds the content's epoch, so two numbers are never the same.
 */
export async function insertAcceptedGoal(trx: Trx, { parent, ...goal }: AcceptedGoal): Promise<number> {
  const { rows } = await sql<{ last: number; position: number }>`
    select coalesce(max(substring(code from length(${parent.code}) + 3)::int) filter (
             where starts_with(code, ${`${parent.code}-t`}) and substring(code from length(${parent.code}) + 3) ~ '^[0-9]{1,6}$'), 0) as last,
           coalesce(max(position), 0) as position
    from goal where parent_id = ${parent.goalId}`.execute(trx)
  const { last, position } = rows[0]!
  const code = `${parent.code}-t${String(last + 1).padStart(2, '0')}`
  const { goalId } = await trx
    .insertInto('goal')
    .values({
      code,
      kind: goal.kind,
      parentId: parent.goalId,
      path: `${parent.path}${code.toLowerCase()}/`,
      name: goal.name,
      nameEn: goal.name,
      placeId: goal.placeId,
      due: goal.due,
      position: position + 1,
      documentId: goal.documentId,
      documentOffset: goal.position,
      documentAnchor: goal.anchor,
      documentLength: goal.length,
    })
    .returning('goalId')
    .executeTakeFirstOrThrow()
  return goalId
}

export async function endGoal(trx: Trx, goalId: number, at: Date): Promise<void> {
  await trx.updateTable('goal').set({ supersededAt: at }).where('goalId', '=', goalId).execute()
}

/** Of ended goals those on which something in force still hangs: a node below, or a target. */
export async function listGoalsInUse(trx: Trx, goalIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ goalId: number }>`
    select parent_id as goal_id from goal where parent_id = any (${[...goalIds]}::int[]) and superseded_at is null
    union select goal_id from target where goal_id = any (${[...goalIds]}::int[]) and superseded_at is null`.execute(
    trx,
  )
  return rows.map(({ goalId }) => goalId)
}

/** Who is responsible for a goal; of a body named twice the leading part stands. */
export async function insertResponsibilities(
  trx: Trx,
  goalId: number,
  bodies: readonly { readonly bodyId: number; readonly part: 'lead' | 'support' }[],
): Promise<void> {
  if (bodies.length === 0) return
  const leadFirst = bodies.toSorted((a, b) => (a.part === b.part ? 0 : a.part === 'lead' ? -1 : 1))
  await trx
    .insertInto('responsibility')
    .values(leadFirst.map((body) => ({ ...body, goalId, inferred: false })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Bodies by name: that of the place itself, else of the nearest place above it. */
export async function listBodies(
  trx: Trx,
  { placeId, names }: { readonly placeId: number; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; bodyId: number }>`
    select distinct on (b.name) b.name, b.body_id
    from body b left join cover c on c.ancestor_id = b.place_id and c.descendant_id = ${placeId} and c.until is null
    where b.name = any (${[...names]}::text[]) and (b.place_id = ${placeId} or b.place_id is null or c.ancestor_id is not null)
    order by b.name, (b.place_id = ${placeId}) desc nulls last,
             (select count(*) from cover u where u.descendant_id = b.place_id and u.until is null) desc, b.body_id`.execute(
    trx,
  )
  return new Map(rows.map(({ name, bodyId }) => [name, bodyId]))
}

export async function insertBody(
  trx: Trx,
  body: { readonly code: string; readonly name: string; readonly placeId: number },
): Promise<number> {
  const { bodyId } = await trx
    .insertInto('body')
    .values({ ...body, nameEn: body.name, kind: 'department' })
    .returning('bodyId')
    .executeTakeFirstOrThrow()
  return bodyId
}
