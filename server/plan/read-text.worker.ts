import { parentPort } from 'node:worker_threads'
import {
  compileDictionary,
  defaultDictionaryData,
  findBodies,
  findDeadlines,
  findProjects,
  readOutline,
  readStatements,
} from '@gangju/clause'
import type { ThreadAnswer } from '../http/reading-thread.ts'
import type { DocumentReading } from './propose.ts'
import type { ReadingJob } from './read-text.ts'
import { joinWords } from './reading-dictionary.ts'

function read({ text, date, own }: ReadingJob): DocumentReading {
  const dictionary = compileDictionary(joinWords(defaultDictionaryData, own))
  const options = date === null ? {} : { date }
  const clauses = readOutline(text)
  return {
    clauses,
    statements: readStatements(text, dictionary, options),
    bodies: findBodies(text, clauses),
    deadlines: findDeadlines(text, clauses, options),
    projects: findProjects(text, clauses, dictionary),
  }
}

parentPort?.once('message', (job: ReadingJob) => {
  const answer: ThreadAnswer<DocumentReading> = { value: read(job) }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answer)
})
