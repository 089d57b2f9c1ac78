import type { PlaceLevel } from '@gangju/contract/values'
import { useEffect, useSyncExternalStore } from 'react'

export interface KnownPlace {
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
}

const known = new Map<string, KnownPlace>()
const listeners = new Set<() => void>()
let edition = 0

/** Keeps names that replies carry anyway, so that the bar needs no request of its own. */
export function rememberPlaces(places: Iterable<KnownPlace | null | undefined>): void {
  const before = known.size
  for (const place of places) if (place) known.set(place.code, place)
  if (known.size === before) return
  edition += 1
  for (const listener of listeners) listener()
}

export function useRememberPlaces(places: readonly (KnownPlace | null | undefined)[] | undefined): void {
  useEffect(() => rememberPlaces(places ?? []), [places])
}

export function usePlaceNames(): ReadonlyMap<string, KnownPlace> {
  useSyncExternalStore(subscribe, () => edition)
  return known
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Codes above a 12-digit code by its own digits: city, county, town. A zone has none. */
export function codesAbove(code: string): readonly string[] {
  if (!/^\d{12}$/.test(code)) return []
  return [2, 4, 6, 9]
    .map((digits) => code.slice(0, digits).padEnd(12, '0'))
    .filter((above) => above !== code && isAbove(above, code))
}

const isAbove = (above: string, code: string) =>
  code.startsWith(above.replace(/0+$/, '')) && above.replace(/0+$/, '').length < code.replace(/0+$/, '').length
