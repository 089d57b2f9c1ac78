import { type DocumentRelation, endRelation, relateDocument } from '@gangju/contract/documents'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { findLibraryRow } from './library.store.ts'
import { openForWriting, subjectOf } from './library.ts'
import { endRelationRow, insertRelation, isRelated } from './relation.store.ts'

/** What documents are to one another: implements, replaces, supports. */
export const relationRoutes: Routes = (app) => {
  serve(app, relateDocument, handleRelate)
  serve(app, endRelation, handleEnd)
}

async function handleRelate(call: Call<typeof relateDocument>): Promise<DocumentRelation> {
  const { kind, document, title } = call.body
  const { scope, reach, row } = await openForWriting(call, call.params.document)
  if ((document === null) === (title === null)) throw new Problem('document.relationEnd')
  const other = document === null ? undefined : await findLibraryRow(scope.db, reach, document)
  if (document !== null && !other) throw new Problem('document.unknown')
  if (other?.documentId === row.documentId) throw new Problem('document.self')
  const relation = { kind, toDocumentId: other?.documentId ?? null, toTitle: title }
  if (await isRelated(scope.db, row, relation)) throw new Problem('document.related')
  const id = await insertRelation(scope.trx, row, relation)
  call.record({ subject: subjectOf(row.code), placeId: row.placeId, detail: { kind, document, title } })
  return { id, kind, direction: 'from', document: other?.code ?? null, title: other?.title ?? title! }
}

async function handleEnd(call: Call<typeof endRelation>) {
  const { document, relation } = call.params
  const { scope, row } = await openForWriting(call, document)
  const isEnded = await endRelationRow(scope.trx, row, { relationId: relation, at: call.now })
  if (!isEnded) throw new Problem('relation.unknown')
  call.record({ subject: subjectOf(row.code), placeId: row.placeId, detail: { relation, ended: true } })
  return { ok: true as const }
}
