import { defaultDictionary } from '@gangju/clause'
import type { DocumentReading } from './propose.ts'
import { findSecondReader, readAgain } from './second-reader.ts'

/** A person waits for the upload, and the transaction with them. */
const patience = { requestMs: 8_000, wholeMs: 8_000 }

/**
 * What the second reader adds, where the installation has one: proposals marked as its own, in the order of the text [SR2].
 * What the rules read stays as it is, and so does the whole when the other side fails [SR3].
 */
export async function readTwice(text: string, reading: DocumentReading): Promise<DocumentReading> {
  const reader = findSecondReader(process.env)
  if (reader === undefined) return reading
  const document = { text, statements: reading.statements, dictionary: defaultDictionary() }
  const { proposals } = await readAgain(reader, document, patience)
  const statements = [...reading.statements, ...proposals].toSorted((a, b) => a.offset - b.offset)
  return { ...reading, statements }
}
