import type { CheckSeverity, CheckWords } from './check-rule.ts'

/** What a check can find; the words stand in `@gangju/contract/finding-words`. */
export type FindingCode =
  | 'cell.required'
  | 'value.notWhole'
  | 'value.tooFine'
  | 'value.negative'
  | 'value.implausible'
  | 'unit.slip'
  | 'unit.slipByRange'
  | 'check.sum'
  | 'check.sumExceeded'
  | 'check.atMost'
  | 'check.compare'
  | 'check.acrossForms'
  | 'check.range'
  | 'check.falling'
  | 'check.change'
  | 'check.changeInYear'
  | 'check.slip'
  | 'check.overTarget'
  | 'check.behindTarget'
  | 'check.outlierInHistory'
  | 'check.outlierInClass'

/** One thing wrong or odd in one cell of a return. */
export interface Finding {
  readonly code: FindingCode
  /** Code of the form's rule; null for what columns themselves ask. */
  readonly check: string | null
  readonly severity: CheckSeverity
  /** The cell carries an explanation, which settles a soft finding and never a hard one [CK3]. */
  readonly explained: boolean
  /** Code of the place. */
  readonly place: string
  readonly indicator: string
  /** Other columns of the row that it is about. */
  readonly beside: readonly string[]
  /** Plain decimals and names for the message. `text` is the figure itself. */
  readonly detail: Readonly<Record<string, string>>
  /** What the form says instead of the usual message. */
  readonly words: CheckWords | null
}

/** Shorter ones explain nothing: 正常, 无误. */
export const SHORTEST_EXPLANATION = 4

/** Whether a text is an explanation [CK3]: four characters or more beside blanks. */
export function isExplanation(text: string | null): boolean {
  return text !== null && Array.from(text.replace(/\s/gu, '')).length >= SHORTEST_EXPLANATION
}

/** Whether it stands in the way of handing in [CK3]: hard, or soft without an explanation. */
export function isUnsettled({ severity, explained }: Finding): boolean {
  return severity === 'hard' || !explained
}
