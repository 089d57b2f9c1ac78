import { useRef } from 'react'
import { useWords } from '../../net/language.tsx'
import { insertAt } from '../form/formula-field.tsx'
import { IndicatorSearch } from '../form/indicator-search.tsx'
import { formulaWords } from './formula-words.ts'

export interface FormulaEditorProps {
  readonly formula: string
  /** Names by code, for reading the formula aloud. */
  readonly names: ReadonlyMap<string, string>
  readonly onChange: (formula: string) => void
}

/** A formula over indicators: typed as codes, or put in by their names; read below in words. */
export function FormulaEditor({ formula, names, onChange }: FormulaEditorProps) {
  const { say } = useWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="wide formula-editor">
      <label className="field">
        {say('define.formula')}
        <input
          ref={input}
          value={formula}
          maxLength={500}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          data-testid="define-formula"
        />
      </label>
      <p className="hint" data-testid="define-words">
        {formulaWords(formula, { names, sayCount: (words) => say('define.count', words) })}
      </p>
      <p className="hint">{say('define.countHint')}</p>
      <IndicatorSearch
        label={say('define.insert')}
        noneFound={say('define.noneFound')}
        isTaken={() => false}
        onPick={({ code }) => {
          onChange(insertAt(formula, code, input.current?.selectionStart ?? formula.length))
          input.current?.focus()
        }}
        testId="define-insert"
      />
    </div>
  )
}
