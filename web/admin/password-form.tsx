import { changePassword, type Me } from '@gangju/contract/session'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { call } from '../net/query.ts'
import { Field } from '../ui/field.tsx'
import { FailureState } from '../ui/states.tsx'

/** The present password and the new one twice. */
export function PasswordForm({ onChanged }: { readonly onChanged: (me: Me) => void }) {
  const { say } = useWords()
  const [differs, setDiffers] = useState(false)
  const change = useMutation({
    mutationFn: (body: { current: string; next: string }) => call(changePassword, { body }),
    onSuccess: onChanged,
  })
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const next = String(form.get('next'))
        setDiffers(next !== form.get('again'))
        if (next === form.get('again')) change.mutate({ current: String(form.get('current')), next })
      }}
    >
      <Field
        label={say('password.current')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        testId="password-current"
      />
      <Field
        label={say('password.next')}
        name="next"
        type="password"
        autoComplete="new-password"
        required
        testId="password-next"
      />
      <Field
        label={say('password.again')}
        name="again"
        type="password"
        autoComplete="new-password"
        required
        testId="password-again"
      />
      {differs ? <FailureState title={say('password.differs')} /> : null}
      {change.error ? <Refused error={change.error} /> : null}
      {change.isSuccess ? <p className="verdict clean">{say('password.saved')}</p> : null}
      <button type="submit" className="main" disabled={change.isPending} data-testid="password-save">
        {say('password.save')}
      </button>
    </form>
  )
}
