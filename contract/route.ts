import { z } from 'zod'

/** Who may knock: a verb that a grant must hold, any signed-in person, or anyone. */
export type Needs =
  | 'public'
  | 'session'
  | 'place.read'
  | 'goal.read'
  | 'indicator.read'
  | 'observation.read'
  | 'document.read'
  | 'target.write'
  | 'catalogue.write'
  | 'submission.read'
  | 'submission.draft'
  | 'submission.submit'
  | 'submission.approve'
  | 'submission.return'
  | 'person.read'
  | 'person.write'
  | 'grant.write'
  | 'token.issue'
  | 'place.write'
  | 'action.read'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What the answer is made of. `file` is an attachment, `events` a stream of server-sent events. */
export type ReplyKind = 'json' | 'file' | 'events'

type Shape = Readonly<Record<string, z.ZodType>>

export interface RouteDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Reply extends z.ZodType,
> {
  readonly method: Method
  /** Path under `/api`, parameters as `:name`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly needs: Needs
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly reply: Reply
  readonly replyKind: ReplyKind
  /** A route whose body may also be a file of this type, handed on as bytes. */
  readonly fileBody: string | undefined
}

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where every route meets
export type AnyRoute = RouteDefinition<any, any, any, any>

interface RouteWords<P extends Shape, Q extends Shape, B extends z.ZodType, R extends z.ZodType> {
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly needs: Needs
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly reply: R
  readonly replyKind?: ReplyKind
  readonly fileBody?: string
}

/**
 * States one route of the wire: method, path, who may call it, what goes in and what comes out.
 * Unknown keys of query, parameters and body are refused; unknown keys of a reply are dropped.
 */
export function route<
  P extends Shape = {},
  Q extends Shape = {},
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
>(words: RouteWords<P, Q, B, R>) {
  return {
    method: words.method,
    path: words.path,
    summary: words.summary,
    needs: words.needs,
    params: z.strictObject((words.params ?? {}) as P),
    query: z.strictObject((words.query ?? {}) as Q),
    body: (words.body ?? z.undefined()) as B,
    reply: words.reply,
    replyKind: words.replyKind ?? 'json',
    fileBody: words.fileBody,
  } satisfies AnyRoute
}

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
