import type { ClauseChoice, StatementChoice } from '@gangju/contract/desk'
import type { Hanging } from '@gangju/contract/planning'
import { proposeClause } from './clause-choice.ts'
import type { DeskWorld } from './desk-world.ts'
import { groupBy } from './group-by.ts'
import { likeness } from './likeness.ts'
import type { ProposalRow } from './proposal.store.ts'
import type { HangingRow } from './revision.store.ts'
import { proposeStatement } from './statement-choice.ts'

type Nearest = Hanging['nearest']

/** What hung on the old words, and where its clause stands now. */
export interface Sought {
  readonly row: HangingRow
  readonly words: string
  /** Code of the indicator of a figure. */
  readonly indicator: string | null
  /** Anchor of the clause in the new version; null when it was removed. */
  readonly anchor: string | null
}

interface Candidate {
  readonly proposal: ProposalRow
  readonly becomes: (StatementChoice | ClauseChoice)['becomes']
  readonly cell: string
  readonly period: string | null
  readonly commitment: string | null
  readonly words: string
}

const leastLikeness = 0.4
const leastLikenessOfNames = 0.6

/**
 * The proposal of the new version that says the same of the same: same indicator and place, the same period and commitment
 * before others, then the likest words; where none speaks of them, the likest of the same clause [RV3]. What was rejected
 * or merged away is not offered.
 */
export function nearestFinder(rows: readonly ProposalRow[], world: DeskWorld): (sought: Sought) => Nearest {
  const candidates = rows
    .filter(({ state }) => state === 'open' || state === 'accepted')
    .map((proposal) => candidateOf(proposal, world))
  const byCell = groupBy(candidates, ({ cell }) => (cell === '' ? undefined : cell))
  const byAnchor = groupBy(candidates, ({ proposal }) => proposal.anchor)
  const goals = candidates.filter(({ proposal }) => proposal.kind === 'clause')
  const byName = groupBy(goals, ({ words }) => words)

  return (sought) => {
    const { row, indicator, anchor } = sought
    const inClause = (anchor === null ? undefined : byAnchor.get(anchor)) ?? []
    if (row.kind === 'measure' || row.kind === 'task') {
      const named = byName.get(sought.words)?.[0]
      return wordsOf(named ?? likest(inClause.filter(isClause), sought, leastLikenessOfNames))
    }
    const same = (byCell.get(cellOf(indicator, row.placeCode)) ?? []).filter(({ becomes }) => becomes === row.kind)
    const best = same.toSorted((a, b) => rank(b, sought) - rank(a, sought))[0]
    const others = inClause.filter(({ becomes, cell }) => becomes === row.kind && cell === '')
    return wordsOf(best ?? likest(others, sought, leastLikeness))
  }
}

function candidateOf(proposal: ProposalRow, world: DeskWorld): Candidate {
  if (proposal.kind === 'clause') {
    const { becomes, name } = proposal.choice ?? proposeClause(proposal.reading, world)
    return { proposal, becomes, cell: '', period: null, commitment: null, words: name }
  }
  const choice = proposal.choice ?? proposeStatement(proposal.reading, world).choice
  return {
    proposal,
    becomes: choice.becomes,
    cell: cellOf(choice.indicator, choice.place),
    period: choice.period,
    commitment: choice.commitment,
    words: proposal.reading.quote,
  }
}

const isClause = ({ proposal }: Candidate) => proposal.kind === 'clause'

/** Empty where the indicator or the place is not known. */
const cellOf = (indicator: string | null, place: string | null) =>
  indicator === null || place === null ? '' : `${indicator} ${place}`

function rank(candidate: Candidate, { row, words, anchor }: Sought): number {
  const isSamePeriod =
    row.kind === 'target' ? candidate.period?.slice(0, 4) === row.period : candidate.period === row.period
  return (
    (isSamePeriod ? 4 : 0) +
    (candidate.commitment === row.commitment ? 2 : 0) +
    (candidate.proposal.anchor === anchor ? 1 : 0) +
    likeness(candidate.words, words)
  )
}

function likest(candidates: readonly Candidate[], { words }: Sought, least: number): Candidate | undefined {
  return candidates
    .map((candidate) => ({ candidate, share: likeness(candidate.words, words) }))
    .filter(({ share }) => share >= least)
    .toSorted((a, b) => b.share - a.share)[0]?.candidate
}

const wordsOf = (candidate: Candidate | undefined): Nearest =>
  candidate
    ? { proposal: candidate.proposal.proposalId, words: candidate.words, state: candidate.proposal.state }
    : null
