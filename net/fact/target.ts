import { absolute, compareDecimals, type Decimal, multiplyDecimals, subtractDecimals } from '../quantity/index.ts'

/** ≥ > ≤ < = 约 and from…to. */
export type Comparator = 'ge' | 'gt' | 'le' | 'lt' | 'eq' | 'approx' | 'range'

/** 确保 firm, 力争 stretch, 预期 expected. */
export type Commitment = 'firm' | 'stretch' | 'expected'

/** What the number of a target is: a level, a growth rate, a share, a rank, a count, or a change since the base year. */
export type TargetMeasure = 'level' | 'growth' | 'share' | 'rank' | 'count' | 'change'

/** A promise about one indicator at one place, in the indicator's unit, to be kept by the end of `year`. */
export interface Target {
  readonly comparator: Comparator
  /** The number promised; the lower end of a range. */
  readonly value: Decimal
  /** The upper end of a range; null otherwise. */
  readonly valueMax: Decimal | null
  readonly commitment: Commitment
  readonly year: number
  readonly baseYear: number | null
  readonly measure: TargetMeasure
}

/** What the rules in force allow. */
export interface TargetTolerance {
  /** How far `approx` may be off, as a rate of the target. Without it an approximate target cannot be judged. */
  readonly approximate?: Decimal
}

/**
 * Whether a value keeps a target [FA3].
 *
 * @returns null when there is no value, or an `approx` target has no tolerance: unknown is not failed.
 */
export function meetsTarget(
  value: Decimal | null,
  target: Pick<Target, 'comparator' | 'value' | 'valueMax'>,
  { approximate }: TargetTolerance = {},
): boolean | null {
  if (value === null) return null
  const order = compareDecimals(value, target.value)
  switch (target.comparator) {
    case 'ge':
      return order >= 0
    case 'gt':
      return order > 0
    case 'le':
      return order <= 0
    case 'lt':
      return order < 0
    case 'eq':
      return order === 0
    case 'range':
      return order >= 0 && (target.valueMax === null || compareDecimals(value, target.valueMax) <= 0)
    case 'approx': {
      if (approximate === undefined) return null
      const allowed = multiplyDecimals(absolute(target.value), approximate)
      return compareDecimals(absolute(subtractDecimals(value, target.value)), allowed) <= 0
    }
  }
}
