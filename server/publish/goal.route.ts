import { listGoals } from '@gangju/contract/goals'
import { type Routes, serve } from '../http/serve.ts'
import { loadGoals } from './goal-view.ts'
import { asOfDate } from './slice.ts'

/** The goal trees; lights only where both a place and a period are named. */
export const goalRoutes: Routes = (app) => {
  serve(app, listGoals, async ({ catalog, within, query, lang }) => {
    const { under, place, period, asOf } = query
    const scope = await within({
      ...(place === undefined ? {} : { place }),
      ...(under === undefined ? {} : { goal: under }),
    })
    const lit = place !== undefined && period !== undefined ? { period, asOf: asOfDate(asOf) } : undefined
    return { items: await loadGoals({ catalog, scope, lang, lit }) }
  })
}
