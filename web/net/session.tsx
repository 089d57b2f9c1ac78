import { type Me, readSession } from '@gangju/contract/session'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { rememberPlaces } from './place-names.ts'
import { call } from './query.ts'
import { isPassing } from './refusal.ts'

const MeContext = createContext<Me | null>(null)

export const MeProvider = MeContext.Provider

/** The signed-in reader; only under the shell, which shows nothing else before there is one. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('MeProvider is missing')
  return me
}

export const sessionKey = ['session'] as const

export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => named(await call(readSession, {}, { signal })),
    retry: (failures, error) => failures < 4 && isPassing(error),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Puts a new session in force, or none; what the reader before saw is forgotten. */
export function useSessionChange(): (me: Me | null) => void {
  const client = useQueryClient()
  return (me) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    if (me) client.setQueryData(sessionKey, named(me))
    else void client.resetQueries({ queryKey: sessionKey })
  }
}

/** The session as it stands after a change of its own, without forgetting what is on the page. */
export function useSessionUpdate(): (me: Me) => void {
  const client = useQueryClient()
  return (me) => client.setQueryData(sessionKey, me)
}

export const holdsVerb = (me: Me, verb: string) => me.grants.some((grant) => grant.verbs.includes(verb))

/** The places of the session are named from the first moment, so that nobody asks for them. */
function named(me: Me): Me {
  rememberPlaces([me.start.place, ...me.grants.map((grant) => grant.place)])
  return me
}
