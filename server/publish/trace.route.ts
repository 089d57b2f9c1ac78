import { readTrace } from '@gangju/contract/readings'
import { Problem } from '@gangju/net/problem'
import { type Routes, serve } from '../http/serve.ts'
import { getScenePlace } from '../net/scene.store.ts'
import { asOfDate } from './slice.ts'
import { loadTrace } from './trace-view.ts'

/** Why a figure is what it is: the product's signature. */
export const traceRoutes: Routes = (app) => {
  serve(app, readTrace, async ({ catalog, within, query, lang, now }) => {
    const indicator = catalog.definitionAt(catalog.indicator(query.indicator), query.period)
    const { db, place, rectangle } = await within({ place: query.place })
    const parts = catalog.partsOf(indicator)
    const granted = rectangle.indicators
    if (granted !== '*' && !parts.every((part) => granted.includes(part.indicatorId))) {
      throw new Problem('indicator.unknown', {})
    }
    return loadTrace(db, {
      catalog,
      indicator,
      place: await getScenePlace(db, place.placeId),
      period: query.period,
      asOf: asOfDate(query.asOf),
      now,
      lang,
    })
  })
}
