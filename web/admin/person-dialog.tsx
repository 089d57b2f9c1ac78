import { createGrant, endGrant, type Person, updatePerson } from '@gangju/contract/people'
import { useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { GrantFields, grantOf } from './grant-fields.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { PersonEmail } from './person-email.tsx'

export interface PersonDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** One person: grants given and ended, the address changed, the account disabled, a new one-time password. */
export function PersonDialog({ person, onClose }: PersonDialogProps) {
  const { say } = useWords()
  const [isGranting, setGranting] = useState(false)
  const update = useWrite(updatePerson)
  const grant = useWrite(createGrant, () => setGranting(false))
  const end = useWrite(endGrant)
  const params = { id: person.id }
  const password = update.data?.oneTimePassword
  const error = update.error ?? grant.error ?? end.error
  return (
    <Dialog title={`${person.name}（${person.username}）`} onClose={onClose} testId="person-dialog">
      <dl className="line-list">
        {person.grants.map(({ id, roleName, place, goal, validTo }) => (
          <div key={id}>
            <dt>{roleName}</dt>
            <dd>
              {place.name} · {goal?.name ?? say('people.everyGoal')}{' '}
              {validTo ? `· ${say('people.until')} ${validTo}` : ''}
              <button
                type="button"
                className="quiet"
                disabled={end.isPending}
                onClick={() => end.mutate({ input: { params: { ...params, grant: id } } })}
                data-testid="grant-end"
              >
                {say('people.endGrant')}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {isGranting ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            grant.mutate({ input: { params, body: grantOf(new FormData(event.currentTarget)) } })
          }}
        >
          <GrantFields />
          <p className="buttons">
            <button type="submit" className="main" disabled={grant.isPending} data-testid="grant-save">
              {say('people.save')}
            </button>
          </p>
        </form>
      ) : null}
      <PersonEmail key={person.email} person={person} />
      {password ? <OneTimePassword password={password} name={person.name} /> : null}
      {error ? <Refused error={error} /> : null}
      <p className="buttons">
        <button type="button" onClick={() => setGranting(!isGranting)} data-testid="grant-add">
          {say(isGranting ? 'people.cancel' : 'people.addGrant')}
        </button>
        <button
          type="button"
          onClick={() => update.mutate({ input: { params, body: { resetPassword: true } } })}
          data-testid="person-reset"
        >
          {say('people.reset')}
        </button>
        <button
          type="button"
          onClick={() => update.mutate({ input: { params, body: { disabled: !person.disabled } } })}
          data-testid="person-disable"
        >
          {say(person.disabled ? 'people.enable' : 'people.disable')}
        </button>
      </p>
    </Dialog>
  )
}
