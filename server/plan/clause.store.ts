import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import type { RowPieces } from './reading-rows.ts'

interface VersionKey {
  readonly countyId: number
  readonly placeId: number
  readonly documentId: number
  readonly version: number
}

/** The clauses of a version in reading order. */
export async function insertClauses(trx: Trx, key: VersionKey, pieces: RowPieces): Promise<void> {
  for (const piece of pieces) {
    await sql`
      insert into document_clause (county_id, place_id, document_id, version, anchor, ordinal, entry, heading, words, folded)
      select ${key.countyId}::int, ${key.placeId}::int, ${key.documentId}::int, ${key.version}::int,
             r.anchor, r.ordinal, r.entry, r.heading, r.words, r.folded
      from json_to_recordset(${piece}::json)
        as r (anchor text, ordinal int, entry jsonb, heading text, words text, folded text)`.execute(trx)
  }
}
