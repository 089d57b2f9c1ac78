import type { addDocument, DocumentWords } from '@gangju/contract/documents'
import { Problem } from '@gangju/net/problem'
import { type ReadDocument, readDocument } from '../http/document/read-document.ts'
import type { Call, Scope } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { insertClauses } from './clause.store.ts'
import {
  claimDocument,
  endVersion,
  findKnownDocument,
  findSameText,
  hashText,
  holdText,
  type Identity,
  insertDocument,
  insertVersion,
  type KnownDocument,
  updateIdentity,
} from './document.store.ts'
import { guessDate, guessKind, guessNumber, isInvented, kindOfKnown } from './document-words.ts'
import { findLibraryRow, type LibraryRow, type Reach } from './library.store.ts'
import { findReach, subjectOf } from './library.ts'
import { listNearPlaces } from './near-place.store.ts'
import { insertProposals } from './proposal.store.ts'
import { readText } from './read-text.ts'
import { isReadTwice, readTwice } from './read-twice.ts'
import { ownWords } from './reading-dictionary.ts'

type AddCall = Call<typeof addDocument>

/** Takes a file into the library: read, kept whole, and its proposals laid on the desk, all of it or nothing. */
export async function handleAdd(call: AddCall) {
  const { query, catalog } = call
  const scope = await call.within({ place: query.place })
  if (!call.file) throw new Problem('document.empty')
  const reach = await findReach(scope)
  const earlier = query.revises === undefined ? undefined : await getEarlier(scope, reach, query.revises)
  const file = await readDocument(call.file, call.fileName ?? '')
  const sha256 = hashText(file.text)
  await refuseSame(scope, reach, sha256, earlier)
  const known = earlier ? undefined : await findKnownDocument(scope.db, sha256)
  const words = wordsOf(call, file, { earlier, known })
  const own = ownWords(catalog.indicators, await listNearPlaces(scope.db, scope.place.placeId))
  const read = await readText({ text: file.text, date: words.dated, own, keepsReading: isReadTwice() })
  await refuseSame(scope, reach, sha256, earlier)
  const rows = await readTwice(file.text, read)
  await holdText(scope.trx, sha256)
  await refuseSame(scope, reach, sha256, earlier)
  const version = await store(call, scope, { file, sha256, words, earlier, isKnown: known !== undefined })
  await insertClauses(scope.trx, version.key, rows.clauses)
  await insertProposals(scope.trx, version.key, rows.proposals)
  await raiseContentEpoch(scope.trx)
  const counts = { characters: file.text.length, ...rows.counts }
  call.record({
    subject: subjectOf(version.code),
    placeId: scope.place.placeId,
    detail: { version: version.key.version, ...counts },
  })
  return { code: version.code, version: version.key.version, ...counts }
}

/** The document to be revised: it lies at the place that the person writes for. */
async function getEarlier({ db, place }: Scope, reach: Reach, code: string): Promise<LibraryRow> {
  const row = await findLibraryRow(db, reach, code)
  if (row?.placeId !== place.placeId) throw new Problem('document.unknown')
  return row
}

async function refuseSame({ db }: Scope, reach: Reach, sha256: Buffer, earlier: LibraryRow | undefined): Promise<void> {
  const same = await findSameText(db, reach, sha256)
  if (!same) return
  throw same.code === earlier?.code
    ? new Problem('document.unchanged', { version: same.version })
    : new Problem('document.known', { title: same.title, code: same.code })
}

const longestTitle = 200

/** What the person says of the document; where they say nothing, what is known of it, and then what its text says. */
function wordsOf(
  { query, fileName }: AddCall,
  file: ReadDocument,
  { earlier, known }: { earlier: LibraryRow | undefined; known: KnownDocument | undefined },
): DocumentWords {
  const plainName = (fileName ?? '').replace(/\.[a-z0-9]{1,5}$/iu, '').trim()
  const named = query.title ?? known?.title ?? file.title ?? earlier?.title ?? (plainName || '未命名文件')
  const title = named.slice(0, longestTitle).trim()
  return {
    title,
    kind: query.kind ?? earlier?.kind ?? kindOfKnown(known?.kind) ?? guessKind(title),
    issuer: query.issuer ?? earlier?.issuer ?? known?.issuer ?? null,
    number: query.number ?? guessNumber(file.text),
    dated: query.dated ?? known?.asOf ?? guessDate(file.text, title),
    inForceFrom: query.inForceFrom ?? null,
    inForceUntil: query.inForceUntil ?? null,
  }
}

interface Storing {
  readonly file: ReadDocument
  readonly sha256: Buffer
  readonly words: DocumentWords
  readonly earlier: LibraryRow | undefined
  readonly isKnown: boolean
}

async function store(call: AddCall, scope: Scope, storing: Storing) {
  const { trx, place } = scope
  const { file, sha256, words, earlier } = storing
  const demo = isInvented(file.text)
  const identity = await identify(call, scope, storing, demo)
  const key = {
    countyId: place.countyId,
    placeId: place.placeId,
    documentId: identity.documentId,
    version: (earlier?.version ?? 0) + 1,
  }
  await insertVersion(trx, {
    key,
    words,
    level: place.level,
    demo,
    text: file.text,
    sha256,
    recordedAt: call.now,
    recordedBy: call.actor.personId,
    original: { fileName: call.fileName ?? `${words.title}.${file.kind}`, fileKind: file.kind, content: call.file! },
  })
  return { code: identity.code, key }
}

/** The document that the text is of: the revised one, one that the catalogue knows, or a new one. */
async function identify(
  call: AddCall,
  { trx, place: { placeId } }: Scope,
  { sha256, words, earlier, isKnown }: Storing,
  demo: boolean,
): Promise<Identity> {
  if (earlier) {
    if (!(await endVersion(trx, earlier, call.now))) throw new Problem('document.edition')
    await updateIdentity(trx, earlier.documentId, words)
    return earlier
  }
  if (!isKnown) return insertDocument(trx, { words, placeId, sha256, demo })
  const claimed = await claimDocument(trx, { sha256, placeId })
  if (!claimed) throw new Problem('document.edition')
  await updateIdentity(trx, claimed.documentId, words)
  return claimed
}
