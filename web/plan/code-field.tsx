import type { SelectHTMLAttributes } from 'react'
import { sayCode, useWords } from '../net/language.tsx'

export interface CodeFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly label: string
  readonly options: readonly string[]
  /** The group of words that the codes are said by. */
  readonly group: string
  /** What an empty choice is called; left out, something is always chosen. */
  readonly none?: string
  readonly testId?: string
}

/** A choice among codes, shown by their words. */
export function CodeField({ label, options, group, none, testId, ...select }: CodeFieldProps) {
  const { language } = useWords()
  return (
    <label className="field">
      {label}
      <select {...select} data-testid={testId}>
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {sayCode(language, group, option)}
          </option>
        ))}
      </select>
    </label>
  )
}
