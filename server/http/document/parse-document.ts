import { Problem } from '@gangju/net/problem'
import { decodeText, tidyText } from './decode-text.ts'
import { documentKind } from './document-kind.ts'
import { guessTitle, headingTitle } from './document-title.ts'
import { readHtml } from './html/html-text.ts'
import { readPdf } from './pdf/read-pdf.ts'
import type { DocumentKind, ReadDocument } from './read-document.ts'
import { readWord } from './word/read-word.ts'

/** A thousand pages of print are a million characters. */
const textLimit = 5_000_000

interface Words {
  readonly text: string
  readonly title?: string | null
  readonly pages?: number
}

/**
 * Runs inside the reading worker only: a large file keeps its thread busy for seconds.
 *
 * @throws Problem as `readDocument`.
 */
export async function parseDocument(bytes: Buffer, fileName: string): Promise<ReadDocument> {
  const kind = documentKind(bytes, fileName)
  const words = await wordsOf(kind, bytes)
  const text = tidyText(words.text)
  if (text.length > textLimit) throw new Problem('file.tooLarge', { characters: text.length })
  if (!/[\p{L}\p{N}]/u.test(text)) throw new Problem(kind === 'pdf' ? 'document.noText' : 'document.empty')
  const title = tidyText(words.title ?? '').trim()
  return { text, kind, title: title === '' ? guessTitle(text) : title, pages: words.pages ?? null }
}

async function wordsOf(kind: DocumentKind, bytes: Buffer): Promise<Words> {
  switch (kind) {
    case 'txt':
      return { text: decodeText(bytes) }
    case 'md': {
      const text = decodeText(bytes)
      return { text, title: headingTitle(text) }
    }
    case 'html':
      return readHtml(decodeText(bytes))
    case 'docx':
      return readWord(bytes)
    case 'pdf':
      return readPdf(bytes)
  }
}
