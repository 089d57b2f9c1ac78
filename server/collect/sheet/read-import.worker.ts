import { parentPort } from 'node:worker_threads'
import { Problem } from '@gangju/net/problem'
import type { ThreadAnswer } from '../../http/reading-thread.ts'
import { markCells } from '../../http/sheet/mark-cells.ts'
import { openWorkbook } from '../../http/sheet/open-workbook.ts'
import { cutReturns } from './filled-return.ts'
import { guessForms } from './form-guess.ts'
import type { ImportJob, WorkbookLook } from './import-thread.ts'
import { type OpenImport, openImport, readImport, readTexts } from './read-import.ts'
import { sheetReading } from './stored-reading.ts'

/** What the job before looked at. */
let opened: OpenImport | undefined

async function work(job: ImportJob): Promise<unknown> {
  const bytes = job.bytes && Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength)
  if (job.kind === 'mark') return markCells(bytes!, job.marks, job.author)
  if (bytes) opened = openImport(openWorkbook(bytes))
  if (job.kind === 'look') {
    const { texts, prints } = await readTexts(opened!)
    return { guesses: guessForms(job.forms, texts), prints } satisfies WorkbookLook
  }
  const read = await readImport(opened!, job.task)
  opened = undefined
  if (job.kind === 'fill') return cutReturns(read, job.filers)
  return sheetReading(
    read,
    job.task.columns.map(({ indicator }) => indicator),
  )
}

async function answerWith(job: ImportJob): Promise<void> {
  const answer: ThreadAnswer<unknown> = await work(job).then(
    (value) => ({ value }),
    (error: unknown) => ({
      problem:
        error instanceof Problem ? { code: error.code, detail: error.detail } : { code: 'file.corrupt', detail: {} },
    }),
  )
  parentPort?.postMessage(answer, buffersOf(answer))
}

/** Pieces are given away, not copied. */
function buffersOf(answer: ThreadAnswer<unknown>): ArrayBuffer[] {
  const value = 'value' in answer ? answer.value : undefined
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => (one instanceof Uint8Array ? [one.buffer as ArrayBuffer] : []))
}

parentPort?.on('message', (job: ImportJob) => void answerWith(job))
