import { Commitment, Comparator, type Proposal, type StatementChoice } from '@gangju/contract/desk'
import { DecimalText, PeriodId } from '@gangju/contract/values'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../net/language.tsx'
import { Field } from '../ui/field.tsx'
import { CodeField } from './code-field.tsx'
import { FieldDoubts } from './field-doubts.tsx'
import { FormShell } from './form-shell.tsx'
import { GoalField } from './goal-field.tsx'
import { type ChosenIndicator, IndicatorField } from './indicator-field.tsx'
import { NewIndicatorDialog } from './new-indicator-dialog.tsx'
import { PlaceField } from './place-field.tsx'
import type { ChoiceField } from './proposal-words.ts'

const measures = ['level', 'count', 'growth', 'share', 'ratio', 'rank', 'duration', 'change', 'multiple']
const becomings = ['target', 'observation'] as const

export interface StatementFormProps {
  readonly proposal: Extract<Proposal, { kind: 'statement' }>
  readonly homePlace: string
  readonly focus: ChoiceField | undefined
  readonly onSave: (choice: StatementChoice) => void
  readonly onBack: () => void
}

/** A statement with every field open: Enter saves and accepts. */
export function StatementForm({ proposal, homePlace, focus, onSave, onBack }: StatementFormProps) {
  const { say } = useWords()
  const [choice, setChoice] = useState(proposal.choice)
  const [indicator, setIndicator] = useState(indicatorOf(proposal))
  const [placeName, setPlaceName] = useState(proposal.placeName)
  const indicatorPart = useRef<HTMLDivElement>(null)
  const [making, setMaking] = useState<string | null>(null)
  const wasMaking = useRef(false)
  useEffect(() => {
    if (wasMaking.current && making === null) indicatorPart.current?.querySelector('input')?.focus()
    wasMaking.current = making !== null
  }, [making])
  const change = (part: Partial<StatementChoice>) => setChoice((former) => ({ ...former, ...part }))
  const chooseIndicator = (chosen: ChosenIndicator) => {
    setIndicator(chosen)
    change({ indicator: chosen.code })
    setMaking(null)
  }
  const badPeriod = choice.period !== null && !PeriodId.safeParse(choice.period).success
  const badValue = ![choice.value, choice.valueMax ?? '0'].every((value) => DecimalText.safeParse(value).success)
  const lack: ChoiceField | null =
    choice.indicator === null
      ? 'indicator'
      : choice.place === null
        ? 'place'
        : badValue
          ? 'value'
          : badPeriod || (choice.becomes === 'observation' && choice.period === null)
            ? 'period'
            : null
  const text = (name: 'value' | 'valueMax' | 'unit' | 'period' | 'note') => ({
    name,
    value: choice[name] ?? '',
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const typed = event.target.value
      const isEmptyable = name !== 'value' && name !== 'unit'
      change({ [name]: typed.trim() === '' && isEmptyable ? null : name === 'note' ? typed : typed.trim() })
    },
  })
  const unitLabel =
    indicator && indicator.unit !== choice.unit
      ? `${say('choice.unit')}（${say('choice.unitOf', { unit: indicator.unit })}）`
      : say('choice.unit')
  return (
    <>
      <FormShell focus={focus} lack={lack} onSave={() => onSave(tidied(choice))} onBack={onBack}>
        <div data-field="indicator" className="whole" ref={indicatorPart}>
          <IndicatorField
            chosen={indicator}
            words={proposal.reading.indicator}
            onPick={chooseIndicator}
            onMake={setMaking}
          />
          {choice.indicator === proposal.choice.indicator ? (
            <FieldDoubts proposal={proposal} field="indicator" />
          ) : null}
        </div>
        <div data-field="place">
          <PlaceField
            label="choice.place"
            place={choice.place === null ? null : { code: choice.place, name: placeName ?? choice.place }}
            onPick={({ code, name }) => {
              setPlaceName(name)
              change({ place: code })
            }}
          />
          {choice.place === proposal.choice.place ? <FieldDoubts proposal={proposal} field="place" /> : null}
        </div>
        <GoalField label="choice.goal" goal={choice.goal} isNeeded={false} onPick={(goal) => change({ goal })} />
        <div data-field="becomes">
          <CodeField
            label={say('choice.becomes')}
            options={becomings}
            group="becomes"
            value={choice.becomes}
            onChange={({ target }) => change({ becomes: target.value === 'target' ? 'target' : 'observation' })}
          />
          <FieldDoubts proposal={proposal} field="becomes" />
        </div>
        <div data-field="period">
          <Field
            label={say(choice.becomes === 'target' ? 'choice.deadline' : 'choice.period')}
            placeholder={say('choice.periodHint')}
            aria-invalid={badPeriod}
            {...text('period')}
            testId="choice-period"
          />
          <FieldDoubts proposal={proposal} field="period" />
        </div>
        <div data-field="value" className="value-fields">
          <CodeField
            label={say('choice.comparator')}
            options={Comparator.options}
            group="comparatorName"
            value={choice.comparator}
            onChange={({ target }) => change({ comparator: Comparator.parse(target.value) })}
          />
          <Field
            label={say('choice.value')}
            inputMode="decimal"
            aria-invalid={badValue}
            {...text('value')}
            testId="choice-value"
          />
          {choice.comparator === 'range' ? (
            <Field label={say('choice.valueMax')} inputMode="decimal" {...text('valueMax')} />
          ) : null}
          <FieldDoubts proposal={proposal} field="value" />
        </div>
        <div data-field="unit">
          <Field label={unitLabel} {...text('unit')} maxLength={20} required />
          <FieldDoubts proposal={proposal} field="unit" />
        </div>
        <CodeField
          label={say('choice.measure')}
          options={measures}
          group="measure"
          value={choice.measure}
          onChange={({ target }) => change({ measure: target.value })}
        />
        {choice.becomes === 'target' ? (
          <CodeField
            label={say('choice.commitment')}
            options={Commitment.options}
            group="commitment"
            none={say('choice.noCommitment')}
            value={choice.commitment ?? ''}
            onChange={({ target }) => change({ commitment: Commitment.safeParse(target.value).data ?? null })}
          />
        ) : null}
        <div className="whole">
          <Field label={say('choice.note')} maxLength={300} {...text('note')} />
        </div>
        {badPeriod ? <p className="inline-refusal whole">{say('choice.badPeriod')}</p> : null}
        {badValue ? <p className="inline-refusal whole">{say('choice.badValue')}</p> : null}
      </FormShell>
      {making === null ? null : (
        <NewIndicatorDialog
          name={making}
          unit={choice.unit}
          measure={choice.measure}
          goal={choice.goal}
          place={choice.place ?? homePlace}
          onMade={chooseIndicator}
          onClose={() => setMaking(null)}
        />
      )}
    </>
  )
}

function indicatorOf({ choice, indicatorName, indicatorUnit }: StatementFormProps['proposal']): ChosenIndicator | null {
  if (choice.indicator === null) return null
  return { code: choice.indicator, name: indicatorName ?? choice.indicator, unit: indicatorUnit ?? '' }
}

/** Fields that only another choice would use are left empty. */
function tidied(choice: StatementChoice): StatementChoice {
  return {
    ...choice,
    valueMax: choice.comparator === 'range' ? choice.valueMax : null,
    commitment: choice.becomes === 'target' ? choice.commitment : null,
    note: choice.note?.trim() || null,
  }
}
