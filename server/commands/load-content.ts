import { loadContent, loadPilot } from '../admin/load-pilot.ts'
import { findSettings } from '../admin/setting.store.ts'
import { inTransaction } from '../db/transaction.ts'
import { announce } from '../net/observation.store.ts'
import { runCommand } from './run-command.ts'

/** `npm run content`: takes what was edited under `catalogue/`; running servers read it anew. Figures stay as they are. */
await runCommand(async ({ database, say }) => {
  await loadContent(database.job)
  const settings = await inTransaction(database.job, findSettings)
  if (settings.has('pilotLoaded')) {
    await loadPilot({ job: database.job, at: new Date(), hasDemo: false, onProgress: () => {} })
  }
  await inTransaction(database.job, (trx) => announce(trx, { counties: [], ancestors: [], periods: [] }))
  say('目录已更新 · the catalogue is loaded')
})
