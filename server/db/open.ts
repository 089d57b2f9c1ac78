import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openPool } from './connection.ts'
import { joinDatabase } from './embedded/join.ts'
import { DatabaseRefusal } from './embedded/refusal.ts'
import { checkDatabaseSafety } from './embedded/safety.ts'
import { type StateListener, superviseDatabase } from './embedded/supervise.ts'
import { migrate } from './migrate.ts'
import { databaseRoles, ensureRoles, ensureSchemaOwner, type LoginRole, type RolePasswords } from './roles.ts'

const DATABASE = 'gangju'

export interface Opening {
  /** Folder of everything that lasts: the embedded database, the passwords of its roles, attachments. */
  readonly home: string
  /** An existing PostgreSQL instead of the embedded one; its account must be able to create roles. */
  readonly externalUrl?: string | undefined
  /** True for a command beside a server that may be running: it uses the database and leaves its life alone. */
  readonly isVisitor?: boolean
  readonly builtAt: Date
  readonly now: Date
  readonly poolSize?: number
  readonly onProgress?: (step: string) => void
  readonly onState?: StateListener
  readonly onFault?: (error: Error) => void
  readonly signal?: AbortSignal
}

export interface OpenDatabase {
  /** Sees what the context of a transaction lets through. */
  readonly app: pg.Pool
  /** Sees everything; for loading and maintenance, never for a request. */
  readonly job: pg.Pool
  /** Connection string of a role, for a listener of its own. */
  urlOf(role: LoginRole): string
  /** Tells the planner what the tables hold now; after a load it would otherwise guess until the server looks by itself. */
  analyze(): Promise<void>
  close(): Promise<void>
}

/**
 * Brings the database to where the program can use it: running, with its roles and the newest schema, and safe.
 *
 * @throws DatabaseRefusal in words for the person when it may not be used as it is set [DB7].
 */
export async function openDatabase(opening: Opening): Promise<OpenDatabase> {
  const { home, externalUrl, onProgress = () => {}, onFault } = opening
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const server = externalUrl ? externalServer(externalUrl) : await embeddedServer(opening)
  try {
    const passwords = keepPasswords(home)
    const admin = await connectAdmin(server.adminUrl(), !externalUrl)
    try {
      await ensureRoles(admin, passwords)
      await ensureSchemaOwner(admin)
    } finally {
      await admin.end()
    }
    const urlOf = (role: LoginRole) => withAccount(server.adminUrl(), databaseRoles[role], passwords[role])
    await runMigrations(urlOf('migrate'), onProgress)
    const app = openPool({ url: () => urlOf('app'), max: opening.poolSize ?? 16, ...(onFault && { onFault }) })
    const job = openPool({ url: () => urlOf('job'), max: 4, ...(onFault && { onFault }) })
    const close = async () => {
      await Promise.allSettled([app.end(), job.end()])
      await server.stop()
    }
    await refuseUnsafe(app, opening, close)
    return { app, job, urlOf, analyze: () => analyzeTables(urlOf('migrate')), close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

interface Server {
  adminUrl(): string
  stop(): Promise<void>
}

const externalServer = (url: string): Server => ({ adminUrl: () => url, stop: async () => {} })

async function embeddedServer({ home, isVisitor, onState, signal }: Opening): Promise<Server> {
  const supervision = { home: join(home, 'postgres'), ...(onState && { onState }), ...(signal && { signal }) }
  const database = isVisitor ? await joinDatabase(supervision) : await superviseDatabase(supervision)
  return { adminUrl: () => database.url(DATABASE), stop: () => database.stop() }
}

/** Passwords of the four roles that sign in: made once, kept beside the data, readable by nobody else. */
function keepPasswords(home: string): RolePasswords {
  const file = join(home, 'roles.json')
  if (!existsSync(file)) {
    const make = () => randomBytes(24).toString('base64url')
    const passwords: RolePasswords = { migrate: make(), app: make(), job: make(), backup: make() }
    writeFileSync(`${file}.new`, JSON.stringify(passwords), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  chmodSync(file, 0o600)
  return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords
}

async function connectAdmin(url: string, mayCreate: boolean): Promise<pg.Client> {
  if (mayCreate) {
    const anywhere = new URL(url)
    anywhere.pathname = '/postgres'
    const first = new pg.Client(anywhere.href)
    await first.connect()
    try {
      const { rowCount } = await first.query('select 1 from pg_database where datname = $1', [DATABASE])
      if (rowCount === 0) await first.query(`create database ${DATABASE}`)
    } finally {
      await first.end()
    }
  }
  const client = new pg.Client(url)
  await client.connect()
  return client
}

function withAccount(url: string, user: string, password: string): string {
  const changed = new URL(url)
  changed.username = user
  changed.password = password
  return changed.href
}

async function runMigrations(url: string, onProgress: (step: string) => void): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await migrate(client, (name) => onProgress(`schema ${name}`))
  } finally {
    await client.end()
  }
}

async function analyzeTables(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(`set role ${databaseRoles.owner}`)
    // A table that is known to be empty is planned to be read whole, and such plans are kept while it fills.
    const { rows } = await client.query<{ filled: string | null }>(`
      select string_agg(oid::regclass::text, ', ') as filled from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0`)
    if (rows[0]?.filled) await client.query(`analyze ${rows[0].filled}`)
  } finally {
    await client.end()
  }
}

async function refuseUnsafe(app: pg.Pool, { home, builtAt, now, externalUrl }: Opening, close: () => Promise<void>) {
  const violations = await checkDatabaseSafety({
    query: async (sql) => (await app.query(sql)).rows,
    builtAt,
    now,
    directories: externalUrl ? [] : [join(home, 'postgres', 'data')],
  })
  if (violations.length === 0) return
  await close()
  throw new DatabaseRefusal('database.unsafe', {
    zh: violations.map(({ zh }) => zh).join('\n'),
    en: violations.map(({ en }) => en).join('\n'),
  })
}
