import { DatabaseRefusal } from '../db/embedded/refusal.ts'
import { type OpenDatabase, openDatabase } from '../db/open.ts'
import { builtAt, dataHome } from '../start-up.ts'

export interface CommandGround {
  readonly database: OpenDatabase
  readonly home: string
  readonly args: readonly string[]
  say(line: string): void
}

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
