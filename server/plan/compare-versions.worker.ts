import { parentPort } from 'node:worker_threads'
import type { ThreadAnswer } from '../http/reading-thread.ts'
import { type ComparingJob, type Comparison, compareNow } from './compare-versions.ts'

parentPort?.once('message', (job: ComparingJob) => {
  const answer: ThreadAnswer<Comparison> = { value: compareNow(job) }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answer)
})
