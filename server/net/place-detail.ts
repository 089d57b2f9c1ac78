import type { Db } from '../db/connection.ts'
import {
  type AttributeRow,
  countCovered,
  getPlaceRow,
  listAttributes,
  listCovering,
  listMembers,
  listSuccessions,
  type NamedPlace,
  type SuccessionRow,
} from './place-detail.store.ts'

/** A place as other things name it. */
interface PlaceName {
  readonly code: string
  readonly name: string
  readonly level: 'country' | 'province' | 'city' | 'county' | 'town' | 'village' | 'zone'
}

/** Where a place belongs, what it covers, its attributes with their days and sources: six statements, however large it is. */
export async function getPlaceDetail(db: Db, { placeId }: { readonly placeId: number }) {
  const row = await getPlaceRow(db, placeId)
  const covering = await listCovering(db, placeId)
  const ancestors = covering.filter(({ level }) => level !== 'zone')
  return {
    ...nameOf(row),
    parent: row.parentCode,
    administrative: row.administrative,
    kind: row.kind,
    path: [...ancestors, row].map(({ name }) => name).join(' / '),
    ancestors: ancestors.map(nameOf),
    zones: covering.filter(({ level }) => level === 'zone').map(nameOf),
    members: row.level === 'zone' ? (await listMembers(db, placeId)).map(nameOf) : [],
    counts: (await countCovered(db, placeId)).map(({ level, ...count }) => ({
      ...count,
      level: level as PlaceName['level'],
    })),
    attributes: (await listAttributes(db, row)).map(attributeOf),
    validFrom: row.validFrom,
    validTo: row.validTo,
    successions: await listPlaceSuccessions(db, placeId),
  }
}

const nameOf = ({ code, name, level }: Omit<NamedPlace, 'placeId'>): PlaceName => ({
  code,
  name,
  level: level as PlaceName['level'],
})

/** What became of a place and what it came from, where the reader may see both. */
export async function listPlaceSuccessions(db: Db, placeId: number) {
  return (await listSuccessions(db, placeId)).map(successionOf)
}

/** Each side is named as it was called on that day. */
const successionOf = ({ kind, happenedOn, predecessor, successor, oldName, newName }: SuccessionRow) => ({
  kind,
  on: happenedOn,
  predecessor: nameOf({ ...predecessor, name: oldName ?? predecessor.name }),
  successor: nameOf({ ...successor, name: newName ?? successor.name }),
})

const attributeOf = ({ sourceCode, textCode, title, asOf, position, demo, ...attribute }: AttributeRow) => ({
  ...attribute,
  source:
    sourceCode === null
      ? null
      : {
          kind: 'document' as const,
          code: sourceCode,
          title,
          publishedOn: asOf,
          offset: position,
          document: textCode,
          length: null,
          version: null,
          demo,
        },
})
