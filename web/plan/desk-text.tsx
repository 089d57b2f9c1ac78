import { memo, type RefObject, useMemo } from 'react'
import { ClauseBlock } from './clause-block.tsx'
import type { DeskBlock, MarkSpan } from './desk-blocks.ts'
import type { ProposalState } from './use-decisions.ts'

export interface DeskTextProps {
  readonly text: string
  readonly blocks: readonly DeskBlock[]
  readonly stateById: ReadonlyMap<string, ProposalState>
  readonly current: string | null
  /** What is laid over the marks for a while: the words that the address points at, and those of the current proposal. */
  readonly laid: readonly MarkSpan[]
  readonly onPick: (proposal: string) => void
  readonly box: RefObject<HTMLElement | null>
}

const none: readonly MarkSpan[] = []

/** The text with its marks, clause by clause; only the clauses near the reader are laid out. */
export const DeskText = memo(function DeskText(props: DeskTextProps) {
  const { text, blocks, stateById, current, laid, onPick, box } = props
  const states = useMemo(
    () => blocks.map(({ proposals }) => proposals.map((id) => stateById.get(id)).join(' ')),
    [blocks, stateById],
  )
  return (
    <article
      className="desk-text"
      ref={box}
      data-testid="desk-text"
      onClick={(event) => {
        const target = event.target instanceof Element ? event.target.closest('[data-proposals]') : null
        const ids = target?.getAttribute('data-proposals')?.split(' ') ?? []
        const chosen = ids.find((id) => id !== current && id !== '') ?? ids[0]
        if (chosen) onPick(chosen)
      }}
    >
      {blocks.map((block, at) => {
        const over = laid.filter(({ start, end }) => start < block.end && end > block.start)
        return (
          <ClauseBlock
            key={block.key}
            block={block}
            text={text}
            states={states[at] ?? ''}
            current={current !== null && block.proposals.includes(current) ? current : null}
            laid={over.length > 0 ? over : none}
          />
        )
      })}
    </article>
  )
})
