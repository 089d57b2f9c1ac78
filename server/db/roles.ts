import type { ClientBase } from 'pg'

/** Who may do what in the database. The owner of the schema never signs in; nobody who signs in owns anything. */
export const databaseRoles = {
  owner: 'gangju_owner',
  migrate: 'gangju_migrate',
  app: 'gangju_app',
  job: 'gangju_job',
  backup: 'gangju_backup',
} as const

export type LoginRole = 'migrate' | 'app' | 'job' | 'backup'
export type RolePasswords = Readonly<Record<LoginRole, string>>

const limits: Partial<Record<LoginRole, readonly string[]>> = {
  app: ["statement_timeout = '10s'", "lock_timeout = '3s'", "idle_in_transaction_session_timeout = '15s'"],
  job: ["lock_timeout = '30s'", "idle_in_transaction_session_timeout = '300s'"],
  migrate: ["lock_timeout = '30s'"],
}

/**
 * Makes the five roles, or brings them back to what they should be. Run by an account that may create roles.
 *
 * `gangju_app` neither bypasses row security nor owns a table, may not create anything, and has no temporary tables.
 */
export async function ensureRoles(client: ClientBase, passwords: RolePasswords): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    Object.values(databaseRoles),
  ])
  const known = new Set(rows.map((row) => row.rolname))
  if (!known.has(databaseRoles.owner)) await client.query(`create role ${databaseRoles.owner} nologin`)
  for (const login of ['migrate', 'app', 'job', 'backup'] as const) {
    const name = databaseRoles[login]
    const bypass = login === 'backup' ? '' : ' nobypassrls'
    const verb = known.has(name) ? 'alter' : 'create'
    await client.query(
      `${verb} role ${name} login noinherit nosuperuser nocreatedb nocreaterole${bypass} password ${client.escapeLiteral(passwords[login])}`,
    )
    await client.query(`alter role ${name} set search_path = public`)
    await client.query(`alter role ${name} set synchronous_commit = 'on'`)
    for (const limit of limits[login] ?? []) await client.query(`alter role ${name} set ${limit}`)
  }
  await client.query(`grant ${databaseRoles.owner} to ${databaseRoles.migrate}`)
}

/** Gives the schema of the connected database to the owner, and takes from everyone what only some may have. */
export async function ensureSchemaOwner(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  const database = client.escapeIdentifier(rows[0]!.name)
  await client.query(`revoke all on database ${database} from public`)
  await client.query(
    `grant connect on database ${database} to ${databaseRoles.migrate}, ${databaseRoles.app}, ${databaseRoles.backup}`,
  )
  await client.query(`grant connect, temporary on database ${database} to ${databaseRoles.job}`)
  await client.query('revoke create on schema public from public')
  await client.query(`grant ${databaseRoles.owner} to current_user`)
  await client.query(`alter schema public owner to ${databaseRoles.owner}`)
}
