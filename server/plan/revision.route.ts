import { decideRevision, readRevision } from '@gangju/contract/planning'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { carryOut } from './decide-revision.ts'
import { findDeskDocument } from './desk.store.ts'
import { openForWriting, openLibrary, subjectOf } from './library.ts'
import { viewRevision } from './revision-view.ts'

/** What a new version of a document changes, and what becomes of the targets and tasks that hang on the old words. */
export const revisionRoutes: Routes = (app) => {
  serve(app, readRevision, handleRead)
  serve(app, decideRevision, handleDecide)
}

async function handleRead(call: Call<typeof readRevision>) {
  const { params, query, catalog, lang } = call
  const { scope, mayWrite } = await openLibrary(call)
  const find = async (version: number | undefined) => {
    const document = await findDeskDocument(scope.db, scope, { code: params.document, version })
    return document ?? Promise.reject(new Problem('document.unknown'))
  }
  const to = await find(query.to)
  const from = await find(query.from ?? Math.max(1, to.version - 1))
  const clauses = await viewRevision(scope, { from, to }, { catalog, lang })
  const count = (kind: (typeof clauses)[number]['kind']) => clauses.filter((clause) => clause.kind === kind).length
  return {
    from: from.version,
    to: to.version,
    counts: {
      same: count('same'),
      changed: count('changed'),
      added: count('added'),
      removed: count('removed'),
      moved: count('moved'),
    },
    clauses: query.changesOnly ? clauses.filter(({ kind }) => kind !== 'same') : clauses,
    mayDecide: to.isCurrent && mayWrite(to),
  }
}

async function handleDecide(call: Call<typeof decideRevision>) {
  const { scope } = await openForWriting(call, call.params.document)
  const document = await findDeskDocument(scope.db, scope, { code: call.params.document, version: undefined })
  if (!document) throw new Problem('document.unknown')
  const counts = await carryOut(call, scope, document)
  const { code, placeId, version } = document
  call.record({ subject: subjectOf(code), placeId, detail: { version, ...counts } })
  return counts
}
