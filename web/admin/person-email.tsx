import { type Person, updatePerson } from '@gangju/contract/people'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Field } from '../ui/field.tsx'

/** The address of another: shown masked, so it is typed anew or taken away. */
export function PersonEmail({ person: { id, email } }: { readonly person: Person }) {
  const { say } = useWords()
  const update = useWrite(updatePerson)
  const save = (address: string | null) => update.mutate({ input: { params: { id }, body: { email: address } } })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save(String(new FormData(event.currentTarget).get('email')).trim())
      }}
    >
      <Field
        label={say('email.address')}
        name="email"
        type="email"
        required
        maxLength={254}
        placeholder={email ?? ''}
        testId="person-email"
      />
      {update.error ? <Refused error={update.error} /> : null}
      <p className="buttons">
        <button type="submit" disabled={update.isPending} data-testid="person-email-save">
          {say('people.save')}
        </button>
        {email === null ? null : (
          <button type="button" className="quiet" disabled={update.isPending} onClick={() => save(null)}>
            {say('email.remove')}
          </button>
        )}
      </p>
    </form>
  )
}
