import type { Clause } from '@gangju/clause'
import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import { foldText } from './fold-text.ts'
import { groupBy } from './group-by.ts'
import type { DocumentReading } from './propose.ts'

interface VersionKey {
  readonly countyId: number
  readonly placeId: number
  readonly documentId: number
  readonly version: number
}

const batchSize = 500
const longestHeading = 200
const anchorOf = ({ anchor }: { readonly anchor: string }) => anchor

/** The clauses of a version in reading order, each with what it names and with the words that it is searched by. */
export async function insertClauses(
  trx: Trx,
  key: VersionKey,
  { text, reading }: { readonly text: string; readonly reading: DocumentReading },
): Promise<void> {
  const { clauses } = reading
  const bodies = groupBy(reading.bodies, anchorOf)
  const deadlines = groupBy(reading.deadlines, anchorOf)
  const projects = groupBy(reading.projects, anchorOf)
  const headings = headingsOf(clauses)
  for (let from = 0; from < clauses.length; from += batchSize) {
    const batch = clauses.slice(from, from + batchSize)
    const entries = batch.map((clause) => ({
      ...clause,
      bodies: bodies.get(clause.anchor) ?? [],
      deadlines: deadlines.get(clause.anchor) ?? [],
      projects: projects.get(clause.anchor) ?? [],
    }))
    const words = batch.map(({ start, end }) => text.slice(start, end))
    await sql`
      insert into document_clause (county_id, place_id, document_id, version, anchor, ordinal, entry, heading, words, folded)
      select ${key.countyId}::int, ${key.placeId}::int, ${key.documentId}::int, ${key.version}::int,
             r.anchor, ${from}::int + r.ordinal::int, r.entry::jsonb, r.heading, r.words, r.folded
      from unnest(${batch.map(({ anchor }) => anchor)}::text[], ${entries.map(safeJson)}::text[],
                  ${batch.map(({ anchor }) => headings.get(anchor) ?? '')}::text[], ${words}::text[],
                  ${words.map((one) => foldText(one).text)}::text[])
        with ordinality as r (anchor, entry, heading, words, folded, ordinal)`.execute(trx)
  }
}

/** A slice may have cut a character in two; the database takes whole ones only. */
const safeJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'string' ? Buffer.from(part).toString() : part))

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
