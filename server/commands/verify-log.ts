import { inTransaction } from '../db/transaction.ts'
import { seeOneMoment, verifyLog } from '../net/action.store.ts'
import { runCommand } from './run-command.ts'

const words = {
  gap: '缺行 a line is missing',
  altered: '被改动 altered',
  cut: '末尾与链头不符 the end does not fit the head',
  headless: '没有链头 the head is missing',
} as const

/** `npm run verify-log`: walks the hash chain of every lane to its head and names the first line that does not fit. */
await runCommand(async ({ database, say }) => {
  const verdicts = await inTransaction(database.job, async (trx) => {
    await seeOneMoment(trx)
    return verifyLog(trx)
  })
  for (const { countyId, lines, brokenAt, reason } of verdicts) {
    const lane = countyId === 0 ? '0' : `${countyId}`
    say(
      reason === null
        ? `✓ lane ${lane}: ${lines} 行完好 lines whole`
        : `✗ lane ${lane}: 第 ${brokenAt} 行 line ${brokenAt}: ${words[reason]}`,
    )
  }
  const broken = verdicts.filter((verdict) => verdict.reason !== null).length
  say(
    broken === 0 ? `日志完好 · the log is whole (${verdicts.length} lanes)` : `${broken} 条链断裂 · chains are broken`,
  )
  if (broken > 0) process.exitCode = 1
})
