import type { Catalog, CatalogGoal, CatalogIndicator } from '../net/catalog.ts'
import { type FindIndicator, indicatorFinder } from './indicator-link.ts'

/** A place that a document may speak of, as it lies to the one that issued the document. */
export interface DeskPlace {
  readonly placeId: number
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly lies: 'home' | 'below' | 'above' | 'beside'
}

/** What proposals are linked to: places, indicators and goals of this moment. */
export interface DeskWorld {
  readonly catalog: Catalog
  readonly home: string
  readonly findIndicator: FindIndicator
  readonly indicatorByCode: ReadonlyMap<string, CatalogIndicator>
  /** The one place of that name, the nearest first; undefined where two are equally near. */
  readonly findPlace: (name: string) => DeskPlace | undefined
  readonly placeByCode: ReadonlyMap<string, DeskPlace>
  /** Goals of the programmes that stand over the document's place. */
  readonly goals: readonly CatalogGoal[]
}

const nearness = ['home', 'below', 'above', 'beside'] as const
const levels = ['country', 'province', 'city', 'county', 'zone', 'town', 'village']

export function deskWorld(
  catalog: Catalog,
  home: { readonly code: string; readonly lineIds: readonly number[] },
  places: readonly DeskPlace[],
): DeskWorld {
  const programmes = catalog.programmesOf(home.lineIds).map(({ path }) => path)
  const byName = new Map<string, DeskPlace[]>()
  for (const place of places) byName.set(place.name, [...(byName.get(place.name) ?? []), place])
  return {
    catalog,
    home: home.code,
    findIndicator: indicatorFinder(catalog.indicators),
    indicatorByCode: new Map(catalog.indicators.map((one) => [one.code, one])),
    findPlace: (name) => nearest(byName.get(name) ?? []),
    placeByCode: new Map(places.map((place) => [place.code, place])),
    goals: catalog.goals.filter(({ path }) => programmes.some((programme) => path.startsWith(programme))),
  }
}

function nearest(places: readonly DeskPlace[]): DeskPlace | undefined {
  const rank = ({ lies, level }: DeskPlace) => nearness.indexOf(lies) * 10 + levels.indexOf(level)
  const [first, second] = places.toSorted((a, b) => rank(a) - rank(b))
  return first && second && rank(first) === rank(second) ? undefined : first
}

/** The goal that an indicator measures: the one its entry names first, else the first of the tree. */
export function goalOf({ goals }: DeskWorld, { indicatorId, entry }: CatalogIndicator): CatalogGoal | undefined {
  const measured = goals.filter(({ indicatorIds }) => indicatorIds.includes(indicatorId))
  return measured.find(({ code }) => code === entry.goals[0]) ?? measured[0]
}
