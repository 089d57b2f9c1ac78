/** From the whole to the part. Zones overlap the tree and have no place in its order. */
export const levels = ['country', 'province', 'city', 'county', 'town', 'village'] as const

/** A level of the tree, or a zone across it. */
export type PlaceLevel = (typeof levels)[number] | 'zone'

/** A span of days, half open: valid from the first day, no longer on the last; null: unbounded. */
export interface Dated {
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** What is valid on an ISO day [PL8]. */
export function validOn<Item extends Dated>(items: readonly Item[], isoDate: string): readonly Item[] {
  return items.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= isoDate) && (validTo === null || isoDate < validTo),
  )
}
