import { compareDecimals, type Decimal, sumDecimals } from '../quantity/index.ts'
import { byStatement, type Claim, type Finding, nameFinding } from './claim.ts'

/** What lies below a place: its administrative children. */
export type ChildrenOf = (place: string) => readonly string[]

/**
 * Targets of the children that do not add up to the parent's, for indicators that are summed over places [KD4].
 *
 * With a target for every child: 以上 and plain figures want at least the parent's, 以内 at most. With some missing, only a
 * sum that is too much already says anything. Stretch targets are compared with stretch targets.
 */
export function findBrokenSums(
  claims: readonly Claim[],
  { isSummed, childrenOf }: { isSummed: (indicator: string) => boolean; childrenOf: ChildrenOf },
): Finding[] {
  const targets = claims.filter(
    (claim) => claim.kind === 'target' && claim.period !== null && isSummed(claim.indicator),
  )
  const latest = new Map<string, Claim>()
  for (const claim of targets.toSorted(byStatement)) latest.set(cellOf(claim, claim.place), claim)
  return [...latest.values()].flatMap((parent) => {
    const children = childrenOf(parent.place)
    const parts = children.flatMap((place) => latest.get(cellOf(parent, place)) ?? [])
    if (parts.length === 0) return []
    const sum = sumDecimals(parts.map(({ value }) => value))
    if (!isBroken(parent, sum, parts.length === children.length)) return []
    const sides = [parent.id, ...parts.map(({ id }) => id)]
    return [
      {
        name: nameFinding('sum', sides),
        kind: 'sum' as const,
        indicator: parent.indicator,
        place: parent.place,
        period: parent.period,
        sides,
        likely: 'unknown' as const,
        needed: sum,
      },
    ]
  })
}

const cellOf = ({ indicator, period, commitment }: Claim, place: string) =>
  [indicator, place, period, commitment === 'stretch' ? 'stretch' : 'firm'].join('|')

function isBroken({ comparator, value }: Claim, sum: Decimal, isWhole: boolean): boolean {
  const order = compareDecimals(sum, value)
  if (comparator === 'ge' || comparator === 'gt') return isWhole && order < 0
  if (comparator === 'le' || comparator === 'lt') return order > 0
  return comparator === 'eq' && (isWhole ? order !== 0 : order > 0)
}
