import type { Statement } from '@gangju/clause'
import type { ClauseChoice, StatementChoice } from '@gangju/contract/desk'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import type { ClauseReading } from './clause-choice.ts'
import type { Reach } from './desk.store.ts'
import type { RowPieces } from './reading-rows.ts'
import { storableJson } from './storable-json.ts'

export interface DocumentKey {
  readonly countyId: number
  readonly placeId: number
  readonly documentId: number
  readonly version: number
}

/** Proposes what the reader found of a new version; they lie where their document lies. */
export async function insertProposals(trx: Trx, document: DocumentKey, pieces: RowPieces): Promise<void> {
  for (const piece of pieces) {
    await sql`
      insert into proposal (county_id, place_id, document_id, version, ordinal, kind, anchor, position, length, confidence, reading)
      select ${document.countyId}::int, ${document.placeId}::int, ${document.documentId}::int, ${document.version}::int,
             r.ordinal, r.kind, r.anchor, r.position, r.length, r.confidence, r.reading
      from json_to_recordset(${piece}::json)
        as r (ordinal int, kind text, anchor text, position int, length int, confidence numeric, reading jsonb)`.execute(
      trx,
    )
  }
}

export type ProposalState = 'open' | 'accepted' | 'rejected' | 'merged'

/** The published figure that a proposal became. */
export interface StatedCell {
  readonly indicator: string
  readonly place: string
  readonly period: string
}

interface ProposalHead {
  readonly proposalId: string
  readonly ordinal: number
  readonly anchor: string
  readonly position: number
  readonly length: number
  readonly confidence: string
  readonly state: ProposalState
  readonly edition: number
  readonly mergedInto: string | null
  readonly targetId: string | null
  readonly observation: StatedCell | null
  readonly goalId: number | null
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
}

/** `choice` is what a person took it as; null until somebody chose. */
export type StatementRow = ProposalHead & {
  readonly kind: 'statement'
  readonly reading: Statement
  readonly choice: StatementChoice | null
}
export type ClauseRow = ProposalHead & {
  readonly kind: 'clause'
  readonly reading: ClauseReading
  readonly choice: ClauseChoice | null
}
export type ProposalRow = StatementRow | ClauseRow

/** In reading order; only those of the rectangle, also where the document itself is read from below. */
export async function listProposals(
  db: Db,
  { rectangle }: Reach,
  { document, ids }: { document: DocumentKey; ids?: readonly string[] },
): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`
    select r.proposal_id, r.ordinal, r.kind, r.anchor, r.position, r.length, r.confidence, r.reading, r.choice, r.state, r.edition,
           r.merged_into, r.target_id, r.observation, r.goal_id, r.decided_at, p.name as decided_by_name
    from proposal r left join person p on p.person_id = r.decided_by
    where r.county_id = ${document.countyId} and r.document_id = ${document.documentId} and r.version = ${document.version}
      and (r.county_id = any (${[...rectangle.counties]}::int[]) or r.place_id = any (${[...rectangle.places]}::int[]))
      ${ids === undefined ? sql`` : sql`and r.proposal_id = any (${[...ids]}::uuid[])`}
    order by r.ordinal`.execute(db)
  return rows
}

/** Takes hold of a version until the transaction ends: who decides on the same document waits. */
export async function lockDocument(trx: Trx, { countyId, documentId, version }: DocumentKey): Promise<void> {
  await sql`
    select 1 from document_version
    where county_id = ${countyId} and document_id = ${documentId} and version = ${version} for update`.execute(trx)
}

/** What a proposal has become. */
export interface ProposalChange {
  readonly proposalId: string
  readonly state: ProposalState
  readonly choice: StatementChoice | ClauseChoice | null
  readonly mergedInto: string | null
  readonly targetId: string | null
  readonly observation: StatedCell | null
  readonly goalId: number | null
}

/** Each raises its edition by one. An open proposal bears nobody's name. */
export async function updateProposals(
  trx: Trx,
  { countyId }: DocumentKey,
  changes: readonly ProposalChange[],
  by: { readonly personId: string; readonly at: Date },
): Promise<void> {
  const rows = changes.map((change) => ({
    proposal_id: change.proposalId,
    state: change.state,
    choice: change.choice,
    merged_into: change.mergedInto,
    target_id: change.targetId,
    observation: change.observation,
    goal_id: change.goalId,
  }))
  await sql`
    update proposal p set state = r.state, choice = r.choice, merged_into = r.merged_into, target_id = r.target_id,
           observation = r.observation, goal_id = r.goal_id, edition = p.edition + 1,
           decided_at = case when r.state <> 'open' then ${by.at}::timestamptz end,
           decided_by = case when r.state <> 'open' then ${by.personId}::uuid end
    from jsonb_to_recordset(${storableJson(rows)}::jsonb)
      as r (proposal_id uuid, state text, choice jsonb, merged_into uuid, target_id uuid, observation jsonb, goal_id int)
    where p.county_id = ${countyId} and p.proposal_id = r.proposal_id`.execute(trx)
}
