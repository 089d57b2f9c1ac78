import { readReading } from '@gangju/contract/readings'
import { Problem } from '@gangju/net/problem'
import { type Routes, serve } from '../http/serve.ts'
import { loadOnBoundary } from '../net/boundary-reading.ts'
import { loadMeasures } from '../net/measures.ts'
import { ranksOf } from '../net/ranks.ts'
import { loadReadings } from '../net/readings.ts'
import { getScenePlace, listChildren } from '../net/scene.store.ts'
import { loadStanding } from '../net/standing.ts'
import { asOfDate } from './slice.ts'

/** One figure, alone or with those of the places under it, ranked inside their class. */
export const readingRoutes: Routes = (app) => {
  serve(app, readReading, async ({ catalog, within, query, lang }) => {
    const indicator = catalog.definitionAt(catalog.indicator(query.indicator), query.period)
    const scope = await within({ place: query.place })
    if (
      !isGranted(
        scope.rectangle.indicators,
        catalog.partsOf(indicator).map((part) => part.indicatorId),
      )
    ) {
      throw new Problem('indicator.unknown', {})
    }
    const place = await getScenePlace(scope.db, scope.place.placeId)
    const children = query.children ? await listChildren(scope.db, place.placeId) : []
    const asOf = asOfDate(query.asOf)
    const readings = await loadReadings(scope.db, {
      catalog,
      places: [place, ...children],
      indicators: [indicator],
      period: query.period,
      asOf,
      lang,
      changes: true,
    })
    const own = readings.reading(place, indicator)
    const asked = { catalog, indicator, place, period: query.period, asOf, rectangle: scope.rectangle }
    const measures = await loadMeasures(scope.db, asked)
    const standing = await loadStanding(scope.db, { ...asked, figures: readings.figures })
    const reading = query.boundary
      ? {
          ...own,
          measures,
          standing,
          ...(await loadOnBoundary(scope.db, {
            place,
            indicator,
            period: query.period,
            asOf,
            boundary: query.boundary,
          })),
        }
      : { ...own, measures, standing }
    if (!query.children) return reading
    const ranks = ranksOf(readings.figures, {
      places: children,
      indicator,
      period: query.period,
      lang,
    })
    return {
      ...reading,
      children: children.map((child) => ({
        ...readings.reading(child, indicator),
        rank: ranks.get(child.placeId) ?? null,
      })),
    }
  })
}

const isGranted = (granted: '*' | readonly number[], ids: readonly number[]) =>
  granted === '*' || ids.every((id) => granted.includes(id))
