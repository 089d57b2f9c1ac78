import type { ClientBase } from 'pg'

interface ColumnRow {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
  readonly generated: boolean
}

const typeOf: Readonly<Record<string, string>> = {
  int4: 'number',
  int8: 'string',
  float8: 'number',
  numeric: 'string',
  text: 'string',
  bool: 'boolean',
  date: 'string',
  timestamptz: 'Moment',
  uuid: 'string',
  jsonb: 'Json',
  bytea: 'Buffer',
  _int4: 'number[]',
  _text: 'string[]',
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string) => camel(`_${name}`)

/** The tables of the connected database as TypeScript, for the query builder. Figures are decimal text, dates ISO text. */
export async function describeTables(client: ClientBase): Promise<string> {
  const { rows } = await client.query<ColumnRow>(`
    select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
           (a.atthasdef or a.attidentity <> '') as generated
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by c.relname, a.attnum`)
  const tables = new Map<string, ColumnRow[]>()
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row])
  const interfaces = Array.from(tables, ([table, columns]) => {
    const lines = columns.map((column) => `  ${camel(column.column)}: ${typescriptType(column)}`)
    return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}`
  })
  const index = Array.from(tables.keys(), (table) => `  ${camel(table)}: ${pascal(table)}Table`)
  return [
    '// Made from the migrations by `npm run generate`; not to be edited.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    'export type Json = ColumnType<unknown, string, string>',
    'export type Moment = ColumnType<Date, Date | string, Date | string>',
    '',
    interfaces.join('\n\n'),
    '',
    `export interface DB {\n${index.join('\n')}\n}`,
    '',
  ].join('\n')
}

function typescriptType({ type, nullable, generated }: ColumnRow): string {
  const known = typeOf[type]
  if (known === undefined) throw new Error(`no TypeScript type is stated for the column type ${type}`)
  const full = nullable ? `${known} | null` : known
  if (!generated) return full
  return known === 'Moment' ? 'ColumnType<Date, Date | string | undefined, Date | string>' : `Generated<${full}>`
}
