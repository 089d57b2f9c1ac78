import type { Decimal } from '../quantity/index.ts'
import type { YearPlan } from './schedule.ts'

/** 绿黄红灰; grey is unknown, not bad. */
export type Light = 'green' | 'amber' | 'red' | 'grey'

/**
 * What a value is held against.
 *
 * - `schedule`: a flow that fills up over the target's year, against the share due by now.
 * - `path`: a level that moves from its base at the end of the base year to the target, along a straight line.
 * - `level`: a level that has to be there already.
 */
export type Pace =
  | { readonly kind: 'schedule'; readonly plan: YearPlan }
  | { readonly kind: 'path'; readonly base: Decimal; readonly baseYear: number }
  | { readonly kind: 'level' }

/** When a light changes colour; content of the catalogue, never of the code [RE6]. */
export interface LightRuleSet {
  readonly id: string
  /** Green from this gap on, in percentage points ahead of what is due: 0, or -2. */
  readonly greenFromPoints: Decimal
  /** Amber from this gap on, red below it: -10. */
  readonly amberFromPoints: Decimal
  /** Grey while fewer than this rate of the expected places reported. */
  readonly minimumCompleteness: Decimal
  /** How far `approx` may be off, as a rate of the target. */
  readonly approximateTolerance: Decimal
}

/** How the lights under a goal make the goal's own; content of the catalogue [RE8]. */
export interface GoalLightRule {
  readonly id: string
  /** Red when there is a red one and the red are at least this rate of the lit; 0: any red one. */
  readonly redFromShare: Decimal
  /** Amber when there is an amber or red one and they are at least this rate of the lit. */
  readonly amberFromShare: Decimal
  /** Grey when the grey are at least this rate of all; 1: only when all are. */
  readonly greyFromShare: Decimal
}
