import type { FormDraft } from '@gangju/contract/forms'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { Field } from '../../ui/field.tsx'
import { CheckBounds } from './check-bounds.tsx'
import { type CheckDraft, type CheckKind, checkKinds, checkOf, startingCheck } from './check-draft.ts'
import { Choice } from './choice.tsx'
import type { DesignCheck } from './design.ts'
import { checkSentence, columnName } from './form-text.ts'

export interface AddCheckProps {
  readonly design: FormDraft
  readonly onAdd: (check: DesignCheck) => void
}

/** A check is chosen by its kind, then by its columns and bounds; it reads as a sentence before it is added. */
export function AddCheck({ design, onAdd }: AddCheckProps) {
  const { say, language } = useWords()
  const [draft, setDraft] = useState(() => startingCheck('atMost', design.columns[0]?.indicator ?? ''))
  const put = (change: Partial<CheckDraft>) => setDraft({ ...draft, ...change })
  const made = checkOf(design, draft)
  const options = design.columns.map(
    ({ indicator }) => [indicator, columnName(design.columns, indicator, language)] as const,
  )
  const choose = (indicator: string) =>
    put({ indicator, others: draft.others.filter((one) => one !== indicator), left: indicator })
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (!made) return
    onAdd(made)
    setDraft(startingCheck(draft.kind, draft.indicator))
  }
  return (
    <form className="form-fields add-check" onSubmit={add} data-testid="add-check">
      <Choice
        label={say('forms.check.kind')}
        value={draft.kind}
        options={checkKinds.map((kind) => [kind, say(`forms.kind.${kind}`)] as const)}
        onChoose={(kind: CheckKind) => setDraft(startingCheck(kind, draft.indicator))}
        testId="check-kind"
      />
      <Choice
        label={say('forms.check.column')}
        value={draft.indicator}
        options={options}
        onChoose={choose}
        testId="check-column"
      />
      <CheckBounds draft={draft} options={options} onChange={put} />
      <Choice
        label={say('forms.check.severity')}
        value={draft.severity}
        options={[
          ['', say('forms.check.usual')],
          ['hard', say('forms.check.hard')],
          ['soft', say('forms.check.soft')],
        ]}
        onChoose={(severity) => put({ severity })}
      />
      <Field
        label={say('forms.check.words')}
        value={draft.zh}
        maxLength={300}
        placeholder={say('forms.check.wordsHint')}
        onChange={(event) => put({ zh: event.target.value })}
      />
      {draft.zh === '' ? null : (
        <Field
          label={say('forms.check.wordsEn')}
          value={draft.en}
          maxLength={300}
          onChange={(event) => put({ en: event.target.value })}
        />
      )}
      <p className="wide add-check-foot">
        <output>{made ? checkSentence(made, design.columns, { say, language }) : say('forms.check.unready')}</output>
        <button type="submit" disabled={made === null} data-testid="check-add">
          {say('forms.check.add')}
        </button>
      </p>
    </form>
  )
}
