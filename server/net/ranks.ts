import { parsePeriod, previousPeriod } from '@gangju/net/period'
import { rankWithin } from '@gangju/net/reading'
import type { CatalogIndicator } from './catalog.ts'
import type { Figures } from './figures.ts'
import type { Lang } from './light-words.ts'

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

/** The class of those whose class nobody stated. */
const unstated: Readonly<Record<Lang, string>> = { zh: '类别未定', en: 'class not stated' }

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
    lang,
  }: { places: readonly RankedPlace[]; indicator: CatalogIndicator; period: string; lang: Lang },
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
      if (rank !== null) ranks.set(key, { place: rank, of, class: track ?? unstated[lang], movement })
    }
  }
  return ranks
}
