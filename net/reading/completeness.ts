import { type Decimal, decimalOf } from '../quantity/index.ts'
import { rateOf } from './attainment.ts'

/** n of m: how many of the places that had to report did. */
export interface Completeness {
  readonly reported: number
  readonly expected: number
  readonly missing: number
  /** Null when nothing was expected. */
  readonly rate: Decimal | null
}

/** Reporting rate 报送率. `expected` counts administrative places only; both counts are whole and not negative [RE4]. */
export function completeness(reported: number, expected: number): Completeness {
  return {
    reported,
    expected,
    missing: Math.max(0, expected - reported),
    rate: rateOf(decimalOf(reported), decimalOf(expected)),
  }
}
