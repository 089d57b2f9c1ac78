import { parentPort } from 'node:worker_threads'
import { Problem } from '@gangju/net/problem'
import type { ThreadAnswer } from '../reading-thread.ts'
import { parseDocument } from './parse-document.ts'
import type { ReadDocument } from './read-document.ts'

async function answerWith({ bytes, fileName }: { bytes: Uint8Array; fileName: string }): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const answer: ThreadAnswer<ReadDocument> = await parseDocument(buffer, fileName).then(
    (value) => ({ value }),
    (error: unknown) => {
      if (error instanceof Problem) return { problem: { code: error.code, detail: error.detail } }
      return { problem: { code: 'file.corrupt', detail: {} } }
    },
  )
  send(answer)
}

function send(answer: ThreadAnswer<ReadDocument>): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answer)
}

// A parser that fails beside the promise it gave has failed all the same.
process.once('uncaughtException', () => send({ problem: { code: 'file.corrupt', detail: {} } }))
process.once('unhandledRejection', () => send({ problem: { code: 'file.corrupt', detail: {} } }))
parentPort?.once('message', (job: { bytes: Uint8Array; fileName: string }) => void answerWith(job))
