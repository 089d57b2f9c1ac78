import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../net/language.tsx'
import type { ChoiceField } from './proposal-words.ts'

export interface FormShellProps {
  /** The field that takes the focus; left out, the first one. */
  readonly focus: ChoiceField | undefined
  /** The field that must be filled before anything can be saved. */
  readonly lack: ChoiceField | null
  readonly onSave: () => void
  readonly onBack: () => void
  readonly children: ReactNode
}

/** The form of one proposal: Enter saves and accepts, Esc goes back, a gap takes the focus instead of being sent. */
export function FormShell({ focus, lack, onSave, onBack, children }: FormShellProps) {
  const { say } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const enter = (field: ChoiceField | undefined) => {
    const part = field ? form.current?.querySelector(`[data-field="${field}"]`) : form.current
    part?.querySelector<HTMLElement>('input, select, button')?.focus()
  }
  useEffect(() => enter(focus), [focus])
  return (
    <form
      ref={form}
      className="proposal-form"
      data-testid="proposal-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (lack === null) onSave()
        else enter(lack)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack()
        if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return
        event.preventDefault()
        form.current?.requestSubmit()
      }}
    >
      <div className="form-grid">{children}</div>
      <p className="proposal-buttons">
        <button type="submit" className="main" data-testid="choice-save">
          {say('desk.save')}
          <kbd aria-hidden="true">↵</kbd>
        </button>
        <button type="button" onClick={onBack}>
          {say('desk.cancel')}
          <kbd aria-hidden="true">Esc</kbd>
        </button>
      </p>
    </form>
  )
}
