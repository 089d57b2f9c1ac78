import { useWords } from '../net/language.tsx'
import { useSessionChange } from '../net/session.tsx'
import { PasswordForm } from './password-form.tsx'

/** Between a one-time password and everything else. */
export function DuePassword() {
  const { say } = useWords()
  const change = useSessionChange()
  return (
    <main className="gate">
      <h1>{say('password.title')}</h1>
      <p>{say('password.due')}</p>
      <PasswordForm onChanged={change} />
    </main>
  )
}
