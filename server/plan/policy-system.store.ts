import type { PlaceLevel } from '@gangju/contract/values'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import { isReached, type Reach } from './library.store.ts'

export interface ReachedPlace {
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
}

/** Those of the places that lie in the rectangle or above it, by code. */
export async function listReachedPlaces(
  db: Db,
  reach: Reach,
  codes: readonly string[],
): Promise<ReadonlyMap<string, ReachedPlace>> {
  const { rows } = await sql<ReachedPlace>`
    select p.code, p.name, p.level from place p where p.code = any (${[...codes]}::text[]) and ${isReached('p', reach)}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.code, row]))
}
