import { listIndicators } from '@gangju/contract/goals'
import { type Routes, serve } from '../http/serve.ts'
import { indicatorItem } from './indicator-item.ts'
import { findIndicators } from './indicator-list.ts'

export const indicatorRoutes: Routes = (app) => {
  serve(app, listIndicators, async ({ catalog, within, query: { goal, q } }) => {
    const scope = await within(goal === undefined ? {} : { goal })
    return { items: findIndicators(catalog, scope, q).map(indicatorItem) }
  })
}
