import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Line } from './line.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let client: pg.PoolClient
let sent: string[] = []
let line: Line

beforeAll(async () => {
  database = await openTestDatabase()
  client = await database.pool('job', { max: 1 }).connect()
  await client.query('create temporary table note (id int primary key, text text)')
})
afterAll(async () => {
  client.release()
  await database.close()
})

beforeEach(() => {
  sent = []
  const query = (batch: { text: string }) => {
    sent.push(batch.text)
    return client.query(batch as never)
  }
  line = new Line({ query: query as never })
})

const texts = (results: readonly { rows: { text?: string }[] }[]) => results.map(({ rows }) => rows[0]?.text)
const ended = async () => {
  await line.rollback()
  expect(client.getTransactionStatus()).toBe('I')
}

describe('[DB16] statements', () => {
  test('that are ready together travel together and are answered one by one, in their order', async () => {
    await line.query('begin')
    const results = await Promise.all([
      line.query('insert into note values ($1, $2)', [1, 'one']),
      line.query('select text from note where id = $1', [1]),
      line.query('update note set text = $1 returning text', ['two']),
      line.query('select text from note'),
    ])
    expect(results.map(({ rowCount }) => rowCount)).toEqual([1, 1, 1, 1])
    expect(texts(results)).toEqual([undefined, 'one', 'two', 'two'])
    expect(sent).toHaveLength(1)
    await ended()
  })

  test('that nobody waits for go with the next one', async () => {
    await line.query('begin')
    await line.query("set local gangju.actor = 'somebody'")
    expect(sent).toEqual([])
    const { rows } = await line.query("select current_setting('gangju.actor') as text")
    expect(rows).toEqual([{ text: 'somebody' }])
    expect(sent).toHaveLength(1)
    await ended()
  })

  test('behind one that fails are not run and fail with it; those before it are answered', async () => {
    await line.query('begin')
    const asked = [
      line.query('select 1 as text'),
      line.query('select 1 / 0'),
      line.query('insert into note values (7)'),
    ]
    const [before, fault, behind] = await Promise.allSettled(asked)
    expect(before).toMatchObject({ status: 'fulfilled' })
    expect(fault).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
    expect(behind).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
    await expect(line.query('select 1')).rejects.toMatchObject({ code: '25P02' })
    await ended()
    expect((await client.query('select from note')).rowCount).toBe(0)
  })

  test('behind a savepoint are undone to it, whatever was said after the fault', async () => {
    await line.query('begin')
    await line.query('insert into note values (1)')
    await line.query('savepoint here')
    await expect(line.query('insert into note values (1)')).rejects.toMatchObject({ code: '23505' })
    await line.query("set local gangju.actor = 'nobody'")
    await line.query('rollback to savepoint here')
    expect((await line.query('select from note')).rowCount).toBe(1)
    await ended()
  })

  test('of a request that has ended reach nobody, and one that began nothing has nothing to undo', async () => {
    await line.query('begin')
    await line.rollback()
    expect(sent).toEqual([])
    line.close()
    await expect(line.query('select 1')).rejects.toThrow('the request has ended')
  })

  test('whose values cannot be written down keep those behind them from being run', async () => {
    const round: { itself?: unknown } = {}
    round.itself = round
    await line.query('begin')
    const asked = [
      line.query('insert into note values (3)'),
      line.query('select $1::jsonb', [round]),
      line.query('commit'),
    ]
    const [first, ...others] = await Promise.allSettled(asked)
    expect(first!.status).toBe('fulfilled')
    expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await ended()
    expect((await client.query('select from note')).rowCount).toBe(0)
  })
})

describe('[DB16] a kept statement', () => {
  const kept = '/* kept */ select text from note where id = $1 / $2::int'
  const names = async () => (await client.query('select from pg_prepared_statements')).rowCount

  test('is parsed once for each connection', async () => {
    const before = (await names()) ?? 0
    for (const id of [1, 2, 3]) await line.query(kept, [id, 1])
    expect(await names()).toBe(before + 1)
    await ended()
  })

  test('that failed, or came behind one that did, is asked again all the same', async () => {
    const late = '/* kept */ select text from note where id = $1'
    const unknown = '/* kept */ select text from nowhere'
    for (let round = 0; round < 3; round += 1) {
      await line.query('begin')
      const asked = [line.query(kept, [1, 0]), line.query(late, [1])]
      expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      await line.rollback()
      await expect(line.query(unknown)).rejects.toMatchObject({ code: '42P01' })
      line = new Line(client)
    }
    await Promise.all([line.query(late, [1]), line.query(kept, [1, 1])])
    await line.query(late, [2])
  })
})
