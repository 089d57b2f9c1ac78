import type { Needs } from '@gangju/contract/route'
import { Problem } from '@gangju/net/problem'
import { appendAction } from '../net/action.store.ts'
import type { ActionWords, Call } from './call.ts'
import { atDesk } from './client.ts'
import type { Ground } from './ground.ts'
import { isDisabled } from './identity.store.ts'
import { withRetry } from './retry.ts'
import { checkDoor, identifyAs, Rights } from './rights.ts'

/** What work in the background has of a call: the rights of who asked for it, as they are now. */
export type Errand = Pick<Call<never>, 'within' | 'catalog' | 'actor' | 'now' | 'record'>

export interface ErrandWords {
  readonly personId: string
  readonly needs: Needs
  /** Ties the lines of the log together. */
  readonly requestId: string
}

/**
 * Does a piece of work for somebody who is not there, as one transaction with one action, by the rights of this moment.
 *
 * @throws Problem `session.missing` when the account was disabled, `session.passwordChangeDue`, and what the work throws.
 */
export async function actFor(
  ground: Pick<Ground, 'pool' | 'rectangles' | 'catalogs' | 'clock'>,
  { personId, needs, requestId }: ErrandWords,
  work: (errand: Errand) => Promise<void>,
): Promise<void> {
  await withRetry(() =>
    atDesk(ground.pool, 'begin', async (desk) => {
      const now = ground.clock()
      const identity = await identifyAs(desk, personId)
      if (await isDisabled(desk.trx, personId)) throw new Problem('session.missing')
      checkDoor(identity.actor, needs, true)
      const rights = new Rights({ desk, identity, ground, needs, isWrite: true, now })
      const catalog = await ground.catalogs.at(identity.contentEpoch, desk.trx)
      let words: ActionWords = {}
      const record = (said: ActionWords) => {
        words = said
      }
      await work({ within: (at) => rights.within(at), catalog, actor: identity.actor, now, record })
      const asked = rights.asked.at(-1)
      await appendAction(desk.trx, {
        countyId: asked?.place.countyId ?? 0,
        at: now,
        actor: personId,
        verb: words.verb ?? needs,
        placeId: words.placeId ?? asked?.place.placeId ?? null,
        goalId: null,
        subject: words.subject ?? null,
        requestId,
        outcome: 'done',
        problem: null,
        detail: words.detail ?? null,
      })
      await desk.line.query('commit')
    }),
  )
}
