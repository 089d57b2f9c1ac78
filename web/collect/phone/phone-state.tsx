import { useSyncExternalStore } from 'react'
import { timeText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { countWaiting } from '../entry/draft.ts'
import type { Entry } from '../entry/use-entry.ts'

/** Whether what was typed is on the phone only or with the server. */
export function PhoneState({ entry }: { readonly entry: Entry }) {
  const { say } = useWords()
  const { draft, phase } = entry
  const isOnline = useOnline()
  const isUnsent = countWaiting(draft) > 0 || draft.handIns.length > 0
  const conflicts = Object.keys(draft.conflicts).length
  const state = isUnsent ? (phase === 'sending' && isOnline ? 'sending' : 'kept') : draft.savedAt ? 'sent' : 'fresh'
  const time = draft.savedAt ? timeText(new Date(draft.savedAt)) : ''
  return (
    <span className={`phone-state is-${state}`} role="status" data-testid="phone-state" data-state={state}>
      {say(state === 'fresh' && entry.filled > 0 ? 'phone.unchanged' : `phone.${state}`, { time })}
      {conflicts > 0 ? <b data-testid="conflict-count">{say('entry.conflicts', { count: conflicts })}</b> : null}
      {isOnline ? null : <small>{say('phone.offline')}</small>}
    </span>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener)
      window.addEventListener('offline', listener)
      return () => {
        window.removeEventListener('online', listener)
        window.removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}
