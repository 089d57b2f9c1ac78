import { createTurns, openThread, type Thread } from '../../http/reading-thread.ts'
import type { CellMark } from '../../http/sheet/mark-cells.ts'
import type { ReturnPieces } from './filled-return.ts'
import type { FormGuess, GuessedForm } from './form-guess.ts'
import type { ImportTask } from './import-task.ts'
import type { SheetReading } from './stored-reading.ts'

/** What the thread is asked. `bytes` come with the first job; the next ones are about the same workbook. */
export type ImportJob = { readonly bytes?: Uint8Array } & (
  | { readonly kind: 'look'; readonly forms: readonly GuessedForm[] }
  | { readonly kind: 'read'; readonly task: ImportTask }
  | { readonly kind: 'fill'; readonly task: ImportTask; readonly filers: Readonly<Record<string, string>> }
  | { readonly kind: 'mark'; readonly marks: readonly CellMark[]; readonly author: string }
)

/** What the tops of the sheets say: forms that they may be about, and fingerprints of their headers. */
export interface WorkbookLook {
  readonly guesses: readonly FormGuess[]
  readonly prints: readonly string[]
}

const inTurn = createTurns(1)
const waitMs = 8_000
/** At a month's end one workbook comes after another; a thread that has just read one begins at once. */
const restMs = 20_000
const readAtMost = 50
const limits = { timeMs: 30_000, heapMegabytes: 384, growthMegabytes: 420 }
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-import.worker.ts' : './read-import.worker.js',
  import.meta.url,
)

/** A thread that has read well and waits for the next workbook. */
let resting: { readonly thread: Thread; readonly read: number; readonly timer: NodeJS.Timeout } | undefined

function wake(): { readonly thread: Thread; readonly read: number } {
  const kept = resting
  resting = undefined
  clearTimeout(kept?.timer)
  return kept?.thread.isFit() ? kept : { thread: openThread(worker, limits), read: 0 }
}

function rest(thread: Thread, read: number): void {
  const end = () => {
    resting = undefined
    void thread.end()
  }
  if (read >= readAtMost) end()
  else resting = { thread, read, timer: setTimeout(end, restMs).unref() }
}

/**
 * Work on somebody's workbook in a thread of its own, one at a time, in bounded time and memory: whatever it is, the server
 * goes on serving [XL9]. A thread that refused something reads nothing more; another is kept a while for the next workbook.
 *
 * @throws Problem of `openWorkbook`; `file.timeout`, `file.tooLarge`; `server.busy` when no turn comes in time.
 */
const withThread = <Value>(
  work: (ask: <Answer>(job: ImportJob) => Promise<Answer>) => Promise<Value>,
): Promise<Value> =>
  inTurn(waitMs, async () => {
    const { thread, read } = wake()
    try {
      const value = await work((job) => thread.ask(job))
      rest(thread, read + 1)
      return value
    } catch (error) {
      await thread.end()
      throw error
    }
  })

const inThread = <Value>(job: ImportJob): Promise<Value> => withThread((ask) => ask<Value>(job))

/** Looks at a workbook, and then reads it for what was found, in the same thread. `toTask` undefined: it is not read. */
export const lookAndReadInThread = (
  bytes: Uint8Array,
  forms: readonly GuessedForm[],
  toTask: (look: WorkbookLook) => Promise<ImportTask | undefined>,
): Promise<{ readonly look: WorkbookLook; readonly reading: SheetReading | undefined }> =>
  withThread(async (ask) => {
    const look = await ask<WorkbookLook>({ kind: 'look', bytes, forms })
    const task = await toTask(look)
    return { look, reading: task && (await ask<SheetReading>({ kind: 'read', task })) }
  })

export const readImportInThread = (bytes: Uint8Array, task: ImportTask) =>
  inThread<SheetReading>({ kind: 'read', bytes, task })

export const fillInThread = (bytes: Uint8Array, task: ImportTask, filers: Readonly<Record<string, string>>) =>
  inThread<ReturnPieces>({ kind: 'fill', bytes, task, filers })

export const markInThread = async (bytes: Uint8Array, marks: readonly CellMark[], author: string): Promise<Buffer> =>
  Buffer.from(await inThread<Uint8Array>({ kind: 'mark', bytes, marks, author }))
