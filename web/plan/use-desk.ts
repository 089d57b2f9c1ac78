import { type Proposal, readDesk } from '@gangju/contract/desk'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { usePreferences } from '../net/preferences.ts'
import { call, type RouteReply } from '../net/query.ts'
import { isPassing } from '../net/refusal.ts'

export type DeskReply = RouteReply<typeof readDesk>
export type DeskKey = readonly ['desk', string, number | undefined, string]

/** A text with its proposals, asked for again when its page is opened: not with every figure that moves elsewhere. */
export function useDesk(document: string, version: number | undefined) {
  const { language } = usePreferences()
  const key: DeskKey = ['desk', document, version, language]
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readDesk, { params: { document }, query: { version } }, { signal }),
    staleTime: 60_000,
    refetchOnMount: 'always',
    retry: (failures, error) => failures < 2 && isPassing(error),
  })
  return { query, key }
}

/** Puts proposals as they now are in the place of what is held of them. */
export function holdProposals(client: QueryClient, key: DeskKey, changed: readonly Proposal[]): void {
  const byId = new Map(changed.map((one) => [one.id, one]))
  client.setQueryData<DeskReply>(key, (held) =>
    held ? { ...held, proposals: held.proposals.map((one) => byId.get(one.id) ?? one) } : held,
  )
}
