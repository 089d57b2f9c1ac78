import { Worker } from 'node:worker_threads'
import { Problem, type ProblemDetail } from '@gangju/net/problem'
import { FILE_LIMIT } from './guard.ts'
import type { SheetWorkbook } from './workbook.ts'

export type ReadingAnswer =
  | { readonly workbook: SheetWorkbook }
  | { readonly problem: { readonly code: string; readonly detail: ProblemDetail } }

export interface ReadingLimits {
  /** How long to wait for a turn; the caller may hold a transaction meanwhile. */
  readonly waitMs?: number
  readonly timeMs?: number
  readonly heapMegabytes?: number
}

/** So many files are read at one time; the next ones wait their turn. */
const readersAtOnce = 2

// From source (tests), the worker's TypeScript needs a loader; built, it is a plain module beside this one.
const isSource = import.meta.url.endsWith('.ts')
const workerUrl = new URL(isSource ? './read.worker.ts' : './read.worker.js', import.meta.url)
const workerOptions = isSource ? ['--import', new URL('./source-loader.mjs', import.meta.url).href] : []

let reading = 0
const waiting: (() => void)[] = []

/**
 * Reads an .xlsx in a thread of its own, which is given 256 MB and ten seconds and is ended when it wants more: a hostile
 * file costs its sender an answer and nobody else anything. The bytes are handed over: the caller's buffer stays whole.
 *
 * @throws Problem `file.notXlsx`, `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`, `file.timeout`; `server.busy`
 *   when no turn comes in time.
 */
export async function readWorkbook(bytes: Uint8Array, limits: ReadingLimits = {}): Promise<SheetWorkbook> {
  if (bytes.length > FILE_LIMIT) throw new Problem('file.tooLarge', { bytes: bytes.length })
  await takeTurn(limits.waitMs ?? 3_000)
  try {
    const answer = await readInWorker(bytes, limits)
    if ('problem' in answer) throw new Problem(answer.problem.code, answer.problem.detail)
    return answer.workbook
  } finally {
    passTurn()
  }
}

async function readInWorker(
  bytes: Uint8Array,
  { timeMs = 10_000, heapMegabytes = 256 }: ReadingLimits,
): Promise<ReadingAnswer> {
  const worker = new Worker(workerUrl, {
    execArgv: workerOptions,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 32 },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<ReadingAnswer>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error: Error & { code?: string }) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('file.tooLarge', {}) : error)
      })
      worker.once('exit', () => reject(new Problem('file.corrupt', {})))
      timer = setTimeout(() => reject(new Problem('file.timeout', { seconds: timeMs / 1000 })), timeMs)
      const copy = Uint8Array.from(bytes)
      worker.postMessage(copy, [copy.buffer])
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

async function takeTurn(waitMs: number): Promise<void> {
  if (reading < readersAtOnce) {
    reading += 1
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

/** Hands the turn to the next in line, or gives it back. */
function passTurn(): void {
  const next = waiting.shift()
  if (next) next()
  else reading -= 1
}
