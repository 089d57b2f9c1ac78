import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useMe, useSessionUpdate } from '../net/session.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmailPanel } from './email-panel.tsx'
import { PasswordForm } from './password-form.tsx'
import { TotpPanel } from './totp-panel.tsx'

/** What I may do, my password, my second step, where I am written to. */
export function AccountPage() {
  const { say } = useWords()
  const me = useMe()
  const update = useSessionUpdate()
  return (
    <div className="account">
      <PageHead title={me.name} name={say('account.title')} />
      <Panel title={say('account.grants')}>
        <dl className="line-list">
          {me.grants.map((grant) => (
            <div key={`${grant.role}${grant.place.code}${grant.goal?.code}`}>
              <dt>{grant.roleName}</dt>
              <dd>
                {grant.place.name} · {grant.goal?.name ?? say('people.everyGoal')}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title={say('password.title')}>
        <PasswordForm onChanged={update} />
      </Panel>
      <TotpPanel />
      <EmailPanel />
    </div>
  )
}
