import { type IndicatorSheet, readIndicatorSheet } from '@gangju/contract/board'
import { parsePeriod, periodsBetween, shiftPeriod, yearBefore } from '@gangju/net/period'
import { changeBetween } from '@gangju/net/reading'
import type { Db } from '../db/connection.ts'
import type { RectangleLists } from '../http/call.ts'
import { type Lang, type Routes, serve } from '../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../net/catalog.ts'
import { loadFigures } from '../net/figures.ts'
import { loadMeasures } from '../net/measures.ts'
import { ranksOf } from '../net/ranks.ts'
import { isComparable, loadReadings, textOf } from '../net/readings.ts'
import { getScenePlace, listChildren, type ScenePlace } from '../net/scene.store.ts'
import { loadStanding } from '../net/standing.ts'
import { indicatorItem } from './indicator-item.ts'
import { asOfDate } from './slice.ts'

/** One indicator at one place: its definition, its history with targets, and the places under it side by side. */
export const indicatorSheetRoutes: Routes = (app) => {
  serve(app, readIndicatorSheet, async ({ catalog, within, query, lang }) => {
    const indicator = catalog.definitionAt(catalog.indicator(query.indicator), query.period)
    const { db, place, rectangle } = await within({ place: query.place })
    return loadIndicatorSheet(db, {
      catalog,
      indicator,
      place: await getScenePlace(db, place.placeId),
      period: query.period,
      asOf: asOfDate(query.asOf),
      lang,
      rectangle,
    })
  })
}

export interface IndicatorSheetQuestion {
  readonly catalog: Catalog
  readonly indicator: CatalogIndicator
  readonly place: ScenePlace
  readonly period: string
  readonly asOf: Date | null
  readonly lang: Lang
  readonly rectangle: RectangleLists
}

const TREND = 25

export async function loadIndicatorSheet(db: Db, question: IndicatorSheetQuestion): Promise<IndicatorSheet> {
  const { catalog, indicator, place, period, asOf, lang } = question
  const children = await listChildren(db, place.placeId)
  const indicators = [indicator]
  const own = await loadReadings(db, { catalog, places: [place], indicators, period, asOf, lang, changes: true })
  const below = await loadReadings(db, { catalog, places: children, indicators, period, asOf, lang, changes: true })
  const last = parsePeriod(period)
  const periods = periodsBetween(shiftPeriod(last, 1 - TREND), last).map(({ id }) => id)
  const history = await loadFigures(db, {
    catalog,
    places: [place],
    indicators,
    periods: [...new Set(periods.flatMap((id) => [id, yearBefore(parsePeriod(id)).id]))],
    asOf,
  })
  const ranks = ranksOf(below.figures, { places: children, indicator, period, lang })
  const reading = own.reading(place, indicator)
  const isPoints = indicator.entry.unit === '%' || indicator.entry.unit === '位'
  return {
    indicator: indicatorItem(indicator),
    reading,
    standing: await loadStanding(db, { ...question, figures: own.figures }),
    measures: await loadMeasures(db, question),
    trend: periods.map((id) => {
      const figure = history.get(place.placeId, indicator, id)
      const earlier = history.get(place.placeId, indicator, yearBefore(parsePeriod(id)).id)
      const isKnown = indicator.entry.prices !== 'current' && isComparable(indicator, figure, earlier)
      const change = isKnown ? changeBetween(figure.value, earlier.value) : null
      return {
        period: id,
        value: textOf(figure.value),
        completeness: figure.completeness && {
          reported: figure.completeness.reported,
          expected: figure.completeness.expected,
        },
        yearOnYear: textOf((isPoints ? change?.difference : change?.rate) ?? null),
      }
    }),
    children: children.map((child) => ({ ...below.reading(child, indicator), rank: ranks.get(child.placeId) ?? null })),
    demo: catalog.settings.has('demoUntil'),
  }
}
