import { inTransaction } from '../db/transaction.ts'
import { listRollupDifferences, rebuildRollups } from '../net/rollup.store.ts'
import { refreshAllRosters } from '../net/roster.store.ts'
import { runCommand } from './run-command.ts'

/** `npm run rebuild`: compares every roll-up with what the observations give, then makes all derived tables anew. */
await runCommand(async ({ database, say }) => {
  await inTransaction(database.job, async (trx) => {
    const differences = await listRollupDifferences(trx)
    say(
      differences.length === 0
        ? '汇总与明细一致 · roll-ups equal their recomputation'
        : `${differences.length} 处不一致 · differences:`,
    )
    for (const { placeId, indicatorId, period, stored, rebuilt } of differences.slice(0, 20)) {
      say(`  place ${placeId}, indicator ${indicatorId}, ${period}: ${stored} ≠ ${rebuilt}`)
    }
    const rollups = await rebuildRollups(trx)
    const rosters = await refreshAllRosters(trx)
    say(
      `已重建 ${rollups} 行汇总、${rosters} 行应报数 · rebuilt ${rollups} roll-up rows and ${rosters} denominator rows`,
    )
    if (differences.length > 0) process.exitCode = 1
  })
})
