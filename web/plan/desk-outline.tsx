import type { DeskClause } from '@gangju/contract/desk'
import { memo } from 'react'
import { useWords } from '../net/language.tsx'

export interface DeskOutlineProps {
  readonly clauses: readonly DeskClause[]
  /** Anchors of the clauses with something unread in or below them, and how much. */
  readonly unread: ReadonlyMap<string, number>
  readonly onOpen: (anchor: string) => void
}

/** The headings of the text, each with what is still to be read under it. */
export const DeskOutline = memo(function DeskOutline({ clauses, unread, onOpen }: DeskOutlineProps) {
  const { say } = useWords()
  const headings = clauses.filter(({ kind }) => kind === 'title' || kind === 'heading')
  return (
    <nav className="desk-outline" aria-label={say('desk.outline')} data-testid="desk-outline">
      <ol>
        {headings.map(({ anchor, depth, title, marker }) => (
          <li key={anchor} style={{ paddingInlineStart: Math.min(depth, 4) * 12 }}>
            <button type="button" className="link" onClick={() => onOpen(anchor)}>
              {marker}
              {marker && title.startsWith(marker) ? title.slice(marker.length) : title}
            </button>
            {unread.has(anchor) ? <small>{unread.get(anchor)}</small> : null}
          </li>
        ))}
      </ol>
    </nav>
  )
})

/** How much is unread in every clause, children included. */
export function unreadByClause(
  clauses: readonly DeskClause[],
  open: readonly { readonly anchor: string }[],
): ReadonlyMap<string, number> {
  const parents = new Map(clauses.map(({ anchor, parent }) => [anchor, parent]))
  const counts = new Map<string, number>()
  for (const { anchor } of open) {
    for (let at: string | null | undefined = anchor; at; at = parents.get(at)) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  return counts
}
