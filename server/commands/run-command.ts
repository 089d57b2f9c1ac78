import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseRefusal } from '../db/embedded/refusal.ts'
import { type OpenDatabase, openDatabase } from '../db/open.ts'
import { projectRoot } from '../root.ts'

export interface CommandGround {
  readonly database: OpenDatabase
  readonly home: string
  readonly args: readonly string[]
  say(line: string): void
}

/** Where everything that lasts is kept. */
export const dataHome = () => process.env.GANGJU_DATA ?? join(projectRoot, 'data')

/** When this program was built: a clock before that is wrong. */
export const builtAt = () => statSync(fileURLToPath(import.meta.url)).mtime

/** Opens the database beside a server that may be running, does one thing, and leaves. */
export async function runCommand(work: (ground: CommandGround) => Promise<void>): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  try {
    const home = dataHome()
    const database = await openDatabase({
      home,
      externalUrl: process.env.DATABASE_URL,
      isVisitor: true,
      builtAt: builtAt(),
      now: new Date(),
    })
    try {
      await work({ database, home, args: process.argv.slice(2), say })
    } finally {
      await database.close()
    }
  } catch (error) {
    say(error instanceof DatabaseRefusal ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = 1
  }
}
