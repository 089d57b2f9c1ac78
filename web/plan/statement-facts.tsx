import type { Proposal } from '@gangju/contract/desk'
import type { ReactNode } from 'react'
import { sayCode, useWords } from '../net/language.tsx'
import { FigureLink } from '../net/why.tsx'
import { FactLine } from './fact-line.tsx'
import { type ChoiceField, figureWords } from './proposal-words.ts'

type Statement = Extract<Proposal, { kind: 'statement' }>

export interface StatementFactsProps {
  readonly proposal: Statement
  readonly onEdit: ((field?: ChoiceField) => void) | undefined
}

/** What would become of a statement as it stands. */
export function StatementFacts({ proposal, onEdit }: StatementFactsProps) {
  const { say, language } = useWords()
  const { choice, reading, indicatorName, indicatorUnit, placeName, goalName } = proposal
  const own = { proposal, onEdit }
  return (
    <dl className="proposal-facts">
      <FactLine {...own} label="choice.indicator" fields={['indicator']}>
        <b>{indicatorName ?? say('choice.notInCatalogue', { name: reading.indicator })}</b>
      </FactLine>
      <FactLine {...own} label="choice.value" fields={['value', 'unit', 'becomes']}>
        <b className="figure">
          <TakenFigure proposal={proposal}>{figureWords(choice, language)}</TakenFigure>
        </b>{' '}
        <small>
          {sayCode(language, 'measure', choice.measure)}
          {indicatorUnit && indicatorUnit !== choice.unit ? ` · ${say('choice.unitOf', { unit: indicatorUnit })}` : ''}
        </small>
      </FactLine>
      <FactLine {...own} label="choice.place" fields={['place']}>
        {placeName ?? reading.place ?? ''}
        {reading.subject && reading.subject !== placeName ? <small> {reading.subject}</small> : null}
      </FactLine>
      <FactLine {...own} label={choice.becomes === 'target' ? 'choice.deadline' : 'choice.period'} fields={['period']}>
        {choice.period ?? '—'}
        {choice.becomes === 'target' && choice.commitment ? (
          <small> {sayCode(language, 'commitment', choice.commitment)}</small>
        ) : null}
      </FactLine>
      <FactLine {...own} label="choice.goal">
        {goalName ?? say('choice.noGoal')}
      </FactLine>
      {choice.note ? (
        <FactLine {...own} label="choice.note">
          {choice.note}
        </FactLine>
      ) : null}
    </dl>
  )
}

/** Once a statement is taken its figure answers for itself, as figures do everywhere. */
function TakenFigure({ proposal, children }: { readonly proposal: Statement; readonly children: ReactNode }) {
  const { indicator, place, period, becomes } = proposal.choice
  if (proposal.state !== 'accepted' || indicator === null || place === null) return children
  return (
    <FigureLink indicator={indicator} place={place} period={becomes === 'target' ? undefined : (period ?? undefined)}>
      {children}
    </FigureLink>
  )
}
