import { createTurns, readInThread } from '../http/reading-thread.ts'
import type { OwnWords } from './reading-dictionary.ts'
import type { ReadingRows } from './reading-rows.ts'

export interface ReadingJob {
  readonly text: string
  /** Year, month or day of the document. */
  readonly date: string | null
  readonly own: OwnWords
  /** The reading is wanted beside its rows, for another thread to go on with. */
  readonly keepsReading?: boolean
}

export interface ReadText {
  readonly rows: ReadingRows
  /** A `DocumentReading` as JSON in UTF-8; null where nobody asked for it. */
  readonly reading: Uint8Array | null
}

export interface ReadingBounds {
  readonly timeMs?: number
  readonly heapMegabytes?: number
  readonly growthMegabytes?: number
}

const inTurn = createTurns(2)
const waitMs = 5_000
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-text.worker.ts' : './read-text.worker.js',
  import.meta.url,
)

/**
 * Reads a text into clauses, statements, bodies, dates and projects in a thread of its own, with ten seconds and bounded
 * memory, and lays there what is to be stored: whatever somebody sends, the server goes on serving.
 *
 * @throws Problem `file.timeout`, `file.tooLarge`; `server.busy` when no turn comes in time.
 */
export function readText(
  job: ReadingJob,
  { timeMs = 10_000, heapMegabytes = 768, growthMegabytes = 1_500 }: ReadingBounds = {},
): Promise<ReadText> {
  return inTurn(waitMs, () => readInThread<ReadText>(worker, job, { timeMs, heapMegabytes, growthMegabytes }))
}
