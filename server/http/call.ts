import type { AnyRoute } from '@gangju/contract/route'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Verb } from '@gangju/net/grant'
import type { z } from 'zod'
import type { Db, Trx } from '../db/connection.ts'
import type { Catalog } from '../net/catalog.ts'

export type Lang = 'zh' | 'en'

/** Who is asking, read anew from the database for every request. */
export interface Actor {
  readonly personId: string
  readonly username: string
  readonly name: string
  readonly mustChangePassword: boolean
  /** A browser with its cookie, or a script with its bearer token. */
  readonly via: 'browser' | 'token'
  readonly secretHash: Buffer
}

export interface ScopePlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  readonly countyId: number
  readonly parentId: number | null
  readonly administrative: boolean
}

/** Ids that the database lets through: whole counties, single places, and the indicators under the granted goals. */
export interface RectangleLists {
  readonly counties: readonly number[]
  readonly places: readonly number[]
  readonly indicators: '*' | readonly number[]
}

/** The handle that `within` gives: what it shows and takes is limited to the rectangle that was named. */
export interface Scope {
  readonly db: Db
  /** For stores that write; on a GET the database refuses every write through it. */
  readonly trx: Trx
  /** The place asked for; without one, the widest granted place. */
  readonly place: ScopePlace
  /** Roots of the rectangle: the place asked for, or the granted ones. */
  readonly places: readonly number[]
  /** Roots of the goals that were both asked for and granted; `''` is every goal. */
  readonly goalPaths: readonly string[]
  readonly rectangle: RectangleLists
}

export interface Within {
  /** Code of a place. Absent: everything that the person holds (reads only). */
  readonly place?: string
  /** Code of a goal. */
  readonly goal?: string
  /** Another verb than the route's, where one route does two things. */
  readonly verb?: Verb
  /** `read` on a writing route gives a handle that shows and does not take. Default: by method. */
  readonly mode?: 'read' | 'write'
}

/** What the log says of a write, beside who, when and which request. */
export interface ActionWords {
  /** Another verb than the route's needs: `grant.end`. */
  readonly verb?: string
  /** What was written: `submission/<id>`. Never a name or a number of a person. */
  readonly subject?: string
  readonly placeId?: number
  readonly goalId?: number
  readonly detail?: object
}

/** One request to a contract route, parsed, with the only way to the database. */
export interface Call<R extends AnyRoute> {
  readonly params: z.output<R['params']>
  readonly query: z.output<R['query']>
  readonly body: z.output<R['body']>
  /** The bytes, when the content type was the route's `fileBody`; `body` is undefined then. */
  readonly file: Buffer | undefined
  /** From `content-disposition` or `x-file-name`; only for showing again. */
  readonly fileName: string | undefined
  readonly lang: Lang
  readonly actor: Actor
  readonly address: string
  readonly isSecure: boolean
  readonly now: Date
  readonly requestId: string
  /** If-Match as sent: the version that an edit was made on. */
  readonly ifMatch: string | undefined
  readonly catalog: Catalog
  /**
   * Finds what of the rectangle is granted, sets the database's context to it, and gives the handle.
   *
   * @throws Problem `place.unknown`, `goal.unknown` outside (as if there were none), `grant.missing` without the verb.
   */
  readonly within: (at: Within) => Promise<Scope>
  /** A handle on what belongs to the person alone (session, password, own grants); of the net it sees names of places. */
  readonly alone: () => Promise<{ readonly db: Db; readonly trx: Trx }>
  /** What the action line of this write says; the last call counts. */
  readonly record: (words: ActionWords) => void
  /** A request that only asks: nothing of it is kept, and the log stays as it is. */
  readonly readOnly: () => Promise<void>
  readonly reply: {
    readonly header: (name: string, value: string) => void
    readonly status: (code: number) => void
  }
}

/** A request that anyone may make. */
export interface PublicCall<R extends AnyRoute> extends Omit<Call<R>, 'actor' | 'within' | 'readOnly'> {
  /** Goes on as this person: their grants can be read, and the action is theirs. */
  readonly become: (personId: string) => Promise<void>
}

/** An attachment. The name may be Chinese. */
export interface FileReply {
  readonly content: Buffer | NodeJS.ReadableStream
  readonly type: string
  readonly name: string
}

/** What moved in the net, as the roll-up store tells it inside the transaction. */
export interface NetChange {
  readonly counties: readonly number[]
  /** The places whose figures moved: the place itself, all that cover it. */
  readonly ancestors: readonly number[]
  readonly periods: readonly string[]
}

/** What an open stream wants of a change. The handler is run anew before every event, so that it has the rights of now. */
export interface Watch<Event> {
  readonly event: string
  choose(change: NetChange): Event | undefined
}
