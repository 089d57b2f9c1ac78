import type { Proposal } from '@gangju/contract/desk'
import { sayCode, useWords } from '../net/language.tsx'
import { FactLine } from './fact-line.tsx'
import type { ChoiceField } from './proposal-words.ts'

export interface ClauseFactsProps {
  readonly proposal: Extract<Proposal, { kind: 'clause' }>
  readonly onEdit: ((field?: ChoiceField) => void) | undefined
}

/** What would become of a clause as it stands: its goal, its bodies and its deadline. */
export function ClauseFacts({ proposal, onEdit }: ClauseFactsProps) {
  const { say, language } = useWords()
  const { choice, parentName, placeName } = proposal
  const own = { proposal, onEdit }
  return (
    <dl className="proposal-facts">
      <FactLine {...own} label="choice.name">
        <b>{choice.name}</b>
      </FactLine>
      <FactLine {...own} label="choice.parent" fields={['parent']}>
        {parentName ?? ''}
      </FactLine>
      <FactLine {...own} label="choice.bodies">
        {choice.bodies.length === 0 ? say('choice.noBodies') : null}
        {choice.bodies.map(({ name, part }) => (
          <span key={name} className={`body-chip is-${part}`}>
            {name} <small>{sayCode(language, 'bodyPart', part)}</small>
          </span>
        ))}
      </FactLine>
      <FactLine {...own} label="choice.due">
        {choice.due ?? '—'}
      </FactLine>
      <FactLine {...own} label="choice.place" fields={['place']}>
        {placeName ?? ''}
      </FactLine>
    </dl>
  )
}
