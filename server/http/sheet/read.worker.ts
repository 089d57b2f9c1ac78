import { parentPort } from 'node:worker_threads'
import { Problem } from '@gangju/net/problem'
import { parseWorkbook } from './parse-workbook.ts'
import type { ReadingAnswer } from './read-workbook.ts'

async function answerWith(bytes: Uint8Array): Promise<void> {
  const answer: ReadingAnswer = await parseWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).then(
    (workbook) => ({ workbook }),
    (error: unknown) => {
      if (error instanceof Problem) return { problem: { code: error.code, detail: error.detail } }
      return { problem: { code: 'file.corrupt', detail: {} } }
    },
  )
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answer)
}

parentPort?.once('message', (bytes: Uint8Array) => void answerWith(bytes))
