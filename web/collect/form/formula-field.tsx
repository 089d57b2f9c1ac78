import { useRef } from 'react'
import { useWords } from '../../net/language.tsx'

export interface FormulaFieldProps {
  readonly label: string
  readonly value: string
  /** What may be put in by its name. */
  readonly options: readonly (readonly [code: string, name: string])[]
  readonly onChange: (formula: string) => void
}

/** A formula over columns: typed, or put together by choosing names, which stand in it as codes. */
export function FormulaField({ label, value, options, onChange }: FormulaFieldProps) {
  const { say } = useWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <label className="field formula-field">
      {label}
      <input ref={input} value={value} maxLength={500} onChange={(event) => onChange(event.target.value)} />
      <select
        aria-label={`${label} ${say('forms.check.insert')}`}
        value=""
        onChange={(event) => {
          onChange(insertAt(value, event.target.value, input.current?.selectionStart ?? value.length))
          input.current?.focus()
        }}
      >
        <option value="">{say('forms.check.insert')}</option>
        {options.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The text with a code put in at a position, blanks around it. */
export function insertAt(text: string, code: string, position: number): string {
  const before = text.slice(0, position).trimEnd()
  const after = text.slice(position).trimStart()
  return [before, code, after].filter(Boolean).join(' ')
}
