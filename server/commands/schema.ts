import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describeTables } from '../db/describe.ts'
import { superviseDatabase } from '../db/embedded/supervise.ts'
import { migrate } from '../db/migrate.ts'
import { ensureRoles, ensureSchemaOwner } from '../db/roles.ts'
import { serverRoot } from '../root.ts'

/** Writes the types of a freshly migrated database to a file, or with `--check` compares them with those that are kept. */
const [argument] = process.argv.slice(2)
const kept = join(serverRoot, 'db', 'schema.generated.ts')
const text = await describeFreshDatabase()
if (argument === '--check') {
  if (readFileSync(kept, 'utf8') !== text) {
    process.stdout.write('server/db/schema.generated.ts is out of date\n')
    process.exitCode = 1
  }
} else writeFileSync(argument ?? kept, text)

async function describeFreshDatabase(): Promise<string> {
  const home = mkdtempSync(join(os.tmpdir(), 'gangju-schema-'))
  const database = await superviseDatabase({ home })
  const client = new pg.Client(database.url())
  try {
    await client.connect()
    await ensureRoles(client, { migrate: 'm', app: 'a', job: 'j', backup: 'b' })
    await ensureSchemaOwner(client)
    await migrate(client)
    return await describeTables(client)
  } finally {
    await client.end()
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
