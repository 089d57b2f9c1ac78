import {
  monthsOf,
  parsePeriod,
  periodOf,
  periodsBetween,
  previousPeriod,
  shiftPeriod,
  yearBefore,
} from '@gangju/net/period'
import { type Decimal, formatDecimal, normalizeDecimal, sumDecimals } from '@gangju/net/quantity'
import { changeBetween } from '@gangju/net/reading'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import { listPublishedCells, listTargets, type ObservationCell, type TargetRow } from './cell.store.ts'
import { type Figure, type FigurePlace, type Figures, loadFigures } from './figures.ts'
import { type Judged, judge } from './judged.ts'
import { type Lang, lightWords } from './light-words.ts'
import { sourceWords } from './source-words.ts'
import { targetWords } from './target-words.ts'

export interface ReadingPlace extends FigurePlace {
  readonly code: string
  readonly name: string
}

export interface ReadingQuestion {
  readonly catalog: Catalog
  readonly places: readonly ReadingPlace[]
  readonly indicators: readonly CatalogIndicator[]
  readonly period: string
  readonly asOf: Date | null
  readonly lang: Lang
  /** Also against the period and the year before. */
  readonly changes?: boolean
  /** Also the light of the period before. */
  readonly previous?: boolean
  /** How many months of history. */
  readonly trend?: number
  /** Targets in force of these places and indicators, where the caller has read them already. */
  readonly targets?: readonly TargetRow[]
}

/** Figures of a question with everything that is said about them. */
export interface Readings {
  readonly figures: Figures
  readonly targets: readonly TargetRow[]
  judged(placeId: number, indicator: CatalogIndicator, period?: string): Judged & { readonly figure: Figure }
  reading(place: ReadingPlace, indicator: CatalogIndicator): ReadingWords
  trend(placeId: number, indicator: CatalogIndicator): { period: string; value: string | null }[]
}

export type ReadingWords = ReturnType<typeof wordsOf>

/** Reads figures, targets and published figures of a slice in at most seven statements, whatever its size. */
export async function loadReadings(db: Db, question: ReadingQuestion): Promise<Readings> {
  const { places, indicators, catalog } = question
  const keys = {
    countyIds: [...new Set(places.map((place) => place.countyId))],
    placeIds: places.map((place) => place.placeId),
    indicatorIds: indicators.map((indicator) => indicator.indicatorId),
  }
  const targets = question.targets ?? (await listTargets(db, keys, question.asOf))
  const published = await listPublishedCells(db, keys, question.asOf)
  const figures = await loadFigures(db, { ...question, periods: periodsOf(question, targets) })
  const targetsOf = groupBy(targets, (row) => `${row.placeId} ${row.indicatorId}`)
  const publishedOf = groupBy(published, (cell) => `${cell.placeId} ${cell.indicatorId}`)
  const rules = catalog.lightRules()

  const judgeOnce = (placeId: number, indicator: CatalogIndicator, periodId: string) => {
    const period = parsePeriod(periodId)
    const figure = figures.get(placeId, indicator, periodId)
    const rows = targetsOf.get(`${placeId} ${indicator.indicatorId}`) ?? []
    const baseYear = period.year - 1
    const hasTarget = rows.length > 0
    // Without a target nothing of the year is read: the figure alone is what there is to say.
    const isFilling = hasTarget && indicator.entry.pace === 'schedule'
    const soFar = isFilling ? yearSoFar(figures, placeId, indicator, periodId) : figure.value
    const isPath = hasTarget && indicator.entry.pace === 'path'
    const base = isPath ? figures.get(placeId, indicator, periodOf('month', baseYear, 12).id).value : null
    return {
      figure,
      ...judge({
        indicator,
        period: periodId,
        figure,
        soFar,
        base: base === null ? null : { value: base, year: baseYear },
        targets: rows,
        rules,
      }),
    }
  }
  // A board asks for the same cell for its action, its measure, its total and what needs action.
  const known = new Map<string, ReturnType<typeof judgeOnce>>()
  const judged = (placeId: number, indicator: CatalogIndicator, periodId = question.period) => {
    const key = `${placeId} ${indicator.indicatorId} ${periodId}`
    const found = known.get(key) ?? judgeOnce(placeId, indicator, periodId)
    known.set(key, found)
    return found
  }
  return {
    figures,
    targets,
    judged,
    reading: (place, indicator) =>
      wordsOf(question, {
        place,
        indicator,
        figures,
        ...judged(place.placeId, indicator),
        published: publishedOf.get(`${place.placeId} ${indicator.indicatorId}`) ?? [],
      }),
    trend: (placeId, indicator) =>
      trendPeriods(question).map((period) => ({
        period,
        value: textOf(figures.get(placeId, indicator, period).value),
      })),
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Only what will be looked at: a wall chart without targets needs one period, a board some twenty. */
function periodsOf(question: ReadingQuestion, targets: readonly TargetRow[]): string[] {
  const period = parsePeriod(question.period)
  const periods = new Set([period.id])
  const addJudged = (one: typeof period) => {
    if (targets.length === 0) return
    for (const month of yearMonths(one.id)) periods.add(month)
    periods.add(periodOf('month', one.year - 1, 12).id)
  }
  addJudged(period)
  if (question.previous) {
    periods.add(previousPeriod(period).id)
    addJudged(previousPeriod(period))
  }
  if (question.changes) {
    periods.add(previousPeriod(period).id)
    periods.add(yearBefore(period).id)
    if (period.kind === 'month') for (const month of yearMonths(period.id)) periods.add(month)
  }
  for (const id of trendPeriods(question)) periods.add(id)
  return [...periods]
}

const yearMonths = (periodId: string) => {
  const period = parsePeriod(periodId)
  return periodsBetween(periodOf('month', period.year, 1), monthsOf(period).at(-1)!).map(({ id }) => id)
}

function trendPeriods({ period: periodId, trend = 0 }: ReadingQuestion): string[] {
  if (trend === 0) return []
  const last = parsePeriod(periodId)
  return periodsBetween(shiftPeriod(last, 1 - trend), last).map(({ id }) => id)
}

/** Months of the year up to the period, added where each stands for itself; the latest where each is the year so far. */
export function yearSoFar(
  figures: Figures,
  placeId: number,
  indicator: CatalogIndicator,
  periodId: string,
): Decimal | null {
  const { form, aggregation } = indicator.entry
  if (form === 'cumulative' || aggregation.overPeriods !== 'sum') return figures.get(placeId, indicator, periodId).value
  const values = yearMonths(periodId).flatMap((month) => figures.get(placeId, indicator, month).value ?? [])
  return values.length === 0 ? null : sumDecimals(values)
}

/** Two sums over unlike numbers of places differ by who reported: a change between them would say nothing [RE14]. */
export function isComparable({ entry, formula }: CatalogIndicator, a: Figure, b: Figure): boolean {
  if (formula !== null || entry.aggregation.overPlaces !== 'sum') return true
  const isWhole = ({ completeness }: Figure) => completeness === null || completeness.missing === 0
  return (isWhole(a) && isWhole(b)) || a.completeness?.reported === b.completeness?.reported
}

export const textOf = (value: Decimal | null): string | null =>
  value === null ? null : formatDecimal(normalizeDecimal(value))

interface Words {
  readonly place: ReadingPlace
  readonly indicator: CatalogIndicator
  readonly figures: Figures
  readonly figure: Figure
  readonly decision: Judged['decision']
  readonly targets: Judged['targets']
  readonly published: readonly ObservationCell[]
}

function wordsOf(question: ReadingQuestion, words: Words) {
  const { place, indicator, figure, figures, decision } = words
  const { entry } = indicator
  const period = parsePeriod(question.period)
  const change = (before: string) => {
    const earlier = figures.get(place.placeId, indicator, before)
    if (!question.changes || entry.prices === 'current' || !isComparable(indicator, figure, earlier)) return null
    const found = changeBetween(figure.value, earlier.value)
    return textOf(entry.unit === '%' || entry.unit === '位' ? (found?.difference ?? null) : (found?.rate ?? null))
  }
  const targets = words.targets.map(({ row, ...judged }) => ({
    ...judged,
    target: targetWords(question, place, row),
  }))
  const firm = targets.find((target) => target.decides) ?? null
  return {
    place: { code: place.code, name: place.name, level: place.level as never },
    indicator: indicator.code,
    period: question.period,
    asOf: question.asOf?.toISOString() ?? null,
    value: textOf(figure.value),
    unit: entry.unit,
    state: figure.state,
    refusal: figure.refusal,
    completeness: figure.completeness && {
      reported: figure.completeness.reported,
      expected: figure.completeness.expected,
    },
    light: decision.light,
    reason: lightWords(decision.reason, question.lang, entry.collectedAt),
    target: firm,
    otherTargets: targets.filter((target) => target !== firm),
    yearOnYear: change(yearBefore(period).id),
    periodOnPeriod: change(previousPeriod(period).id),
    yearToDate:
      question.changes && period.kind === 'month' && entry.form === 'current'
        ? textOf(yearSoFar(figures, place.placeId, indicator, question.period))
        : null,
    published: words.published.map((cell) => publishedWords(question.catalog, cell)),
    rank: null as { place: number; of: number; class: string; movement: number | null } | null,
    demo: figure.demo || targets.some(({ target, decides }) => decides && target.source?.demo === true),
    trace: traceAddress(question, place, indicator),
  }
}

function traceAddress({ period, asOf }: ReadingQuestion, place: ReadingPlace, indicator: CatalogIndicator): string {
  const query = new URLSearchParams({ indicator: indicator.code, place: place.code, period })
  if (asOf) query.set('asOf', asOf.toISOString())
  return `/api/trace?${query.toString()}`
}

/** A published figure with the document that states it, in the indicator's unit; `printed` is how the document prints it. */
export function publishedWords(catalog: Catalog, cell: ObservationCell) {
  return {
    value: cell.value ?? '0',
    unit: catalog.indicatorById(cell.indicatorId).entry.unit,
    period: cell.period,
    printed: cell.printed,
    source: sourceWords(catalog, cell.sourceId, cell),
  }
}
