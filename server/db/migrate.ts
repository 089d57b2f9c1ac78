import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { serverRoot } from '../root.ts'
import { databaseRoles } from './roles.ts'

const MIGRATION_LOCK = 7_460_001

/** Statements of a migration, sent one by one: Citus refuses several in one call. A line that ends in `;` ends a statement. */
export function splitStatements(sql: string): string[] {
  return sql
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '')
}

export interface Migration {
  readonly name: string
  readonly sql: string
}

export async function listMigrations(): Promise<Migration[]> {
  const folder = join(serverRoot, 'db', 'migrations')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })))
}

/**
 * Brings the schema up to date, forward only, each migration in one transaction. Two servers that start at once: one migrates, the other waits.
 *
 * @returns the names that were applied now.
 */
export async function migrate(client: ClientBase, onProgress?: (name: string) => void): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
  try {
    await client.query(`set role ${databaseRoles.owner}`)
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const applied = new Set(rows.map((row) => row.name))
    const due = (await listMigrations()).filter(({ name }) => !applied.has(name))
    for (const migration of due) {
      onProgress?.(migration.name)
      await applyMigration(client, migration)
    }
    return due.map(({ name }) => name)
  } finally {
    await client.query('reset role')
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
  }
}

async function applyMigration(client: ClientBase, { name, sql }: Migration): Promise<void> {
  await client.query('begin')
  try {
    for (const statement of splitStatements(sql)) await client.query(statement)
    await client.query('insert into migration (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed`, { cause: error })
  }
}
