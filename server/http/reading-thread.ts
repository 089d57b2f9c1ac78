import { Worker } from 'node:worker_threads'
import { Problem, type ProblemDetail } from '@gangju/net/problem'

export type ThreadAnswer<Value> =
  | { readonly value: Value }
  | { readonly problem: { readonly code: string; readonly detail: ProblemDetail } }

export interface ThreadLimits {
  readonly timeMs: number
  readonly heapMegabytes: number
  /** What the process may grow by meanwhile: buffers lie outside the thread's heap, and no limit of Node's holds them. */
  readonly growthMegabytes: number
}

// From source (tests), the worker's TypeScript needs a loader; built, it is a plain module.
const loader = ['--import', new URL('./sheet/source-loader.mjs', import.meta.url).href]

/** A thread that answers each job with one message. */
export interface Thread {
  /**
   * Bytes in a job are copied.
   *
   * @throws Problem as the thread answers; `file.timeout`, `file.tooLarge` (memory), `file.corrupt` (the thread ended mute).
   */
  ask<Value>(job: object): Promise<Value>
  /** It did not fail, also while it rested. */
  isFit(): boolean
  end(): Promise<void>
}

/** A thread for a worker module. Whoever opens it ends it; after a refusal it answers nothing more. */
export function openThread(module: URL, limits: ThreadLimits): Thread {
  const worker = new Worker(module, {
    execArgv: module.href.endsWith('.ts') ? loader : [],
    env: {},
    // What a library prints about a file is nobody's business here.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  // What waits for an answer keeps the program running; a thread that rests does not.
  worker.unref()
  let failed: Error | undefined
  let refuse: (error: Error) => void = () => {}
  const fail = (error: Error): void => {
    failed ??= error
    refuse(error)
  }
  worker.on('error', (error: Error & { code?: string }) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('file.tooLarge', {}) : error),
  )
  worker.once('exit', () => fail(new Problem('file.corrupt', {})))

  async function ask<Value>(job: object): Promise<Value> {
    if (failed) throw failed
    let timer: NodeJS.Timeout | undefined
    let watch: NodeJS.Timeout | undefined
    const most = process.memoryUsage.rss() + limits.growthMegabytes * 2 ** 20
    try {
      const answer = await new Promise<ThreadAnswer<Value>>((resolve, reject) => {
        refuse = reject
        worker.once('message', resolve)
        timer = setTimeout(() => fail(new Problem('file.timeout', { seconds: limits.timeMs / 1000 })), limits.timeMs)
        watch = setInterval(() => {
          if (process.memoryUsage.rss() > most) fail(new Problem('file.tooLarge', {}))
        }, 50)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
        worker.postMessage(job)
      })
      if ('problem' in answer) throw new Problem(answer.problem.code, answer.problem.detail)
      return answer.value
    } finally {
      clearTimeout(timer)
      clearInterval(watch)
    }
  }
  return {
    ask,
    isFit: () => failed === undefined,
    end: async () => {
      await worker.terminate()
    },
  }
}

/**
 * Hands a job to a worker module that answers with one message, and ends the thread when it has answered or wants more than
 * it is given: a hostile file costs its sender an answer and nobody else anything.
 *
 * @throws Problem as `Thread.ask`.
 */
export async function readInThread<Value>(module: URL, job: object, limits: ThreadLimits): Promise<Value> {
  const thread = openThread(module, limits)
  try {
    return await thread.ask<Value>(job)
  } finally {
    await thread.end()
  }
}

/** So many at one time; the next ones wait their turn. */
export function createTurns(atOnce: number): <Value>(waitMs: number, work: () => Promise<Value>) => Promise<Value> {
  let running = 0
  const waiting: (() => void)[] = []

  async function takeTurn(waitMs: number): Promise<void> {
    if (running < atOnce) {
      running += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(new Problem('server.busy'))
      }, waitMs)
      waiting.push(turn)
    })
  }

  return async (waitMs, work) => {
    await takeTurn(waitMs)
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
