import { createTurns, readInThread } from '../../http/reading-thread.ts'
import type { CellMark } from '../../http/sheet/mark-cells.ts'
import type { ReturnPieces } from './filled-return.ts'
import type { ImportTask } from './import-task.ts'
import type { WorkbookTops } from './read-import.ts'
import type { SheetReading } from './stored-reading.ts'

/** What the thread is asked: the texts at the tops of the sheets, what is found for a task, its figures by returns, or a marked copy. */
export type ImportJob = { readonly bytes: Uint8Array } & (
  | { readonly kind: 'texts' }
  | { readonly kind: 'read'; readonly task: ImportTask }
  | { readonly kind: 'fill'; readonly task: ImportTask; readonly filers: Readonly<Record<string, string>> }
  | { readonly kind: 'mark'; readonly marks: readonly CellMark[]; readonly author: string }
)

const inTurn = createTurns(1)
const waitMs = 8_000
const limits = { timeMs: 30_000, heapMegabytes: 384, growthMegabytes: 420 }
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-import.worker.ts' : './read-import.worker.js',
  import.meta.url,
)

/**
 * Work on somebody's workbook in a thread of its own, one at a time, in bounded time and memory: whatever it is, the server
 * goes on serving [XL9].
 *
 * @throws Problem of `openWorkbook`; `file.timeout`, `file.tooLarge`; `server.busy` when no turn comes in time.
 */
const inThread = <Value>(job: ImportJob): Promise<Value> =>
  inTurn(waitMs, () => readInThread<Value>(worker, job, limits))

export const readTextsInThread = (bytes: Uint8Array) => inThread<WorkbookTops>({ kind: 'texts', bytes })

export const readImportInThread = (bytes: Uint8Array, task: ImportTask) =>
  inThread<SheetReading>({ kind: 'read', bytes, task })

export const fillInThread = (bytes: Uint8Array, task: ImportTask, filers: Readonly<Record<string, string>>) =>
  inThread<ReturnPieces>({ kind: 'fill', bytes, task, filers })

export const markInThread = async (bytes: Uint8Array, marks: readonly CellMark[], author: string): Promise<Buffer> =>
  Buffer.from(await inThread<Uint8Array>({ kind: 'mark', bytes, marks, author }))
