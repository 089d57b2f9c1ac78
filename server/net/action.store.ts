import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'

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

/**
 * Appends a line to its lane and moves the head of the lane, which it holds until the transaction ends: to be called
 * last, so that writers of one county wait for each other only through the commit [LO2].
 */
export async function appendAction(trx: Trx, action: NewAction): Promise<void> {
  const head = (await lockHead(trx, action.countyId)) ?? (await startLane(trx, action.countyId))
  const seq = (BigInt(head.seq) + 1n).toString()
  const line = { ...action, seq, detail: plain(action.detail) }
  const hash = chainHash(head.hash, line)
  await trx
    .insertInto('action')
    .values({
      ...line,
      detail: line.detail === null ? null : JSON.stringify(line.detail),
      previousHash: head.hash,
      hash,
    })
    .execute()
  await trx.updateTable('actionHead').set({ seq, hash }).where('countyId', '=', action.countyId).execute()
}

async function lockHead(trx: Trx, countyId: number) {
  return trx
    .selectFrom('actionHead')
    .select(['seq', 'hash'])
    .where('countyId', '=', countyId)
    .forUpdate()
    .executeTakeFirst()
}

async function startLane(trx: Trx, countyId: number) {
  await trx
    .insertInto('actionHead')
    .values({ countyId, seq: '0', hash: chainStart })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await lockHead(trx, countyId)
  if (!head) throw new Error(`the lane ${countyId} of the log has no head`)
  return head
}

type ChainedAction = NewAction & { readonly seq: string }

/** SHA-256 over the hash before and every field of the line, in one spelling [LO1]. */
export function chainHash(previousHash: Buffer, action: ChainedAction): Buffer {
  const { countyId, seq, at, actor, verb, placeId, goalId, subject, requestId, outcome, problem, detail } = action
  const fields = [
    countyId,
    seq,
    at.toISOString(),
    actor,
    verb,
    placeId,
    goalId,
    subject,
    requestId,
    outcome,
    problem,
    detail,
  ]
  return createHash('sha256')
    .update(previousHash)
    .update(JSON.stringify(canonical(fields)))
    .digest()
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
