import { type Decimal, parseDecimal } from '../quantity/index.ts'
import { codesOf, type Formula, parseFormula } from '../rollup/index.ts'
import { type CheckSeverity, type FormCheck, usualSeverity } from './check-rule.ts'
import type { FormColumn, FormEntry } from './form.ts'

/** The columns of its form that a rule names, each once; an indicator of another form is none of them. */
export function columnsOfCheck(check: FormCheck): readonly string[] {
  switch (check.kind) {
    case 'sum':
      return [check.total, ...check.parts]
    case 'atMost':
      return [check.smaller, check.larger]
    case 'compare':
      return [
        ...new Set([check.indicator, ...codesOf(parseFormula(check.left)), ...codesOf(parseFormula(check.right))]),
      ]
    case 'acrossForms':
    case 'range':
    case 'change':
    case 'slip':
    case 'target':
    case 'outlier':
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return [check.indicator]
  }
}

/** A column with its bounds read. */
export interface PlannedColumn {
  readonly column: FormColumn
  readonly position: number
  readonly low: Decimal | null
  readonly high: Decimal | null
  readonly factor: Decimal | null
}

/** A rule with its numbers and formulas read. */
export interface PlannedRule {
  readonly rule: FormCheck
  readonly severity: CheckSeverity
  readonly left: Formula | null
  readonly right: Formula | null
  /** Bounds, tolerance, threshold or factors as the kind has them, by their names. */
  readonly number: (name: string) => Decimal | null
  readonly factors: readonly Decimal[]
}

/** A form's checks made ready for many rows. */
export interface CheckPlan {
  readonly columns: ReadonlyMap<string, PlannedColumn>
  readonly rules: readonly PlannedRule[]
}

type CheckedForm = Pick<FormEntry, 'columns' | 'checks'>

const plans = new WeakMap<CheckedForm, CheckPlan>()

/** Reads every number and formula of the rules once for a form. @throws Problem `formula.malformed`, `number.malformed` */
export function planChecks(form: CheckedForm): CheckPlan {
  const known = plans.get(form)
  if (known) return known
  const plan = { columns: new Map(form.columns.map(planColumn)), rules: form.checks.map(planRule) }
  plans.set(form, plan)
  return plan
}

const numberOrNull = (text: string | null | undefined): Decimal | null => (text ? parseDecimal(text) : null)

function planColumn(column: FormColumn, position: number): [string, PlannedColumn] {
  const { plausible, slip } = column
  const bounds = { low: numberOrNull(plausible.low), high: numberOrNull(plausible.high) }
  return [column.indicator, { column, position, ...bounds, factor: numberOrNull(slip?.factor) }]
}

function planRule(rule: FormCheck): PlannedRule {
  const numbers = new Map(
    ['low', 'high', 'lowest', 'highest', 'above', 'behind', 'tolerance', 'threshold', 'least'].map((name) => [
      name,
      numberOrNull((rule as unknown as Readonly<Record<string, string | null>>)[name]),
    ]),
  )
  return {
    rule,
    severity: rule.severity ?? usualSeverity[rule.kind],
    left: rule.kind === 'compare' ? parseFormula(rule.left) : null,
    right: rule.kind === 'compare' ? parseFormula(rule.right) : null,
    number: (name) => numbers.get(name) ?? null,
    factors: rule.kind === 'slip' ? rule.factors.map(parseDecimal) : [],
  }
}
