import { createHash } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { KEPT } from '../db/kept.ts'

/** One line of the log before it has its place in the chain. */
export interface NewAction {
  /** County of the rectangle, the lane of the chain; 0 for what has no place. */
  readonly countyId: number
  readonly at: Date
  readonly actor: string | null
  readonly verb: string
  readonly placeId: number | null
  readonly goalId: number | null
  readonly subject: string | null
  readonly requestId: string
  readonly outcome: 'done' | 'refused'
  readonly problem: string | null
  readonly detail: object | null
}

/** The hash in front of the first line of every lane. */
export const chainStart = Buffer.alloc(32)

/** Appends a line to its lane, as `actionStatements` says. */
export async function appendAction(trx: Trx, action: NewAction): Promise<void> {
  for (const { text, values } of actionStatements(action)) await trx.executeQuery(CompiledQuery.raw(text, [...values]))
}

/**
 * What appends a line to its lane and moves the head of the lane, which is held until the transaction ends: to be sent
 * last, with the commit behind it, so that writers of one county wait for each other only through one message [LO2].
 * What the hash covers is written here; the number of the line and the hash before it are known only in the database.
 */
export function actionStatements(action: NewAction): readonly { text: string; values: readonly unknown[] }[] {
  const { countyId, at, actor, verb, placeId, goalId, subject, requestId, outcome, problem } = action
  const detail = plain(action.detail)
  // The line as it is hashed, but for its number, which stands between these two.
  const before = `[${countyId},"`
  const after = `",${JSON.stringify(canonical(fieldsOf({ ...action, detail, seq: '' }).slice(2))).slice(1)}`
  const words = [actor, verb, placeId, goalId, subject, requestId, outcome, problem]
  return [
    { text: startLane, values: [countyId, chainStart] },
    { text: holdLane, values: [countyId] },
    {
      text: appendLine,
      values: [countyId, before, after, at, ...words, detail === null ? null : JSON.stringify(detail)],
    },
  ]
}

const startLane = `${KEPT} insert into action_head (county_id, seq, hash) select $1::int, 0, $2::bytea
  where not exists (select from action_head where county_id = $1) on conflict do nothing`

const holdLane = `${KEPT} select from action_head where county_id = $1 for update`

/** A lane without a head has no number for its line, and the line is refused. */
const appendLine = `${KEPT} with head as materialized (
    select h.seq + 1 as seq, h.hash as previous,
           sha256(h.hash || convert_to($2::text || (h.seq + 1)::text || $3::text, 'UTF8')) as hash
    from (values ($1::int)) lane (county_id) left join action_head h using (county_id)),
  line as (
    insert into action (county_id, seq, at, actor, verb, place_id, goal_id, subject, request_id, outcome, problem, detail,
                        previous_hash, hash)
    select $1::int, seq, $4::timestamptz, $5::uuid, $6::text, $7::int, $8::int, $9::text, $10::text, $11::text, $12::text,
           $13::jsonb, previous, hash from head)
  update action_head set seq = head.seq, hash = head.hash from head where county_id = $1`

type ChainedAction = NewAction & { readonly seq: string }

/** SHA-256 over the hash before and every field of the line, in one spelling [LO1]. */
export function chainHash(previousHash: Buffer, action: ChainedAction): Buffer {
  return createHash('sha256')
    .update(previousHash)
    .update(JSON.stringify(canonical(fieldsOf(action))))
    .digest()
}

function fieldsOf(action: ChainedAction): readonly unknown[] {
  const { countyId, seq, at, actor, verb, placeId, goalId, subject, requestId, outcome, problem, detail } = action
  return [countyId, seq, at.toISOString(), actor, verb, placeId, goalId, subject, requestId, outcome, problem, detail]
}

/** As it comes back from the database: without what JSON does not hold. */
const plain = (detail: object | null): object | null =>
  detail === null ? null : (JSON.parse(JSON.stringify(detail)) as object)

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, part]) => [key, canonical(part)])
}

export interface LaneVerdict {
  readonly countyId: number
  readonly lines: number
  /** Number of the first line that does not fit, or where one is missing; null when the lane is whole. */
  readonly brokenAt: string | null
  readonly reason: 'gap' | 'altered' | 'cut' | 'headless' | null
}

/** All that follows in the transaction is read as of now, while others go on writing. To be called first. */
export async function seeOneMoment(trx: Trx): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(trx)
}

/** Walks every lane from its start to its head [LO3]. Reads as a role that sees all rows, in one snapshot. */
export async function verifyLog(db: Db, pageSize = 1_000): Promise<LaneVerdict[]> {
  const heads = await db.selectFrom('actionHead').selectAll().orderBy('countyId').execute()
  const lanes = await db.selectFrom('action').select('countyId').distinct().orderBy('countyId').execute()
  const known = new Set(heads.map((head) => head.countyId))
  const headless = lanes.filter((lane) => !known.has(lane.countyId))
  const verdicts: LaneVerdict[] = []
  for (const head of heads) verdicts.push(await verifyLane(db, head, pageSize))
  for (const { countyId } of headless) verdicts.push({ countyId, lines: 0, brokenAt: '1', reason: 'headless' })
  return verdicts
}

interface Head {
  readonly countyId: number
  readonly seq: string
  readonly hash: Buffer
}

async function verifyLane(db: Db, head: Head, pageSize: number): Promise<LaneVerdict> {
  const { countyId } = head
  let hash: Buffer = chainStart
  let seq = 0n
  const broken = (at: bigint, reason: LaneVerdict['reason']) => ({
    countyId,
    lines: Number(seq),
    brokenAt: at.toString(),
    reason,
  })
  for (;;) {
    const lines = await listLines(db, countyId, seq, pageSize)
    for (const line of lines) {
      if (BigInt(line.seq) !== seq + 1n) return broken(seq + 1n, 'gap')
      if (!line.previousHash.equals(hash)) return broken(seq + 1n, 'altered')
      const action = { ...line, outcome: line.outcome as NewAction['outcome'], detail: line.detail as object | null }
      if (!chainHash(hash, action).equals(line.hash)) return broken(seq + 1n, 'altered')
      seq += 1n
      hash = line.hash
    }
    if (lines.length < pageSize) break
  }
  if (seq.toString() !== head.seq || !hash.equals(head.hash)) return broken(seq + 1n, 'cut')
  return { countyId, lines: Number(seq), brokenAt: null, reason: null }
}

async function listLines(db: Db, countyId: number, afterSeq: bigint, limit: number) {
  return db
    .selectFrom('action')
    .selectAll()
    .where('countyId', '=', countyId)
    .where('seq', '>', afterSeq.toString())
    .orderBy('seq')
    .limit(limit)
    .execute()
}
