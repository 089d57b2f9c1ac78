import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'

export interface GoalPlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: string
}

/** Those of the places that lie in the reader's rectangle or above it. */
export async function listGoalPlaces(db: Db, placeIds: readonly number[]): Promise<ReadonlyMap<number, GoalPlace>> {
  const { rows } = await sql<GoalPlace>`
    select place_id, code, name, level from place where place_id = any (${[...placeIds]}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.placeId, row]))
}

/** Targets in force that hang on each goal itself, within the reader's rectangle. */
export async function countTargetsByGoal(db: Db, placeIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ goalId: number; targets: number }>`
    select t.goal_id, count(*)::int as targets from target t
    where t.superseded_at is null and t.goal_id is not null
      and (t.place_id = any (${[...placeIds]}::int[]) or exists (
        select 1 from cover c where c.descendant_id = t.place_id and c.ancestor_id = any (${[...placeIds]}::int[]) and c.until is null))
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.goalId, row.targets]))
}

export interface GoalDocument {
  readonly documentId: number
  readonly code: string
  /** Of the document, when its text is in the library. */
  readonly textCode: string | null
  readonly title: string
  readonly asOf: string | null
  readonly demo: boolean
}

/** The documents that state goals, each as the source that its figures come from. */
export async function listGoalDocuments(
  db: Db,
  documentIds: readonly number[],
): Promise<ReadonlyMap<number, GoalDocument>> {
  const { rows } = await sql<GoalDocument>`
    select d.document_id, s.code, case when d.text_place_id is not null then d.code end as text_code, d.title, d.as_of, s.demo from document d
    join source s on s.document_id = d.document_id and s.kind = 'document'
    where d.document_id = any (${[...documentIds]}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.documentId, row]))
}
