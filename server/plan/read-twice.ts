import { Problem } from '@gangju/net/problem'
import { readInThread } from '../http/reading-thread.ts'
import type { ReadText } from './read-text.ts'
import type { ReadingRows } from './reading-rows.ts'
import { findSecondReader } from './second-reader.ts'

export interface SecondJob {
  readonly text: string
  /** A `DocumentReading` as JSON in UTF-8. */
  readonly reading: Uint8Array
  /** A person waits for the upload, and the transaction with them. */
  readonly patienceMs: number
  readonly environment: Readonly<Record<string, string | undefined>>
}

const patienceMs = 8_000
const limits = { timeMs: 12_000, heapMegabytes: 768, growthMegabytes: 1_500 }
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-twice.worker.ts' : './read-twice.worker.js',
  import.meta.url,
)

/** Whether the installation has a second reader. */
export const isReadTwice = (): boolean => findSecondReader(process.env) !== undefined

/**
 * What the second reader adds, where the installation has one: proposals marked as its own, in the order of the text [SR2].
 * What the rules read stays as it is, and so does the whole when the other side fails [SR3].
 */
export async function readTwice(text: string, { rows, reading }: ReadText): Promise<ReadingRows> {
  if (reading === null) return rows
  const { GANGJU_READER_URL, GANGJU_READER_KEY, GANGJU_READER_MODEL } = process.env
  const environment = { GANGJU_READER_URL, GANGJU_READER_KEY, GANGJU_READER_MODEL }
  const job: SecondJob = { text, reading, patienceMs, environment }
  try {
    return await readInThread<ReadingRows>(worker, job, limits)
  } catch (error) {
    if (error instanceof Problem) return rows
    throw error
  }
}
