import { memo, useMemo } from 'react'
import { sayCode, useWords } from '../net/language.tsx'
import {
  cutPieces,
  type DeskBlock,
  type MarkKind,
  type MarkPiece,
  type MarkSpan,
  type ProposalSpot,
} from './desk-blocks.ts'

export interface ClauseBlockProps {
  readonly block: DeskBlock
  readonly text: string
  /** States of the proposals of the block in their order, as one text: what makes it be drawn again. */
  readonly states: string
  readonly current: string | null
  readonly laid: readonly MarkSpan[]
}

const LINE = 26
const LINE_CHARACTERS = 44

/** One clause of the text. Its height is guessed until it comes near the reader. */
export const ClauseBlock = memo(function ClauseBlock({ block, text, states, current, laid }: ClauseBlockProps) {
  const { end, spans, clause, clauseSpots, proposals } = block
  const start = block.start + headingSigns(block, text)
  const pieces = useMemo(() => cutPieces(start, end, [...spans, ...laid]), [start, end, spans, laid])
  const stateOf = useMemo(() => {
    const said = states.split(' ')
    return new Map(proposals.map((id, at) => [id, said[at] ?? 'open']))
  }, [proposals, states])
  const isClauseNow = current !== null && clauseSpots.some(({ id }) => id === current)
  const lines = Math.ceil((end - start) / LINE_CHARACTERS)
  return (
    <div
      className={`clause clause-${clause?.kind ?? 'words'}${isClauseNow ? ' now' : ''}`}
      data-depth={Math.min(clause?.depth ?? 0, 4)}
      data-anchor={clause?.anchor}
      data-start={block.start}
      style={{ containIntrinsicSize: `auto ${lines * LINE}px` }}
    >
      {clauseSpots.map((spot) => (
        <ClauseTag key={spot.id} spot={spot} state={stateOf.get(spot.id) ?? 'open'} />
      ))}
      {pieces.map((piece) =>
        piece.kinds.length === 0 ? (
          text.slice(piece.start, piece.end)
        ) : (
          <Marked
            key={piece.start}
            piece={piece}
            words={text.slice(piece.start, piece.end)}
            {...{ stateOf, current }}
          />
        ),
      )}
    </div>
  )
})

const isLaid = (kind: MarkKind) => kind === 'flash' || kind === 'quote'

/** How many signs of a Markdown heading stand before its words: they are not shown. */
function headingSigns({ clause, start }: DeskBlock, text: string): number {
  if (clause?.kind !== 'heading' && clause?.kind !== 'title') return 0
  return /^#{1,6} +/.exec(text.slice(start, start + 10))?.[0].length ?? 0
}

interface MarkedProps {
  readonly piece: MarkPiece
  readonly words: string
  readonly stateOf: ReadonlyMap<string, string>
  readonly current: string | null
}

function Marked({ piece: { kinds, proposals }, words, stateOf, current }: MarkedProps) {
  const { language } = useWords()
  const isNow = current !== null && proposals.includes(current)
  const state = proposals.length === 0 ? '' : ` is-${stateOf.get(proposals[0] ?? '') ?? 'open'}`
  return (
    <mark
      className={`${kinds.map((kind) => `of-${kind}`).join(' ')}${state}${isNow ? ' now' : ''}`}
      data-proposals={proposals.length > 0 ? proposals.join(' ') : undefined}
      title={kinds.flatMap((kind) => (isLaid(kind) ? [] : sayCode(language, 'deskMark', kind))).join(' · ')}
    >
      {words}
    </mark>
  )
}

function ClauseTag({ spot: { id, becomes }, state }: { readonly spot: ProposalSpot; readonly state: string }) {
  const { language } = useWords()
  return (
    <button type="button" className={`clause-tag is-${state}`} data-proposals={id} tabIndex={-1}>
      {sayCode(language, 'becomes', becomes)}
      {state === 'accepted' ? ' ✓' : state === 'open' ? '' : ' ×'}
    </button>
  )
}
