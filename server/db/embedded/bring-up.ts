import { setTimeout as delay } from 'node:timers/promises'
import { prepareBinaries, programOf } from './binaries.ts'
import { hasCluster, makeCluster, removeDrafts } from './cluster.ts'
import { getPassword, type Home, inspectHome } from './home.ts'
import { adoptOrphan } from './orphan.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'
import { isRunning, type ProcessIdentity } from './processes.ts'
import { commandOf, firmSettings, type Settings, usualSettings } from './settings.ts'
import type { Patience } from './stop.ts'

export interface RunningServer extends Postmaster {
  readonly adopted: boolean
  readonly password: string
}

interface BringingUp {
  readonly home: Home
  readonly settings: Settings
  readonly patience: Patience
  readonly deafMs: number
  readonly preferredPort: number | undefined
  readonly signal: AbortSignal
  readonly onStep: (step: 'init' | 'starting') => void
}

const adoptedPollMs = 200

/** From whatever is found in the folder to a ready server: made if absent, adopted if running, else started. */
export async function bringUp(bringing: BringingUp): Promise<RunningServer> {
  const { home, settings, patience, deafMs, preferredPort, signal, onStep } = bringing
  const account = inspectHome(home)
  const binaries = prepareBinaries(home.path, account)
  if (hasCluster(home)) {
    removeDrafts(home)
  } else {
    onStep('init')
    await makeCluster({ home, binaries, account, signal })
  }
  onStep('starting')
  const password = getPassword(home)
  const program = programOf(binaries, 'postgres')
  const command = (port: number) =>
    commandOf(program, home.data, port, { ...usualSettings, ...settings, ...firmSettings })
  const orphan = await adoptOrphan({ data: home.data, patience, deafMs, signal, commandOf: command })
  if (orphan) return { ...orphan, ended: pollEnd(orphan.server), adopted: true, password }
  const started = await startPostmaster({ home, account, patience, signal, commandOf: command, preferredPort })
  return { ...started, adopted: false, password }
}

/** An adopted server is not our child: no event tells of its end. */
async function pollEnd(server: ProcessIdentity): Promise<string> {
  while (isRunning(server)) await delay(adoptedPollMs, undefined, { ref: false })
  return `postgres: process ${server.pid} is gone`
}
