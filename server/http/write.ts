import { createHash } from 'node:crypto'
import { isProblemCode, problems } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import type { Statement } from '../db/batch.ts'
import type { Catalog } from '../net/catalog.ts'
import { chronicle, commitStatement } from './chronicle.ts'
import { atDesk, type Desk } from './client.ts'
import type { Ground } from './ground.ts'
import { answerStatement, claimStatement, getClaimed, type Repeatable } from './idempotency.store.ts'
import type { Answer, Knock } from './knock.ts'
import { routeName } from './knock.ts'
import { LastingProblem, packProblem, unpackProblem } from './lasting-problem.ts'
import { makeCall, newSayings, type Sayings } from './make-call.ts'
import { withRetry } from './retry.ts'
import { checkDoor, hashSecret, type Identity, identify, Rights } from './rights.ts'
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
  const opened = needs === 'public' ? undefined : await open(ground, desk, knock, now)
  const identity = opened?.identity
  if (identity) checkDoor(identity.actor, needs, true)
  const rights = identity && new Rights({ desk, identity, ground, needs, isWrite: true, now })
  const repeatable = opened?.repeatable
  if (opened && repeatable && !opened.isOurs) {
    const outcome = await replay(await getEarlier(desk, repeatable), rights)
    await desk.line.rollback()
    return outcome
  }
  const catalog = await (identity ? ground.catalogs.at(identity.contentEpoch, desk.trx) : ground.catalogs.current())
  const sayings = newSayings()
  const outcome = await perform(knock, { desk, identity, rights, now, catalog }, sayings)
  if (sayings.isReadOnly) {
    await desk.line.rollback()
    return outcome
  }
  const action = await chronicle(
    ground,
    knock,
    { desk, identity: identity ?? sayings.became, rights, now },
    sayings.words,
    'problem' in outcome ? outcome.problem : undefined,
  )
  const answer = repeatable ? [answerStatement(repeatable, packOutcome(outcome, rights))] : []
  await commit(desk, [...answer, ...action])
  return outcome
}

/** Who it is, the key claimed for them, and the place that they name, in one message. */
async function open({ rectangles }: Ground, desk: Desk, knock: Knock, now: Date) {
  const request = asRepeatable(knock)
  const code = namedPlace(knock)
  const place = code === undefined ? undefined : rectangles.placeStatement(code)
  const secretHash = hashSecret(knock.credential?.secret ?? '')
  const also = [...(request ? [claimStatement(secretHash, request)] : []), ...(place ? resolving(place) : [])]
  const identity = await identify(desk, knock.credential, now, also).catch((error: { code?: string }) => {
    // Only the key waits for anybody.
    throw error.code === '55P03' ? new Problem('idempotency.running') : error
  })
  const [claimed, , found] = request ? identity.also : [undefined, ...identity.also]
  if (code !== undefined && found) rectangles.takePlace(identity.netEpoch, code, found)
  const repeatable = request && { ...request, actor: identity.actor.personId }
  return { identity, repeatable, isOurs: claimed?.rowCount === 1 }
}

const resolving = (place: Statement): readonly Statement[] => [
  { text: "set local gangju.resolve = 'on'" },
  place,
  { text: "set local gangju.resolve = ''" },
]

function namedPlace({ query, body }: Knock): string | undefined {
  const { place } = { ...(body as { place?: unknown }), ...(query as { place?: unknown }) }
  return typeof place === 'string' ? place : undefined
}

type Standing = {
  desk: Desk
  identity: Identity | undefined
  rights: Rights | undefined
  now: Date
  catalog: Catalog
}

async function perform(knock: Knock, standing: Standing, sayings: Sayings): Promise<Outcome> {
  const { line } = standing.desk
  await line.query('savepoint work')
  try {
    const result: unknown = await knock.door.handler(makeCall(knock, standing, sayings))
    const body: unknown = knock.door.route.reply.parse(result)
    return { answer: { status: sayings.status, headers: sayings.headers, body } }
  } catch (error) {
    const problem = error instanceof Problem ? error : storageProblem(error)
    if (!problem || !isFinal(problem)) throw error
    if (!(problem instanceof LastingProblem)) await line.query('rollback to savepoint work')
    return { problem }
  }
}

/** A refusal by a rule of the business: the same request gets the same refusal again. */
function isFinal(problem: Problem): boolean {
  if (problem instanceof LastingProblem) return true
  const status = isProblemCode(problem.code) ? problems[problem.code].status : 500
  return status === 409 || status === 422
}

/** The last of a transaction, in one message with its end. */
async function commit({ line }: Desk, last: readonly Statement[]): Promise<void> {
  try {
    await line.queryAll([...last, commitStatement])
  } catch (error) {
    // It may have been kept or not: trying again here could do it twice. The key tells when the client asks again.
    throw isConnectionLost(error) ? new Problem('storage.unavailable') : error
  }
}

function asRepeatable({ door, params, query, body, file, key }: Knock): Omit<Repeatable, 'actor'> | undefined {
  if (key === undefined) return undefined
  const hash = createHash('sha256').update(canonicalText({ params, query, body }))
  if (file) hash.update(file)
  return { route: routeName(door.route), key, requestHash: hash.digest() }
}

async function getEarlier({ trx }: Desk, repeatable: Repeatable): Promise<string> {
  const earlier = await getClaimed(trx, repeatable)
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
