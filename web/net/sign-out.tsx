import { signOut } from '@gangju/contract/session'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { forgetPerson, listUnsent } from './device-store.ts'
import { useWords } from './language.tsx'
import { call } from './query.ts'
import { useMe, useSessionChange } from './session.tsx'

/** Signs out and removes what was kept on the device; where something was not sent yet, asks first. */
export function SignOutButton() {
  const { say } = useWords()
  const { username } = useMe()
  const change = useSessionChange()
  const [count, setCount] = useState<number | null>(null)
  const leave = useMutation({
    mutationFn: async (what: 'sent' | 'all') => {
      await forgetPerson(username, what)
      return call(signOut, {})
    },
    onSettled: () => change(null),
  })
  const begin = () => {
    const unsent = listUnsent(username).reduce((sum, [, cells]) => sum + cells, 0)
    if (unsent > 0) setCount(unsent)
    else leave.mutate('all')
  }
  return (
    <>
      <button type="button" onClick={begin} data-testid="sign-out">
        {say('bar.signOut')}
      </button>
      {count === null ? null : (
        <Dialog title={say('leave.title')} onClose={() => setCount(null)} testId="leave">
          <p>{say('leave.text', { count })}</p>
          <p className="row-actions">
            <button type="button" className="main" onClick={() => setCount(null)} data-testid="leave-stay">
              {say('leave.stay')}
            </button>
            <button type="button" onClick={() => leave.mutate('sent')} data-testid="leave-keep">
              {say('leave.keep')}
            </button>
            <button type="button" onClick={() => leave.mutate('all')} data-testid="leave-remove">
              {say('leave.remove')}
            </button>
          </p>
        </Dialog>
      )}
    </>
  )
}
