import { statSync } from 'node:fs'

/** Runs one statement on the connection that the application uses. */
export type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>

/** One reason to refuse to start. `code` is `database.reason`. */
export interface Violation {
  readonly code: string
  readonly zh: string
  readonly en: string
}

export interface SafetyCheck {
  /** On the application's own role, not the superuser's. */
  readonly query: Query
  readonly builtAt: Date
  readonly now: Date
  /** Folders that hold data on this machine: the embedded server's, attachments. */
  readonly directories?: readonly string[]
}

// A build made moments ago on a machine whose clock is set back by hours is an ordinary day; a day is not.
const clockToleranceMs = 24 * 3_600_000
const oldestVersion = 150_000

/** All reasons why this database must not be used as it is set [DB7]; empty when it is safe. */
export async function checkDatabaseSafety({
  query,
  builtAt,
  now,
  directories = [],
}: SafetyCheck): Promise<Violation[]> {
  return [
    ...checkSettings(await query(settingsQuery)),
    ...checkRole(await query(roleQuery)),
    ...checkClock(builtAt, { server: now, database: new Date(String((await query(clockQuery))[0]?.now)) }),
    ...directories.flatMap(checkDirectory),
  ]
}

// Beside the setting of this session: what a role or a database is set to, which would hold in later sessions.
const settingsQuery = `
  select name, setting from pg_settings
   where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num', 'server_encoding')
  union all
  select split_part(entry, '=', 1), split_part(entry, '=', 2)
    from pg_db_role_setting, unnest(setconfig) as entry
   where entry like 'synchronous_commit=%'
     and setdatabase in (0, (select oid from pg_database where datname = current_database()))
     and (setrole = 0 or pg_has_role(current_user, setrole, 'MEMBER'))`

// A member may become what it is a member of by SET ROLE; a superuser counts as member of all.
const roleQuery = `
  select session_user::text as name, rolname::text as power, rolsuper as super
    from pg_roles
   where (rolsuper or rolbypassrls) and (pg_has_role(session_user, oid, 'MEMBER') or pg_has_role(current_user, oid, 'MEMBER'))
   order by rolsuper desc, rolname`

const clockQuery = `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`

function checkSettings(rows: readonly Record<string, unknown>[]): Violation[] {
  const valuesOf = (name: string) => rows.filter((row) => row.name === name).map((row) => String(row.setting))
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter((name) => valuesOf(name).includes('off'))
  const encoding = valuesOf('server_encoding')[0] ?? ''
  const version = Number(valuesOf('server_version_num')[0])
  return [
    ...off.map((name) => ({
      code: 'database.losesWrites',
      zh: `数据库参数 ${name} 为 off:断电时会丢失已确认的数据。请改为 on。`,
      en: `The database setting ${name} is off: acknowledged data would be lost when the power fails. Set it on.`,
    })),
    ...(encoding === 'UTF8' ? [] : [wrongEncoding(encoding)]),
    ...(version >= oldestVersion ? [] : [tooOld(version)]),
  ]
}

const wrongEncoding = (encoding: string): Violation => ({
  code: 'database.wrongEncoding',
  zh: `数据库编码为 ${encoding},必须为 UTF8,否则中文会损坏。请以 UTF8 新建数据库。`,
  en: `The database is encoded in ${encoding}; it must be UTF8, or Chinese text gets damaged. Make a new database in UTF8.`,
})

const tooOld = (version: number): Violation => ({
  code: 'database.tooOld',
  zh: `PostgreSQL 版本为 ${Math.floor(version / 10_000)},需要 15 以上。`,
  en: `PostgreSQL is version ${Math.floor(version / 10_000)}; 15 or later is needed.`,
})

function checkRole(powers: readonly Record<string, unknown>[]): Violation[] {
  const [power] = powers
  if (!power) return []
  const name = String(power.name)
  const through = power.power === name ? '' : ` (${String(power.power)})`
  const what = power.super ? 'SUPERUSER' : 'BYPASSRLS'
  return [
    {
      code: 'database.roleTooStrong',
      zh: `应用的数据库角色 ${name}${through} 具有 ${what},行级权限对它无效。请改用普通角色。`,
      en: `The application's database role ${name}${through} has ${what}, so row-level security does not bind it. Use an ordinary role.`,
    },
  ]
}

function checkClock(builtAt: Date, clocks: Readonly<Record<'server' | 'database', Date>>): Violation[] {
  const earliest = builtAt.getTime() - clockToleranceMs
  const names = { server: ['本机', 'this machine'], database: ['数据库', 'the database'] } as const
  return (['server', 'database'] as const)
    .filter((which) => clocks[which].getTime() < earliest)
    .map((which) => ({
      code: 'database.clockBehind',
      zh: `${names[which][0]}时钟为 ${clocks[which].toISOString()},早于程序的构建时间 ${builtAt.toISOString()}。请先校准时钟。`,
      en: `The clock of ${names[which][1]} says ${clocks[which].toISOString()}, before the program was built at ${builtAt.toISOString()}. Set the clock first.`,
    }))
}

function checkDirectory(directory: string): Violation[] {
  const stat = statSync(directory, { throwIfNoEntry: false })
  if (!stat || process.platform === 'win32' || (stat.mode & 0o006) === 0) return []
  return [
    {
      code: 'database.openDirectory',
      zh: `任何用户都能读取数据目录 ${directory}(权限 ${(stat.mode & 0o777).toString(8)})。请执行 chmod 700 ${directory}。`,
      en: `Any user may read the data folder ${directory} (mode ${(stat.mode & 0o777).toString(8)}). Run chmod 700 ${directory}.`,
    },
  ]
}
