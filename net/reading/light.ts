import type { Target } from '../fact/index.ts'
import type { Period } from '../period/index.ts'
import { compareDecimals, type Decimal, signOf } from '../quantity/index.ts'
import type { Direction } from './attainment.ts'
import type { Completeness } from './completeness.ts'
import { judgeTarget, type TargetReading } from './judge.ts'
import type { Light, LightRuleSet, Pace } from './rule-set.ts'

/** Why a light has its colour, with the numbers to say it: 慢 2.3 个百分点, 未报 3 村 [RE7]. */
export type LightReason =
  | { readonly code: 'light.reference' | 'light.noTarget' | 'light.notApplicable' | 'light.notComparable' }
  | { readonly code: 'light.notReported' | 'light.incomplete'; readonly completeness: Completeness }
  | { readonly code: 'light.met'; readonly attainment: Decimal | null }
  | { readonly code: 'light.notMet' }
  | { readonly code: 'light.notDue'; readonly year: number }
  /** Percentage points, not negative, unrounded. */
  | { readonly code: 'light.ahead' | 'light.onPace' | 'light.behind'; readonly points: Decimal }

/** A colour with its reason, and both commitments as they stand. */
export interface LightDecision {
  readonly light: Light
  readonly reason: LightReason
  /** The target that decides: firm, or expected where nothing firm was promised. */
  readonly firm: TargetReading | null
  /** Shown beside; it decides nothing [RE6]. */
  readonly stretch: TargetReading | null
}

/** All that a light depends on: nothing else is looked at, no clock either. */
export interface LightQuestion {
  readonly value: Decimal | null
  /** Asked, and answered that it does not apply. */
  readonly missing?: 'notApplicable' | null
  /** Of this place and indicator, any years and commitments. */
  readonly targets: readonly Target[]
  readonly period: Period
  readonly direction: Direction
  readonly pace: Pace
  readonly rules: LightRuleSet
  readonly completeness: Completeness
}

/**
 * The light of one indicator at one place in one period [RE6].
 *
 * Grey: a reference figure, not applicable, nothing reported, too few reported, no target. Otherwise the firm target
 * nearest ahead decides. Not reported is never red. A stretch target alone gives no colour: it was not promised.
 */
export function decideLight(question: LightQuestion): LightDecision {
  const { value, period, direction, completeness, rules } = question
  if (direction === 'none') return grey({ code: 'light.reference' })
  if (question.missing === 'notApplicable') return grey({ code: 'light.notApplicable' })
  if (value === null) return grey({ code: 'light.notReported', completeness })

  const judge = (target: Target | undefined) =>
    target ? judgeTarget({ value, target, period, direction, pace: question.pace, rules }) : null
  const stretch = judge(nearest(question.targets, 'stretch', question))
  const firm = judge(nearest(question.targets, 'firm', question) ?? nearest(question.targets, 'expected', question))
  if (firm === null) return { ...grey({ code: 'light.noTarget' }), stretch }
  const isThin = completeness.rate !== null && compareDecimals(completeness.rate, rules.minimumCompleteness) < 0
  if (isThin) return { light: 'grey', reason: { code: 'light.incomplete', completeness }, firm, stretch }
  return { light: firm.light, reason: reasonOf(firm, question.pace), firm, stretch }
}

function grey(reason: LightReason): LightDecision {
  return { light: 'grey', reason, firm: null, stretch: null }
}

function reasonOf({ target, light, isDue, met, attainment, gapPoints }: TargetReading, pace: Pace): LightReason {
  if (met === true && light === 'green' && (pace.kind !== 'schedule' || !isDue || gapPoints === null)) {
    return { code: 'light.met', attainment }
  }
  if (!isDue) return { code: 'light.notDue', year: target.year }
  if (gapPoints === null) return met === null ? { code: 'light.notComparable' } : { code: 'light.notMet' }
  const sign = signOf(gapPoints)
  if (sign === 0) return { code: 'light.onPace', points: gapPoints }
  if (sign > 0) return { code: 'light.ahead', points: gapPoints }
  return { code: 'light.behind', points: { ...gapPoints, coefficient: -gapPoints.coefficient } }
}

/**
 * The first deadline not yet past; failing that the last one, which a level still has to keep. A flow answers for its own
 * year only. Of equals the first given.
 */
function nearest(targets: readonly Target[], commitment: Target['commitment'], { period, pace }: LightQuestion) {
  const promised = targets.filter((target) => target.commitment === commitment).toSorted((a, b) => a.year - b.year)
  const ahead = promised.find((target) => target.year >= period.year)
  return ahead ?? (pace.kind === 'schedule' ? undefined : promised.at(-1))
}
