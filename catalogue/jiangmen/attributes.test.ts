import { readFileSync } from 'node:fs'
import { padCode, parsePlaceCode } from '@gangju/net/place'
import { describe, expect, it } from 'vitest'

interface Attribute {
  readonly place: string
  readonly kind: string
  readonly value: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly source: { readonly document: string; readonly offset: number }
}

interface Zone {
  readonly code: string
  readonly kind: string
  readonly within: string | null
  readonly locatedIn: readonly string[]
  readonly members: readonly string[]
  readonly complete: boolean
  readonly unresolved: readonly { readonly candidates: readonly string[] }[]
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const attributes = JSON.parse(read('attributes.json'))
const zones: Zone[] = JSON.parse(read('zones.json')).zones
const kindsOfZone = JSON.parse(read('zones.json')).kinds

/** Codes and names of an outline file, without steps that repeat their parent (00). */
function listPlaces(text: string): Map<string, string> {
  const above: string[] = []
  const places = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, indent = '', digits = '', name = ''] = /^( *)(\d+) (.+)$/.exec(line) ?? []
    if (digits === '') continue
    above.length = indent.length / 2
    const short = (above.at(-1) ?? '') + digits
    above.push(short)
    if (!(short.length === 6 && short.endsWith('00'))) places.set(padCode(short), name)
  }
  return places
}

const tally = (places: Map<string, string>) => {
  const counts: Record<string, number> = {}
  for (const code of places.keys()) {
    const { level, administrative } = parsePlaceCode(code)
    const key = `${level} ${administrative ? 'administrative' : 'placeholder'}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const places = listPlaces(read('../places/jiangmen.txt'))
const zoneCodes = new Set(zones.map(({ code }) => code))
const all: Attribute[] = [...attributes.attributes, ...attributes.sought]
const isKnown = (code: string) => places.has(code) || zoneCodes.has(code)

describe('the list of places', () => {
  it('[PL2] counts 7 counties, 73 towns and 1,336 villages beside 9 and 12 placeholders', () => {
    expect(tally(places)).toEqual({
      'city administrative': 1,
      'county administrative': 7,
      'town administrative': 73,
      'town placeholder': 9,
      'village administrative': 1336,
      'village placeholder': 12,
    })
  })

  it('[PL2] counts the 122 counties of Guangdong, and its two cities without counties in no level twice', () => {
    const guangdong = listPlaces(read('../places/guangdong.txt'))
    expect(tally(guangdong)).toMatchObject({
      'province administrative': 1,
      'city administrative': 21,
      'county administrative': 122,
      'town administrative': 1610,
      'village administrative': 26599,
    })
    expect(Array.from(places.keys()).every((code) => guangdong.get(code) === places.get(code))).toBe(true)
  })
})

describe('zones', () => {
  it('[PL24] have one code each and name only places and zones that exist', () => {
    expect(zoneCodes.size).toBe(zones.length)
    for (const zone of zones) {
      expect(parsePlaceCode(zone.code).level).toBe('zone')
      expect(Object.keys(kindsOfZone)).toContain(zone.kind)
      const named = [...zone.members, ...zone.locatedIn, ...zone.unresolved.flatMap(({ candidates }) => candidates)]
      expect(named.filter((code) => !isKnown(code))).toEqual([])
      expect(zone.within === null || zoneCodes.has(zone.within)).toBe(true)
    }
  })

  it('[PL24] say of every zone either its members or what is not known', () => {
    for (const zone of zones) expect(zone.members.length + zone.unresolved.length, zone.code).toBeGreaterThan(0)
    for (const zone of zones) if (zone.complete) expect(zone.unresolved, zone.code).toEqual([])
  })

  it('[PL24] link eight towns, two of each of four counties', () => {
    const linked = zones.find(({ code }) => code === 'Z-eight-linked-towns')
    const counties = linked?.members.map((code) => parsePlaceCode(code).parentCode) ?? []
    expect(counties.map((county) => places.get(county ?? ''))).toEqual(
      ['新会区', '新会区', '台山市', '台山市', '开平市', '开平市', '鹤山市', '鹤山市'],
    )
  })
})

describe('attributes', () => {
  it('[PL25] belong to places of the list or to zones, and use known values', () => {
    expect(all.filter(({ place }) => !isKnown(place))).toEqual([])
    expect(all.filter(({ kind, value }) => !Object.hasOwn(attributes.kinds[kind]?.values ?? {}, value))).toEqual([])
    expect(all.filter(({ source }) => !/^00[0-4]$/.test(source.document) || source.offset < 0)).toEqual([])
  })

  it('[PL25] hold the 1+6+60 list, every place once and of its level', () => {
    expect(attributes.unresolved).toEqual([])
    for (const [value, count] of Object.entries(attributes.modelList.counts)) {
      const codes = attributes.attributes.filter((one: Attribute) => one.value === value).map((one: Attribute) => one.place)
      expect(new Set(codes).size, value).toBe(count)
      expect(codes.length, value).toBe(count)
      for (const code of codes) expect(`model-${parsePlaceCode(code).level}`).toBe(value)
    }
  })

  it('[PL26] give a place at most one track on a day', () => {
    const tracks = all.filter(({ kind }) => kind === 'track')
    expect(tracks.map(({ place, value }) => [places.get(place), value])).toEqual([['鹤山市', 'lead']])
    for (const { validFrom, validTo } of all) if (validFrom && validTo) expect(validFrom < validTo).toBe(true)
  })
})
