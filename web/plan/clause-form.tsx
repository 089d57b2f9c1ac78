import type { ClauseChoice, Proposal } from '@gangju/contract/desk'
import { useState } from 'react'
import { useWords } from '../net/language.tsx'
import { Field } from '../ui/field.tsx'
import { BodyChips } from './body-chips.tsx'
import { CodeField } from './code-field.tsx'
import { FormShell } from './form-shell.tsx'
import { GoalField } from './goal-field.tsx'
import { PlaceField } from './place-field.tsx'
import type { ChoiceField } from './proposal-words.ts'

const becomings = ['measure', 'task'] as const

export interface ClauseFormProps {
  readonly proposal: Extract<Proposal, { kind: 'clause' }>
  readonly focus: ChoiceField | undefined
  readonly onSave: (choice: ClauseChoice) => void
  readonly onBack: () => void
}

/** A clause with every field open: its name, the goal above it, its bodies and its deadline. */
export function ClauseForm({ proposal, focus, onSave, onBack }: ClauseFormProps) {
  const { say } = useWords()
  const [choice, setChoice] = useState(proposal.choice)
  const [placeName, setPlaceName] = useState(proposal.placeName)
  const change = (part: Partial<ClauseChoice>) => setChoice((former) => ({ ...former, ...part }))
  const lack = choice.parent === null ? 'parent' : choice.place === null ? 'place' : null
  return (
    <FormShell focus={focus} lack={lack} onSave={() => onSave({ ...choice, name: choice.name.trim() })} onBack={onBack}>
      <div className="whole">
        <Field
          label={say('choice.name')}
          value={choice.name}
          maxLength={120}
          required
          onChange={({ target }) => change({ name: target.value })}
          testId="choice-name"
        />
      </div>
      <div data-field="parent" className="whole">
        <GoalField label="choice.parent" goal={choice.parent} isNeeded onPick={(parent) => change({ parent })} />
      </div>
      <CodeField
        label={say('choice.becomes')}
        options={becomings}
        group="becomes"
        value={choice.becomes}
        onChange={({ target }) => change({ becomes: target.value === 'measure' ? 'measure' : 'task' })}
      />
      <Field
        label={say('choice.due')}
        value={choice.due ?? ''}
        maxLength={20}
        onChange={({ target }) => change({ due: target.value.trim() || null })}
      />
      <div data-field="place" className="whole">
        <PlaceField
          label="choice.place"
          place={choice.place === null ? null : { code: choice.place, name: placeName ?? choice.place }}
          onPick={({ code, name }) => {
            setPlaceName(name)
            change({ place: code })
          }}
        />
      </div>
      <div className="whole">
        <BodyChips bodies={choice.bodies} onChange={(bodies) => change({ bodies: [...bodies] })} />
      </div>
    </FormShell>
  )
}
