import { listGoals } from '@gangju/contract/goals'
import { listRoles } from '@gangju/contract/people'
import { useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { useWords } from '../net/language.tsx'
import { usePlaceNames } from '../net/place-names.ts'
import { PlaceSearch } from '../net/place-search.tsx'
import { useMe } from '../net/session.tsx'
import { useSlice } from '../net/slice.tsx'
import { Field } from '../ui/field.tsx'
import { Popover } from '../ui/popover.tsx'

/** Role × place × goal, and until when; read back with `grantOf`. */
export function GrantFields() {
  const { say, language } = useWords()
  const slice = useSlice()
  const me = useMe()
  const names = usePlaceNames()
  const [place, setPlace] = useState(slice.place)
  const roles = useAsk(listRoles, {}, { isLasting: true })
  const goals = useAsk(listGoals, {}, { isLasting: true })
  return (
    <>
      <label className="field">
        {say('people.role')}
        <select name="role" required data-testid="grant-role">
          {roles.data?.items.map(({ code, name, nameEn }) => (
            <option key={code} value={code}>
              {language === 'en' ? nameEn : name}
            </option>
          ))}
        </select>
      </label>
      <span className="field">
        {say('people.place')}
        <input type="hidden" name="place" value={place} />
        <Popover label={names.get(place)?.name ?? place} name={say('people.choosePlace')} testId="grant-place">
          {(close) => (
            <PlaceSearch
              from={place}
              root={me.start.place?.code}
              onPick={(next) => {
                close()
                setPlace(next.code)
              }}
            />
          )}
        </Popover>
      </span>
      <label className="field">
        {say('people.goal')}
        <select name="goal" data-testid="grant-goal">
          <option value="">{say('people.everyGoal')}</option>
          {goals.data?.items
            .filter(({ kind }) => kind === 'programme' || kind === 'action')
            .map(({ code, kind, name, nameEn }) => (
              <option key={code} value={code}>
                {kind === 'action' ? '　' : ''}
                {language === 'en' && nameEn ? nameEn : name}
              </option>
            ))}
        </select>
      </label>
      <Field label={say('people.until')} name="validTo" type="date" />
    </>
  )
}

export function grantOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '')
  return { role: text('role'), place: text('place'), goal: text('goal') || null, validTo: text('validTo') || null }
}
