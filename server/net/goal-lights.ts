import { compareDecimals } from '@gangju/net/quantity'
import { type GoalLight, type Light, rollUpLights } from '@gangju/net/reading'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogGoal, CatalogIndicator } from './catalog.ts'
import { listTargets } from './cell.store.ts'
import { type Lang, lightWords } from './light-words.ts'
import { loadReadings, type ReadingPlace, type Readings } from './readings.ts'

export interface GoalCell {
  readonly light: Light
  readonly reason: string | null
  /** The indicator that stands behind the colour: of the worst ones, the one furthest behind. */
  readonly indicator: CatalogIndicator | null
  readonly counts: GoalLight['counts']
}

const order: readonly Light[] = ['red', 'amber', 'grey', 'green']

/** Indicators that serve a goal or anything under it, each once. */
export function indicatorsUnder(catalog: Catalog, path: string): CatalogIndicator[] {
  const ids = new Set(catalog.goalsUnder(path).flatMap((goal) => goal.indicatorIds))
  return catalog.indicators.filter((indicator) => ids.has(indicator.indicatorId))
}

/** The light of a goal at a place: from the lights of those indicators under it that were promised something there [RE8]. */
export function goalCell(
  readings: Readings,
  {
    catalog,
    goal,
    placeId,
    period,
    lang,
  }: { catalog: Catalog; goal: CatalogGoal; placeId: number; period?: string; lang: Lang },
): GoalCell {
  const promised = new Set(readings.targets.filter((row) => row.placeId === placeId).map((row) => row.indicatorId))
  const judged = indicatorsUnder(catalog, goal.path)
    .filter((indicator) => promised.has(indicator.indicatorId))
    .map((indicator) => ({ indicator, ...readings.judged(placeId, indicator, period) }))
    .filter(({ decision }) => decision.reason.code !== 'light.noTarget')
  const { light, counts } = rollUpLights(
    judged.map(({ decision }) => decision.light),
    catalog.lightRules().goal,
  )
  const worst = judged.toSorted(
    (a, b) =>
      order.indexOf(a.decision.light) - order.indexOf(b.decision.light) ||
      compareDecimals(a.decision.firm?.gapPoints ?? far, b.decision.firm?.gapPoints ?? far),
  )[0]
  if (worst === undefined) return { light: 'grey', reason: null, indicator: null, counts }
  const { entry } = worst.indicator
  const name = lang === 'zh' ? entry.shortName : entry.nameEn
  const reason = `${name} ${lightWords(worst.decision.reason, lang, entry.collectedAt)}`
  return { light, reason, indicator: worst.indicator, counts }
}

const far = { coefficient: 1_000_000n, scale: 0 }

export interface GoalLightQuestion {
  readonly catalog: Catalog
  readonly place: ReadingPlace
  readonly period: string
  readonly asOf: Date | null
  readonly lang: Lang
  readonly goals: readonly CatalogGoal[]
}

/** Lights of many goals at one place, by goal id. */
export async function goalLights(
  db: Db,
  { catalog, place, period, asOf, lang, goals }: GoalLightQuestion,
): Promise<Map<number, { light: Light; reason: string | null }>> {
  const readings = await loadPromised(db, { catalog, places: [place], period, asOf, lang, path: '' })
  return new Map(
    goals.map((goal) => {
      const { light, reason } = goalCell(readings, { catalog, goal, placeId: place.placeId, lang })
      return [goal.goalId, { light, reason }]
    }),
  )
}

export interface PromisedQuestion extends Omit<GoalLightQuestion, 'place' | 'goals'> {
  readonly places: readonly ReadingPlace[]
  /** Only what serves goals under this path. */
  readonly path: string
  readonly changes?: boolean
  readonly previous?: boolean
  readonly trend?: number
}

/** Readings of those indicators that have a target at any of the places: all that lights need. */
export async function loadPromised(db: Db, { path, ...question }: PromisedQuestion): Promise<Readings> {
  const { catalog, places } = question
  const targets = await listTargets(
    db,
    {
      countyIds: [...new Set(places.map((place) => place.countyId))],
      placeIds: places.map((place) => place.placeId),
    },
    question.asOf,
  )
  const promised = new Set(targets.map((row) => row.indicatorId))
  const indicators = indicatorsUnder(catalog, path).filter((indicator) => promised.has(indicator.indicatorId))
  const served = new Set(indicators.map((indicator) => indicator.indicatorId))
  return loadReadings(db, { ...question, indicators, targets: targets.filter((row) => served.has(row.indicatorId)) })
}
