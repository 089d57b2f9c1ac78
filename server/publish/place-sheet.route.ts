import { type PlaceSheet, readPlaceSheet } from '@gangju/contract/board'
import { formatPeriod, parsePeriod } from '@gangju/net/period'
import type { Db } from '../db/connection.ts'
import { type Lang, type Routes, serve } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { listPublishedCells, listTargets } from '../net/cell.store.ts'
import { indicatorsUnder } from '../net/goal-lights.ts'
import { getPlaceDetail } from '../net/place-detail.ts'
import { loadReadings } from '../net/readings.ts'
import { getScenePlace, type ScenePlace } from '../net/scene.store.ts'
import { listSiblingRanks } from '../net/sibling-rank.ts'
import { startGoal } from './board.route.ts'
import { indicatorItem } from './indicator-item.ts'
import { asOfDate } from './slice.ts'

/** Everything of one place on one page; the same for a city, a village and a zone. */
export const placeSheetRoutes: Routes = (app) => {
  serve(app, readPlaceSheet, async ({ catalog, within, query, lang, now }) => {
    const goal = startGoal(catalog, query.goal)
    const { db, place } = await within({ place: query.place, ...(query.goal && { goal: query.goal }) })
    return loadPlaceSheet(db, {
      catalog,
      path: goal.path,
      place: await getScenePlace(db, place.placeId),
      period: query.period,
      asOf: asOfDate(query.asOf),
      now,
      lang,
    })
  })
}

export interface PlaceSheetQuestion {
  readonly catalog: Catalog
  readonly path: string
  readonly place: ScenePlace
  readonly period: string
  readonly asOf: Date | null
  readonly now: Date
  readonly lang: Lang
}

const TREND = 13

export async function loadPlaceSheet(db: Db, question: PlaceSheetQuestion): Promise<PlaceSheet> {
  const { catalog, place, period, asOf, now, lang } = question
  const own = { countyIds: [place.countyId], placeIds: [place.placeId] }
  const targets = await listTargets(db, own, asOf)
  const stated = await listPublishedCells(db, own, asOf)
  const promised = new Set(targets.map((row) => row.indicatorId))
  const published = new Set(stated.map((cell) => cell.indicatorId))
  const served = indicatorsUnder(catalog, question.path)
  const collected = served.filter((indicator) => catalog.isCollected(indicator))
  const documented = catalog.indicators.filter(
    (indicator) =>
      !collected.includes(indicator) && (promised.has(indicator.indicatorId) || published.has(indicator.indicatorId)),
  )
  const readings = await loadReadings(db, {
    catalog,
    places: [place],
    indicators: [...collected, ...documented],
    period,
    asOf,
    lang,
    changes: true,
    trend: TREND,
    targets,
  })
  const asked = collected.filter(
    (indicator) =>
      promised.has(indicator.indicatorId) ||
      readings.figures.get(place.placeId, indicator, period).state !== 'notAsked',
  )
  const ranks = await listSiblingRanks(db, { catalog, place, indicators: asked, period, asOf, lang })
  const ordered = [
    ...asked.filter((indicator) => promised.has(indicator.indicatorId)),
    ...asked.filter((indicator) => !promised.has(indicator.indicatorId)),
  ]
  const figures = ordered.map((indicator) => ({
    indicator: indicatorItem(indicator),
    reading: { ...readings.reading(place, indicator), rank: ranks.get(indicator.indicatorId) ?? null },
    trend: readings.trend(place.placeId, indicator),
  }))
  return {
    place: await getPlaceDetail(db, { placeId: place.placeId }),
    period,
    asOf: (asOf ?? now).toISOString(),
    sentence: sentence(place, period, figures, lang),
    figures,
    published: documented.map((indicator) => ({
      indicator: indicatorItem(indicator),
      reading: readings.reading(place, indicator),
    })),
    demo: catalog.settings.has('demoUntil'),
  }
}

/** The position of the place in one sentence, every number of it from the figures below. */
function sentence(place: ScenePlace, periodId: string, figures: PlaceSheet['figures'], lang: Lang): string {
  const count = (light: string) =>
    figures.filter(({ reading }) => reading.target !== null && reading.light === light).length
  const hasTargets = figures.some(({ reading }) => reading.target !== null)
  const counts = `● ${count('green')} ▲ ${count('amber')} ■ ${count('red')} ○ ${count('grey')}`
  const lights = hasTargets ? (lang === 'zh' ? `；有目标的 ${counts}` : `; with targets ${counts}`) : ''
  const reported = figures.filter(({ reading }) => reading.state === 'value').length
  const period = formatPeriod(parsePeriod(periodId), lang)
  return lang === 'zh'
    ? `${place.name} ${period}：${figures.length} 项指标中 ${reported} 项有数${lights}。`
    : `${place.name}, ${period}: figures for ${reported} of ${figures.length} indicators${lights}.`
}
