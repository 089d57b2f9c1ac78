import type { Clause } from '@gangju/clause'
import { foldText } from './fold-text.ts'
import { groupBy } from './group-by.ts'
import { type DocumentReading, propose } from './propose.ts'
import { storableJson } from './storable-json.ts'

/** JSON arrays of rows in reading order, UTF-8, each as long as one statement to the database may be. */
export type RowPieces = readonly Uint8Array[]

/** What is stored of a reading, as the database takes it: made where the text is read, and only passed on by the server. */
export interface ReadingRows {
  readonly clauses: RowPieces
  readonly proposals: RowPieces
  readonly counts: { readonly clauses: number; readonly statements: number }
}

/** Beyond any document that a person could read through; a text of nothing but numbers ends here. */
const mostProposals = 10_000
const longestHeading = 200
/** In UTF-16 units; a row longer than this is a piece of its own. */
const pieceLength = 150_000
const anchorOf = ({ anchor }: { readonly anchor: string }) => anchor

export function layRows(text: string, reading: DocumentReading): ReadingRows {
  return {
    clauses: cutPieces(clauseRows(text, reading)),
    proposals: cutPieces(proposalRows(reading)),
    counts: { clauses: reading.clauses.length, statements: reading.statements.length },
  }
}

/** The buffers of rows, for a thread to give away instead of copying. */
export const buffersOf = ({ clauses, proposals }: ReadingRows): ArrayBuffer[] =>
  [...clauses, ...proposals].map(({ buffer }) => buffer as ArrayBuffer)

/** Each clause with what it names and with the words that it is searched by. */
function* clauseRows(text: string, { clauses, ...reading }: DocumentReading): Generator<object> {
  const bodies = groupBy(reading.bodies, anchorOf)
  const deadlines = groupBy(reading.deadlines, anchorOf)
  const projects = groupBy(reading.projects, anchorOf)
  const headings = headingsOf(clauses)
  for (const [at, clause] of clauses.entries()) {
    const { anchor, start, end } = clause
    const entry = {
      ...clause,
      bodies: bodies.get(anchor) ?? [],
      deadlines: deadlines.get(anchor) ?? [],
      projects: projects.get(anchor) ?? [],
    }
    const words = text.slice(start, end)
    yield { anchor, ordinal: at + 1, entry, heading: headings.get(anchor) ?? '', words, folded: foldText(words) }
  }
}

function* proposalRows(reading: DocumentReading): Generator<object> {
  for (const [ordinal, one] of propose(reading).slice(0, mostProposals).entries()) yield { ordinal, ...one }
}

function cutPieces(rows: Iterable<object>): Uint8Array[] {
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  let open: string[] = []
  let length = 0
  const close = () => {
    if (open.length > 0) pieces.push(encoder.encode(`[${open.join(',')}]`))
    open = []
    length = 0
  }
  for (const row of rows) {
    const json = storableJson(row)
    if (length + json.length > pieceLength) close()
    open.push(json)
    length += json.length
  }
  close()
  return pieces
}

/** Titles of the clauses above each, outermost first. */
function headingsOf(clauses: readonly Clause[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  const headings = new Map<string, string>()
  for (const { anchor, parent, marker, title } of clauses) {
    const above = parent === null ? '' : (paths.get(parent) ?? '')
    const own = `${marker ?? ''}${title}`.trim().slice(0, 60)
    headings.set(anchor, above.slice(0, longestHeading))
    paths.set(anchor, above === '' ? own : `${above.slice(0, longestHeading)} / ${own}`)
  }
  return headings
}
