import { changeEmail } from '@gangju/contract/session'
import { useMutation } from '@tanstack/react-query'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { call } from '../net/query.ts'
import { useMe, useSessionUpdate } from '../net/session.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'

/** Where my messages are mailed to, where this installation mails at all. */
export function EmailPanel() {
  const { say } = useWords()
  const { email } = useMe()
  const update = useSessionUpdate()
  const change = useMutation({
    mutationFn: (body: { email: string | null }) => call(changeEmail, { body }),
    onSuccess: update,
  })
  return (
    <Panel title={say('email.title')} testId="email-panel">
      <form
        className="narrow"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = String(new FormData(event.currentTarget).get('email')).trim()
          change.mutate({ email: typed === '' ? null : typed })
        }}
      >
        <Field
          label={say('email.address')}
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={email ?? ''}
          testId="email-address"
        />
        <p className="hint">{say('email.hint')}</p>
        {change.error ? <Refused error={change.error} /> : null}
        {change.isSuccess ? <p className="verdict clean">{say('email.saved')}</p> : null}
        <button type="submit" className="main" disabled={change.isPending} data-testid="email-save">
          {say('people.save')}
        </button>
      </form>
    </Panel>
  )
}
