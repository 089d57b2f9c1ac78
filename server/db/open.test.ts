import { chmodSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPostmasterFile } from './embedded/postmaster-file.ts'
import { findProcess } from './embedded/processes.ts'
import { superviseDatabase } from './embedded/supervise.ts'
import { makeTestHome, type TestHome } from './embedded/test-scene.ts'
import { type OpenDatabase, openDatabase } from './open.ts'

let home: TestHome
const builtAt = new Date(Date.now() - 60_000)

beforeAll(async () => {
  home = makeTestHome()
  // Run as root, the database works under another account, which has to get in.
  chmodSync(home.path, 0o755)
  await (await open()).close()
})
afterAll(() => home.remove())

function open(now = new Date()): Promise<OpenDatabase> {
  return openDatabase({ home: home.path, builtAt, now, signal: new AbortController().signal })
}

const postmaster = () => findPostmasterFile(path.join(home.path, 'postgres', 'data'))

/** What somebody does to the database by hand, between two starts. */
async function meddle(...statements: string[]): Promise<void> {
  const server = await superviseDatabase({ home: path.join(home.path, 'postgres') })
  const client = new pg.Client(server.url('gangju'))
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
    await server.stop()
  }
}

async function expectRefusal(words: RegExp, now?: Date): Promise<void> {
  await expect(open(now)).rejects.toMatchObject({ code: 'database.unsafe', message: expect.stringMatching(words) })
  expect(findProcess(postmaster()?.pid ?? 0), 'nothing is left running').toBeUndefined()
}

test('[DB7] a database that would lose acknowledged writes is not opened, and says which setting it is', async () => {
  await meddle('alter database gangju set synchronous_commit = off')
  await expectRefusal(/synchronous_commit/)
  await expectRefusal(/断电/)
})

test('[DB7] nor one where the application’s role has got the powers of another', async () => {
  await meddle(
    'alter database gangju reset synchronous_commit',
    'create role strong superuser',
    'grant strong to gangju_app',
  )
  await expectRefusal(/SUPERUSER/)
  await meddle('revoke strong from gangju_app', 'drop role strong')
})

test('[DB7] nor one beside a clock that stands before the build', async () => {
  await expectRefusal(/clock/, new Date(builtAt.getTime() - 3 * 86_400_000))
})

test('[DB13] powers and settings that the roles were given by hand are taken back at every start', async () => {
  await meddle(
    'alter role gangju_app set synchronous_commit = off',
    'alter role gangju_app createdb createrole bypassrls',
    'grant create on schema public to public',
    'grant temporary on database gangju to public',
  )
  const database = await open()
  const { rows } = await database.app.query(
    `select rolcreatedb, rolcreaterole, rolbypassrls, current_setting('synchronous_commit') as durable,
            has_schema_privilege('public', 'create') as makes, has_database_privilege(current_database(), 'temporary') as scribbles
     from pg_roles where rolname = current_user`,
  )
  await database.close()
  expect(rows).toEqual([
    { rolcreatedb: false, rolcreaterole: false, rolbypassrls: false, durable: 'on', makes: false, scribbles: false },
  ])
})

test('[DB4] the passwords of the roles are made once and kept to their owner', async () => {
  const file = path.join(home.path, 'roles.json')
  const before = readFileSync(file, 'utf8')
  await (await open()).close()
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(new Set(Object.values(JSON.parse(before) as Record<string, string>)).size).toBe(4)
})
