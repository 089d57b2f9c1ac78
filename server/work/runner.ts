import type { Trx } from '../db/connection.ts'
import { type Adapter, type Outcome, type OutgoingMessage, PermanentFailure } from './adapter.ts'
import { markDelivered, markFailed, type TakenDelivery, takeDelivery } from './outbox.store.ts'

export interface RunnerWords {
  /** Runs one piece of work as a transaction of the role that sees every row. */
  readonly transact: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  readonly adapters: readonly Adapter[]
  /** Other work, each a piece at a time: false when there was nothing to do. What it throws is told to `onFault`. */
  readonly jobs?: readonly (() => Promise<boolean>)[]
  readonly now: () => Date
  /** Between two looks at an empty outbox. */
  readonly pauseMs?: number
  readonly timeoutMs?: number
  /** Told of what it cannot help: the database is away. */
  readonly onFault: (error: unknown) => void
}

export interface Runner {
  /** Resolves when the piece under way has ended. */
  stop(): Promise<void>
}

/** After so many failures in a row a delivery is parked and shown to people. */
export const MOST_ATTEMPTS = 5

const firstWaitMs = 30_000

/** Half a minute, two, eight, half an hour. */
const waitMs = (attempts: number): number => firstWaitMs * 4 ** (attempts - 1)

/** Empties the outbox and does the other work as long as it runs, a piece of each in turn [RM4]. */
export function startRunner(words: RunnerWords): Runner {
  const halt = new AbortController()
  const running = run(words, halt.signal)
  return {
    stop: () => {
      halt.abort()
      return running
    },
  }
}

async function run(words: RunnerWords, halt: AbortSignal): Promise<void> {
  while (!halt.aborted) {
    let isEmpty = true
    for (const job of [() => deliverNext(words, halt), ...(words.jobs ?? [])]) {
      if (halt.aborted) return
      try {
        if (await job()) isEmpty = false
      } catch (error) {
        if (!halt.aborted) words.onFault(error)
      }
    }
    if (isEmpty) await pause(words.pauseMs ?? 5_000, halt)
  }
}

/**
 * Delivers the next message that is due. Its row is held while it is sent: when this program dies in between, the row is
 * let go, and it is sent once more under the same id.
 *
 * @returns false when there was none.
 */
export async function deliverNext(words: RunnerWords, halt: AbortSignal): Promise<boolean> {
  const { transact, adapters, now, timeoutMs = 10_000 } = words
  return transact(async (trx) => {
    const taken = await takeDelivery(trx, now())
    if (taken === undefined) return false
    const adapter = adapters.find(({ name }) => name === taken.channel)
    let outcome: Outcome
    try {
      if (adapter === undefined) throw new Error(`no channel ${taken.channel} is set up`)
      outcome = await adapter.send(messageOf(taken), AbortSignal.any([halt, AbortSignal.timeout(timeoutMs)]))
    } catch (error) {
      // The end of the program is no failure of the receiver.
      if (halt.aborted) throw error
      const attempts = taken.attempts + 1
      const isOver = attempts >= MOST_ATTEMPTS || error instanceof PermanentFailure
      const nextAt = isOver ? null : new Date(now().getTime() + waitMs(attempts))
      await markFailed(trx, taken, { attempts, error: wordsOf(error), nextAt, at: now() })
      return true
    }
    await markDelivered(trx, taken, { outcome, at: now() })
    return true
  })
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300)

function messageOf(taken: TakenDelivery): OutgoingMessage {
  const { deliveryId, kind, words, form, period, submissionId, username, name, email, sentAt } = taken
  return {
    deliveryId,
    kind,
    text: words,
    place: { code: taken.placeCode, name: taken.placeName },
    form,
    formName: taken.formZh === null || taken.formEn === null ? null : { zh: taken.formZh, en: taken.formEn },
    period,
    submission: submissionId,
    to: { username, name, email },
    sentAt: sentAt.toISOString(),
  }
}

function pause(ms: number, halt: AbortSignal): Promise<void> {
  if (halt.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    halt.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
