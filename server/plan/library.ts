import type { DocumentItem } from '@gangju/contract/documents'
import type { AnyRoute } from '@gangju/contract/route'
import { Problem } from '@gangju/net/problem'
import type { Call, Scope } from '../http/serve.ts'
import { findLibraryRow, type LibraryRow, listAncestorIds, type Reach } from './library.store.ts'

/** The library as one reader sees it. */
export interface Library {
  readonly scope: Scope
  readonly reach: Reach
  /** Whether the reader may edit what lies at a place, and decide on it. */
  readonly mayWrite: (row: { readonly countyId: number; readonly placeId: number }) => boolean
}

/** Opens the library for reading: what lies in the rectangle asked for, and above it. */
export async function openLibrary(call: Pick<Call<AnyRoute>, 'within'>, place?: string): Promise<Library> {
  const writable = await findWritable(call)
  const scope = await call.within({
    ...(place === undefined ? {} : { place }),
    verb: 'document.read',
    mode: 'read',
  })
  return {
    scope,
    reach: await findReach(scope),
    mayWrite: ({ countyId, placeId }) => writable.counties.includes(countyId) || writable.places.includes(placeId),
  }
}

export async function findReach({ db, places, rectangle }: Scope): Promise<Reach> {
  return { ...rectangle, ancestors: await listAncestorIds(db, places) }
}

async function findWritable({ within }: Pick<Call<AnyRoute>, 'within'>): Promise<Omit<Reach, 'ancestors'>> {
  try {
    return (await within({ verb: 'target.write', mode: 'read' })).rectangle
  } catch (error) {
    if (error instanceof Problem && isOutside(error)) return { counties: [], places: [] }
    throw error
  }
}

const isOutside = ({ code }: Problem) => code === 'grant.missing' || code === 'place.unknown'

/** @throws Problem `document.unknown` for one out of reach, as for one that there is not. */
export async function getDocumentRow({ scope, reach }: Library, code: string): Promise<LibraryRow> {
  const row = await findLibraryRow(scope.db, reach, code)
  if (!row) throw new Problem('document.unknown')
  return row
}

/**
 * Opens a document for writing: it is read as its reader may, and then the place that issued it is asked for.
 *
 * @throws Problem `document.unknown` where it cannot be read, or is read from below; `grant.missing` where the verb is.
 */
export async function openForWriting(
  call: Pick<Call<AnyRoute>, 'within'>,
  code: string,
): Promise<{ readonly scope: Scope; readonly reach: Reach; readonly row: LibraryRow }> {
  const reading = await call.within({ verb: 'document.read', mode: 'read' })
  const row = await findLibraryRow(reading.db, await findReach(reading), code)
  if (!row) throw new Problem('document.unknown')
  try {
    const scope = await call.within({ place: row.placeCode })
    return { scope, reach: await findReach(scope), row }
  } catch (error) {
    throw error instanceof Problem && error.code === 'place.unknown' ? new Problem('document.unknown') : error
  }
}

export const subjectOf = (code: string): string => `document/${code}`

/** A document of the list, as the wire has it. */
export const itemOf = (row: LibraryRow, { mayWrite }: Pick<Library, 'mayWrite'>): DocumentItem => ({
  code: row.code,
  title: row.title,
  kind: row.kind,
  issuer: row.issuer,
  number: row.number,
  dated: row.dated,
  inForceFrom: row.inForceFrom,
  inForceUntil: row.inForceUntil,
  place: { code: row.placeCode, name: row.placeName, level: row.placeLevel },
  level: row.level,
  version: row.version,
  characters: row.characters,
  clauses: row.clauses,
  proposals: { open: row.open, accepted: row.accepted, rejected: row.rejected },
  recordedAt: row.recordedAt.toISOString(),
  demo: row.demo,
  mayWrite: mayWrite(row),
})
