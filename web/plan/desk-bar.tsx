import type { DeskMark, Proposal } from '@gangju/contract/desk'
import { sayCode, useWords } from '../net/language.tsx'
import { ReadMeter } from './read-meter.tsx'
import type { ProposalState } from './use-decisions.ts'
import { type DeskFilter, deskFilters } from './use-reading.ts'

export interface DeskBarProps {
  readonly ordered: readonly Proposal[]
  readonly stateById: ReadonlyMap<string, ProposalState>
  readonly marks: readonly DeskMark[]
  readonly filter: DeskFilter
  readonly onFilter: (filter: DeskFilter) => void
  readonly isSending: boolean
  readonly isReadOnly: boolean
  readonly onOutline: () => void
  readonly onBulk: (() => void) | undefined
}

/** What the marks mean, what is left to read, and which proposals are listed. */
export function DeskBar(props: DeskBarProps) {
  const { ordered, stateById, marks, filter, onFilter, isSending, isReadOnly, onOutline, onBulk } = props
  const { say, language } = useWords()
  const count = (...states: readonly ProposalState[]) =>
    ordered.filter(({ id }) => states.includes(stateById.get(id) ?? 'open')).length
  const kinds = [
    ...new Set([
      ...ordered.flatMap(({ choice }) => (choice.becomes === 'target' ? 'target' : [])),
      ...ordered.flatMap(({ choice }) => (choice.becomes === 'observation' ? 'actual' : [])),
      ...marks.map(({ kind }) => kind),
    ]),
  ]
  return (
    <div className="desk-bar">
      <button type="button" className="quiet no-print" onClick={onOutline} title={say('desk.toggle')}>
        ☰ {say('desk.outline')}
      </button>
      <span className="legend">
        {kinds.map((kind) => (
          <mark key={kind} className={`of-${kind}`}>
            {sayCode(language, 'deskMark', kind)}
          </mark>
        ))}
      </span>
      <span className="desk-tools">
        {isReadOnly ? <small>{say('desk.readOnly')}</small> : null}
        {isSending ? <small role="status">{say('desk.sending')}…</small> : null}
        <ReadMeter
          counts={{ open: count('open'), accepted: count('accepted'), rejected: count('rejected', 'merged') }}
        />
        <fieldset className="segments no-print" aria-label={say('desk.filter')}>
          {deskFilters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => onFilter(one)}
              data-testid={`filter-${one}`}
            >
              {say(`desk.filter.${one}`)}
            </button>
          ))}
        </fieldset>
        {onBulk ? (
          <button type="button" className="no-print" onClick={onBulk} data-testid="bulk">
            {say('desk.bulk')}
          </button>
        ) : null}
      </span>
    </div>
  )
}
