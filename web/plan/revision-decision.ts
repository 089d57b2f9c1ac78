import type { decideRevision, Hanging } from '@gangju/contract/planning'
import type { z } from 'zod'

export type RevisionDecision = z.input<(typeof decideRevision)['body']>['decisions'][number]

/** The new figure in place of the old, where the new version has one that nobody has rejected. */
export function replaceable({ kind, id, inForce, nearest }: Hanging): RevisionDecision | undefined {
  if (kind !== 'target' || !inForce || nearest === null || nearest.state !== 'open') return undefined
  return { kind: 'supersede', target: id, proposal: nearest.proposal }
}

/** Without anything in its place. */
export function removable({ kind, id, inForce }: Hanging): RevisionDecision | undefined {
  if (!inForce || kind === 'observation') return undefined
  return kind === 'target' ? { kind: 'withdraw', target: id } : { kind: 'endGoal', goal: id }
}
