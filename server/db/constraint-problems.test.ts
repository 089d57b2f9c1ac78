import { isProblemCode } from '@gangju/contract/problems'
import pg from 'pg'
import { expect, test } from 'vitest'
import { constraintProblems, faultConstraints } from './constraint-problems.ts'
import { openTestDatabase } from './test-database.ts'

test('[DB7] every constraint of the schema is a refusal with words or a named fault of ours', async () => {
  const database = await openTestDatabase()
  const client = new pg.Client(database.url('superuser'))
  await client.connect()
  const { rows } = await client.query<{ name: string }>(`
    select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'p', 'u', 'f', 'x')
    union
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
    where i.relnamespace = 'public'::regnamespace and x.indisunique`)
  await client.end()
  await database.close()
  const stated = [...Object.keys(constraintProblems), ...faultConstraints].toSorted()
  expect(rows.map((row) => row.name).toSorted()).toEqual(stated)
  expect(Object.values(constraintProblems).filter((code) => !isProblemCode(code))).toEqual([])
})
