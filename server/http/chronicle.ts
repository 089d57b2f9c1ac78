import type { Problem } from '@gangju/net/problem'
import type { Statement } from '../db/batch.ts'
import { actionStatements } from '../net/action.store.ts'
import type { KnownPlace } from '../net/rectangle.store.ts'
import type { ActionWords } from './call.ts'
import { atDesk, type Desk } from './client.ts'
import { setContext } from './context.store.ts'
import type { Ground } from './ground.ts'
import { type Knock, verbOf } from './knock.ts'
import { getWidest, type Identity, identify, type Rights } from './rights.ts'

interface Standing {
  readonly desk: Desk
  readonly identity: Identity | undefined
  readonly rights: Rights | undefined
  readonly now: Date
}

/**
 * What writes the one action of a request: to be sent last in its transaction, with the commit behind it. What names no
 * place is logged where the person is at home (the widest granted place), so that somebody is there to see it; without a
 * person, in lane 0 [LO4].
 */
export async function chronicle(
  { rectangles }: Pick<Ground, 'rectangles'>,
  knock: Knock,
  { desk, identity, rights, now }: Standing,
  words: ActionWords,
  problem?: Problem,
): Promise<readonly Statement[]> {
  const place = await findPlace()
  return actionStatements({
    countyId: place?.countyId ?? 0,
    at: now,
    actor: identity?.actor.personId ?? null,
    verb: words.verb ?? verbOf(knock.door),
    placeId: place?.placeId ?? null,
    goalId: words.goalId ?? rights?.asked.at(-1)?.goalId ?? null,
    subject: words.subject ?? null,
    requestId: knock.requestId,
    outcome: problem ? 'refused' : 'done',
    problem: problem?.code ?? null,
    detail: words.detail ?? null,
  })

  async function findPlace(): Promise<KnownPlace | undefined> {
    const asked = rights?.asked.at(-1)?.place
    if (asked && (words.placeId === undefined || words.placeId === asked.placeId)) return asked
    const epoch = identity?.netEpoch ?? null
    await setContext(desk.line, { resolve: 'on' })
    if (words.placeId !== undefined) return rectangles.findPlaceById(desk.trx, epoch, words.placeId)
    const held = [...new Set(identity?.grants.map((grant) => grant.placeId) ?? [])]
    return held.length === 0 ? undefined : getWidest(desk, rectangles, epoch, held)
  }
}

export const commitStatement: Statement = { text: 'commit' }

/** Refusals of nobody in particular that are written down, for each minute; a flood of more is only counted. */
const anonymousPerMinute = 60
let anonymous = { minute: 0, count: 0 }

function isFlood(now: Date): boolean {
  const minute = Math.floor(now.getTime() / 60_000)
  anonymous = anonymous.minute === minute ? { minute, count: anonymous.count + 1 } : { minute, count: 1 }
  return anonymous.count > anonymousPerMinute
}

/** The action of a request whose transaction was undone, in a transaction of its own. */
export async function chronicleRefusal(ground: Ground, knock: Knock, problem: Problem): Promise<void> {
  await atDesk(ground.pool, 'begin', async (desk) => {
    const now = ground.clock()
    const identity = await identify(desk, knock.credential, now).catch(() => undefined)
    if (!identity && isFlood(now)) return desk.line.rollback()
    const action = await chronicle(ground, knock, { desk, identity, rights: undefined, now }, {}, problem)
    await desk.line.queryAll([...action, commitStatement])
  })
}
