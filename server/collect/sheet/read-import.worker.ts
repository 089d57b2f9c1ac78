import { parentPort } from 'node:worker_threads'
import { Problem } from '@gangju/net/problem'
import type { ThreadAnswer } from '../../http/reading-thread.ts'
import { markCells } from '../../http/sheet/mark-cells.ts'
import { openWorkbook } from '../../http/sheet/open-workbook.ts'
import { cutReturns } from './filled-return.ts'
import type { ImportJob } from './import-thread.ts'
import { readImport, readTexts } from './read-import.ts'
import { sheetReading } from './stored-reading.ts'

async function work(job: ImportJob): Promise<unknown> {
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength)
  if (job.kind === 'mark') return markCells(bytes, job.marks, job.author)
  const workbook = openWorkbook(bytes)
  if (job.kind === 'texts') return readTexts(workbook)
  const read = await readImport(workbook, job.task)
  return job.kind === 'fill'
    ? cutReturns(read, job.filers)
    : sheetReading(
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

parentPort?.once('message', (job: ImportJob) => void answerWith(job))
