import { signIn } from '@gangju/contract/session'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { LanguageSwitch } from '../net/language-switch.tsx'
import { call } from '../net/query.ts'
import { useSessionChange } from '../net/session.tsx'
import { Field } from '../ui/field.tsx'

interface Credentials {
  readonly username: string
  readonly password: string
  readonly totp?: string
}

/** Sign in where one stands: the address stays and opens afterwards. */
export function SignIn() {
  const { say } = useWords()
  const change = useSessionChange()
  const enter = useMutation({ mutationFn: (body: Credentials) => call(signIn, { body }), onSuccess: change })
  useEffect(() => {
    document.title = `${say('sign.title')} · ${say('app.name')}`
  }, [say])
  return (
    <main className="gate">
      <h1>
        {say('app.name')} <small>{say('app.tagline')}</small>
      </h1>
      <p>{say('sign.about')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const totp = String(form.get('totp') ?? '').trim()
          enter.mutate({
            username: String(form.get('username')).trim(),
            password: String(form.get('password')),
            ...(totp ? { totp } : {}),
          })
        }}
      >
        <Field
          label={say('sign.username')}
          name="username"
          autoComplete="username"
          required
          autoFocus
          testId="username"
        />
        <Field
          label={say('sign.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          testId="password"
        />
        <Field
          label={say('sign.totp')}
          name="totp"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          testId="totp"
        />
        {enter.error ? <Refused error={enter.error} /> : null}
        <button type="submit" className="main" disabled={enter.isPending} data-testid="sign-in">
          {enter.isPending ? say('sign.working') : say('sign.go')}
        </button>
      </form>
      <p className="absent">{say('sign.first')}</p>
      <LanguageSwitch />
    </main>
  )
}
