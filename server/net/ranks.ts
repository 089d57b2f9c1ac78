import { parsePeriod, previousPeriod } from '@gangju/net/period'
import { rankWithin } from '@gangju/net/reading'
import type { CatalogIndicator } from './catalog.ts'
import type { Figures } from './figures.ts'

export interface RankedPlace {
  readonly placeId: number
  /** Name of the class it is ranked in; null where the class is not known. */
  readonly track: string | null
}

export interface RankWords {
  readonly place: number
  readonly of: number
  readonly class: string
  readonly movement: number | null
}

/**
 * Ranks places inside their class, and how far each moved since the period before. Only within a class, and those whose
 * class nobody stated are a class of their own [RE12].
 */
export function ranksOf(
  figures: Figures,
  {
    places,
    indicator,
    period,
    unknownClass,
  }: { places: readonly RankedPlace[]; indicator: CatalogIndicator; period: string; unknownClass: string },
): Map<number, RankWords> {
  const before = previousPeriod(parsePeriod(period)).id
  const { direction } = indicator.entry
  const ranks = new Map<number, RankWords>()
  for (const track of new Set(places.map((place) => place.track))) {
    const pool = places.filter((place) => place.track === track)
    const entriesAt = (at: string) =>
      pool.map(({ placeId }) => ({ key: placeId, value: figures.get(placeId, indicator, at).value }))
    const earlier = rankWithin(entriesAt(before), { direction })
    const previous = new Map(earlier.flatMap(({ key, rank }) => (rank === null ? [] : [[key, rank]])))
    for (const { key, rank, of, movement } of rankWithin(entriesAt(period), { direction, previous })) {
      if (rank !== null) ranks.set(key, { place: rank, of, class: track ?? unknownClass, movement })
    }
  }
  return ranks
}
