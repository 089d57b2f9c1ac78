import {
  absolute,
  compareDecimals,
  type Decimal,
  decimalOf,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  subtractDecimals,
} from '../quantity/index.ts'
import { requiredGrowth } from '../reading/index.ts'
import { byStatement, type Claim, type Finding, nameFinding } from './claim.ts'

/** Rates are printed to a whole percent or one decimal: half a point is not yet another rate. */
const tolerancePoints = parseDecimal('0.5')

/**
 * Growth paths that do not arrive: a level to start from, a level to reach, and a yearly rate stated by the same document
 * that does not lead from the one to the other [KD5]. 1000亿元 in 2023 to 3300亿元 in 2033 needs 12.7 % a year, not 8 %.
 *
 * The start is the earliest figure of the indicator at the place that the same document states, else the latest fact before
 * the rate's own deadline that any document states.
 *
 * @param levelOf the indicator whose yearly growth the given one is, undefined for all others.
 */
export function findBrokenPaths(
  claims: readonly Claim[],
  levelOf: (growthIndicator: string) => string | undefined,
): Finding[] {
  const ordered = claims.toSorted(byStatement)
  const series = new Map<string, Claim[]>()
  for (const claim of ordered) {
    if (claim.period === null) continue
    const known = series.get(seriesOf(claim))
    if (known) known.push(claim)
    else series.set(seriesOf(claim), [claim])
  }
  return ordered.flatMap((rate) => {
    const level = levelOf(rate.indicator)
    if (level === undefined || rate.kind !== 'target') return []
    const figures = series.get(seriesOf({ indicator: level, place: rate.place })) ?? []
    const own = figures.filter(({ source }) => source === rate.source)
    const end = own.findLast((claim) => claim.kind === 'target' && yearOf(claim) === yearOf(rate))
    if (end === undefined) return []
    const earlier = (claim: Claim) => yearOf(claim)! < yearOf(end)!
    const start = own.filter(earlier).toSorted(byYear)[0] ?? figures.filter(earlier).toSorted(byYear).at(-1)
    // One year of growth is that year's rate, and not a path.
    if (start === undefined || yearOf(end)! - yearOf(start)! < 2) return []
    return findingOf(rate, start, end)
  })
}

function findingOf(rate: Claim, start: Claim, end: Claim): Finding[] {
  const growth = requiredGrowth({
    base: start.value,
    baseYear: yearOf(start)!,
    target: end.value,
    targetYear: yearOf(end)!,
  })
  if (growth === null) return []
  const needed = roundDecimal(multiplyDecimals(growth, decimalOf(100)), 1)
  if (isWithin(needed, rate.value)) return []
  const sides = [start.id, end.id, rate.id]
  return [
    {
      name: nameFinding('path', sides),
      kind: 'path',
      indicator: end.indicator,
      place: end.place,
      period: end.period,
      sides,
      likely: 'error',
      needed,
    },
  ]
}

const isWithin = (needed: Decimal, stated: Decimal) =>
  compareDecimals(absolute(subtractDecimals(needed, stated)), tolerancePoints) <= 0

const seriesOf = ({ indicator, place }: Pick<Claim, 'indicator' | 'place'>) => `${indicator}|${place}`

const yearOf = ({ period }: Claim) => (period === null ? undefined : Number(period.slice(0, 4)))

const byYear = (a: Claim, b: Claim) => yearOf(a)! - yearOf(b)!
