import { parsePeriod, previousPeriod, yearBefore } from '../period/index.ts'
import {
  addDecimals,
  type Decimal,
  divideDecimals,
  hundred,
  isZero,
  multiplyDecimals,
  normalizeDecimal,
  one,
  signOf,
} from '../quantity/index.ts'
import { rateOf } from './attainment.ts'
import { changeBetween } from './change.ts'
import { requiredGrowth, twoYearAverage } from './growth-path.ts'
import type { Measure, MeasuredFigure, MeasureReason } from './measured-figure.ts'
import { monthFromCumulative, yearToDate } from './year-to-date.ts'

type Said = Omit<Measure, 'kind'>

/** Decimals of a quantity per head that does not end. */
const PER_HEAD_DECIMALS = 6

/**
 * Everything that is computed from a figure and never typed: 同比 环比 累计 当月 增速 两年平均 占比 人均 [FG2]. A measure that
 * cannot be formed is there without a value, with its reason; one that would say nothing is left out.
 */
export function deriveMeasures(figure: MeasuredFigure): readonly Measure[] {
  const { kind, form, addsUp, atCurrentPrices, isGrowth, growthAt, whole, population } = figure
  const said: (Measure | null)[] = [
    { kind: 'yearOnYear', ...changeSaid(figure, figure, yearBefore(parsePeriod(figure.period)).id) },
    { kind: 'periodOnPeriod', ...changeSaid(figure, alone(figure), previousPeriod(parsePeriod(figure.period)).id) },
    form === 'current' && addsUp ? { kind: 'yearToDate', ...soFarSaid(figure) } : null,
    form === 'cumulative' && kind === 'quantity' ? { kind: 'periodAlone', ...aloneSaid(figure) } : null,
    atCurrentPrices || growthAt ? { kind: 'growth', ...growthSaid(figure) } : null,
    kind === 'quantity' || isGrowth ? { kind: 'twoYearAverage', ...twoYearsSaid(figure) } : null,
    whole === undefined ? null : { kind: 'share', ...shareSaid(figure, whole) },
    population === undefined ? null : { kind: 'perHead', ...perHeadSaid(figure, population) },
  ]
  return said.flatMap((measure) => measure ?? [])
}

/**
 * The average 两年平均 of two yearly growths: the rate that, twice, makes both, (1+a)(1+b) under the root, less one [FG5].
 *
 * @param rates as rates, 0.05 is 5 %. @returns correct to six decimals; null when one of them leaves nothing (−100 %).
 */
export function meanOfTwoGrowths(first: Decimal, second: Decimal): Decimal | null {
  const factors = [addDecimals(one, first), addDecimals(one, second)] as const
  if (signOf(factors[0]) <= 0 || signOf(factors[1]) <= 0) return null
  return requiredGrowth({ base: one, baseYear: 0, target: multiplyDecimals(...factors), targetYear: 2 })
}

const none = (as: Measure['as'], reason: MeasureReason, against: string | null = null): Said => ({
  value: null,
  as,
  reason,
  against,
})

type Timed = Pick<MeasuredFigure, 'valueAt'>

/** Of a cumulative figure a period is held against the one before by what each brought alone [FG3]. */
function alone(figure: MeasuredFigure): Timed {
  if (figure.form !== 'cumulative' || figure.kind !== 'quantity') return figure
  return { valueAt: (period) => monthFromCumulative(seriesOf(figure), period) }
}

function changeSaid(figure: MeasuredFigure, { valueAt }: Timed, against: string): Said {
  const as = figure.kind === 'quantity' ? 'rate' : figure.kind
  if (figure.atCurrentPrices) return none(as, 'publishedOnly', against)
  const [current, earlier] = [valueAt(figure.period), valueAt(against)]
  if (current === null) return none(as, figure.valueAt(figure.period) === null ? 'notReported' : 'gap', against)
  if (earlier === null) return none(as, figure.valueAt(against) === null ? 'earlierNotReported' : 'gap', against)
  if (!figure.comparable(figure.period, against)) return none(as, 'unlikeReports', against)
  const change = changeBetween(current, earlier)!
  const value = as === 'rate' ? change.rate : change.difference
  return value === null ? none(as, 'fromZero', against) : { value, as, reason: null, against }
}

function soFarSaid(figure: MeasuredFigure): Said {
  const { value, missingPeriods } = yearToDate(seriesOf(figure), figure.period, 'current')
  if (value === null) return none('quantity', 'notReported')
  return { value, as: 'quantity', reason: missingPeriods.length > 0 ? 'gap' : null, against: null }
}

/** January is itself; after a gap nobody knows what belongs to which period. */
function aloneSaid(figure: MeasuredFigure): Said {
  if (figure.valueAt(figure.period) === null) return none('quantity', 'notReported')
  const value = monthFromCumulative(seriesOf(figure), figure.period)
  if (value === null) return none('quantity', 'gap')
  return { value, as: 'quantity', reason: null, against: null }
}

/** Growth at constant prices is what an office published, never a quotient of values at the prices of their time [FG4]. */
function growthSaid({ growthAt, period }: MeasuredFigure): Said {
  const percent = growthAt?.(period) ?? null
  if (percent === null) return none('rate', 'publishedOnly')
  return { value: rateOfPercent(percent), as: 'rate', reason: null, against: yearBefore(parsePeriod(period)).id }
}

function twoYearsSaid(figure: MeasuredFigure): Said {
  const { period, isGrowth, growthAt } = figure
  const last = yearBefore(parsePeriod(period))
  const before = yearBefore(last).id
  const rates = isGrowth ? figure.valueAt : growthAt
  if (rates) {
    const [first, second] = [rates(last.id), rates(period)]
    if (second === null) return none('rate', isGrowth ? 'notReported' : 'publishedOnly', before)
    if (first === null) return none('rate', 'earlierNotReported', before)
    const value = meanOfTwoGrowths(rateOfPercent(first), rateOfPercent(second))
    return value === null ? none('rate', 'notPositive', before) : { value, as: 'rate', reason: null, against: before }
  }
  if (figure.atCurrentPrices) return none('rate', 'publishedOnly', before)
  const [current, earlier] = [figure.valueAt(period), figure.valueAt(before)]
  if (current === null) return none('rate', 'notReported', before)
  if (earlier === null) return none('rate', 'earlierNotReported', before)
  if (!figure.comparable(period, before)) return none('rate', 'unlikeReports', before)
  const value = twoYearAverage(current, earlier)
  return value === null ? none('rate', 'notPositive', before) : { value, as: 'rate', reason: null, against: before }
}

function shareSaid(figure: MeasuredFigure, whole: Decimal | null): Said {
  const value = figure.valueAt(figure.period)
  if (value === null) return none('rate', 'notReported')
  if (whole === null) return none('rate', 'wholeUnknown')
  const rate = rateOf(value, whole)
  return rate === null ? none('rate', 'fromZero') : { value: rate, as: 'rate', reason: null, against: null }
}

function perHeadSaid(figure: MeasuredFigure, { count, factor }: NonNullable<MeasuredFigure['population']>): Said {
  const value = figure.valueAt(figure.period)
  if (value === null) return none('quantity', 'notReported')
  if (count === null || isZero(count)) return none('quantity', 'populationUnknown')
  const perHead = divideDecimals(multiplyDecimals(value, factor), count, { decimals: PER_HEAD_DECIMALS })
  return { value: normalizeDecimal(perHead), as: 'quantity', reason: null, against: null }
}

const rateOfPercent = (percent: Decimal) =>
  normalizeDecimal(divideDecimals(percent, hundred, { decimals: percent.scale + 2 }))

/** The figure as a series that is looked up when it is asked. */
function seriesOf({ valueAt }: Timed): ReadonlyMap<string, Decimal> {
  return {
    get: (period: string) => valueAt(period) ?? undefined,
    has: (period: string) => valueAt(period) !== null,
  } as ReadonlyMap<string, Decimal>
}
