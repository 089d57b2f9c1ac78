import { randomUUID } from 'node:crypto'
import { isProblemCode, problems } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import type { Trx } from '../../../db/connection.ts'
import { actFor } from '../../../http/act-for.ts'
import type { App } from '../../../http/app.ts'
import { type BulkReason, type ClaimedBulk, claimBulk, deleteParts, lockBulk, updateBulk } from './bulk.store.ts'
import { takePiece } from './take-piece.ts'

export interface BulkWork {
  readonly ground: Pick<App['ground'], 'pool' | 'rectangles' | 'catalogs' | 'clock'>
  /** Runs one piece of work as a transaction of the role that sees every row. */
  readonly transact: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  /** Cells that are taken in one transaction. */
  readonly mostCells?: number
}

const leaseMs = 120_000
const firstWaitMs = 30_000
const mostFailures = 5

/**
 * Takes the next piece of the job that has waited longest [EX12]. Whoever dies over it lets it go when the lease ends, and
 * nothing of the piece was kept.
 *
 * @returns false when no job was waiting. @throws what is no refusal, after the job was put off.
 */
export async function takeNextPiece({ ground, transact, mostCells = 2_000 }: BulkWork): Promise<boolean> {
  const lease = randomUUID()
  const now = ground.clock()
  const until = new Date(now.getTime() + leaseMs)
  const claimed = await transact((trx) => claimBulk(trx, { lease, now, until }))
  if (!claimed) return false
  const words = { personId: claimed.startedBy, needs: 'submission.draft', requestId: claimed.jobId } as const
  try {
    await actFor(ground, words, (errand) => takePiece(errand, claimed, { lease, mostCells }))
  } catch (error) {
    await transact((trx) => putOff(trx, { claimed, lease, error, now: ground.clock() }))
    if (!isRefusal(error)) throw error
  }
  return true
}

interface Stumble {
  readonly claimed: ClaimedBulk
  readonly lease: string
  readonly error: unknown
  readonly now: Date
}

/** A refusal ends the job and says why; anything else is tried again, later each time, and not for ever. */
async function putOff(trx: Trx, { claimed, lease, error, now }: Stumble): Promise<void> {
  const held = await lockBulk(trx, claimed)
  if (held.state !== 'running' || held.lease !== lease) return
  const failures = claimed.failures + 1
  if (!isRefusal(error) && failures < mostFailures) {
    const leaseUntil = new Date(now.getTime() + firstWaitMs * 4 ** (failures - 1))
    return updateBulk(trx, claimed, { failures, leaseUntil })
  }
  const reason: BulkReason = isRefusal(error)
    ? { code: error.code, detail: plainDetail(error) }
    : { code: 'bulk.broken', detail: {} }
  await updateBulk(trx, claimed, { state: 'failed', failures, endedAt: now, reason, leaseUntil: null })
  await deleteParts(trx, claimed)
}

function isRefusal(error: unknown): error is Problem {
  if (!(error instanceof Problem) || !isProblemCode(error.code)) return false
  const { status } = problems[error.code]
  return status < 500 && status !== 429
}

const plainDetail = ({ detail }: Problem): BulkReason['detail'] =>
  Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  )
