import { firstMonth, type Period, previousPeriod, shiftPeriod, yearBefore } from '../period/index.ts'
import {
  absolute,
  compareDecimals,
  type Decimal,
  hundred,
  multiplyDecimals,
  one,
  parseDecimal,
  roundDecimal,
  subtractDecimals,
} from '../quantity/index.ts'
import { attainment, changeBetween, monthFromCumulative, paceGap, scheduleProgress } from '../reading/index.ts'
import { isBetween, plain } from './check-bounds.ts'
import { HISTORY_PERIODS } from './check-known.ts'
import type { CheckPlan, PlannedRule } from './check-plan.ts'
import { robustScore, summarizeRobustly } from './check-robust.ts'
import type { FormCheck } from './check-rule.ts'
import { slippedBy } from './check-slip.ts'
import type { CheckedRow, RowFinding } from './checked-row.ts'

type Kind<K extends FormCheck['kind']> = Extract<FormCheck, { kind: K }>

/** Rules against what is known from other times and places: earlier figures, the year's target, the class [CK9–CK12]. */
export function checkOverTime(planned: PlannedRule, row: CheckedRow, { columns }: CheckPlan): readonly RowFinding[] {
  const { rule } = planned
  if (!('indicator' in rule)) return []
  const figure = row.figure(rule.indicator)
  if (!figure) return []
  const unit = columns.get(rule.indicator)?.column.unit ?? ''
  const found = findOverTime(planned, figure, row)
  return found ? [{ ...found, indicator: rule.indicator, detail: { text: plain(figure), unit, ...found.detail } }] : []
}

type Found = Omit<RowFinding, 'indicator'> | undefined

function findOverTime(planned: PlannedRule, figure: Decimal, row: CheckedRow): Found {
  const { rule, factors } = planned
  const known = 'indicator' in rule ? row.known(rule.indicator) : undefined
  const last = known?.series.get(previousPeriod(row.period).id)
  switch (rule.kind) {
    case 'notFalling': {
      const isNewYear = firstMonth(row.period) === 1
      if (!last || isNewYear || compareDecimals(figure, last) >= 0) return undefined
      return { code: 'check.falling', detail: { last: plain(last) } }
    }
    case 'change': {
      const earlier = rule.against === 'lastPeriod' ? last : known?.series.get(yearBefore(row.period).id)
      return findChange(rule, planned, { figure, earlier })
    }
    case 'slip': {
      const guess = factors
        .map((factor) => slippedBy(figure, last, factor))
        .find((unslipped) => unslipped !== undefined)
      return guess && last && { code: 'check.slip', detail: { last: plain(last), suggestion: plain(guess) } }
    }
    case 'target':
      return known?.target
        ? findAgainstTarget(planned, { figure, target: known.target, period: row.period })
        : undefined
    case 'outlier':
      return findOutlier(rule, planned, { figure, row })
    case 'sum':
    case 'atMost':
    case 'compare':
    case 'acrossForms':
    case 'range':
    case 'whole':
    case 'notNegative':
      return undefined
  }
}

function findChange(
  { against }: Kind<'change'>,
  { number }: PlannedRule,
  { figure, earlier }: { readonly figure: Decimal; readonly earlier: Decimal | undefined },
): Found {
  const rate = changeBetween(figure, earlier)?.rate
  if (!rate || !earlier) return undefined
  const percent = multiplyDecimals(rate, hundred)
  if (isBetween(percent, { low: number('lowest'), high: number('highest') })) return undefined
  const code = against === 'lastPeriod' ? 'check.change' : 'check.changeInYear'
  return { code, detail: { last: plain(earlier), percent: plain(roundDecimal(percent, 1)) } }
}

/** Behind is against an even schedule of the year; a target that is not above zero is not judged here. */
function findAgainstTarget(
  { number }: PlannedRule,
  { figure, target, period }: { readonly figure: Decimal; readonly target: Decimal; readonly period: Period },
): Found {
  const rate = attainment(figure, target, { direction: 'up' })
  if (!rate) return undefined
  const percent = multiplyDecimals(rate, hundred)
  const detail = { target: plain(target), percent: plain(roundDecimal(percent, 1)) }
  const above = number('above')
  if (above && compareDecimals(percent, above) > 0) return { code: 'check.overTarget', detail }
  const behind = number('behind')
  const points = multiplyDecimals(
    paceGap(rate, scheduleProgress({ period, plan: { spread: 'linear', planRate: one } })),
    minusOne,
  )
  if (!behind || compareDecimals(points, behind) <= 0) return undefined
  return { code: 'check.behindTarget', detail: { ...detail, points: plain(roundDecimal(points, 1)) } }
}

const minusOne = parseDecimal('-1')
const usualThreshold = parseDecimal('3.5')

function findOutlier(
  { against, indicator, of = 'figure' }: Kind<'outlier'>,
  { number }: PlannedRule,
  { figure, row }: { readonly figure: Decimal; readonly row: CheckedRow },
): Found {
  const known = row.known(indicator)
  if (!known) return undefined
  const judged = against === 'class' || of === 'figure' ? figure : increaseOf(known.series, row.period, figure)
  const figures = against === 'class' ? known.peers : summarizeRobustly(historyOf(known.series, row.period, of))
  const score = judged && figures ? robustScore(judged, figures) : null
  if (!score || !figures || compareDecimals(absolute(score), number('threshold') ?? usualThreshold) <= 0)
    return undefined
  const least = number('least')
  if (least && compareDecimals(absolute(subtractDecimals(judged!, figures.median)), least) < 0) return undefined
  return {
    code: against === 'class' ? 'check.outlierInClass' : 'check.outlierInHistory',
    detail: {
      judged: plain(judged!),
      median: plain(figures.median),
      score: plain(score),
      count: String(figures.count),
    },
  }
}

type Series = ReadonlyMap<string, Decimal>

/** The place's own figures of the periods before, or what each period added within its year. */
function historyOf(series: Series, period: Period, of: 'figure' | 'increase'): readonly Decimal[] {
  const before = Array.from({ length: HISTORY_PERIODS }, (_, index) => shiftPeriod(period, -1 - index))
  return before.flatMap(({ id }) => (of === 'figure' ? series.get(id) : monthFromCumulative(series, id)) ?? [])
}

function increaseOf(series: Series, period: Period, figure: Decimal): Decimal | null {
  return monthFromCumulative(new Map([...series, [period.id, figure]]), period.id)
}
