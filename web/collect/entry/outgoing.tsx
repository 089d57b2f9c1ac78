import { useEffect } from 'react'
import { listUnsent } from '../../net/device-store.ts'
import { useMe } from '../../net/session.tsx'
import { sendSoon } from './sending.ts'

/** Sends what this person left unsent on the device, whichever page they open. */
export function Outgoing() {
  const { username } = useMe()
  useEffect(() => {
    const sendAll = () => {
      for (const [id] of listUnsent(username)) sendSoon(id, 0)
    }
    sendAll()
    window.addEventListener('online', sendAll)
    return () => window.removeEventListener('online', sendAll)
  }, [username])
  return null
}
