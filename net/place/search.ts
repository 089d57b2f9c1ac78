/** What a place is found by. `initials` and `pinyin` are lower case without blanks: 赤坎镇 ckz, chikanzhen. */
export interface SearchablePlace {
  readonly code: string
  readonly name: string
  readonly initials: string
  readonly pinyin: string
}

/**
 * How well a query fits a place: 0 best, null not at all [PL11]. Whole name or code; beginning of the name; whole
 * initials; beginning of initials, of pinyin, of the code; inside the name; inside pinyin or initials.
 */
export function matchPlace(query: string, place: SearchablePlace): number | null {
  return matchNormalized(normalizeQuery(query), place)
}

/** The best places for a query: by fit, then shorter names, then codes. An empty query finds nothing. */
export function rankPlaces<Place extends SearchablePlace>(
  query: string,
  places: Iterable<Place>,
  { limit }: { readonly limit: number },
): readonly Place[] {
  const wanted = normalizeQuery(query)
  const found: { place: Place; fit: number }[] = []
  for (const place of places) {
    const fit = matchNormalized(wanted, place)
    if (fit !== null) found.push({ place, fit })
  }
  found.sort(
    (a, b) => a.fit - b.fit || a.place.name.length - b.place.name.length || (a.place.code < b.place.code ? -1 : 1),
  )
  return found.slice(0, limit).map(({ place }) => place)
}

/** Full-width narrowed, lower case, blanks and the apostrophes of pinyin removed; cut at 60 characters. */
export function normalizeQuery(query: string): string {
  return query
    .slice(0, 60)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’·\u200b-\u200d\ufeff]/gu, '')
}

function matchNormalized(query: string, { code, name, initials, pinyin }: SearchablePlace): number | null {
  if (query === '') return null
  const lowerName = name.toLowerCase()
  if (lowerName === query || code.toLowerCase() === query) return 0
  if (lowerName.startsWith(query)) return 1
  if (initials === query) return 2
  if (pinyin === query) return 3
  if (initials.startsWith(query)) return 4
  if (pinyin.startsWith(query)) return 5
  if (code.toLowerCase().startsWith(query)) return 6
  if (lowerName.includes(query)) return 7
  // One Latin letter inside a name would find half the country.
  return query.length > 1 && (pinyin.includes(query) || initials.includes(query)) ? 8 : null
}
