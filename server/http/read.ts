import type { Call } from './call.ts'
import { atDesk } from './client.ts'
import type { Ground } from './ground.ts'
import { touchSession } from './identity.store.ts'
import type { Knock } from './knock.ts'
import { makeCall, newSayings, type Sayings } from './make-call.ts'
import { withRetry } from './retry.ts'
import { checkDoor, identify, Rights } from './rights.ts'

/**
 * Answers a GET: one snapshot that refuses every write, ended before the answer is sent.
 *
 * @param work the handler of the route, or what a stream asks before it sends an event.
 */
export async function runRead<T>(
  ground: Ground,
  knock: Knock,
  // oxlint-disable-next-line typescript/no-explicit-any -- the route's own types were compared by `serve`
  work: (call: Call<any>) => Promise<T> = knock.door.handler,
): Promise<{ result: T; sayings: Sayings }> {
  return withRetry(() =>
    atDesk(ground.pool, 'begin isolation level repeatable read read only', async (desk) => {
      const now = ground.clock()
      const identity = await identify(desk, knock.credential, now)
      const { needs } = knock.door.route
      checkDoor(identity.actor, needs, false)
      const rights = new Rights({ desk, identity, ground, needs, isWrite: false, now })
      const sayings = newSayings()
      const catalog = await ground.catalogs.at(identity.contentEpoch, desk.trx)
      const result = await work(makeCall(knock, { desk, identity, rights, now, catalog }, sayings))
      await desk.line.query('commit')
      if (identity.isTouchDue) await touchSession(desk.trx, identity.actor.secretHash, now)
      return { result, sayings }
    }),
  )
}
