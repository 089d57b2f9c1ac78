import { createTurns, readInThread } from '../http/reading-thread.ts'
import type { DocumentReading } from './propose.ts'
import type { OwnWords } from './reading-dictionary.ts'

export interface ReadingJob {
  readonly text: string
  /** Year, month or day of the document. */
  readonly date: string | null
  readonly own: OwnWords
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
 * memory: whatever somebody sends, the server goes on serving.
 *
 * @throws Problem `file.timeout`, `file.tooLarge`; `server.busy` when no turn comes in time.
 */
export function readText(
  job: ReadingJob,
  { timeMs = 10_000, heapMegabytes = 768, growthMegabytes = 1_500 }: ReadingBounds = {},
): Promise<DocumentReading> {
  return inTurn(waitMs, () => readInThread<DocumentReading>(worker, job, { timeMs, heapMegabytes, growthMegabytes }))
}
