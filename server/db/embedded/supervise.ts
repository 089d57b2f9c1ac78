import { setTimeout as delay } from 'node:timers/promises'
import { bringUp, type RunningServer } from './bring-up.ts'
import { waitForDeafness } from './deafness.ts'
import { type Home, openHome, superuser } from './home.ts'
import { type Claim, claimHome } from './owner-lock.ts'
import type { Settings } from './settings.ts'
import { type Patience, stopPostmaster, usualPatience } from './stop.ts'

export type DatabaseState = 'absent' | 'init' | 'starting' | 'up' | 'dead' | 'deaf' | 'stopping'

/** `reason` stands with `dead`: why it died, or why it does not come up again. */
export type StateListener = (state: DatabaseState, reason?: string) => void

export interface Supervision {
  /** The folder of the database. One process at a time owns it. */
  readonly home: string
  /** More or other server settings; those that keep data safe cannot be changed. */
  readonly settings?: Settings
  readonly onState?: StateListener
  /** Gives up a start that is still under way, leaving nothing running. */
  readonly signal?: AbortSignal
  readonly patience?: Patience
  /** A server that has not answered for so long is stopped and started again. */
  readonly deafMs?: number
  /** How long to wait for another owner of the folder to leave it. */
  readonly ownerMs?: number
}

export interface SupervisedDatabase {
  /** As superuser. It may change when the server had to be started again and its port was taken meanwhile. */
  url(database?: string): string
  readonly port: number
  readonly pid: number
  /** True when the server was already running, left behind by an owner that was killed. */
  readonly adopted: boolean
  readonly state: DatabaseState
  /** Hears every later change of state; returns how to stop listening. */
  listen(listener: StateListener): () => void
  /** Stops the server and leaves the folder. */
  stop(): Promise<void>
}

const longestPauseMs = 10_000

/**
 * Brings the embedded database up and keeps it up until it is told to stop [DB5]. When our process is killed the
 * server stays, and the next owner of the folder adopts it.
 *
 * @throws DatabaseRefusal with words for the person when the first start is impossible.
 */
export async function superviseDatabase(supervision: Supervision): Promise<SupervisedDatabase> {
  const { ownerMs = 2_000, signal } = supervision
  const home = openHome(supervision.home)
  const claim = await claimHome(home.path, { withinMs: ownerMs, signal })
  const supervisor = new Supervisor(supervision, home, claim)
  await supervisor.begin()
  return supervisor
}

class Supervisor implements SupervisedDatabase {
  readonly #listeners = new Set<StateListener>()
  readonly #halt = new AbortController()
  readonly #home: Home
  readonly #claim: Claim
  readonly #settings: Settings
  readonly #patience: Patience
  readonly #deafMs: number
  readonly #outerSignal: AbortSignal | undefined
  #server: RunningServer | undefined
  #watching: Promise<void> = Promise.resolve()
  #stopped: Promise<void> | undefined
  #state: DatabaseState = 'absent'

  constructor({ settings = {}, onState, patience, deafMs, signal }: Supervision, home: Home, claim: Claim) {
    this.#home = home
    this.#claim = claim
    this.#settings = settings
    this.#patience = patience ?? usualPatience
    this.#deafMs = deafMs ?? 20_000
    this.#outerSignal = signal
    if (onState) this.#listeners.add(onState)
  }

  get port() {
    return this.#running.port
  }

  get pid() {
    return this.#running.server.pid
  }

  get adopted() {
    return this.#running.adopted
  }

  get state() {
    return this.#state
  }

  get #running(): RunningServer {
    if (!this.#server) throw new Error('the database has not been started')
    return this.#server
  }

  url(database = 'postgres') {
    return `postgres://${superuser}:${this.#running.password}@127.0.0.1:${this.port}/${database}`
  }

  listen(listener: StateListener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async begin(): Promise<void> {
    const giveUp = () => this.#halt.abort(this.#outerSignal?.reason)
    this.#outerSignal?.addEventListener('abort', giveUp, { once: true })
    if (this.#outerSignal?.aborted) giveUp()
    try {
      await this.#bringUp()
      this.#halt.signal.throwIfAborted()
    } catch (error) {
      if (this.#server) await stopPostmaster(this.#server.server, this.#home.data, this.#patience)
      this.#claim.release()
      this.#enter('absent')
      throw error
    } finally {
      this.#outerSignal?.removeEventListener('abort', giveUp)
    }
    this.#watching = this.#watch()
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end()
    return this.#stopped
  }

  async #end(): Promise<void> {
    this.#enter('stopping')
    this.#halt.abort()
    await this.#watching
    await stopPostmaster(this.#running.server, this.#home.data, this.#patience)
    this.#claim.release()
    this.#enter('absent')
  }

  async #bringUp(): Promise<void> {
    this.#server = await bringUp({
      home: this.#home,
      settings: this.#settings,
      patience: this.#patience,
      deafMs: this.#deafMs,
      preferredPort: this.#server?.port,
      signal: this.#halt.signal,
      onStep: (step) => this.#enter(step),
    })
    if (!this.#halt.signal.aborted) this.#enter('up')
  }

  async #watch(): Promise<void> {
    const { signal } = this.#halt
    while (!signal.aborted) {
      const reason = await this.#waitForTrouble(this.#running)
      if (signal.aborted) return
      if (reason === undefined) {
        this.#enter('deaf')
        await stopPostmaster(this.#running.server, this.#home.data, this.#patience)
      }
      this.#enter('dead', reason ?? `postgres: no answer for ${this.#deafMs} ms`)
      await this.#bringUpAgain()
    }
  }

  /** Why the server ended; undefined when it is deaf or we are told to stop. */
  async #waitForTrouble({ ended, port }: RunningServer): Promise<string | undefined> {
    const round = new AbortController()
    const endRound = () => round.abort()
    this.#halt.signal.addEventListener('abort', endRound)
    const deafness = waitForDeafness({ port, deafMs: this.#deafMs, signal: round.signal })
    const reason = await Promise.race([ended, deafness])
    round.abort()
    this.#halt.signal.removeEventListener('abort', endRound)
    return reason ?? undefined
  }

  /** Never gives up: a full disk is made room on, a folder comes back. */
  async #bringUpAgain(): Promise<void> {
    const { signal } = this.#halt
    for (let pauseMs = 250; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await this.#bringUp()
      } catch (error) {
        if (signal.aborted) return
        this.#enter('dead', error instanceof Error ? error.message : String(error))
        await delay(pauseMs, undefined, { ref: false, signal }).catch(() => undefined)
      }
    }
  }

  #enter(state: DatabaseState, reason?: string): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state, reason)
  }
}
