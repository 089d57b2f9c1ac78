import type { AnyRoute } from '@gangju/contract/route'
import { routes } from '@gangju/contract/routes'
import { isVerb } from '@gangju/net/grant'
import type { Lang } from './call.ts'
import type { Credential } from './rights.ts'
import type { Door } from './serve.ts'

/** A request that was let in as far as its form goes: parsed by its contract, not yet allowed. */
export interface Knock {
  readonly door: Door
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly file: Buffer | undefined
  readonly fileName: string | undefined
  readonly lang: Lang
  readonly address: string
  readonly isSecure: boolean
  readonly credential: Credential | undefined
  readonly requestId: string
  /** Idempotency-Key. */
  readonly key: string | undefined
  readonly ifMatch: string | undefined
}

const names = new Map<AnyRoute, string>(Object.entries(routes).map(([name, route]) => [route, name]))

export const routeName = (route: AnyRoute): string => names.get(route) ?? `${route.method} ${route.path}`

/** The verb that the log gives a request when its handler names no other. */
export const verbOf = ({ route }: Door): string => (isVerb(route.needs) ? route.needs : `session.${routeName(route)}`)

/** What is sent back, before it is bytes. `body` was parsed by the contract's reply. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}
