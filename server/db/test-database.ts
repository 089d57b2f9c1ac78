import { createHash, randomBytes } from 'node:crypto'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Db, kyselyOver, openPool, type PoolWords } from './connection.ts'
import { listMigrations, migrate } from './migrate.ts'
import { databaseRoles, ensureRoles, ensureSchemaOwner, type LoginRole, type RolePasswords } from './roles.ts'
import type { DB } from './schema.generated.ts'

const passwords: RolePasswords = { migrate: 'm', app: 'a', job: 'j', backup: 'b' }
const TEMPLATE_LOCK = 7_460_002

/** Content that many test files start from; `stamp` changes when it does. */
export interface Seed {
  readonly stamp: string
  readonly fill: (db: Db) => Promise<void>
}

export interface TestDatabase {
  readonly name: string
  url(role: LoginRole | 'superuser'): string
  /** A pool of its own; it is ended with the database. */
  pool(role: LoginRole, words?: Partial<PoolWords>): pg.Pool
  /** Sees and writes every row, as commands do. */
  readonly job: Db
  /** The same over one connection of the caller's. */
  jobOver(client: pg.Client): Db
  close(): Promise<void>
}

/**
 * A database for one test file, copied from a migrated (and seeded) template that the first of a run makes. The server is
 * that of `test/postgres.setup.ts`.
 */
export async function openTestDatabase(seed?: Seed): Promise<TestDatabase> {
  const template = await withSuperuser((client) => ensureTemplate(client, seed))
  const name = `gangju_test_${randomBytes(6).toString('hex')}`
  await withSuperuser((client) => locked(client, () => copyTemplate(client, template, name)))
  const pools: pg.Pool[] = []
  const pool = (role: LoginRole, words: Partial<PoolWords> = {}) => {
    const opened = openPool({ url: () => urlOf(name, role), max: 4, ...words })
    pools.push(opened)
    return opened
  }
  return {
    name,
    url: (role) => urlOf(name, role),
    pool,
    job: kyselyFor(pool('job')),
    jobOver: (client) => kyselyOver(client),
    close: async () => {
      await Promise.all(pools.map((one) => one.end()))
      await withSuperuser((client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

function superuserUrl(): URL {
  const url = process.env.GANGJU_TEST_URL
  if (!url) throw new Error('GANGJU_TEST_URL is not set: run the tests through vitest')
  return new URL(url)
}

function urlOf(database: string, role: LoginRole | 'superuser'): string {
  const url = superuserUrl()
  url.pathname = `/${database}`
  if (role !== 'superuser') {
    url.username = databaseRoles[role]
    url.password = passwords[role]
  }
  return url.href
}

async function withSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(superuserUrl().href, work)
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function ensureTemplate(client: pg.Client, seed: Seed | undefined): Promise<string> {
  const stamp = createHash('sha256').update(JSON.stringify(await listMigrations()))
  const name = `gangju_template_${stamp
    .update(seed?.stamp ?? '')
    .digest('hex')
    .slice(0, 16)}`
  await locked(client, async () => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await makeTemplate(client, name, seed)
  })
  return name
}

/** A copy has the content of the template and not its rights, which belong to the database by its name. */
async function copyTemplate(client: pg.Client, template: string, name: string): Promise<void> {
  await client.query(`create database ${name} template ${template}`)
  await withClient(urlOf(name, 'superuser'), ensureSchemaOwner)
}

async function locked(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  }
}

async function makeTemplate(client: pg.Client, name: string, seed: Seed | undefined): Promise<void> {
  const draft = `${name}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft}`)
  await withClient(urlOf(draft, 'superuser'), async (inside) => {
    await ensureRoles(inside, passwords)
    await ensureSchemaOwner(inside)
  })
  await withClient(urlOf(draft, 'migrate'), (inside) => migrate(inside))
  if (seed) {
    const pool = openPool({ url: () => urlOf(draft, 'job'), max: 1 })
    try {
      await seed.fill(kyselyFor(pool))
    } finally {
      await pool.end()
    }
  }
  // Under its name only when it is whole: a run that was killed leaves a draft.
  await client.query(`alter database ${draft} rename to ${name}`)
}

const kyselyFor = (pool: pg.Pool): Db =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
