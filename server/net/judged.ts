import type { Target } from '@gangju/net/fact'
import { parsePeriod } from '@gangju/net/period'
import {
  addDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  normalizeDecimal,
  parseDecimal,
  subtractDecimals,
} from '@gangju/net/quantity'
import {
  decideLight,
  judgeTarget,
  type Light,
  type LightDecision,
  type Pace,
  requiredGrowth,
} from '@gangju/net/reading'
import type { CatalogIndicator, LightRules } from './catalog.ts'
import type { TargetRow } from './cell.store.ts'
import type { Figure } from './figures.ts'

export interface Judgement {
  readonly indicator: CatalogIndicator
  readonly period: string
  readonly figure: Figure
  /** What fills up over the year: the figure itself when it is cumulative, the year's sum when it is of the month. */
  readonly soFar: Decimal | null
  /** The figure at the end of the year before the target's, where a level starts from. */
  readonly base: { readonly value: Decimal; readonly year: number } | null
  readonly targets: readonly TargetRow[]
  readonly rules: LightRules
}

export interface JudgedTarget {
  readonly row: TargetRow
  readonly attainment: string | null
  readonly schedule: string | null
  readonly gapPoints: string | null
  readonly light: Light
  readonly decides: boolean
  readonly requiredGrowth: string | null
}

export interface Judged {
  readonly decision: LightDecision
  readonly targets: readonly JudgedTarget[]
}

/** The light of one figure and how far each of its targets is reached [RE5, RE6]. */
export function judge({ indicator, period: periodId, figure, soFar, base, targets, rules }: Judgement): Judged {
  const period = parsePeriod(periodId)
  const pace = paceOf(indicator, base, rules)
  const direction = indicator.entry.direction
  const value = pace.kind === 'schedule' ? soFar : figure.value
  const known = targets.flatMap((row) => {
    const target = targetOf(row)
    return target === null ? [] : { row, target, pace: paceOfTarget(row, pace) }
  })
  const completeness = figure.completeness ?? { reported: 1, expected: 1, missing: 0, rate: null }
  const deciding = known.find(({ row }) => row.commitment === 'firm') ?? known[0]
  const decideFor = (one: Decimal | null) =>
    decideLight({
      value: one,
      missing: figure.state === 'notApplicable' ? 'notApplicable' : null,
      targets: known.map(({ target }) => target),
      period,
      direction,
      pace: deciding?.pace ?? pace,
      rules: rules.light,
      completeness,
    })
  const asReported = decideFor(value)
  const asComplete = value === null ? asReported : decideFor(raiseToWhole(indicator, value, figure))
  const decision =
    asComplete.light === asReported.light
      ? asReported
      : { ...asReported, light: 'grey' as const, reason: { code: 'light.incomplete' as const, completeness } }
  const judged = known.map(({ row, target, pace: own }): JudgedTarget => {
    const decides = decision.firm?.target === target
    if (value === null || direction === 'none') return { ...unjudged(row), decides }
    const reading = judgeTarget({ value, target, period, direction, pace: own, rules: rules.light })
    const growth =
      pace.kind === 'schedule' || target.year <= period.year || value.coefficient <= 0n
        ? null
        : requiredGrowth({ base: value, baseYear: period.year, target: target.value, targetYear: target.year })
    return {
      row,
      attainment: text(reading.attainment),
      schedule: text(reading.schedule),
      gapPoints: text(reading.gapPoints),
      light: reading.light,
      decides,
      requiredGrowth: text(growth),
    }
  })
  const others = targets.filter((row) => !known.some((one) => one.row === row)).map(unjudged)
  return { decision, targets: [...judged, ...others] }
}

/**
 * What a sum would be if those who have not reported were like those who have. A light that would differ is not shown: what
 * is missing decides it, and not reported is not failed [RE13].
 */
function raiseToWhole(
  { entry, formula }: CatalogIndicator,
  value: Decimal,
  { value: current, completeness }: Figure,
): Decimal {
  const isSum = formula === null && entry.aggregation.overPlaces === 'sum'
  if (!isSum || current === null || completeness === null || completeness.missing === 0 || completeness.reported === 0)
    return value
  const whole = multiplyDecimals(current, decimalOf(completeness.expected))
  const raised = divideDecimals(whole, decimalOf(completeness.reported), { decimals: current.scale + 4 })
  return addDecimals(value, subtractDecimals(raised, current))
}

const text = (value: Decimal | null) => (value === null ? null : formatDecimal(normalizeDecimal(value)))

const unjudged = (row: TargetRow): JudgedTarget => ({
  row,
  attainment: null,
  schedule: null,
  gapPoints: null,
  light: 'grey',
  decides: false,
  requiredGrowth: null,
})

function paceOf({ entry }: CatalogIndicator, base: Judgement['base'], rules: LightRules): Pace {
  if (entry.pace === 'schedule') return { kind: 'schedule', plan: rules.plan }
  if (entry.pace === 'path' && base !== null) return { kind: 'path', base: base.value, baseYear: base.year }
  return { kind: 'level' }
}

/** A target may carry a schedule of its own: monthly shares, or 120 % of the plan. */
function paceOfTarget({ schedule }: TargetRow, pace: Pace): Pace {
  if (pace.kind !== 'schedule' || schedule === null) return pace
  return {
    kind: 'schedule',
    plan: {
      spread: schedule.shares ? schedule.shares.map(parseDecimal) : pace.plan.spread,
      planRate: schedule.planRate ? parseDecimal(schedule.planRate) : pace.plan.planRate,
    },
  }
}

/**
 * A target without a year is shown and not judged: nobody said when. So is one without a commitment, unless a person took it
 * from a document as a target: then it stands for what it says, like a firm one [DE14].
 */
function targetOf(row: TargetRow): Target | null {
  const commitment = row.commitment ?? (row.proposalId === null ? null : 'firm')
  if (row.year === null || commitment === null || row.measure === 'date') return null
  return {
    comparator: row.comparator,
    value: parseDecimal(row.value),
    valueMax: row.valueMax === null ? null : parseDecimal(row.valueMax),
    commitment,
    year: row.year,
    baseYear: row.baseYear,
    measure: row.measure as Target['measure'],
  }
}
