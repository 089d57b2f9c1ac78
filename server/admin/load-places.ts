import { join } from 'node:path'
import type { Trx } from '../db/connection.ts'
import { completeCover, refreshCover } from '../net/cover.store.ts'
import { adoptOrphans, findPlaceIds, insertPlaces, type NewPlace } from '../net/place.store.ts'
import { initialsOf, pinyinOf } from './pinyin.ts'
import { readPlaceFile } from './place-file.ts'
import { type AttributeEntry, readAttributeFile, readZoneFile, type ZoneEntry } from './place-file-zone.ts'
import { insertAttributes, insertZoneEdges, type NewAttribute } from './zone.store.ts'

const CHUNK = 5_000

/**
 * Loads places in the order given, parents before children; those that are there already keep their row.
 * @returns how many are new.
 */
export async function loadPlaces(
  trx: Trx,
  rows: AsyncIterable<NewPlace>,
  at: Date,
  onProgress: (places: number) => void = () => {},
): Promise<number> {
  let added = 0
  let seen = 0
  let chunk: NewPlace[] = []
  const parents = new Map<string, string>()
  const flush = async () => {
    // A parent has to be stored before its children are: a chunk holds one level at a time.
    for (const level of ['country', 'province', 'city', 'county', 'town', 'village'] as const) {
      added += (
        await insertPlaces(
          trx,
          chunk.filter((row) => row.level === level),
        )
      ).length
    }
    seen += chunk.length
    chunk = []
    onProgress(seen)
  }
  for await (const row of rows) {
    chunk.push(row)
    if (row.parentCode !== null && row.level !== 'village' && row.level !== 'town')
      parents.set(row.code, row.parentCode)
    if (chunk.length >= CHUNK) await flush()
  }
  await flush()
  // Places that were there before their parent bring their figures with them; only then the rest, which has none.
  const adopted = await adoptOrphans(trx, parents)
  if (adopted.length > 0) await refreshCover(trx, adopted, at)
  await completeCover(trx, at)
  return added
}

/** The places of one list of the catalogue. */
export async function loadPlaceFile(trx: Trx, path: string, at: Date, onProgress?: (places: number) => void) {
  return loadPlaces(trx, readPlaceFile(path), at, onProgress)
}

/** Zones with their members, and dated attributes, of a pilot's folder. */
export async function loadPilotPlaces(
  trx: Trx,
  folder: string,
  documents: ReadonlyMap<string, number>,
  at: Date,
): Promise<void> {
  const { zones, kinds } = readZoneFile(join(folder, 'zones.json'))
  const treeCodes = zones.flatMap((zone) => [...zone.members, ...zone.locatedIn])
  const known = await findPlaceIds(trx, treeCodes)
  const byCode = new Map(zones.map((zone) => [zone.code, zone]))
  const ids = await insertPlaces(
    trx,
    zones.map((zone) => ({
      code: zone.code,
      name: zone.name,
      level: 'zone',
      parentCode: homeOf(membersOf(zone, byCode)),
      kind: zone.kind,
      administrative: false,
      initials: initialsOf(zone.name),
      pinyin: pinyinOf(zone.name),
      validFrom: zone.validFrom ?? '0001-01-01',
    })),
  )
  const zoneIds = await findPlaceIds(
    trx,
    zones.map((zone) => zone.code),
  )
  const edges = zones.flatMap((zone) => [
    ...zone.members
      .filter((code) => known.has(code))
      .map((code) => ({ zone: zone.code, member: code, from: zone.validFrom })),
    ...(zone.within ? [{ zone: zone.within, member: zone.code, from: zone.validFrom }] : []),
  ])
  const idOf = (code: string) => zoneIds.get(code) ?? known.get(code)!
  await insertZoneEdges(
    trx,
    edges.map(({ zone, member, from }) => ({ zoneId: idOf(zone), memberId: idOf(member), from })),
  )
  if (ids.length > 0) await refreshCover(trx, [...new Set([...ids, ...edges.map(({ member }) => idOf(member))])], at)

  const { attributes, kinds: attributeKinds } = readAttributeFile(join(folder, 'attributes.json'))
  const zoneKinds = zones.map(
    (zone): NewAttribute => ({
      place: zone.code,
      kind: 'zoneKind',
      kindName: '片区类型',
      value: zone.kind,
      valueName: kinds[zone.kind]?.zh ?? zone.kind,
      validFrom: zone.validFrom,
      validTo: zone.validTo,
      documentId: documents.get(zone.source.document) ?? null,
      position: zone.source.offset,
      note: zoneNote(zone),
    }),
  )
  const named = (entry: AttributeEntry): NewAttribute => {
    const kind = attributeKinds[entry.kind]
    return {
      place: entry.place,
      kind: entry.kind,
      kindName: kind?.zh ?? entry.kind,
      value: entry.value,
      valueName: attributeName(entry, kind?.values[entry.value]?.zh),
      validFrom: entry.validFrom,
      validTo: entry.validTo,
      documentId: documents.get(entry.source.document) ?? null,
      position: entry.source.offset,
      note: entry.note,
    }
  }
  await insertAttributes(trx, [...zoneKinds, ...attributes.map(named)])
}

/** A title with its batch (典型镇（首批）); of a role, what the office calls it. */
function attributeName({ kind, value, name }: AttributeEntry, label: string | undefined): string {
  if (name === null) return label ?? value
  return kind === 'designation' && label !== undefined && !name.zh.includes(label) ? `${label}（${name.zh}）` : name.zh
}

/** What is not known of a zone's members is said on its page. */
function zoneNote(zone: ZoneEntry): string | null {
  const unresolved = zone.unresolved.map(({ name }) => name).join('、')
  const gaps = zone.complete ? '' : unresolved ? `成员不全，未能对应：${unresolved}` : '成员不全或未载明'
  return [gaps, zone.note].filter(Boolean).join('；') || null
}

function membersOf(zone: ZoneEntry, byCode: ReadonlyMap<string, ZoneEntry>): string[] {
  const outer = zone.within ? byCode.get(zone.within) : undefined
  return [...zone.members, ...zone.locatedIn, ...(outer ? [...outer.members, ...outer.locatedIn] : [])]
}

/** The lowest place of the tree, county or above, that all of these lie in: the office that answers for the zone. */
function homeOf(codes: readonly string[]): string {
  const counties = new Set(codes.map((code) => code.slice(0, 6)))
  const [county] = counties
  if (counties.size === 1 && county !== undefined && !county.endsWith('00')) return `${county}000000`
  const cities = new Set(codes.map((code) => code.slice(0, 4)))
  const [city] = cities
  return cities.size === 1 ? `${city}00000000` : '440700000000'
}
