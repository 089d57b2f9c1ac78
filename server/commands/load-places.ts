import { join } from 'node:path'
import { createFounder } from '../admin/first-person.ts'
import { loadPlaceFile, loadPlaces } from '../admin/load-places.ts'
import { readCountryPlaces } from '../admin/place-source.ts'
import { fetchCountryPackage } from '../admin/place-source-package.ts'
import { findSettings } from '../admin/setting.store.ts'
import { inTransaction } from '../db/transaction.ts'
import { projectRoot } from '../root.ts'
import { runCommand } from './run-command.ts'

/** `npm run places:guangdong`, `npm run places:country`, or a file of one's own in the same format. */
await runCommand(async ({ database, home, args, say }) => {
  const [what] = args
  if (what === undefined) throw new Error('guangdong | country | FILE')
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`
  let shown = 0
  const onProgress = (places: number) => {
    if (places - shown < 20_000) return
    shown = places
    say(`  ${places} · ${seconds()}`)
  }
  const at = new Date()
  const folder =
    what === 'country' ? await fetchCountryPackage(home, ({ stage }) => say(`  ${stage} · ${seconds()}`)) : undefined
  const added = await inTransaction(database.job, async (trx, client) => {
    await client.query("set local idle_in_transaction_session_timeout = '600s'")
    if (folder !== undefined) return loadPlaces(trx, readCountryPlaces(folder), at, onProgress)
    const path = what === 'guangdong' ? join(projectRoot, 'catalogue', 'places', 'guangdong.txt') : what
    return loadPlaceFile(trx, path, at, onProgress)
  })
  // Whoever keeps the whole keeps it at its new top as well; in a new installation somebody has to be there first.
  const settings = await inTransaction(database.job, findSettings)
  const founder = await createFounder(database.job, { isDemo: settings.has('demoBegun') })
  if (founder) say(`用户名 user ${founder.username}  一次性密码 one-time password ${founder.password}`)
  await database.analyze()
  say(`新增 ${added} 个区划单位，用时 ${seconds()} · ${added} places added in ${seconds()}`)
})
