const ranks: Readonly<Record<string, number>> = {
  village: 0,
  town: 1,
  zone: 2,
  county: 3,
  city: 4,
  province: 5,
  country: 6,
}

/** Whether figures collected at one level are gathered at another. A zone gathers villages and towns. */
export function isAbove(level: string, collectedAt: string): boolean {
  return (ranks[level] ?? -1) > (ranks[collectedAt] ?? Number.POSITIVE_INFINITY)
}
