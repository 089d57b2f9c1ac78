import { type Matrix, readMatrix } from '@gangju/contract/board'
import type { Db } from '../db/connection.ts'
import { type Lang, type Routes, serve } from '../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../net/catalog.ts'
import { listTargets } from '../net/cell.store.ts'
import { indicatorsUnder } from '../net/goal-lights.ts'
import { isAbove } from '../net/level.ts'
import { lightWords } from '../net/light-words.ts'
import { loadReadings, type Readings, textOf } from '../net/readings.ts'
import { getScenePlace, listUnder, type ScenePlace } from '../net/scene.store.ts'
import { startGoal } from './board.route.ts'
import { indicatorItem } from './indicator-item.ts'
import { asOfDate } from './slice.ts'

/** The wall chart: places of a level down, indicators of a goal across. */
export const matrixRoutes: Routes = (app) => {
  serve(app, readMatrix, async ({ catalog, within, query, lang, now }) => {
    const goal = startGoal(catalog, query.goal)
    const { db, place } = await within({ place: query.place, goal: goal.code })
    return loadMatrix(db, {
      catalog,
      path: goal.path,
      place: await getScenePlace(db, place.placeId),
      level: query.level ?? levelBelow(place.level),
      codes: query.indicators?.split(',').filter(Boolean) ?? null,
      period: query.period,
      asOf: asOfDate(query.asOf),
      now,
      lang,
    })
  })
}

export interface MatrixQuestion {
  readonly catalog: Catalog
  readonly path: string
  readonly place: ScenePlace
  readonly level: string
  /** Indicators asked for by name; null: those of the goal that can be read at the level. */
  readonly codes: readonly string[] | null
  readonly period: string
  readonly asOf: Date | null
  readonly now: Date
  readonly lang: Lang
}

const COLUMNS = 24

export async function loadMatrix(db: Db, question: MatrixQuestion): Promise<Matrix> {
  const { catalog, place, level, period, asOf, now, lang } = question
  const places = await listUnder(db, place.placeId, level)
  const columns = await chooseColumns(db, question, places)
  // Apart: the place itself has targets and so a history to read, which its many rows mostly have not.
  const own = await loadReadings(db, { catalog, places: [place], indicators: columns, period, asOf, lang })
  const below = await loadReadings(db, { catalog, places, indicators: columns, period, asOf, lang })
  const cells = (readings: Readings, one: ScenePlace) =>
    columns.map((indicator) => brief(readings, one.placeId, indicator, lang))
  return {
    place: { code: place.code, name: place.name, level: place.level as never },
    period,
    asOf: (asOf ?? now).toISOString(),
    level: level as never,
    columns: columns.map(indicatorItem),
    rows: places.map((one) => ({
      place: { code: one.code, name: one.name, level: one.level as never },
      parent: one.parentName,
      track: one.track,
      cells: cells(below, one),
    })),
    total: cells(own, place),
    demo: catalog.settings.has('demoUntil'),
  }
}

function brief(readings: Readings, placeId: number, indicator: CatalogIndicator, lang: Lang): Matrix['total'][number] {
  const { figure, decision } = readings.judged(placeId, indicator)
  const isJudged = decision.reason.code !== 'light.noTarget' && decision.reason.code !== 'light.reference'
  return {
    value: textOf(figure.value),
    state: figure.state,
    completeness: figure.completeness && {
      reported: figure.completeness.reported,
      expected: figure.completeness.expected,
    },
    light: isJudged ? decision.light : null,
    reason: isJudged ? lightWords(decision.reason, lang, indicator.entry.collectedAt) : null,
    demo: figure.demo,
  }
}

/** Indicators with a target first; those that cannot be read at the level are left out. */
async function chooseColumns(
  db: Db,
  { catalog, path, codes, level, asOf }: MatrixQuestion,
  places: readonly ScenePlace[],
) {
  if (codes !== null) return codes.map((code) => catalog.indicator(code))
  const targets = await listTargets(
    db,
    {
      countyIds: [...new Set(places.map((place) => place.countyId))],
      placeIds: places.map((place) => place.placeId),
    },
    asOf,
  )
  const promised = new Set(targets.map((row) => row.indicatorId))
  const readable = indicatorsUnder(catalog, path).filter((indicator) => isReadable(catalog, indicator, level))
  const withTarget = readable.filter((indicator) => promised.has(indicator.indicatorId))
  return [...withTarget, ...readable.filter((indicator) => !promised.has(indicator.indicatorId))].slice(0, COLUMNS)
}

function isReadable(catalog: Catalog, indicator: CatalogIndicator, level: string): boolean {
  if (!catalog.isCollected(indicator)) return false
  return catalog.partsOf(indicator).every(({ entry: { collectedAt, aggregation } }) => {
    if (collectedAt === null) return false
    return collectedAt === level || (isAbove(level, collectedAt) && aggregation.overPlaces !== 'none')
  })
}

/** The level that a wall chart of a place lists unless another is asked for. */
export const levelBelow = (level: string) =>
  ({ country: 'province', province: 'city', city: 'county', county: 'town', town: 'village' })[level] ?? 'village'
