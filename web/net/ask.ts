import type { AnyRoute } from '@gangju/contract/route'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { usePreferences } from './preferences.ts'
import { call, newKey, type RouteInput, type RouteReply } from './query.ts'
import { isPassing } from './refusal.ts'

interface AskOptions {
  readonly enabled?: boolean
  /** Catalogue-like answers that no approval changes. */
  readonly isLasting?: boolean
}

/** Reads a route; asked again when the language changes or when figures move. */
export function useAsk<R extends AnyRoute>(
  route: R,
  input: RouteInput<R>,
  options: AskOptions = {},
): UseQueryResult<RouteReply<R>> {
  const { language } = usePreferences()
  return useQuery({
    queryKey: [options.isLasting ? 'lasting' : 'moving', route.path, input, language],
    queryFn: ({ signal }) => call(route, input, { signal }),
    enabled: options.enabled ?? true,
    staleTime: options.isLasting ? 10 * 60_000 : 15_000,
    retry: (failures, error) => failures < 2 && isPassing(error),
  })
}

/** What a write sends: the whole input, or a file in place of the JSON body where the route takes one. */
export type WriteInput<R extends AnyRoute> =
  | { readonly input: RouteInput<R>; readonly file?: undefined }
  | { readonly input: Omit<RouteInput<R>, 'body'>; readonly file: File }

/** Writes through a route. One press is one key: retries after a lost answer cannot write twice. */
export function useWrite<R extends AnyRoute>(route: R, then?: (reply: RouteReply<R>) => void) {
  const client = useQueryClient()
  const held = useRef<{ readonly press: string; readonly key: string } | null>(null)
  return useMutation<RouteReply<R>, Error, WriteInput<R>>({
    mutationFn: (write) => {
      const press = pressOf(write)
      if (held.current?.press !== press) held.current = { press, key: newKey() }
      return call(route, write.input as RouteInput<R>, { idempotencyKey: held.current.key, file: write.file })
    },
    retry: (failures, error) => failures < 3 && isPassing(error),
    retryDelay: (failures) => 400 * 2 ** failures,
    onSuccess: async (reply) => {
      held.current = null
      await client.invalidateQueries({ queryKey: ['moving'] })
      then?.(reply)
    },
    onError: (error) => {
      if (!isPassing(error)) held.current = null
    },
  })
}

const pressOf = ({ input, file }: { input: unknown; file?: File | undefined }) =>
  JSON.stringify([input, file?.name, file?.size, file?.lastModified])
