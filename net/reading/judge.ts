import { meetsTarget, type Target } from '../fact/index.ts'
import { lastMonth, type Period } from '../period/index.ts'
import {
  absolute,
  compareDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  hundred,
  isZero,
  maxDecimal,
  minDecimal,
  multiplyDecimals,
  negate,
  normalizeDecimal,
  one,
  subtractDecimals,
  zero,
} from '../quantity/index.ts'
import { attainment, type Direction, RATE_DECIMALS, rateOf } from './attainment.ts'
import type { Light, LightRuleSet, Pace } from './rule-set.ts'
import { paceGap, scheduleProgress } from './schedule.ts'

/** One target seen from one value: what was due, what is there, how far apart. */
export interface TargetReading {
  readonly target: Target
  readonly light: Light
  /** False for a later year's target that nothing leads to yet: its gap says nothing. */
  readonly isDue: boolean
  /** Kept as it stands now; null where that cannot be said. */
  readonly met: boolean | null
  readonly attainment: Decimal | null
  /** The rate due at the end of the period; 1 for a level. */
  readonly schedule: Decimal
  /** Percentage points ahead of what is due, behind when negative; null where no rate exists. */
  readonly gapPoints: Decimal | null
}

/** One value, one target, and what connects them. */
export interface Judgement {
  readonly value: Decimal
  readonly target: Target
  readonly period: Period
  readonly direction: Exclude<Direction, 'none'>
  readonly pace: Pace
  readonly rules: LightRuleSet
}

/**
 * Holds one value against one target [RE5]. The gap is attainment less what is due; for a figure that should stay low it is
 * what was allowed by now less what was used. A flow that already fills the year's target is green whatever is due; so
 * is a level that keeps it. A target of a later year is judged along a path only: without one it is green when kept
 * already, and not due before.
 */
export function judgeTarget({ value, target, period, direction, pace, rules }: Judgement): TargetReading {
  const way = wayOf(target, direction)
  const promised = way === 'down' ? (target.valueMax ?? target.value) : target.value
  const met = meetsTarget(value, target, { approximate: rules.approximateTolerance })
  const schedule = dueRate(pace, target, period)
  const base = pace.kind === 'path' ? pace.base : undefined
  const reached = attainment(value, promised, base === undefined ? { direction: way } : { direction: way, base })
  const gapPoints = gapOf({ value, promised, way, pace, schedule })
  // A ceiling over a year can still be broken: being under it in May proves nothing.
  const isKept = met === true && (way === 'up' || pace.kind !== 'schedule')
  const isDue = pace.kind === 'path' || target.year <= period.year
  const light = isKept ? 'green' : isDue ? lightOf(gapPoints, met, rules) : 'grey'
  return { target, light, isDue, met, attainment: reached, schedule, gapPoints }
}

interface Gap {
  readonly value: Decimal
  readonly promised: Decimal
  readonly way: 'up' | 'down'
  readonly pace: Pace
  readonly schedule: Decimal
}

function gapOf({ value, promised, way, pace, schedule }: Gap): Decimal | null {
  if (pace.kind === 'path') {
    const gone = rateOf(subtractDecimals(value, pace.base), subtractDecimals(promised, pace.base))
    return gone === null ? null : paceGap(gone, schedule)
  }
  if (isZero(promised)) return null
  const part = normalizeDecimal(divideDecimals(value, absolute(promised), { decimals: RATE_DECIMALS }))
  const due = promised.coefficient < 0n ? negate(schedule) : schedule
  return way === 'up' ? paceGap(part, due) : paceGap(due, part)
}

function lightOf(gapPoints: Decimal | null, met: boolean | null, rules: LightRuleSet): Light {
  if (gapPoints === null) return met === null ? 'grey' : met ? 'green' : 'red'
  if (compareDecimals(gapPoints, rules.greenFromPoints) >= 0) return 'green'
  return compareDecimals(gapPoints, rules.amberFromPoints) >= 0 ? 'amber' : 'red'
}

/** The comparator says which way is good; where it does not, the indicator does. */
function wayOf({ comparator }: Target, direction: 'up' | 'down'): 'up' | 'down' {
  if (comparator === 'ge' || comparator === 'gt') return 'up'
  return comparator === 'le' || comparator === 'lt' ? 'down' : direction
}

function dueRate(pace: Pace, target: Target, period: Period): Decimal {
  switch (pace.kind) {
    case 'level':
      return one
    case 'schedule':
      return scheduleProgress({ period, plan: pace.plan })
    case 'path': {
      const months = (period.year - pace.baseYear - 1) * 12 + lastMonth(period)
      const all = (target.year - pace.baseYear) * 12
      if (all <= 0) return one
      const rate = divideDecimals(decimalOf(months), decimalOf(all), { decimals: RATE_DECIMALS })
      return normalizeDecimal(minDecimal(maxDecimal(rate, zero), one))
    }
  }
}

/** A rate as percent for reading: 0.8033 is 80.33. */
export function percentOf(rate: Decimal): Decimal {
  return normalizeDecimal(multiplyDecimals(rate, hundred))
}
