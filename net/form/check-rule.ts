/** Words of a rule in both languages. */
export interface CheckWords {
  readonly zh: string
  readonly en: string
}

/** A hard finding stops a return; a soft one asks for an explanation, which then travels with the figure. */
export type CheckSeverity = 'hard' | 'soft'

export type CheckOperator = 'lt' | 'le' | 'eq' | 'ge' | 'gt'

interface Rule {
  readonly code: string
  /** Without it the kind decides: `usualSeverity`. */
  readonly severity?: CheckSeverity | undefined
  /** What the clerk reads instead of the usual message; names in braces are filled in. */
  readonly words?: CheckWords | undefined
  /** Only in periods that end in one of the months, only for places of one of the classes. Always and everywhere when absent. */
  readonly when?:
    | { readonly months?: readonly number[] | undefined; readonly classes?: readonly string[] | undefined }
    | undefined
}

interface OneColumn extends Rule {
  readonly indicator: string
}

/** A total is its parts, give or take `tolerance` in the unit of the column. */
interface SumRule extends Rule {
  readonly kind: 'sum'
  readonly total: string
  readonly parts: readonly string[]
  readonly tolerance?: string | undefined
}

/** A part is at most its whole. */
interface AtMostRule extends Rule {
  readonly kind: 'atMost'
  readonly smaller: string
  readonly larger: string
}

/** Two formulas over columns of the row compared; the finding stands at `indicator`. */
interface CompareRule extends OneColumn {
  readonly kind: 'compare'
  readonly left: string
  readonly operator: CheckOperator
  readonly right: string
  readonly tolerance?: string | undefined
}

/** Compared with a figure that another form collects of the same place and period. */
interface AcrossFormsRule extends OneColumn {
  readonly kind: 'acrossForms'
  readonly operator: CheckOperator
  /** Indicator of the other form, and how the clerk knows it. */
  readonly other: string
  readonly otherName: CheckWords
  readonly tolerance?: string | undefined
}

/** Bounds in the unit of the column. */
interface RangeRule extends OneColumn {
  readonly kind: 'range'
  readonly low: string | null
  readonly high: string | null
}

/** Change in percent against the period before or the same period of the year before: -50 to 100. */
interface ChangeRule extends OneColumn {
  readonly kind: 'change'
  readonly against: 'lastPeriod' | 'lastYear'
  readonly lowest: string | null
  readonly highest: string | null
}

/** About one of the factors times the figure of the period before, or its inverse: a digit or a unit slipped. */
interface SlipRule extends OneColumn {
  readonly kind: 'slip'
  readonly factors: readonly string[]
}

/** Against the year's target, in percent: more than `above` attained, or more than `behind` points behind the schedule. */
interface TargetRule extends OneColumn {
  readonly kind: 'target'
  readonly above: string | null
  readonly behind: string | null
}

/** Far from the place's own figures, or from those of the places of its class in this period, by the robust z score. */
interface OutlierRule extends OneColumn {
  readonly kind: 'outlier'
  readonly against: 'history' | 'class'
  /** Of a cumulative figure the increase is judged: what was added in the period. The figure when absent. */
  readonly of?: 'figure' | 'increase' | undefined
  /** 3.5 when absent. */
  readonly threshold?: string | undefined
  /** A figure nearer to the median than this is never unusual: one petition where there were none. */
  readonly least?: string | undefined
}

/** What every figure of one column has to be. `notFalling`: not below the place's figure of the period before, within a year. */
interface PlainRule extends OneColumn {
  readonly kind: 'notFalling' | 'whole' | 'notNegative'
}

/** A rule of a form as data; the same rules run in the browser, on workbooks and on the wire. */
export type FormCheck =
  | SumRule
  | AtMostRule
  | CompareRule
  | AcrossFormsRule
  | RangeRule
  | ChangeRule
  | SlipRule
  | TargetRule
  | OutlierRule
  | PlainRule

/** What cannot be true stops; what is only unlikely asks [CK2]. */
export const usualSeverity: Readonly<Record<FormCheck['kind'], CheckSeverity>> = {
  sum: 'hard',
  atMost: 'hard',
  compare: 'hard',
  acrossForms: 'soft',
  range: 'hard',
  change: 'soft',
  slip: 'soft',
  target: 'soft',
  outlier: 'soft',
  notFalling: 'soft',
  whole: 'hard',
  notNegative: 'hard',
}
