import { Problem } from '@gangju/net/problem'
import { createTurns, readInThread } from '../reading-thread.ts'

/** Larger files are not read at all. */
export const DOCUMENT_LIMIT = 20 * 1024 * 1024

export type DocumentKind = 'txt' | 'md' | 'docx' | 'pdf' | 'html'

/** What a file says, as plain text: one line a paragraph or a table row, `\n` between them. */
export interface ReadDocument {
  readonly text: string
  readonly kind: DocumentKind
  /** The document's own title, or its first line when that looks like one. */
  readonly title: string | null
  /** Of a PDF; other kinds have no pages before they are printed. */
  readonly pages: number | null
}

export interface DocumentLimits {
  /** How long to wait for a turn; the caller may hold a transaction meanwhile. */
  readonly waitMs?: number
  readonly timeMs?: number
  readonly heapMegabytes?: number
  readonly growthMegabytes?: number
}

const inTurn = createTurns(2)
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-document.worker.ts' : './read-document.worker.js',
  import.meta.url,
)

/**
 * Reads a .txt, .md, .docx, .pdf or .html in a thread of its own with ten seconds and bounded memory. The content decides
 * whether the name is right; nothing that a file points at is fetched.
 *
 * @throws Problem `document.unsupported`, `document.empty`, `document.noText`, `document.encrypted`, `file.corrupt`,
 *   `file.tooLarge`, `file.forbiddenContent`, `file.timeout`; `server.busy` when no turn comes in time.
 */
export async function readDocument(
  bytes: Uint8Array,
  fileName: string,
  { waitMs = 5_000, timeMs = 10_000, heapMegabytes = 384, growthMegabytes = 900 }: DocumentLimits = {},
): Promise<ReadDocument> {
  if (bytes.length > DOCUMENT_LIMIT) throw new Problem('file.tooLarge', { bytes: bytes.length })
  if (bytes.length === 0) throw new Problem('document.empty')
  return inTurn(waitMs, () =>
    readInThread<ReadDocument>(
      worker,
      { bytes: Uint8Array.from(bytes), fileName },
      { timeMs, heapMegabytes, growthMegabytes },
    ),
  )
}
