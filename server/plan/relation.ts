import type { DocumentRelation } from '@gangju/contract/documents'
import type { Db } from '../db/connection.ts'
import type { LibraryRow, Reach } from './library.store.ts'
import { listRelations } from './relation.store.ts'

/** What a document is to others and they to it, as the wire has it. */
export async function relationsOf(db: Db, reach: Reach, row: LibraryRow): Promise<DocumentRelation[]> {
  const rows = await listRelations(db, reach, row)
  return rows.map(({ relationId, kind, direction, code, title }) => ({
    id: relationId,
    kind,
    direction,
    document: code,
    title,
  }))
}
