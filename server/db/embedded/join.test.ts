import { afterAll, expect, test } from 'vitest'
import { joinDatabase } from './join.ts'
import { superviseDatabase } from './supervise.ts'
import { ask, makeTestHome } from './test-scene.ts'

const home = makeTestHome()
afterAll(() => home.remove())

test('[DB3] a command beside a running server uses its database and leaves it running', async () => {
  const owner = await superviseDatabase({ home: home.path })
  const guest = await joinDatabase({ home: home.path })
  expect(guest.url()).toBe(owner.url())
  await guest.stop()
  expect(await ask(owner.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await owner.stop()
})

test('[DB3] a command alone starts the database and stops it again', async () => {
  const database = await joinDatabase({ home: home.path })
  expect(await ask(database.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await database.stop()
  await expect(ask(database.url(), 'select 1')).rejects.toThrow(/ECONNREFUSED/)
})
