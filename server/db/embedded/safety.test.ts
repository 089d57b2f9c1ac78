import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { checkDatabaseSafety } from './safety.ts'

const superUrl = inject('gangjuTestUrl')
const database = `safety_${process.pid}`
const ascii = `safety_ascii_${process.pid}`
const role = `safety_app_${process.pid}`
const builtAt = new Date()
const admin = new pg.Client({ connectionString: superUrl })

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create role ${role} login password 'x' nosuperuser nobypassrls`)
  await admin.query(`create database ${database}`)
  await admin.query(`create database ${ascii} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`)
})
afterAll(async () => {
  await admin.query(`drop database ${database}`)
  await admin.query(`drop database ${ascii}`)
  await admin.query(`drop role ${role}`)
  await admin.end()
})

interface Check {
  readonly as?: string
  readonly on?: string
  readonly now?: Date
  readonly directories?: string[]
}

async function codes({ as = role, on = database, now = new Date(), directories = [] }: Check = {}) {
  const url = new URL(superUrl)
  url.pathname = `/${on}`
  if (as === role) Object.assign(url, { username: role, password: 'x' })
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    const query = async (sql: string) => (await client.query(sql)).rows
    const violations = await checkDatabaseSafety({ query, builtAt, now, directories })
    for (const { zh, en } of violations) expect([zh, en].every((words) => words.length > 10)).toBe(true)
    return violations.map(({ code }) => code)
  } finally {
    await client.end()
  }
}

test('[DB7] the embedded database under an ordinary role is safe', async () => {
  expect(await codes()).toEqual([])
})

test('[DB7] a superuser is refused, and so is a member of one that bypasses row security', async () => {
  expect(await codes({ as: 'super' })).toEqual(['database.roleTooStrong'])
  await admin.query(`create role ${role}_b bypassrls; grant ${role}_b to ${role}`)
  expect(await codes()).toEqual(['database.roleTooStrong'])
  await admin.query(`drop role ${role}_b`)
})

test('[DB7] synchronous_commit off for the role or the database is refused', async () => {
  await admin.query(`alter role ${role} set synchronous_commit = off`)
  expect(await codes()).toEqual(['database.losesWrites'])
  await admin.query(`alter role ${role} reset synchronous_commit`)
  await admin.query(`alter database ${database} set synchronous_commit = off`)
  expect(await codes()).toEqual(['database.losesWrites'])
  await admin.query(`alter database ${database} reset synchronous_commit`)
  expect(await codes()).toEqual([])
})

test('[DB7] a database that is not UTF-8 is refused', async () => {
  expect(await codes({ on: ascii })).toEqual(['database.wrongEncoding'])
})

test('[DB7] a clock before the build date is refused, one some hours back is not', async () => {
  expect(await codes({ now: new Date(builtAt.getTime() - 2 * 3_600_000) })).toEqual([])
  expect(await codes({ now: new Date(builtAt.getTime() - 3 * 86_400_000) })).toEqual(['database.clockBehind'])
})

test('[DB7] a data folder open to all is refused', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'gangju-safety-'))
  expect(await codes({ directories: [directory] })).toEqual([])
  chmodSync(directory, 0o755)
  expect(await codes({ directories: [directory] })).toEqual(['database.openDirectory'])
  rmSync(directory, { recursive: true })
})

test('[DB7] a server with fsync, full_page_writes off or too old a version is refused', async () => {
  const query = async (sql: string) =>
    sql.includes('pg_settings')
      ? [
          { name: 'fsync', setting: 'off' },
          { name: 'full_page_writes', setting: 'off' },
          { name: 'synchronous_commit', setting: 'on' },
          { name: 'server_encoding', setting: 'UTF8' },
          { name: 'server_version_num', setting: '140011' },
        ]
      : sql.includes('pg_roles')
        ? []
        : [{ now: new Date().toISOString() }]
  const violations = await checkDatabaseSafety({ query, builtAt, now: new Date() })
  expect(violations.map(({ code }) => code)).toEqual([
    'database.losesWrites',
    'database.losesWrites',
    'database.tooOld',
  ])
})
