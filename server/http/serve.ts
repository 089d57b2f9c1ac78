import type { AnyRoute } from '@gangju/contract/route'
import type { z } from 'zod'
import type { App } from './app.ts'
import type { Call, FileReply, PublicCall, Watch } from './call.ts'

export type { Actor, Call, FileReply, Lang, NetChange, PublicCall, Scope, ScopePlace, Watch } from './call.ts'
export { type ListedFault, ListedProblem } from './listed-problem.ts'

/** The routes of one feature, put on the application by `server/main.ts`. */
export type Routes = (app: App) => void

export interface Limits {
  /** Bytes of a JSON body that the route takes beyond the usual megabyte. */
  readonly jsonBytes?: number
  /** Requests of the route that run at one time; more wait outside the database, and too many are sent away. */
  readonly atOnce?: number
}

/** A route with its handler, as the application keeps it. */
export interface Door {
  readonly route: AnyRoute
  readonly limits: Limits
  // oxlint-disable-next-line typescript/no-explicit-any -- every route meets here; `serve` has compared the types
  readonly handler: (call: any) => Promise<any>
}

/**
 * Puts one route of the contract on the wire. What comes in was parsed by the contract, what goes out is parsed by it
 * again: a key that the contract does not name is dropped. A non-GET runs as one transaction with one action.
 */
export function serve<R extends AnyRoute>(
  app: App,
  route: R,
  handler: (call: Call<R>) => Promise<z.input<R['reply']>>,
  limits: Limits = {},
): void {
  open(app, 'json', { route, limits, handler })
}

/** As `serve`, for an attachment. */
export function serveFile<R extends AnyRoute>(
  app: App,
  route: R,
  handler: (call: Call<R>) => Promise<FileReply>,
): void {
  open(app, 'file', { route, limits: {}, handler })
}

/** As `serve`, for a stream of server-sent events. */
export function serveEvents<R extends AnyRoute>(
  app: App,
  route: R,
  handler: (call: Call<R>) => Promise<Watch<z.input<R['reply']>>>,
): void {
  open(app, 'events', { route, limits: {}, handler })
}

/** As `serve`, for a route that anyone may call. */
export function servePublic<R extends AnyRoute>(
  app: App,
  route: R,
  handler: (call: PublicCall<R>) => Promise<z.input<R['reply']>>,
  limits: Limits = {},
): void {
  if (route.needs !== 'public') throw new Error(`${route.method} ${route.path} is not public`)
  open(app, 'json', { route, limits, handler })
}

function open(app: App, kind: AnyRoute['replyKind'], door: Door): void {
  if (door.route.replyKind !== kind) throw new Error(`${door.route.path} answers with ${door.route.replyKind}`)
  app.open(door)
}
