import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFounder } from './admin/first-person.ts'
import { loadContent, loadDemo, loadPilot } from './admin/load-pilot.ts'
import { findSettings, saveSetting } from './admin/setting.store.ts'
import type { OpenDatabase } from './db/open.ts'
import { inTransaction } from './db/transaction.ts'
import { projectRoot, serverRoot } from './root.ts'

export interface StartOptions {
  /** No pilot: the office brings its own places. */
  readonly isEmpty: boolean
  /** The pilot without invented figures. */
  readonly hasDemo: boolean
}

/** Reads the flags of `npm start -- …`. @throws Error naming the flag that is not known. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const unknown = args.find((arg) => !['--empty', '--no-demo'].includes(arg))
  if (unknown !== undefined)
    throw new Error(`不认识的参数 ${unknown}；可用 --empty、--no-demo · unknown option ${unknown}`)
  return { isEmpty: args.includes('--empty'), hasDemo: !args.includes('--no-demo') }
}

/**
 * Loads what a new installation needs, each part once and whole; a second start finds it there. A load that was cut
 * off begins again: the demonstration follows the pilot in transactions of its own, county by county, and repeats none.
 */
export async function fillDatabase(
  { job, analyze }: OpenDatabase,
  { isEmpty, hasDemo }: StartOptions,
  onProgress: (step: string, share: number) => void,
): Promise<{ username: string; password: string } | null> {
  const settings = await inTransaction(job, findSettings)
  if (!settings.has('contentLoaded')) await loadContent(job)
  const at = new Date()
  const isNew = !settings.has('pilotLoaded') && !settings.has('isEmpty')
  if (isNew && isEmpty) await inTransaction(job, (trx) => saveSetting(trx, 'isEmpty', true))
  else if (isNew) await loadPilot({ job, at, hasDemo, onProgress })
  else if (settings.has('demoBegun') && !settings.has('demoLoaded')) await loadDemo({ job, at, onProgress })
  if (isNew || (settings.has('demoBegun') && !settings.has('demoLoaded'))) await analyze()
  const isDemo = isNew ? hasDemo && !isEmpty : settings.has('demoBegun')
  return createFounder(job, { isDemo })
}

/** When the sources were last built: a clock that stands before it is wrong. */
export function builtAt(): Date {
  const stamp = join(serverRoot, 'dist', 'build.json')
  return existsSync(stamp) ? new Date(JSON.parse(readFileSync(stamp, 'utf8')).builtAt) : new Date(0)
}

/** Where everything that lasts is kept. */
export const dataHome = () => process.env.GANGJU_DATA ?? join(projectRoot, 'data')
