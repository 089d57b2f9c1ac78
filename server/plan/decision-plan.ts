import type { ClauseChoice, Decision, StatementChoice } from '@gangju/contract/desk'
import type { ProposalRow, ProposalState } from './proposal.store.ts'

/** A decision beside the proposal it is on. */
export interface Decided<One extends Decision = Decision> {
  readonly row: ProposalRow
  readonly decision: One
}

type Kinds = Decision['kind']
export type DecisionOf<Kind extends Kinds> = Extract<Decision, { kind: Kind }>

export interface DecisionFault {
  readonly proposal: string
  readonly code: string
  readonly detail?: Readonly<Record<string, string>>
}

const becoming: Readonly<Record<Kinds, ProposalState>> = {
  accept: 'accepted',
  reject: 'rejected',
  merge: 'merged',
  reopen: 'open',
}

/**
 * Holds decisions against the proposals as they are: each names the edition it was made on, an open one is decided and a
 * decided one reopened, and one is merged into another that stands [DE8].
 */
export function planDecisions(
  decisions: readonly Decision[],
  rows: readonly ProposalRow[],
): { decided: readonly Decided[]; faults: readonly DecisionFault[] } {
  const byId = new Map(rows.map((row) => [row.proposalId, row]))
  const states = new Map(rows.map((row) => [row.proposalId, row.state]))
  const seen = new Set<string>()
  const decided: Decided[] = []
  const faults: DecisionFault[] = []
  for (const decision of decisions) {
    const row = byId.get(decision.proposal)
    const code =
      row === undefined ? 'proposal.unknown' : seen.has(decision.proposal) ? 'proposal.edition' : refusal(row, decision)
    seen.add(decision.proposal)
    if (code !== null || !row) faults.push({ proposal: decision.proposal, code: code ?? 'proposal.unknown' })
    else {
      states.set(row.proposalId, becoming[decision.kind])
      decided.push({ row, decision })
    }
  }
  for (const { row, decision } of decided) {
    if (decision.kind !== 'merge') continue
    const other = byId.get(decision.into)
    const stands = ['open', 'accepted'].includes(states.get(decision.into) ?? '')
    if (other && other !== row && other.kind === row.kind && stands) continue
    faults.push({ proposal: row.proposalId, code: 'proposal.mergedInto' })
  }
  return { decided, faults }
}

function refusal(row: ProposalRow, decision: Decision): string | null {
  if (row.edition !== decision.edition) return 'proposal.edition'
  if (decision.kind === 'reopen') return row.state === 'open' ? 'proposal.open' : null
  if (row.state !== 'open') return 'proposal.decided'
  const isOtherKind = decision.kind === 'accept' && decision.choice && kindOf(decision.choice) !== row.kind
  return isOtherKind ? 'request.invalid' : null
}

export const kindOf = ({ becomes }: StatementChoice | ClauseChoice): ProposalRow['kind'] =>
  becomes === 'target' || becomes === 'observation' ? 'statement' : 'clause'

export const isOf = <Kind extends Kinds>(kind: Kind) => {
  return (one: Decided): one is Decided<DecisionOf<Kind>> => one.decision.kind === kind
}
