import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { saveSetting } from './admin/setting.store.ts'
import { takeNextPiece } from './collect/exchange/bulk/next-piece.ts'
import type { Trx } from './db/connection.ts'
import { DatabaseRefusal } from './db/embedded/refusal.ts'
import { openDatabase } from './db/open.ts'
import { inTransaction } from './db/transaction.ts'
import { features } from './features.ts'
import { buildApp } from './http/app.ts'
import { listenToChanges } from './http/changes.ts'
import { loadCatalog } from './net/catalog.store.ts'
import { progressBar } from './progress-bar.ts'
import { projectRoot } from './root.ts'
import { builtAt, dataHome, fillDatabase, parseStartOptions } from './start-up.ts'
import { adaptersFrom } from './work/adapters.ts'
import { tidyHourly } from './work/expired.ts'
import { startRunner } from './work/runner.ts'

/** The whole server, from the database up to the open door, and down again in the opposite order. */
async function main(): Promise<void> {
  // Before the database is started: a signal that comes meanwhile must leave nothing running.
  const halt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => halt.abort())

  const options = parseStartOptions(process.argv.slice(2).filter((arg) => arg.startsWith('--')))
  const adapters = adaptersFrom(process.env)
  const show = progressBar(process.stdout)
  const database = await openDatabase({
    home: dataHome(),
    externalUrl: process.env.DATABASE_URL,
    builtAt: builtAt(),
    now: new Date(),
    poolSize: Number(process.env.GANGJU_POOL ?? 16),
    onProgress: (step) => show(step, 1),
    onFault: () => {},
    signal: halt.signal,
  })
  try {
    const founder = await fillDatabase(database, options, show)
    halt.signal.throwIfAborted()
    const channels = adapters.map(({ name }) => name)
    await inTransaction(database.job, (trx) => saveSetting(trx, 'messageChannels', channels))
    const catalog = await inTransaction(database.job, loadCatalog)
    const changes = listenToChanges(() => database.urlOf('app'))
    const siteFolder = join(projectRoot, 'web', 'dist', 'site')
    const app = buildApp({
      pool: database.app,
      catalog,
      features,
      changes,
      isSecure: process.env.GANGJU_HTTPS === '1',
      logger: { level: process.env.GANGJU_LOG ?? 'warn' },
      ...(existsSync(siteFolder) && { siteFolder }),
    })
    const transact = <T>(work: (trx: Trx) => Promise<T>) => inTransaction(database.job, work)
    const now = () => new Date()
    const runner = startRunner({
      transact,
      adapters,
      jobs: [() => takeNextPiece({ ground: app.ground, transact }), tidyHourly({ transact, now })],
      now,
      onFault: (error) => app.fastify.log.error(error),
    })
    const port = Number(process.env.PORT ?? 8080)
    await app.fastify.listen({ port, host: process.env.HOST ?? '127.0.0.1' })
    greet(port, founder)

    await new Promise<void>((resolve) => {
      if (halt.signal.aborted) resolve()
      halt.signal.addEventListener('abort', () => resolve())
    })
    // Those who look see that we are not ready before the door closes; what is under way is answered.
    app.drain()
    await delay(500)
    await app.fastify.close()
    await runner.stop()
    await changes.close()
  } finally {
    await database.close()
  }
}

function greet(port: number, founder: { username: string; password: string } | null): void {
  const lines = [`纲举 Gangju  http://localhost:${port}`]
  if (founder) {
    lines.push(
      `用户名 user      ${founder.username}`,
      `一次性密码 one-time password  ${founder.password}`,
      '（只显示这一次，登录后须立即修改 · shown once; to be changed at first sign-in）',
    )
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') process.exit(0)
    const text = error instanceof DatabaseRefusal ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  },
)
