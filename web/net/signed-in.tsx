import type { ReactNode } from 'react'
import { Skeleton } from '../ui/states.tsx'
import { Refused } from './asked.tsx'
import { Refusal } from './refusal.ts'
import { MeProvider, useSession } from './session.tsx'

export interface SignedInProps {
  readonly signIn: ReactNode
  readonly duePassword: ReactNode
  readonly children: ReactNode
}

/** Lets through who is signed in; others sign in where they stand, and the address stays. */
export function SignedIn({ signIn, duePassword, children }: SignedInProps) {
  const { data: me, error, refetch } = useSession()
  if (error instanceof Refusal && error.status === 401) return signIn
  if (me) return <MeProvider value={me}>{me.mustChangePassword ? duePassword : children}</MeProvider>
  if (error) {
    return (
      <main>
        <Refused error={error} onRetry={() => void refetch()} />
      </main>
    )
  }
  return <Skeleton rows={10} />
}
