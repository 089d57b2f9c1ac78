import type { Proposal } from '@gangju/contract/desk'
import type { ReactNode } from 'react'
import { useWords, type WordKey } from '../net/language.tsx'
import { FieldDoubts } from './field-doubts.tsx'
import { type ChoiceField, faultsOf } from './proposal-words.ts'

export interface FactLineProps {
  readonly proposal: Proposal
  readonly label: WordKey
  /** Fields whose gaps and doubts are said here; the first one is opened for a gap. */
  readonly fields?: readonly ChoiceField[]
  readonly onEdit?: ((field?: ChoiceField) => void) | undefined
  readonly children: ReactNode
}

/** One field of a choice, with what is doubtful or missing in it said beside it. */
export function FactLine({ proposal, label, fields = [], onEdit, children }: FactLineProps) {
  const { say, language } = useWords()
  return (
    <div>
      <dt>{say(label)}</dt>
      <dd>
        {children}
        {fields.map((field) => {
          const { lacks } = faultsOf(proposal, field, language)
          return (
            <span key={field}>
              {lacks.map((words) => (
                <button
                  key={words}
                  type="button"
                  className="link lack"
                  disabled={!onEdit}
                  onClick={() => onEdit?.(field)}
                  data-testid={`lack-${field}`}
                >
                  {words}
                </button>
              ))}
              <FieldDoubts proposal={proposal} field={field} />
            </span>
          )
        })}
      </dd>
    </div>
  )
}
