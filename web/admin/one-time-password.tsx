import { useWords } from '../net/language.tsx'

export interface OneTimePasswordProps {
  readonly password: string
  readonly name: string
}

/** Shown once, never kept. */
export function OneTimePassword({ password, name }: OneTimePasswordProps) {
  const { say } = useWords()
  return (
    <div className="verdict clean" data-testid="one-time-password">
      <p>{say('people.password')}</p>
      <p>
        <code className="one-time">{password}</code>
      </p>
      <p>{say('people.passwordHint', { name })}</p>
    </div>
  )
}
