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
import type { ReadingJob, ReadText } from './read-text.ts'
import { joinWords } from './reading-dictionary.ts'
import { buffersOf, layRows } from './reading-rows.ts'

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
  const reading = read(job)
  const rows = layRows(job.text, reading)
  const kept = job.keepsReading ? new TextEncoder().encode(JSON.stringify(reading)) : null
  const answer: ThreadAnswer<ReadText> = { value: { rows, reading: kept } }
  parentPort?.postMessage(answer, [...buffersOf(rows), ...(kept ? [kept.buffer] : [])])
})
