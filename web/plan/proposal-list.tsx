import type { Proposal } from '@gangju/contract/desk'
import { memo, type RefObject, useEffect, useRef } from 'react'
import { useWords } from '../net/language.tsx'
import { useRowWindow } from '../ui/use-row-window.ts'
import { ProposalRow } from './proposal-row.tsx'
import type { ProposalState } from './use-decisions.ts'

export interface ProposalListProps {
  readonly text: string
  readonly proposals: readonly Proposal[]
  readonly stateById: ReadonlyMap<string, ProposalState>
  readonly current: string | null
  readonly onPick: (proposal: string) => void
  /** Called with a row that has come to stand on the screen. */
  readonly watch: (row: HTMLElement | null) => (() => void) | undefined
  readonly box: RefObject<HTMLDivElement | null>
}

/** Proposals in the order of the text; of many only those near the reader are drawn. */
export const ProposalList = memo(function ProposalList(props: ProposalListProps) {
  const { text, proposals, stateById, current, onPick, watch, box } = props
  const { say } = useWords()
  const { first, last, rowHeight } = useRowWindow(box, proposals.length)
  const at = proposals.findIndex(({ id }) => id === current)
  useRowInSight(box, at, rowHeight)
  return (
    <div className="proposal-list" ref={box}>
      <table aria-label={say('desk.proposals')} aria-rowcount={proposals.length} data-testid="proposals">
        <tbody>
          {first > 0 ? <Gap height={first * rowHeight} /> : null}
          {proposals.slice(first, last).map((proposal) => (
            <ProposalRow
              key={proposal.id}
              proposal={proposal}
              text={text}
              state={stateById.get(proposal.id) ?? proposal.state}
              isCurrent={proposal.id === current}
              onPick={onPick}
              watch={watch}
            />
          ))}
          {last < proposals.length ? <Gap height={(proposals.length - last) * rowHeight} /> : null}
        </tbody>
      </table>
    </div>
  )
})

function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden="true" className="spacer">
      <td style={{ height }} />
    </tr>
  )
}

/** Scrolls the list, and nothing around it, to the current row. */
function useRowInSight(box: RefObject<HTMLDivElement | null>, at: number, rowHeight: number): void {
  const wasAt = useRef(-1)
  useEffect(() => {
    const element = box.current
    if (!element || at < 0 || at === wasAt.current) return
    wasAt.current = at
    const drawn = element.querySelector('tr[aria-current]')?.getBoundingClientRect()
    const top = drawn ? drawn.top - element.getBoundingClientRect().top + element.scrollTop : at * rowHeight
    const isAbove = top < element.scrollTop
    const isBelow = top + (drawn?.height ?? rowHeight) > element.scrollTop + element.clientHeight
    if (isAbove || isBelow) element.scrollTo({ top: top - element.clientHeight / 3 })
  }, [box, at, rowHeight])
}
