import { beginTotp, confirmTotp } from '@gangju/contract/session'
import { useMutation } from '@tanstack/react-query'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { call } from '../net/query.ts'
import { useMe, useSessionUpdate } from '../net/session.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'

/** Two-step sign-in: a secret for the authenticator, put in force by a first code, ended by another. */
export function TotpPanel() {
  const { say } = useWords()
  const { totpEnabled } = useMe()
  const update = useSessionUpdate()
  const begin = useMutation({ mutationFn: () => call(beginTotp, {}) })
  const confirm = useMutation({
    mutationFn: (body: { code: string; enable: boolean }) => call(confirmTotp, { body }),
    onSuccess: update,
  })
  const secret = begin.data
  return (
    <Panel title={say('totp.title')} aside={say(totpEnabled ? 'totp.on' : 'totp.off')} testId="totp-panel">
      {!totpEnabled && !secret ? (
        <button type="button" onClick={() => begin.mutate()} disabled={begin.isPending} data-testid="totp-begin">
          {say('totp.begin')}
        </button>
      ) : null}
      {secret && !totpEnabled ? (
        <p>
          {say('totp.secret')} <code data-testid="totp-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>{' '}
          <a href={secret.uri}>{say('totp.open')}</a>
        </p>
      ) : null}
      {totpEnabled || secret ? (
        <form
          className="narrow"
          onSubmit={(event) => {
            event.preventDefault()
            const code = String(new FormData(event.currentTarget).get('code')).trim()
            confirm.mutate({ code, enable: !totpEnabled })
          }}
        >
          <Field
            label={say('totp.code')}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={10}
            testId="totp-code"
          />
          <button type="submit" className="main" disabled={confirm.isPending} data-testid="totp-confirm">
            {say(totpEnabled ? 'totp.end' : 'totp.confirm')}
          </button>
        </form>
      ) : null}
      {begin.error ? <Refused error={begin.error} /> : null}
      {confirm.error ? <Refused error={confirm.error} /> : null}
    </Panel>
  )
}
