import { afterAll, beforeAll, expect, test } from 'vitest'
import { county } from '../../test/fixture/county.ts'
import { adminRoutes, openTestApp, type TestApp } from '../../test/fixture/site.ts'
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { indicatorRoutes } from '../publish/indicator.route.ts'
import { raiseContentEpoch } from './catalog.store.ts'

let database: TestDatabase
let sites: TestApp[]
beforeAll(async () => {
  database = await openTestDatabase(county)
  const features = [...adminRoutes, indicatorRoutes]
  sites = [await openTestApp({ database, features }), await openTestApp({ database, features })]
})
afterAll(async () => {
  for (const site of sites) await site.close()
  await database.close()
})

const rename = (name: string, { isUndone = false } = {}) =>
  database.job
    .transaction()
    .execute(async (trx) => {
      const { entry } = await trx
        .selectFrom('indicator')
        .select('entry')
        .where('code', '=', 'sales')
        .executeTakeFirstOrThrow()
      const changed = JSON.stringify({ ...(entry as object), name })
      await trx.updateTable('indicator').set({ entry: changed }).where('code', '=', 'sales').execute()
      await raiseContentEpoch(trx)
      if (isUndone) throw new Error('undone')
    })
    .catch((error: Error) => {
      if (error.message !== 'undone') throw error
    })

async function nameAt(site: TestApp): Promise<string> {
  const person = await site.as('county')
  const { body } = await person('GET', '/indicators')
  return body.items.find(({ code }: { code: string }) => code === 'sales').name
}

test('[DB15] an edit of the content is seen by the next request, on every server', async () => {
  await rename('销售额（改）')
  expect(await Promise.all(sites.map(nameAt))).toEqual(['销售额（改）', '销售额（改）'])
})

test('[DB15] an edit that was undone is seen by nobody', async () => {
  await rename('没有发生', { isUndone: true })
  expect(await Promise.all(sites.map(nameAt))).toEqual(['销售额（改）', '销售额（改）'])
})

test('[DB15] many who come at once after an edit read it once and are all answered', async () => {
  const site = sites[0]!
  const person = await site.as('county')
  await rename('一起来')
  const replies = await Promise.all(Array.from({ length: 12 }, () => person('GET', '/indicators')))
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
  expect(await nameAt(site)).toBe('一起来')
})

test('[DB15] the content is kept as long as nobody edits it', async () => {
  const site = sites[0]!
  const before = site.app.ground.catalogs.current()
  await nameAt(site)
  expect(site.app.ground.catalogs.current()).toBe(before)
})
