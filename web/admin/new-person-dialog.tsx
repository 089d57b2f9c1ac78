import { createPerson } from '@gangju/contract/people'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { GrantFields, grantOf } from './grant-fields.tsx'
import { OneTimePassword } from './one-time-password.tsx'

/** A person with a first grant; afterwards the password that is shown once. */
export function NewPersonDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useWords()
  const create = useWrite(createPerson)
  return (
    <Dialog title={say('people.add')} onClose={onClose} testId="new-person">
      {create.data ? (
        <OneTimePassword password={create.data.oneTimePassword} name={create.data.person.name} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            const text = (name: string) => String(form.get(name) ?? '').trim()
            const post = text('post')
            const phone = text('phone')
            const email = text('email')
            create.mutate({
              input: {
                body: {
                  username: text('username'),
                  name: text('name'),
                  ...(post ? { post } : {}),
                  ...(phone ? { phone } : {}),
                  ...(email ? { email } : {}),
                  grant: grantOf(form),
                },
              },
            })
          }}
        >
          <Field label={say('people.name')} name="name" required maxLength={60} testId="person-name" />
          <Field
            label={say('people.username')}
            name="username"
            required
            pattern="[a-z0-9][a-z0-9._\-]{1,40}"
            title={say('people.usernameHint')}
            placeholder={say('people.usernameHint')}
            testId="person-username"
          />
          <Field label={say('people.post')} name="post" maxLength={80} />
          <Field label={say('people.phone')} name="phone" type="tel" pattern="\+?\d{6,15}" />
          <Field label={say('email.address')} name="email" type="email" maxLength={254} testId="person-email" />
          <GrantFields />
          {create.error ? <Refused error={create.error} /> : null}
          <p className="buttons">
            <button type="submit" className="main" disabled={create.isPending} data-testid="person-save">
              {say('people.save')}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  )
}
