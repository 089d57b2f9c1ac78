import { createHash } from 'node:crypto'
import { isProblemCode, problems } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import type { Catalog } from '../net/catalog.ts'
import { chronicle } from './chronicle.ts'
import { atDesk, type Desk } from './client.ts'
import type { Ground } from './ground.ts'
import { claimKey, type Repeatable, storeAnswer } from './idempotency.store.ts'
import type { Answer, Knock } from './knock.ts'
import { routeName } from './knock.ts'
import { LastingProblem, packProblem, unpackProblem } from './lasting-problem.ts'
import { makeCall, newSayings, type Sayings } from './make-call.ts'
import { withRetry } from './retry.ts'
import { checkDoor, type Identity, identify, Rights } from './rights.ts'
import { isConnectionLost, storageProblem } from './storage-fault.ts'
import { canonicalText } from './strict-json.ts'

/** Answered, or refused by a rule of the business in a way that is final: stored beside the key, and an action either way. */
export type Outcome = { readonly answer: Answer } | { readonly problem: Problem }

/**
 * Answers a non-GET as one transaction: who, the key, the rights, the work, one action, the stored answer, commit;
 * and only then the answer [HT4]. Refusals that a repetition may turn out otherwise (400, 401, 403, 404, 5xx) undo everything.
 */
export async function runWrite(ground: Ground, knock: Knock): Promise<Outcome> {
  return withRetry(() => atDesk(ground.pool, 'begin', (desk) => transact(ground, knock, desk)))
}

async function transact(ground: Ground, knock: Knock, desk: Desk): Promise<Outcome> {
  const now = ground.clock()
  const { needs } = knock.door.route
  const identity = needs === 'public' ? undefined : await identify(desk, knock.credential, now)
  if (identity) checkDoor(identity.actor, needs, true)
  const rights = identity && new Rights({ desk, identity, ground, needs, isWrite: true, now })
  const repeatable = identity && asRepeatable(knock, identity)
  if (repeatable) {
    const earlier = await claim(desk, repeatable)
    if (earlier !== undefined) {
      const outcome = await replay(earlier, rights)
      await desk.client.query('rollback')
      return outcome
    }
  }
  const catalog = await (identity ? ground.catalogs.at(identity.contentEpoch, desk.trx) : ground.catalogs.current())
  const sayings = newSayings()
  const outcome = await perform(knock, { desk, identity, rights, now, catalog }, sayings)
  if (sayings.isReadOnly) {
    await desk.client.query('rollback')
    return outcome
  }
  if (repeatable) await storeAnswer(desk.trx, repeatable, packOutcome(outcome, rights))
  await chronicle(
    ground,
    knock,
    { desk, identity: identity ?? sayings.became, rights, now },
    sayings.words,
    'problem' in outcome ? outcome.problem : undefined,
  )
  await commit(desk)
  return outcome
}

type Standing = {
  desk: Desk
  identity: Identity | undefined
  rights: Rights | undefined
  now: Date
  catalog: Catalog
}

async function perform(knock: Knock, standing: Standing, sayings: Sayings): Promise<Outcome> {
  const { client } = standing.desk
  await client.query('savepoint work')
  try {
    const result: unknown = await knock.door.handler(makeCall(knock, standing, sayings))
    const body: unknown = knock.door.route.reply.parse(result)
    return { answer: { status: sayings.status, headers: sayings.headers, body } }
  } catch (error) {
    const problem = error instanceof Problem ? error : storageProblem(error)
    if (!problem || !isFinal(problem)) throw error
    if (!(problem instanceof LastingProblem)) await client.query('rollback to savepoint work')
    return { problem }
  }
}

/** A refusal by a rule of the business: the same request gets the same refusal again. */
function isFinal(problem: Problem): boolean {
  if (problem instanceof LastingProblem) return true
  const status = isProblemCode(problem.code) ? problems[problem.code].status : 500
  return status === 409 || status === 422
}

async function commit({ client }: Desk): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    // It may have been kept or not: trying again here could do it twice. The key tells when the client asks again.
    throw isConnectionLost(error) ? new Problem('storage.unavailable') : error
  }
}

function asRepeatable({ door, params, query, body, file, key }: Knock, { actor }: Identity): Repeatable | undefined {
  if (key === undefined) return undefined
  const hash = createHash('sha256').update(canonicalText({ params, query, body }))
  if (file) hash.update(file)
  return { actor: actor.personId, route: routeName(door.route), key, requestHash: hash.digest() }
}

async function claim({ trx }: Desk, repeatable: Repeatable): Promise<string | undefined> {
  const earlier = await claimKey(trx, repeatable).catch((error: { code?: string }) => {
    throw error.code === '55P03' ? new Problem('idempotency.running') : error
  })
  if (!earlier) return undefined
  if (!earlier.isSame) throw new Problem('idempotency.otherBody')
  if (!earlier.answer) throw new Problem('idempotency.running')
  return earlier.answer.reply
}

interface Packed {
  readonly answer?: Answer
  readonly problem?: ReturnType<typeof packProblem>
  /** Every rectangle that the first request named; a repetition must still be let into each. */
  readonly asked: readonly Rights['asked'][number]['at'][]
}

function packOutcome(outcome: Outcome, rights: Rights | undefined) {
  const asked = rights?.asked.map(({ at }) => at) ?? []
  if ('problem' in outcome) {
    return { status: 422, reply: JSON.stringify({ problem: packProblem(outcome.problem), asked } satisfies Packed) }
  }
  const { 'set-cookie': _, ...headers } = outcome.answer.headers
  const packed: Packed = { answer: { ...outcome.answer, headers }, asked }
  return { status: outcome.answer.status, reply: JSON.stringify(packed) }
}

/** A key must not be a way to read on when a right is gone [HT6]. */
async function replay(stored: string, rights: Rights | undefined): Promise<Outcome> {
  const { answer, problem, asked } = JSON.parse(stored) as Packed
  for (const at of asked) await rights?.within(at)
  if (problem) return { problem: unpackProblem(problem) }
  if (!answer) throw new Error('a stored answer holds neither an answer nor a refusal')
  return { answer: { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } }
}
