import type { Period } from '../period/index.ts'
import type { Decimal } from '../quantity/index.ts'
import type { Finding } from './check-finding.ts'
import type { KnownFigure } from './check-known.ts'

/** A cell of a return that somebody answered, left open knowingly, or marked as not applicable. */
export interface CheckedCell {
  /** Codes. */
  readonly place: string
  readonly indicator: string
  readonly value: Decimal | null
  readonly missing: 'notApplicable' | 'notReported' | null
  readonly explanation: string | null
}

/** The cells of one place, and what a rule asks about them. */
export interface CheckedRow {
  readonly place: string
  readonly period: Period
  readonly cells: ReadonlyMap<string, CheckedCell>
  /** The figure, unless there is none or it cannot stand by itself: then it is not compared with anything. */
  readonly figure: (indicator: string) => Decimal | null
  readonly known: (indicator: string) => KnownFigure | undefined
}

/** A finding before what its row and its rule know is added. */
export type RowFinding = Pick<Finding, 'code' | 'indicator' | 'detail'> & Partial<Pick<Finding, 'severity' | 'beside'>>
