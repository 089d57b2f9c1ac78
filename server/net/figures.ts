import { lastDay, monthsOf, type Period, parsePeriod } from '@gangju/net/period'
import { type Decimal, minDecimal, parseDecimal, sumDecimals, zero } from '@gangju/net/quantity'
import { type Completeness, completeness } from '@gangju/net/reading'
import {
  type CountNode,
  combineValues,
  countKey,
  countsOf,
  evaluateFormula,
  figuresOf,
  readRollup,
} from '@gangju/net/rollup'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import {
  type CellQuery,
  type ExpectedCount,
  listExpected,
  listObservationCells,
  listPublishedCells,
  listRollupCells,
  type ObservationCell,
  type RollupCell,
} from './cell.store.ts'
import { isAbove } from './level.ts'
import { isFromMonths, loadLongerPeriods } from './longer-period.ts'
import { listRollupCellsAsOf } from './past-rollup.store.ts'
import { countAt, loadPlaceCounts, type PlaceCounts } from './place-counts.ts'

export interface FigurePlace {
  readonly placeId: number
  readonly countyId: number
  readonly level: string
}

export type FigureState = 'value' | 'notReported' | 'notApplicable' | 'refused' | 'notAsked'

/** What stands in one cell of the net, for any indicator, at any level, over any kind of period. */
export interface Figure {
  readonly value: Decimal | null
  readonly state: FigureState
  /** Problem code when the figure may not be formed. */
  readonly refusal: string | null
  readonly completeness: Completeness | null
  /** Invented for demonstration, in whole or in part. */
  readonly demo: boolean
}

const notAsked: Figure = { value: null, state: 'notAsked', refusal: null, completeness: null, demo: false }

export interface FigureQuestion {
  readonly catalog: Catalog
  readonly places: readonly FigurePlace[]
  readonly indicators: readonly CatalogIndicator[]
  readonly periods: readonly string[]
  readonly asOf: Date | null
}

/** Reads every cell that the question needs, parts of ratios included, in at most five statements, and one for each count of places. */
export async function loadFigures(db: Db, question: FigureQuestion): Promise<Figures> {
  const { catalog, places, asOf } = question
  const parts = [
    ...new Set(
      question.indicators.flatMap((indicator) => question.periods.flatMap((id) => catalog.partsOf(indicator, id))),
    ),
  ]
  const periods = question.periods.map(parsePeriod)
  const cells = {
    countyIds: [...new Set(places.map((place) => place.countyId))],
    placeIds: places.map((place) => place.placeId),
    indicatorIds: parts.map((part) => part.indicatorId),
    periods: [...new Set(periods.flatMap((period) => [period.id, ...monthsOf(period).map((month) => month.id)]))],
  }
  const collected = new Set(parts.map((part) => part.entry.collectedAt))
  const ownCells = places.some((place) => collected.has(place.level as never))
  const needsLonger = periods.some((period) => period.kind !== 'month')
  const [observations, rollups, published, expected] = [
    ownCells ? await listObservationCells(db, cells, asOf) : [],
    asOf === null ? await listRollupCells(db, cells) : await listRollupCellsAsOf(db, cells, asOf),
    await listForemost(db, { question, parts, cells }),
    await listExpected(db, { ...cells, days: [...new Set(periods.map(lastDay))] }),
  ]
  const longer = needsLonger ? await loadLongerPeriods(db, { cells, parts, periods, rollups, asOf }) : []
  const { indicators } = question
  const counts = await loadPlaceCounts(db, { catalog, indicators, placeIds: cells.placeIds, periods, asOf })
  return new Figures(question, { observations, rollups, published, expected, longer, counts })
}

interface ForemostQuestion {
  readonly question: FigureQuestion
  readonly parts: readonly CatalogIndicator[]
  readonly cells: Pick<CellQuery, 'countyIds' | 'placeIds'>
}

/** What was published of the indicators that nobody reports, and of those whose publications stand before what is reported. */
async function listForemost(
  db: Db,
  { question: { catalog, asOf }, parts, cells }: ForemostQuestion,
): Promise<ObservationCell[]> {
  const asked = parts.filter(({ code, entry }) => entry.publishedOnly || catalog.precedence(code, 'return') > 0)
  if (asked.length === 0) return []
  return listPublishedCells(db, { ...cells, indicatorIds: asked.map(({ indicatorId }) => indicatorId) }, asOf)
}

interface Loaded {
  readonly observations: readonly ObservationCell[]
  readonly rollups: readonly RollupCell[]
  readonly published: readonly ObservationCell[]
  readonly expected: readonly ExpectedCount[]
  readonly longer: readonly RollupCell[]
  readonly counts: PlaceCounts
}

const keyOf = (placeId: number, indicatorId: number, period: string) => `${placeId} ${indicatorId} ${period}`

/** The cells of a question, read. Pure from here on. */
export class Figures {
  readonly #question: FigureQuestion
  readonly #places: ReadonlyMap<number, FigurePlace>
  readonly #observations: ReadonlyMap<string, ObservationCell>
  readonly #rollups: ReadonlyMap<string, RollupCell>
  readonly #published: ReadonlyMap<string, ObservationCell>
  readonly #longer: ReadonlyMap<string, RollupCell>
  readonly #expected: ReadonlyMap<string, number>
  readonly #counts: PlaceCounts
  readonly #demoUntil: string

  constructor(question: FigureQuestion, loaded: Loaded) {
    const byCell = <Cell extends { placeId: number; indicatorId: number; period: string }>(cells: readonly Cell[]) =>
      new Map(cells.map((cell) => [keyOf(cell.placeId, cell.indicatorId, cell.period), cell]))
    this.#question = question
    this.#places = new Map(question.places.map((place) => [place.placeId, place]))
    this.#observations = byCell(loaded.observations)
    this.#rollups = byCell(loaded.rollups)
    this.#published = byCell(inPrecedence(question.catalog, loaded.published))
    this.#longer = byCell(loaded.longer)
    this.#counts = loaded.counts
    this.#expected = new Map(loaded.expected.map((row) => [`${row.placeId} ${row.level} ${row.day}`, row.expected]))
    this.#demoUntil = String(question.catalog.settings.get('demoUntil') ?? '')
  }

  /** The figure of a cell; derived ones from their parts at the same place and period, by the definition of that period. */
  get(placeId: number, indicator: CatalogIndicator, periodId: string): Figure {
    const { catalog } = this.#question
    const { formula } = catalog.definitionAt(indicator, periodId)
    if (formula === null) return this.#own(placeId, indicator, parsePeriod(periodId))
    const parts = [
      ...figuresOf(formula).map((code) => [code, this.get(placeId, catalog.indicator(code), periodId)] as const),
      ...countsOf(formula).map((count) => [countKey(count), this.counted(placeId, count, periodId)] as const),
    ]
    const values = new Map(parts.map(([code, figure]) => [code, figure.value]))
    const result = evaluateFormula(formula, values)
    const states = parts.map(([, figure]) => figure.state)
    const demo = parts.some(([, figure]) => figure.demo)
    const least = leastComplete(parts.flatMap(([, figure]) => figure.completeness ?? []))
    if (result.value !== null) return { value: result.value, state: 'value', refusal: null, completeness: least, demo }
    const state =
      (['refused', 'notReported', 'notApplicable'] as const).find((one) => states.includes(one)) ?? 'notAsked'
    const refusal = result.reason === 'divisionByZero' ? 'formula.divisionByZero' : null
    return { value: null, state: refusal === null ? state : 'notApplicable', refusal, completeness: least, demo: false }
  }

  /** How many places meet a bound, of those that answered [RU11]. */
  counted(placeId: number, count: CountNode, periodId: string): Figure {
    const place = this.#place(placeId)
    const period = parsePeriod(periodId)
    const { collectedAt } = this.#question.catalog.indicator(count.code).entry
    const isOwn = place.level === collectedAt
    if (collectedAt === null || !(isOwn || isAbove(place.level, collectedAt))) return notAsked
    const cell = this.#counts.get(countAt(placeId, countKey(count), periodId))
    const expected = isOwn ? 1 : (this.#expected.get(`${placeId} ${collectedAt} ${lastDay(period)}`) ?? 0)
    const complete = completeness(cell?.reported ?? 0, expected)
    if (!cell) return { ...notAsked, state: 'notReported', completeness: complete }
    if (cell.counted === 0) return { ...notAsked, state: 'notApplicable', completeness: complete }
    const value = parseDecimal(String(cell.met))
    return { value, state: 'value', refusal: null, completeness: complete, demo: this.#isDemo(periodId) }
  }

  /** What was reported in a cell, also where a publication stands before it; null for what nobody reports. */
  reported(placeId: number, indicator: CatalogIndicator, periodId: string): Decimal | null {
    if (indicator.formula !== null || indicator.entry.publishedOnly) return null
    return this.#collected(this.#place(placeId), indicator, parsePeriod(periodId)).value
  }

  #place(placeId: number): FigurePlace {
    const place = this.#places.get(placeId)
    if (place === undefined) throw new Error(`place ${placeId} is not part of the question`)
    return place
  }

  #own(placeId: number, indicator: CatalogIndicator, period: Period): Figure {
    const place = this.#place(placeId)
    const { collectedAt, publishedOnly } = indicator.entry
    if (publishedOnly || collectedAt === null) return this.#stated(placeId, indicator, period)
    const reported = this.#collected(place, indicator, period)
    const foremost = this.#foremost(placeId, indicator, period)
    return foremost ? { ...reported, ...foremost } : reported
  }

  /** What stands before the reported figure of the same place and period, where the office says so [FG14]. */
  #foremost(placeId: number, { indicatorId, code }: CatalogIndicator, { id }: Period) {
    const cell = this.#published.get(keyOf(placeId, indicatorId, id))
    if (cell === undefined || cell.value === null) return undefined
    const { catalog } = this.#question
    if (rankOf(catalog, cell) >= catalog.precedence(code, 'return')) return undefined
    return { value: parseDecimal(cell.value), state: 'value' as const, refusal: null, demo: false }
  }

  #collected(place: FigurePlace, indicator: CatalogIndicator, period: Period): Figure {
    const { collectedAt, aggregation } = indicator.entry
    if (collectedAt === null) return notAsked
    if (place.level === collectedAt) return this.#observed(place, indicator, period)
    if (!isAbove(place.level, collectedAt)) return notAsked
    if (aggregation.overPlaces === 'none') return { ...notAsked, state: 'refused', refusal: 'aggregation.none' }
    return this.#rolled(place, indicator, period)
  }

  #stated(placeId: number, indicator: CatalogIndicator, period: Period): Figure {
    const cell = this.#published.get(keyOf(placeId, indicator.indicatorId, period.id))
    if (cell === undefined || cell.value === null)
      return { ...notAsked, state: 'notReported', refusal: 'aggregation.none' }
    return { value: parseDecimal(cell.value), state: 'value', refusal: null, completeness: null, demo: false }
  }

  #observed(place: FigurePlace, indicator: CatalogIndicator, period: Period): Figure {
    const ids = period.kind === 'month' ? [period.id] : [period.id, ...monthsOf(period).map((month) => month.id)]
    const cells = ids.flatMap((id) => this.#observations.get(keyOf(place.placeId, indicator.indicatorId, id)) ?? [])
    const answered = cells.filter((cell) => cell.missing !== 'notReported')
    const values = answered.flatMap((cell) => (cell.value === null ? [] : parseDecimal(cell.value)))
    const count = completeness(answered.length > 0 ? 1 : 0, 1)
    if (answered.length === 0) return { ...notAsked, state: 'notReported', completeness: count }
    if (values.length === 0) return { ...notAsked, state: 'notApplicable', completeness: count }
    const demo = answered.some((cell) => cell.submissionId === null && this.#isDemo(cell.period))
    const { overPeriods } = indicator.entry.aggregation
    if (values.length > 1 && overPeriods === 'none') {
      return { ...notAsked, state: 'refused', refusal: 'aggregation.none', completeness: count }
    }
    const value = values.length === 1 ? values[0]! : combineValues(values, overPeriods)
    return { value, state: 'value', refusal: null, completeness: count, demo }
  }

  #rolled(place: FigurePlace, indicator: CatalogIndicator, period: Period): Figure {
    const { collectedAt, aggregation } = indicator.entry
    const expected = this.#expected.get(`${place.placeId} ${collectedAt} ${lastDay(period)}`) ?? 0
    const own = this.#rollups.get(keyOf(place.placeId, indicator.indicatorId, period.id))
    const cells = own
      ? [own]
      : period.kind !== 'month' && !isFromMonths(indicator)
        ? [this.#longer.get(keyOf(place.placeId, indicator.indicatorId, period.id))].flatMap((cell) => cell ?? [])
        : monthsOf(period).flatMap(
            (month) => this.#rollups.get(keyOf(place.placeId, indicator.indicatorId, month.id)) ?? [],
          )
    const reported = cells.reduce((most, cell) => Math.max(most, cell.reported), 0)
    const count = completeness(reported, expected)
    if (reported === 0) return { ...notAsked, state: 'notReported', completeness: count }
    const values = cells.flatMap((cell) => readRollup(rollupOf(cell), aggregation.overPlaces) ?? [])
    if (values.length === 0) return { ...notAsked, state: 'notApplicable', completeness: count }
    const { overPeriods } = aggregation
    if (values.length > 1 && overPeriods === 'none') {
      return { ...notAsked, state: 'refused', refusal: 'aggregation.none', completeness: count }
    }
    const value =
      values.length === 1
        ? values[0]!
        : overPeriods === 'sum'
          ? sumDecimals(values)
          : combineValues(values, overPeriods)
    return {
      value,
      state: 'value',
      refusal: null,
      completeness: count,
      demo: cells.some((cell) => this.#isDemo(cell.period)),
    }
  }

  #isDemo(period: string): boolean {
    return (
      this.#demoUntil !== '' &&
      period.slice(0, 4) <= this.#demoUntil.slice(0, 4) &&
      (period.length < 7 || period <= this.#demoUntil)
    )
  }
}

/** The foremost source last, of one kind the later published: it is the one that stays [FG14]. */
function inPrecedence(catalog: Catalog, cells: readonly ObservationCell[]): ObservationCell[] {
  const dayOf = ({ sourceId }: ObservationCell) => catalog.source(sourceId)?.asOf ?? ''
  return cells.toSorted(
    (a, b) => rankOf(catalog, b) - rankOf(catalog, a) || dayOf(a).localeCompare(dayOf(b)) || b.sourceId - a.sourceId,
  )
}

const rankOf = (catalog: Catalog, { indicatorId, sourceId }: ObservationCell): number =>
  catalog.precedence(catalog.indicatorById(indicatorId).code, catalog.source(sourceId)?.kind ?? 'document')

const rollupOf = (cell: RollupCell) => ({
  reported: cell.counted,
  total: cell.total === null ? zero : parseDecimal(cell.total),
  low: cell.low === null ? null : parseDecimal(cell.low),
  high: cell.high === null ? null : parseDecimal(cell.high),
})

/** A ratio is as complete as its least complete part. */
function leastComplete(parts: readonly Completeness[]): Completeness | null {
  if (parts.length === 0) return null
  const least = parts
    .flatMap(({ rate }) => rate ?? [])
    .reduce<Decimal | null>((low, rate) => (low === null ? rate : minDecimal(low, rate)), null)
  return parts.find(({ rate }) => rate === least) ?? parts[0]!
}
