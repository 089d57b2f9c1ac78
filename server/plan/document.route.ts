import { addDocument, downloadOriginal, editDocument, getDocument, listDocuments } from '@gangju/contract/documents'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve, serveFile } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { formatCursor, parseCursor } from '../net/cursor.ts'
import { handleAdd } from './add-document.ts'
import { updateWords } from './document.store.ts'
import { findLibraryRow, findOriginal, listLibrary, listVersions } from './library.store.ts'
import { getDocumentRow, itemOf, openForWriting, openLibrary, subjectOf } from './library.ts'
import { relationsOf } from './relation.ts'

/** Files read at one time; more wait outside the database. */
const readersAtOnce = 2
const usualLimit = 50

/** The document library: what is in it, and what each document says of itself. */
export const documentRoutes: Routes = (app) => {
  serve(app, listDocuments, handleList)
  serve(app, getDocument, handleOne)
  serve(app, addDocument, handleAdd, { atOnce: readersAtOnce })
  serve(app, editDocument, handleEdit)
  serveFile(app, downloadOriginal, handleOriginal)
}

async function handleList(call: Call<typeof listDocuments>) {
  const { place, kind, cursor, limit = usualLimit } = call.query
  const after = readCursor(cursor)
  const library = await openLibrary(call, place)
  const rows = await listLibrary(library.scope.db, library.reach, { kind, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => itemOf(row, library)),
    next: rows.length > limit && last ? formatCursor([last.recordedAt.toISOString(), last.code]) : null,
  }
}

/** @throws Problem `cursor.malformed` */
function readCursor(cursor: string | undefined): readonly [string, string] | undefined {
  const [at, code] = parseCursor(cursor, 2) ?? []
  if (at === undefined || code === undefined) return undefined
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(at) || Number.isNaN(Date.parse(at))) throw new Problem('cursor.malformed')
  return [at, code]
}

async function handleOne(call: Call<typeof getDocument>) {
  const library = await openLibrary(call)
  const { scope, reach } = library
  const row = await getDocumentRow(library, call.params.document)
  const versions = await listVersions(scope.db, reach, row)
  return {
    ...itemOf(row, library),
    versions: versions.map((version) => ({ ...version, recordedAt: version.recordedAt.toISOString() })),
    relations: await relationsOf(scope.db, reach, row),
  }
}

async function handleEdit(call: Call<typeof editDocument>) {
  const { scope, reach, row } = await openForWriting(call, call.params.document)
  const { title, kind, issuer, number, dated, inForceFrom, inForceUntil } = row
  const before = { title, kind, issuer, number, dated, inForceFrom, inForceUntil }
  await updateWords(scope.trx, row, { ...before, ...call.body })
  await raiseContentEpoch(scope.trx)
  const changed = Object.keys(call.body) as (keyof typeof before)[]
  call.record({
    subject: subjectOf(row.code),
    placeId: row.placeId,
    detail: { before: Object.fromEntries(changed.map((name) => [name, before[name]])), after: call.body },
  })
  const edited = await findLibraryRow(scope.db, reach, row.code)
  return itemOf(edited!, { mayWrite: () => true })
}

const types = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'application/octet-stream',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

async function handleOriginal(call: Call<typeof downloadOriginal>) {
  const library = await openLibrary(call)
  const row = await getDocumentRow(library, call.params.document)
  const version = call.query.version ?? row.version
  const original = await findOriginal(library.scope.db, library.reach, { ...row, version })
  if (!original) throw new Problem('document.unknown')
  return { content: original.content, type: types[original.fileKind], name: original.fileName }
}
