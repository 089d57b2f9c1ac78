import { addIndicator } from '@gangju/contract/desk'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { raiseNetEpoch } from '../net/place.store.ts'
import { insertIndicator, listIndicatorNames } from './indicator.store.ts'
import { publishedIndicator } from './published-indicator.ts'
import { randomCode } from './random-code.ts'

/** An indicator made where a document speaks of it. */
export const newIndicatorRoutes: Routes = (app) => serve(app, addIndicator, handleAdd)

async function handleAdd(call: Call<typeof addIndicator>) {
  const { body, catalog } = call
  const { trx, place, goalPaths } = await call.within({
    place: body.place,
    ...(body.goal === null ? {} : { goal: body.goal }),
  })
  // Who holds some goals only would never see an indicator that measures none.
  if (body.goal === null && !goalPaths.includes('')) throw new Problem('grant.missing')
  await raiseContentEpoch(trx)
  await raiseNetEpoch(trx)
  const names = await listIndicatorNames(trx)
  if (names.includes(body.name)) throw new Problem('indicator.duplicate')
  const entry = publishedIndicator(`x${randomCode(8)}`, body)
  const goal = body.goal === null ? undefined : catalog.goal(body.goal)
  await insertIndicator(trx, entry, goal?.goalId)
  call.record({
    subject: `indicator/${entry.code}`,
    placeId: place.placeId,
    ...(goal ? { goalId: goal.goalId } : {}),
    detail: { name: entry.name, unit: entry.unit },
  })
  return { code: entry.code, name: entry.name, unit: entry.unit }
}
