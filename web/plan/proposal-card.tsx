import type { Proposal } from '@gangju/contract/desk'
import { momentText } from '../net/clock-text.ts'
import { sayCode, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { ClauseFacts } from './clause-facts.tsx'
import type { DeskActions } from './desk-actions.ts'
import { ProposalButtons } from './proposal-buttons.tsx'
import { type ChoiceField, decidedWords, percent } from './proposal-words.ts'
import { StatementFacts } from './statement-facts.tsx'
import type { ProposalState } from './use-decisions.ts'

export interface ProposalCardProps {
  readonly document: string
  readonly proposal: Proposal
  readonly state: ProposalState
  readonly position: { readonly at: number | string; readonly count: number }
  readonly actions: DeskActions
  readonly mayDecide: boolean
  readonly isMergeable: boolean
  readonly undoable: number
}

/** The current proposal in full: what would be taken, why it may be wrong, and what can be done with it. */
export function ProposalCard(props: ProposalCardProps) {
  const { document, proposal, state, position, actions, mayDecide, isMergeable, undoable } = props
  const { say, language } = useWords()
  const { choice, confidence, conflicts, decidedAt, kind } = proposal
  const edit = mayDecide ? (field?: ChoiceField) => actions.edit(field) : undefined
  return (
    <section className={`proposal-card of-${choice.becomes}`} data-testid="proposal-card" data-proposal={proposal.id}>
      <header>
        <i className={`kind of-${choice.becomes}`}>{sayCode(language, 'becomes', choice.becomes)}</i>
        <span className="steps">
          <button type="button" className="quiet" aria-label={say('desk.previous')} onClick={() => actions.step(-1)}>
            ‹
          </button>
          <button
            type="button"
            className="link"
            title={say('desk.toList')}
            onClick={({ currentTarget }) =>
              currentTarget.closest('.desk-side')?.querySelector('.proposal-list')?.scrollIntoView({ block: 'center' })
            }
          >
            {say('desk.position', position)}
          </button>
          <button type="button" className="quiet" aria-label={say('desk.next')} onClick={() => actions.step(1)}>
            ›
          </button>
        </span>
        <small className="sure">
          {state === 'open'
            ? say('desk.confidence', { share: percent(confidence) })
            : proposal.state === state && decidedAt
              ? decidedWords(proposal, momentText(decidedAt), { say, language })
              : sayCode(language, 'deskState', state)}
        </small>
      </header>
      {kind === 'statement' ? (
        <StatementFacts proposal={proposal} onEdit={edit} />
      ) : (
        <ClauseFacts proposal={proposal} onEdit={edit} />
      )}
      {conflicts > 0 ? (
        <p className="conflict">
          ≠{' '}
          <StepLink to="/contradictions" change={{ document }}>
            {say('desk.conflicts', { count: conflicts })}
          </StepLink>
        </p>
      ) : null}
      {mayDecide ? <ProposalButtons {...{ state, actions, isMergeable, undoable }} /> : null}
    </section>
  )
}
