import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Office } from './office.ts'
import type { ServerUnderFaults } from './server.ts'

/** What a client was told is done. */
export interface Acknowledged {
  readonly submission: string
  readonly village: string
  readonly period: string
  readonly value: string
}

/** A step that a client sends, again and again under one key, until it is told how it went. */
interface Sending {
  readonly token: string
  readonly route: string
  readonly body?: object
}

export interface Traffic {
  /** Requests sent, first times and repetitions. */
  sent: number
  /** Sent and not yet answered, now. */
  inFlight: number
  /** Answers from the store under the key: the first had been done, only its answer was lost. */
  replayed: number
  refused: string[]
}

export const months = ['2026-03', '2026-04', '2026-05', '2026-06'] as const
export const form = 'village-monthly'
export const indicator = 'culturalEvents'

/** Files one small return after another and has each approved twice, whatever happens to the server meanwhile. */
export class Reporter {
  readonly acknowledged: Acknowledged[] = []
  readonly #server: ServerUnderFaults
  readonly #office: Office
  readonly #traffic: Traffic
  #isStopped = false
  #count = 0

  constructor(server: ServerUnderFaults, office: Office, traffic: Traffic) {
    this.#server = server
    this.#office = office
    this.#traffic = traffic
  }

  async run(): Promise<void> {
    while (!this.#isStopped) await this.#reportOnce()
  }

  /** What is under way is brought to its end. */
  stop(): void {
    this.#isStopped = true
  }

  async #reportOnce(): Promise<void> {
    const { town, village, clerk, reviewers } = this.#office
    const period = months[this.#count++ % months.length]!
    const value = String(this.#count)
    const filed = await this.#insist({
      token: clerk,
      route: `/submissions?form=${form}&place=${town}&period=${period}&submit=true`,
      // Every month has another figure, which is unusual.
      body: { values: [{ place: village, indicator, value, explanation: '逐月累加' }] },
    })
    const { id } = filed.submission as { id: string }
    for (const [step, token] of reviewers.entries()) {
      const { state } = await this.#insist({ token, route: `/submissions/${id}/approve` })
      if (state !== (step === 0 ? 'submitted' : 'approved'))
        throw new Error(`after approval ${step + 1}: ${String(state)}`)
    }
    this.acknowledged.push({ submission: id, village, period, value })
  }

  async #insist({ token, route, body }: Sending): Promise<Record<string, unknown>> {
    const key = randomUUID()
    for (let pauseMs = 50; ; pauseMs = Math.min(500, pauseMs * 1.5)) {
      const answer = await this.#send({ token, route, ...(body && { body }) }, key)
      if (answer?.status === 200 || answer?.status === 201) return answer.body
      const isPassing = answer === undefined || answer.status >= 500 || answer.status === 429
      const isRunning = answer?.body.code === 'idempotency.running'
      if (!isPassing && !isRunning) {
        this.#traffic.refused.push(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
        throw new Error(this.#traffic.refused.at(-1))
      }
      await delay(pauseMs)
    }
  }

  /** Undefined when no answer came: nobody knows whether it was done. */
  async #send({ token, route, body }: Sending, key: string) {
    this.#traffic.sent++
    this.#traffic.inFlight++
    try {
      const answer = await fetch(`${this.#server.url}/api${route}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'idempotency-key': key,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(15_000),
      })
      const text = await answer.text()
      if (answer.headers.has('idempotency-replayed')) this.#traffic.replayed++
      return { status: answer.status, body: JSON.parse(text) as Record<string, unknown> }
    } catch {
      return undefined
    } finally {
      this.#traffic.inFlight--
    }
  }
}
