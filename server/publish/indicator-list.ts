import { isWithinGoal } from '@gangju/net/goal'
import type { Scope } from '../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../net/catalog.ts'

/** The indicators of the goals asked for, and of what is asked for by a part of its name or code. */
export function findIndicators(
  catalog: Catalog,
  { goalPaths, rectangle }: Scope,
  q: string | undefined,
): CatalogIndicator[] {
  const under = goalPaths.includes('')
    ? undefined
    : new Set(
        catalog.goals
          .filter(({ path }) => goalPaths.some((root) => isWithinGoal(path, root)))
          .flatMap((one) => one.indicatorIds),
      )
  const held = rectangle.indicators === '*' ? undefined : new Set(rectangle.indicators)
  const words = q?.normalize('NFKC').trim().toLowerCase() ?? ''
  return catalog.indicators.filter(
    (one) =>
      (under === undefined || under.has(one.indicatorId)) &&
      (held === undefined || held.has(one.indicatorId)) &&
      textsOf(one).some((text) => text.toLowerCase().includes(words)),
  )
}

const textsOf = ({ code, entry }: CatalogIndicator) => [entry.name, entry.shortName, entry.nameEn, code]
