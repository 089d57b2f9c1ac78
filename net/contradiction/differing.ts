import { compareDecimals, equalDecimals } from '../quantity/index.ts'
import { byStatement, type Claim, type Finding, type Likely, nameFinding } from './claim.ts'

/**
 * Two figures for one cell: same indicator, place and period, from different words [KD1].
 *
 * A stretch (力争) beside a firm target is a second target and no contradiction [KD2]. A promise of another amount differs
 * even where both could be kept (38以上, 36以上); a fact differs only where both cannot be true (突破4000 and 4022 agree)
 * [KD3]. Where more than two differ, each is set against the one stated before it.
 */
export function findDiffering(claims: readonly Claim[]): Finding[] {
  const cells = new Map<string, Claim[]>()
  for (const claim of claims) {
    if (claim.period === null) continue
    const tier = claim.commitment === 'stretch' ? 'stretch' : 'firm'
    const key = [claim.kind, claim.indicator, claim.place, claim.period, tier].join('|')
    const cell = cells.get(key)
    if (cell) cell.push(claim)
    else cells.set(key, [claim])
  }
  return [...cells.values()].flatMap((cell) => differencesIn(cell.toSorted(byStatement)))
}

function differencesIn(cell: readonly Claim[]): Finding[] {
  const findings: Finding[] = []
  let standing = cell[0]!
  for (const claim of cell.slice(1)) {
    if (agree(standing, claim)) continue
    findings.push({
      name: nameFinding('differing', [standing.id, claim.id]),
      kind: 'differing',
      indicator: claim.indicator,
      place: claim.place,
      period: claim.period,
      sides: [standing.id, claim.id],
      likely: explain(standing, claim),
      needed: null,
    })
    standing = claim
  }
  return findings
}

function agree(a: Claim, b: Claim): boolean {
  const isSame = equalDecimals(a.value, b.value) && sameEnd(a, b)
  if (isSame || a.kind === 'target') return isSame
  return holdsFor(a, b) || holdsFor(b, a)
}

const sameEnd = (a: Claim, b: Claim) =>
  a.valueMax === null || b.valueMax === null ? a.valueMax === b.valueMax : equalDecimals(a.valueMax, b.valueMax)

/** Whether the exact figure of the second lies within the bound that the first states. */
function holdsFor(bound: Claim, exact: Claim): boolean {
  const order = compareDecimals(exact.value, bound.value)
  switch (bound.comparator) {
    case 'ge':
    case 'gt':
      return order >= 0
    case 'le':
    case 'lt':
      return order <= 0
    case 'range':
      return order >= 0 && bound.valueMax !== null && compareDecimals(exact.value, bound.valueMax) <= 0
    case 'eq':
    case 'approx':
      return false
  }
}

function explain(a: Claim, b: Claim): Likely {
  if (a.source === b.source) return 'error'
  return a.asOf !== null && b.asOf !== null && a.asOf !== b.asOf ? 'asOf' : 'unknown'
}
