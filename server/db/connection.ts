import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.generated.ts'

/** A handle for reading; what it shows is limited by the context set on its transaction. */
export type Db = Kysely<DB>
/** A handle inside an open transaction: stores that write ask for it. */
export type Trx = Transaction<DB>

const { builtins } = pg.types

/** numeric and bigint stay text: figures are exact decimals end to end. Dates stay ISO text, timestamps become Date. */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, (text) => text],
  [builtins.NUMERIC, (text) => text],
  [builtins.INT8, (text) => text],
])

export const figureTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

export interface PoolWords {
  /** Asked at every new connection: a restarted database may have another port. */
  readonly url: () => string
  readonly max: number
  /** Told of faults of idle connections; the pool drops them and goes on. */
  readonly onFault?: (error: Error) => void
}

/**
 * A pool that survives the death of the database: every connection has its own fault listener, from birth.
 * Waiting for a connection ends after five seconds, so that a burst is shed and not hoarded.
 */
export function openPool({ url, max, onFault = () => {} }: PoolWords): pg.Pool {
  class CurrentClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: url() })
    }
  }
  const pool = new pg.Pool({
    Client: CurrentClient,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: figureTypes,
  })
  pool.on('error', onFault)
  pool.on('connect', (client) => client.on('error', onFault))
  return pool
}

interface Speaking {
  query(text: string, values?: readonly unknown[]): Promise<unknown>
}

/** It remembers how each name is spelled on the other side. */
const camelCase = new CamelCasePlugin()

/** A query builder over one checked-out client: its queries and ours share the client's transaction. */
export function kyselyOver(client: Speaking): Kysely<DB> {
  const query = client.query.bind(client) as pg.PoolClient['query']
  const borrowed = {
    connect: async () => ({ query, release: () => {} }),
    end: async () => {},
  }
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: borrowed }), plugins: [camelCase] })
}
