import type { AnyRoute } from '@gangju/contract/route'
import type { Catalog } from '../net/catalog.ts'
import type { ActionWords, Call, PublicCall } from './call.ts'
import type { Desk } from './client.ts'
import { setContext } from './context.store.ts'
import type { Knock } from './knock.ts'
import { type Identity, identifyAs, type Rights } from './rights.ts'

/** What a handler has said beside its result. */
export interface Sayings {
  status: number
  readonly headers: Record<string, string>
  words: ActionWords
  isReadOnly: boolean
  /** Of a public route, once its handler knows who it is. */
  became: Identity | undefined
}

export const newSayings = (): Sayings => ({ status: 200, headers: {}, words: {}, isReadOnly: false, became: undefined })

/** The call that a handler gets; `identity` and `rights` are missing on public routes, whose handlers do not see them. */
export function makeCall(
  knock: Knock,
  {
    desk,
    identity,
    rights,
    now,
    catalog,
  }: {
    desk: Desk
    identity: Identity | undefined
    rights: Rights | undefined
    now: Date
    catalog: Catalog
  },
  sayings: Sayings,
): Call<AnyRoute> & Pick<PublicCall<AnyRoute>, 'become'> {
  const { line, trx } = desk
  return {
    params: knock.params,
    query: knock.query,
    body: knock.body,
    file: knock.file,
    fileName: knock.fileName,
    lang: knock.lang,
    actor: identity?.actor as never,
    address: knock.address,
    isSecure: knock.isSecure,
    now,
    requestId: knock.requestId,
    ifMatch: knock.ifMatch,
    catalog,
    within: (at) => (rights ? rights.within(at) : Promise.reject(new Error('a public route sees nothing of the net'))),
    alone: async () => {
      await setContext(line, { resolve: 'on' })
      return { db: trx, trx }
    },
    become: async (personId) => {
      sayings.became = await identifyAs(desk, personId)
    },
    record: (words) => {
      sayings.words = words
    },
    readOnly: async () => {
      sayings.isReadOnly = true
      await line.query('set local transaction_read_only = on')
    },
    reply: {
      header: (name, value) => {
        sayings.headers[name] = value
      },
      status: (code) => {
        sayings.status = code
      },
    },
  }
}
