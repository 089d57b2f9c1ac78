import { parsePeriod, periodOf, periodsBetween, previousPeriod, yearBefore } from '@gangju/net/period'
import type { Decimal } from '@gangju/net/quantity'
import { deriveMeasures, type Measure, type MeasuredFigure } from '@gangju/net/reading'
import { quotientFactor } from '@gangju/net/rollup'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import { type FigurePlace, type Figures, loadFigures } from './figures.ts'
import { isComparable, textOf } from './readings.ts'
import { findFigurePlace } from './scene.store.ts'

export interface MeasureQuestion {
  readonly catalog: Catalog
  readonly indicator: CatalogIndicator
  readonly place: FigurePlace & { readonly parentId: number | null }
  readonly period: string
  readonly asOf: Date | null
  /** What the reader sees: the place above may lie outside, and a sum of what is seen of it would be wrong. */
  readonly rectangle: { readonly counties: readonly number[]; readonly places: readonly number[] }
}

/** A measure as it crosses the wire, with its unit and the indicator that says it or should. */
interface ToldMeasure extends Omit<Measure, 'value'> {
  readonly value: string | null
  readonly unit: string | null
  readonly indicator: string | null
}

/** Everything that is computed from one figure and its neighbours [FG2]. */
export async function loadMeasures(db: Db, question: MeasureQuestion): Promise<ToldMeasure[]> {
  const { catalog, indicator, place, asOf } = question
  const { growth, perHead } = indicator.entry
  const above = await findAbove(db, question)
  const [growthBy, people] = [growth, perHead?.of].map((code) => (code === undefined ? null : catalog.indicator(code)))
  const periods = periodsOf(question.period)
  const figures = await loadFigures(db, {
    catalog,
    places: above ? [place, above] : [place],
    indicators: [indicator, growthBy, people].flatMap((one) => one ?? []),
    periods,
    asOf,
  })
  const valueOf = (one: CatalogIndicator) => (period: string) =>
    periods.includes(period) ? figures.get(place.placeId, one, period).value : null
  const head = people && perHead ? { people, unit: perHead.unit } : null
  const figure: MeasuredFigure = {
    ...nature(catalog, indicator),
    period: question.period,
    valueAt: valueOf(indicator),
    comparable: (period, other) =>
      isComparable(
        indicator,
        figures.get(place.placeId, indicator, period),
        figures.get(place.placeId, indicator, other),
      ),
    growthAt: growthBy ? valueOf(growthBy) : null,
    whole: above === undefined ? undefined : above && wholeOf(figures, above, question),
    population: head ? populationOf(question, head, valueOf(head.people)) : undefined,
  }
  return deriveMeasures(figure).map((measure) => ({
    ...measure,
    value: textOf(measure.value),
    unit: measure.kind === 'perHead' ? (head?.unit ?? null) : unitOf(measure.as, indicator.entry.unit),
    indicator:
      measure.kind === 'perHead'
        ? (head?.people.code ?? null)
        : measure.reason === 'publishedOnly' || (growthBy && ['growth', 'twoYearAverage'].includes(measure.kind))
          ? (growthBy?.code ?? null)
          : null,
  }))
}

const units = { rate: null, points: '个百分点', steps: '位' } as const

const unitOf = (as: Measure['as'], own: string) => (as === 'quantity' ? own : units[as])

function nature(catalog: Catalog, { code, entry, formula }: CatalogIndicator) {
  return {
    kind: entry.unit === '%' ? ('points' as const) : entry.unit === '位' ? ('steps' as const) : ('quantity' as const),
    form: entry.form,
    addsUp: formula === null && entry.aggregation.overPeriods === 'sum',
    atCurrentPrices: entry.prices === 'current',
    isGrowth: catalog.indicators.some((one) => one.entry.growth === code),
  }
}

/** Months of this year and the last two that a measure may ask for; of quarters and years the same. */
function periodsOf(id: string): string[] {
  const period = parsePeriod(id)
  const last = yearBefore(period)
  const soFar = periodsBetween(periodOf(period.kind, period.year, 1), period)
  const before = previousPeriod(period)
  const all = [...soFar, before, previousPeriod(before), last, previousPeriod(last), yearBefore(last)]
  return [...new Set(all.map((one) => one.id))]
}

/** The place above, where a share of it says something; null where the reader may not see it, undefined where there is none to say. */
async function findAbove(db: Db, { indicator, place, rectangle }: MeasureQuestion) {
  const isSum = indicator.formula === null && indicator.entry.aggregation.overPlaces === 'sum'
  if (!isSum || place.parentId === null || place.level === 'zone') return undefined
  const above = await findFigurePlace(db, place.parentId)
  const isSeen = above && (rectangle.counties.includes(above.countyId) || rectangle.places.includes(above.placeId))
  return isSeen ? above : null
}

/** A sum that lacks places is no whole. */
function wholeOf(figures: Figures, above: FigurePlace, { indicator, period }: MeasureQuestion): Decimal | null {
  const { value, completeness } = figures.get(above.placeId, indicator, period)
  return completeness !== null && completeness.missing > 0 ? null : value
}

function populationOf(
  { indicator, period }: MeasureQuestion,
  { people, unit }: { people: CatalogIndicator; unit: string },
  countAt: (period: string) => Decimal | null,
): MeasuredFigure['population'] {
  const factor = quotientFactor(indicator.entry.unit, people.entry.unit, unit)
  return factor === null ? undefined : { count: countAt(period), factor }
}
