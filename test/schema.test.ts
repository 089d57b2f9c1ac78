import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMigrations, splitStatements } from '../server/db/migrate.ts'
import { ensureSchemaOwner } from '../server/db/roles.ts'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'

// One schema for one machine and for many: what a distributed PostgreSQL asks of it, and what row-level security does.

/** They grow with the figures and the people: spread over machines by county. */
const bigTables = [
  'action',
  'approval',
  'boundary',
  'bulk_job',
  'bulk_part',
  'closing',
  'column_review',
  'contradiction_decision',
  'delivery',
  'document_clause',
  'document_original',
  'document_relation',
  'document_version',
  'late_leave',
  'message',
  'observation',
  'person_grant',
  'place_attribute',
  'proposal',
  'reminder',
  'rollup',
  'roster',
  'sheet_import',
  'sheet_mapping',
  'submission',
  'submission_value',
  'succession',
  'target',
]

/** Without row security: ids, or content of the programme that everyone who signs in may read (migration 0006 says why). */
const openTables = [
  'action_head',
  'body',
  'conflict',
  'cover',
  'document',
  'form',
  'form_version',
  'goal',
  'goal_indicator',
  'idempotency',
  'indicator',
  'indicator_version',
  'migration',
  'person',
  'place_edge',
  'place_word',
  'responsibility',
  'role',
  'rule_set',
  'session',
  'setting',
  'sign_in_failure',
  'source',
]

/** Facts and the log: what the application may only add, or end by a date. */
const keptTables = [
  'action',
  'approval',
  'column_review',
  'message',
  'observation',
  'person_grant',
  'place',
  'place_attribute',
  'submission',
  'submission_value',
  'succession',
  'target',
]

let database: TestDatabase
let owner: pg.Pool

beforeAll(async () => {
  database = await openTestDatabase()
  await asStarted()
  owner = database.pool('migrate')
})
afterAll(() => database.close())

/** What every start does; a copy of a database does not carry over who may use it. */
async function asStarted(): Promise<void> {
  const client = new pg.Client(database.url('superuser'))
  await client.connect()
  try {
    await ensureSchemaOwner(client)
  } finally {
    await client.end()
  }
}

async function list<Row extends object>(sql: string): Promise<Row[]> {
  return (await owner.query<Row>(sql)).rows
}

const names = async (sql: string) => (await list<{ name: string }>(sql)).map(({ name }) => name).toSorted()

const inPublic = "relnamespace = 'public'::regnamespace"

describe('what lies on many machines', () => {
  test('[DB10] every table is either big and has a county, or is copied to every machine', async () => {
    const withCounty = await names(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.${inPublic} and c.relkind in ('r', 'p') and a.attname = 'county_id' and a.attnotnull`,
    )
    // A place and a head of the log name their county and are copied all the same.
    expect(withCounty.filter((name) => name !== 'place' && name !== 'action_head')).toEqual(bigTables)
  })

  test('[DB10] every unique key of a big table, partial ones too, holds the county', async () => {
    const keys = await list<{ table: string; index: string; columns: string[] }>(
      `select t.relname as table, i.relname as index, array_agg(a.attname::text) as columns
       from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
       join pg_attribute a on a.attrelid = t.oid and a.attnum = any (x.indkey)
       where t.${inPublic} and (x.indisunique or x.indisexclusion) group by 1, 2`,
    )
    const big = keys.filter(({ table }) => bigTables.includes(table))
    expect(new Set(big.map(({ table }) => table)).size).toBe(bigTables.length)
    expect(big.filter(({ columns }) => !columns.includes('county_id'))).toEqual([])
  })

  test('[DB10] a foreign key leads from a big table to a copied one, or to a big one of the same county', async () => {
    const keys = await list<{ name: string; from: string; to: string; columns: string[]; targets: string[] }>(
      `select conname as name, c.relname as from, f.relname as to,
              array(select attname::text from pg_attribute where attrelid = c.oid and attnum = any (conkey)) as columns,
              array(select attname::text from pg_attribute where attrelid = f.oid and attnum = any (confkey)) as targets
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
       where k.contype = 'f' and c.${inPublic}`,
    )
    expect(keys.length).toBeGreaterThan(10)
    const wrong = keys.filter(({ from, to, columns, targets }) => {
      if (!bigTables.includes(to)) return false
      return !bigTables.includes(from) || !columns.includes('county_id') || !targets.includes('county_id')
    })
    expect(wrong).toEqual([])
  })

  test('[DB11] there are no triggers, no enumerated types, no rules, no functions and no inheritance', async () => {
    expect(await names('select tgname as name from pg_trigger where not tgisinternal')).toEqual([])
    expect(await names("select typname as name from pg_type where typtype = 'e'")).toEqual([])
    expect(await names("select rulename as name from pg_rules where schemaname = 'public'")).toEqual([])
    expect(await names("select proname as name from pg_proc where pronamespace = 'public'::regnamespace")).toEqual([])
    expect(await names('select inhrelid::regclass::text as name from pg_inherits')).toEqual([])
  })

  test('[DB11] there are no views: one of the owner would show every row', async () => {
    expect(await names(`select relname as name from pg_class where ${inPublic} and relkind in ('v', 'm')`)).toEqual([])
  })
})

describe('row-level security', () => {
  test('[DB12] holds, for the owner too, on every table but those that are named', async () => {
    const tables = await list<{ name: string; enabled: boolean; forced: boolean }>(
      `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced
       from pg_class where ${inPublic} and relkind in ('r', 'p')`,
    )
    const open = tables.filter(({ enabled, forced }) => !(enabled && forced))
    expect(open.map(({ name }) => name).toSorted()).toEqual(openTables)
    expect(open.filter(({ name }) => bigTables.includes(name))).toEqual([])
  })

  interface Policy {
    readonly table: string
    readonly policy: string
    readonly roles: string
    readonly command: string
    readonly text: string
  }
  const policies = () =>
    list<Policy>(
      `select tablename as table, policyname as policy, roles::text as roles, cmd as command, concat_ws(' ; ', qual, with_check) as text
       from pg_policies where schemaname = 'public'`,
    )

  test('[DB12] is by plain settings: no subquery, and no function but those that read them', async () => {
    const allowed = new Set(['current_setting', 'string_to_array', 'nullif', 'any', 'and', 'or'])
    for (const { table, policy, text } of await policies()) {
      expect(text, `${table}.${policy}`).not.toMatch(/\bselect\b|\bexists\b|\bin\s*\(/i)
      const called = Array.from(text.matchAll(/\b([a-z_]\w*)\s*\(/gi), ([, name]) => name!.toLowerCase())
      expect(
        called.filter((name) => !allowed.has(name)),
        `${table}.${policy}`,
      ).toEqual([])
    }
  })

  test('[DB12] lets the application do only what a setting allows; the log alone may be added to by all', async () => {
    const free = (await policies()).filter(({ roles, text }) => roles === '{gangju_app}' && !text.includes('gangju.'))
    expect(free.map(({ table, policy }) => `${table}.${policy}`)).toEqual(['action.action_add'])
    const ofAll = (await policies()).filter(({ roles }) => roles === '{public}')
    expect(ofAll).toEqual([])
  })

  test('[DB12] shows nothing to a connection that says nothing', async () => {
    const app = database.pool('app')
    for (const table of [...bigTables, 'place']) {
      const { rows } = await app.query(`select count(*)::int as count from ${table}`)
      expect(rows, table).toEqual([{ count: 0 }])
    }
  })
})

describe('the roles', () => {
  test('[DB13] nobody who signs in owns anything, may bypass row security or make anything', async () => {
    const roles = await list<{ name: string; power: boolean; bypass: boolean; owns: string | null }>(
      `select rolname as name, rolsuper or rolcreatedb or rolcreaterole or rolreplication as power, rolbypassrls as bypass,
              (select min(relname) from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname like 'gangju\\_%' and rolcanlogin and rolname <> 'gangju_super' order by 1`,
    )
    expect(roles.map(({ name }) => name)).toEqual(['gangju_app', 'gangju_backup', 'gangju_job', 'gangju_migrate'])
    expect(roles.filter(({ power, bypass, owns }) => power || bypass || owns !== null)).toEqual([])
    const { rows } = await database.pool('app').query("select pg_has_role('gangju_owner', 'member') as member")
    expect(rows).toEqual([{ member: false }])
  })

  const may = async (role: string, privilege: string) =>
    names(
      `select relname as name from pg_class
       where ${inPublic} and relkind in ('r', 'p') and has_table_privilege('${role}', oid, '${privilege}')`,
    )

  test('[DB13] the application truncates nothing, deletes no fact and changes no line of the log', async () => {
    for (const privilege of ['truncate', 'references', 'trigger', 'maintain'])
      if (privilege !== 'maintain' || (await version()) >= 170_000)
        expect(await may('gangju_app', privilege), privilege).toEqual([])
    const deletes = await may('gangju_app', 'delete')
    expect(deletes.filter((table) => keptTables.includes(table))).toEqual([])
    const updates = await list<{ table: string; column: string }>(
      `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.${inPublic} and c.relname in ('action', 'observation') and has_column_privilege('gangju_app', c.oid, a.attnum, 'update')`,
    )
    expect(updates).toEqual([{ table: 'observation', column: 'superseded_at' }])
    expect((await may('gangju_job', 'update')).includes('action')).toBe(false)
    expect((await may('gangju_job', 'delete')).filter((table) => keptTables.includes(table))).toEqual([])
  })

  const version = async () =>
    Number((await list<{ number: string }>("select current_setting('server_version_num') as number"))[0]!.number)

  test('[DB13] the application has no temporary tables and makes none', async () => {
    const app = database.pool('app')
    await expect(app.query('create temporary table sheet (n int)')).rejects.toMatchObject({ code: '42501' })
    await expect(app.query('create table sheet (n int)')).rejects.toMatchObject({ code: '42501' })
    await expect(app.query('set role gangju_owner')).rejects.toMatchObject({ code: '42501' })
    await expect(app.query('set role gangju_job')).rejects.toMatchObject({ code: '42501' })
  })

  test('[DB13] the backup only reads', async () => {
    for (const privilege of ['insert', 'update', 'delete', 'truncate'])
      expect(await may('gangju_backup', privilege), privilege).toEqual([])
  })
})

test('[DB14] each migration splits into single statements, in the order of its number', async () => {
  const migrations = await listMigrations()
  expect(migrations.map(({ name }) => name.slice(0, 4))).toEqual(
    migrations.map((_, index) => String(index + 1).padStart(4, '0')),
  )
  for (const { name, sql } of migrations) {
    for (const statement of splitStatements(sql)) {
      const bare = statement.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''")
      expect(bare, name).not.toContain(';')
      expect(bare.trim(), name).toMatch(/^(create|alter|grant|revoke|insert|update|drop|comment)\b/)
    }
  }
})
