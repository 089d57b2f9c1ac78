import { parentPort } from 'node:worker_threads'
import { defaultDictionary } from '@gangju/clause'
import type { ThreadAnswer } from '../http/reading-thread.ts'
import type { DocumentReading } from './propose.ts'
import type { SecondJob } from './read-twice.ts'
import { buffersOf, layRows, type ReadingRows } from './reading-rows.ts'
import { findSecondReader, readAgain } from './second-reader.ts'

async function read({ text, reading, patienceMs, environment }: SecondJob): Promise<ReadingRows> {
  const first = JSON.parse(new TextDecoder().decode(reading)) as DocumentReading
  const reader = findSecondReader(environment)
  if (reader === undefined) return layRows(text, first)
  const document = { text, statements: first.statements, dictionary: defaultDictionary() }
  const { proposals } = await readAgain(reader, document, { requestMs: patienceMs, wholeMs: patienceMs })
  const statements = [...first.statements, ...proposals].toSorted((a, b) => a.offset - b.offset)
  return layRows(text, { ...first, statements })
}

async function answerWith(job: SecondJob): Promise<void> {
  const rows = await read(job)
  const answer: ThreadAnswer<ReadingRows> = { value: rows }
  parentPort?.postMessage(answer, buffersOf(rows))
}

parentPort?.once('message', (job: SecondJob) => void answerWith(job))
