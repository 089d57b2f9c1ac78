import type { InputHTMLAttributes, ReactNode } from 'react'

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: ReactNode
  readonly testId?: string
}

/** A labelled line of a form. */
export function Field({ label, testId, ...input }: FieldProps) {
  return (
    <label className="field">
      {label}
      <input {...input} data-testid={testId} />
    </label>
  )
}
