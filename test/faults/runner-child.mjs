// The built runner alone, wired as the program wires it; whoever kills it, somebody starts it again.
import { openPool } from '../../server/dist/db/connection.js'
import { inTransaction } from '../../server/dist/db/transaction.js'
import { adaptersFrom } from '../../server/dist/work/adapters.js'
import { startRunner } from '../../server/dist/work/runner.js'

const pool = openPool({ url: () => process.env.DATABASE_URL, max: 1 })
startRunner({
  transact: (work) => inTransaction(pool, work),
  adapters: adaptersFrom(process.env),
  now: () => new Date(),
  pauseMs: 50,
  onFault: (error) => process.stderr.write(`${error instanceof Error ? error.message : 'fault'}\n`),
})
