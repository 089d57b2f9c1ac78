import { getPassword, openHome, superuser } from './home.ts'
import { findOwner } from './owner-lock.ts'
import { findPostmasterFile } from './postmaster-file.ts'
import { type SupervisedDatabase, type Supervision, superviseDatabase } from './supervise.ts'
import { waitUntil } from './wait.ts'

export type JoinedDatabase = Pick<SupervisedDatabase, 'url' | 'stop'>

/**
 * For commands beside a server that may be running: uses its database while it has one, without a say over its
 * life; else supervises the database for the time of the command.
 */
export async function joinDatabase(supervision: Supervision): Promise<JoinedDatabase> {
  const home = openHome(supervision.home)
  const findReady = () => {
    const file = findPostmasterFile(home.data)
    return file?.status === 'ready' ? file : undefined
  }
  // The owner may leave while we wait for its database: then it is ours to start.
  await waitUntil(() => !findOwner(home.path) || findReady() !== undefined, { withinMs: 60_000, everyMs: 50 })
  const file = findReady()
  if (!findOwner(home.path) || !file) return superviseDatabase(supervision)
  const password = getPassword(home)
  return {
    url: (database = 'postgres') => `postgres://${superuser}:${password}@127.0.0.1:${file.port}/${database}`,
    stop: async () => {},
  }
}
