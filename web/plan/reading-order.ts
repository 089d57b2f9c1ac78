import type { Proposal } from '@gangju/contract/desk'
import { useMemo } from 'react'
import type { ProposalSpot } from './desk-blocks.ts'

/** Proposals in the order of the words; a clause comes before the figures in it. */
export function inReadingOrder(proposals: readonly Proposal[]): readonly Proposal[] {
  return proposals.toSorted(
    (a, b) => a.offset - b.offset || Number(b.kind === 'clause') - Number(a.kind === 'clause') || a.ordinal - b.ordinal,
  )
}

/** The same list as long as no proposal stands elsewhere or becomes something else. */
export function useSpots(proposals: readonly Proposal[]): readonly ProposalSpot[] {
  const said = useMemo(
    () =>
      JSON.stringify(
        proposals.map(({ id, anchor, offset, length, choice: { becomes } }) => ({
          id,
          anchor,
          offset,
          length,
          becomes,
        })),
      ),
    [proposals],
  )
  return useMemo(() => JSON.parse(said) as readonly ProposalSpot[], [said])
}
