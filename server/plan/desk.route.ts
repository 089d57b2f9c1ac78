import { type DeskMark, decideProposals, readDesk } from '@gangju/contract/desk'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { decide } from './decide.ts'
import { findDeskDocument, getDeskText, getDocumentSource, type KeptClause, listDeskClauses } from './desk.store.ts'
import { openForWriting, openLibrary } from './library.ts'
import { listProposals } from './proposal.store.ts'
import { loadDeskWorld, viewProposals } from './proposal-view.ts'

/** Five hundred decisions with their choices. */
const jsonBytes = 2 * 1_048_576

/** Where what the reader found of a document is read by a person, and taken or not. */
export const deskRoutes: Routes = (app) => {
  serve(app, readDesk, handleRead)
  serve(app, decideProposals, handleDecide, { jsonBytes })
}

async function handleRead(call: Call<typeof readDesk>) {
  const { params, query, catalog, lang } = call
  const { scope, mayWrite } = await openLibrary(call)
  const { db } = scope
  const document = await findDeskDocument(db, scope, { code: params.document, version: query.version })
  if (!document) throw new Problem('document.unknown')
  const clauses = await listDeskClauses(db, document)
  const rows = await listProposals(db, scope, { document })
  const world = await loadDeskWorld(db, scope, { document, rows, catalog })
  const sourceId = await getDocumentSource(db, document)
  return {
    code: document.code,
    title: document.title,
    version: document.version,
    versions: document.versions,
    text: await getDeskText(db, document),
    demo: document.demo,
    mayDecide: document.isCurrent && mayWrite(document),
    clauses: [...clauses],
    marks: clauses.flatMap(marksOf),
    proposals: await viewProposals(db, { rows, world, lang, sourceId }),
  }
}

/** What a clause names beside figures, in the order of the text. */
function marksOf({ anchor, bodies, deadlines, projects }: KeptClause): DeskMark[] {
  const mark = (kind: DeskMark['kind'], { text, offset }: { text: string; offset: number }, words: string) => ({
    kind,
    offset,
    length: text.length,
    anchor,
    words,
  })
  return [
    ...bodies.map((body) => mark('body', body, body.part)),
    ...deadlines.map((deadline) => mark('deadline', deadline, deadline.period)),
    ...projects.map((project) => mark('project', project, [project.amount, project.unit].filter(Boolean).join(''))),
  ].toSorted((a, b) => a.offset - b.offset)
}

async function handleDecide(call: Call<typeof decideProposals>) {
  const { params, body, lang } = call
  const { scope: home } = await openForWriting(call, params.document)
  const document = await findDeskDocument(home.db, home, { code: params.document, version: body.version })
  if (!document) throw new Problem('document.unknown')
  const { rows, world, sourceId } = await decide(call, home, document)
  const scope = await call.within({ place: document.placeCode })
  return { proposals: await viewProposals(scope.db, { rows, world, lang, sourceId }) }
}
