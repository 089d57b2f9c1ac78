import { checkIndicator, defineIndicator, type readDefinition } from '@gangju/contract/figures'
import { useDeferredValue, useState } from 'react'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import type { RouteReply } from '../../net/query.ts'
import { useSlice } from '../../net/slice.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { DefinitionCheck } from './definition-check.tsx'
import { FormulaEditor } from './formula-editor.tsx'

export interface DefinitionFormProps {
  readonly defined: RouteReply<typeof readDefinition>
  readonly names: ReadonlyMap<string, string>
  readonly onSaved: (version: number) => void
}

/** The next definition of an indicator, tried by the server while it is typed and put in force by one button. */
export function DefinitionForm({ defined, names, onSaved }: DefinitionFormProps) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const newest = defined.definitions.at(-1)!
  const start = { ...newest, formula: newest.formula ?? '', from: period }
  const [edited, setEdited] = useState(start)
  const asked = useDeferredValue(edited)
  const isFormula = defined.derived && asked.formula.trim() !== ''
  const check = useAsk(
    checkIndicator,
    { query: { place, period, indicator: defined.code, formula: asked.formula, unit: asked.unit, from: asked.from } },
    { enabled: isFormula && asked.unit !== '' && isPeriod(asked.from) },
  )
  const write = useWrite(defineIndicator, (reply) => onSaved(reply.definitions.at(-1)?.version ?? 0))
  const change = (words: Partial<typeof edited>) => setEdited({ ...edited, ...words })
  const { version, name, nameEn, unit, from, definition, formula } = edited
  const isChanged = (['name', 'nameEn', 'unit', 'definition', 'formula'] as const).some(
    (key) => edited[key].trim() !== start[key].trim(),
  )
  const isWhole = [name, nameEn, unit, definition].every((text) => text.trim() !== '') && isPeriod(from)
  const isTried = !defined.derived || (asked === edited && check.data?.fault === null)
  const save = () => {
    const body = { version, name, nameEn, unit, from, definition, formula: defined.derived ? formula : null }
    write.mutate({ input: { params: { indicator: defined.code }, body } })
  }
  const text = (key: 'name' | 'nameEn' | 'unit' | 'definition', label: string, className?: string) => (
    <div className={className}>
      <Field
        label={label}
        value={edited[key]}
        onChange={(event) => change({ [key]: event.target.value })}
        testId={`define-${key}`}
      />
    </div>
  )
  return (
    <Panel title={say('define.next')} testId="define-form">
      <div className="form-fields">
        {defined.derived ? (
          <FormulaEditor formula={formula} names={names} onChange={(next) => change({ formula: next })} />
        ) : null}
        {defined.derived ? text('unit', say('define.unit')) : null}
        <Field
          label={say('define.from')}
          value={from}
          aria-invalid={!isPeriod(from)}
          onChange={(event) => change({ from: event.target.value.trim() })}
          testId="define-from"
        />
        {text('name', say('define.name'))}
        {text('nameEn', say('define.nameEn'))}
        {text('definition', say('define.words'), 'wide')}
      </div>
      {isFormula && check.error ? <Refused error={check.error} /> : null}
      {isFormula && check.data ? <DefinitionCheck check={check.data} formula={asked.formula} names={names} /> : null}
      <div className="buttons">
        <button
          type="button"
          className="main"
          disabled={!isChanged || !isWhole || !isTried || write.isPending}
          onClick={save}
          data-testid="define-save"
        >
          {say('define.save')}
        </button>
        <span className="hint">{say(isChanged ? 'define.saveHint' : 'define.unchanged', { from })}</span>
      </div>
      {write.error ? <Refused error={write.error} /> : null}
    </Panel>
  )
}

const isPeriod = (text: string) => /^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|S[12]))?$/.test(text)
