import type { Proposal } from '@gangju/contract/desk'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { AcceptMany } from './accept-many.tsx'
import { DeskBar } from './desk-bar.tsx'
import { layBlocks, type MarkSpan } from './desk-blocks.ts'
import { DeskOutline, unreadByClause } from './desk-outline.tsx'
import { DeskSide } from './desk-side.tsx'
import { DeskText } from './desk-text.tsx'
import { DocumentHead } from './document-head.tsx'
import { inReadingOrder, useSpots } from './reading-order.ts'
import { RefusedWishesNotice } from './refused-wishes.tsx'
import { scrollToAnchor, scrollToOffset, scrollToProposal } from './scroll-text.ts'
import { useDecisions } from './use-decisions.ts'
import type { DeskKey, DeskReply } from './use-desk.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { type DeskFilter, useReading } from './use-reading.ts'
import { useShown } from './use-shown.ts'

export interface DeskViewProps {
  readonly desk: DeskReply
  readonly deskKey: DeskKey
  /** Words that the address points at. */
  readonly pointedAt: MarkSpan | null
}

/** One version at the desk. */
export function DeskView({ desk, deskKey, pointedAt }: DeskViewProps) {
  const { say } = useWords()
  const text = useRef<HTMLElement>(null)
  const [filter, setFilter] = useState<DeskFilter>('all')
  const [isOutlineOpen, setOutlineOpen] = useState(() => window.innerWidth >= 1600)
  const [isBulk, setBulk] = useState(false)
  const { watch, has: wasShown, add: remember } = useShown()
  const decisions = useDecisions(desk.code, deskKey)
  const ordered = useMemo(() => inReadingOrder(desk.proposals), [desk.proposals])
  const mayDecide = desk.mayDecide && desk.version === desk.versions
  const reading = useReading({ ordered, decisions, filter, pointedAt, mayDecide })
  const { current, stateById } = reading
  useDeskKeys(reading.actions, mayDecide)

  const spots = useSpots(ordered)
  const { clauses, marks } = desk
  const blocks = useMemo(
    () => layBlocks({ text: desk.text, clauses, marks, spots }),
    [desk.text, clauses, marks, spots],
  )
  const laid = useMemo(() => {
    const quote = current?.kind === 'statement' ? [quoteOf(current)] : []
    return pointedAt ? [...quote, pointedAt] : quote
  }, [current, pointedAt])
  const unread = useMemo(
    () =>
      unreadByClause(
        clauses,
        ordered.filter(({ id }) => stateById.get(id) === 'open'),
      ),
    [clauses, ordered, stateById],
  )

  const currentId = current?.id ?? null
  const inSight = useRef(pointedAt === null ? null : currentId)
  useEffect(() => {
    if (pointedAt) scrollToOffset(text.current, pointedAt.start)
  }, [pointedAt])
  useEffect(() => {
    if (currentId === null) return
    remember(currentId)
    if (inSight.current !== currentId) scrollToProposal(text.current, currentId)
    inSight.current = currentId
  }, [currentId, remember])

  return (
    <div className="desk" data-testid="desk" data-document={desk.code} data-version={desk.version}>
      <DocumentHead desk={desk} />
      {desk.version < desk.versions ? (
        <p className="past-notice" role="note">
          {say('desk.revised', { version: desk.version, versions: desk.versions })}
          <StepLink change={{ version: undefined, at: undefined, length: undefined }}>{say('desk.toNewest')}</StepLink>
        </p>
      ) : null}
      <DeskBar
        ordered={ordered}
        stateById={stateById}
        marks={marks}
        filter={filter}
        onFilter={setFilter}
        isSending={decisions.isSending}
        onOutline={() => setOutlineOpen(!isOutlineOpen)}
        onBulk={mayDecide ? () => setBulk(true) : undefined}
        isReadOnly={!desk.mayDecide && desk.version === desk.versions}
      />
      {decisions.refused ? (
        <RefusedWishesNotice
          refused={decisions.refused}
          proposals={ordered}
          onPick={reading.pick}
          onRetry={(wishes) => void decisions.decide(wishes)}
          onDismiss={decisions.dismiss}
        />
      ) : null}
      <div className={isOutlineOpen ? 'desk-panes with-outline' : 'desk-panes'}>
        {isOutlineOpen ? (
          <DeskOutline clauses={clauses} unread={unread} onOpen={(anchor) => scrollToAnchor(text.current, anchor)} />
        ) : null}
        <DeskText
          box={text}
          text={desk.text}
          blocks={blocks}
          stateById={stateById}
          current={currentId}
          laid={laid}
          onPick={reading.pick}
        />
        <DeskSide
          document={desk.code}
          text={desk.text}
          reading={reading}
          mayDecide={mayDecide}
          undoable={decisions.undoable}
          watch={watch}
        />
      </div>
      {isBulk ? (
        <AcceptMany
          open={ordered.filter(({ id }) => stateById.get(id) === 'open')}
          wasShown={wasShown}
          onAccept={(chosen) => {
            setBulk(false)
            void decisions.decide(chosen.map(({ id }) => ({ kind: 'accept', proposal: id })))
          }}
          onClose={() => setBulk(false)}
        />
      ) : null}
    </div>
  )
}

/** The words that carry the whole statement. */
const quoteOf = ({ quoteOffset, quoteLength }: Proposal): MarkSpan => ({
  start: quoteOffset,
  end: quoteOffset + quoteLength,
  kind: 'quote',
  proposal: null,
})
