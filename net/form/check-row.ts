import {
  absolute,
  addDecimals,
  compareDecimals,
  type Decimal,
  normalizeDecimal,
  signOf,
  subtractDecimals,
  sumDecimals,
  zero,
} from '../quantity/index.ts'
import { codesOf, evaluateFormula } from '../rollup/index.ts'
import { isBetween, plain } from './check-bounds.ts'
import type { PlannedRule } from './check-plan.ts'
import type { CheckOperator, FormCheck } from './check-rule.ts'
import type { CheckedRow, RowFinding } from './checked-row.ts'

type Kind<K extends FormCheck['kind']> = Extract<FormCheck, { kind: K }>

/** Rules about the row itself, and about another form's figure of the same place and period [CK6–CK8]. */
export function checkBetween(planned: PlannedRule, row: CheckedRow): readonly RowFinding[] {
  const { rule } = planned
  switch (rule.kind) {
    case 'sum':
      return checkSum(rule, planned, row)
    case 'atMost':
      return checkAtMost(rule, row)
    case 'compare':
      return checkFormulas(rule, planned, row)
    case 'acrossForms': {
      const figure = row.figure(rule.indicator)
      const other = row.known(rule.other)?.series.get(row.period.id)
      if (!figure || !other || holds(figure, other, rule.operator, planned.number('tolerance') ?? zero)) return []
      const detail = { text: plain(figure), limit: plain(other), other: rule.otherName.zh, otherEn: rule.otherName.en }
      return [
        { code: 'check.acrossForms', indicator: rule.indicator, detail: { ...detail, sign: signs[rule.operator] } },
      ]
    }
    case 'range': {
      const figure = row.figure(rule.indicator)
      if (!figure || isBetween(figure, { low: planned.number('low'), high: planned.number('high') })) return []
      const detail = { text: plain(figure), low: rule.low ?? '…', high: rule.high ?? '…' }
      return [{ code: 'check.range', indicator: rule.indicator, detail }]
    }
    case 'whole': {
      const figure = row.figure(rule.indicator)
      if (!figure || normalizeDecimal(figure).scale === 0) return []
      return [{ code: 'value.notWhole', indicator: rule.indicator, detail: { text: plain(figure) } }]
    }
    case 'notNegative': {
      const figure = row.figure(rule.indicator)
      if (!figure || signOf(figure) >= 0) return []
      return [{ code: 'value.negative', indicator: rule.indicator, detail: { text: plain(figure) } }]
    }
    case 'change':
    case 'slip':
    case 'target':
    case 'outlier':
    case 'notFalling':
      return []
  }
}

/** With a part left open the sum can still be too large already; what does not apply adds nothing. */
function checkSum({ total, parts }: Kind<'sum'>, { number }: PlannedRule, row: CheckedRow): readonly RowFinding[] {
  const whole = row.figure(total)
  const known = parts.flatMap((part) => row.figure(part) ?? [])
  if (!whole || known.length === 0) return []
  const sum = sumDecimals(known)
  const isWhole = parts.every((part) => row.figure(part) || row.cells.get(part)?.missing === 'notApplicable')
  if (holds(sum, whole, isWhole ? 'eq' : 'le', number('tolerance') ?? zero)) return []
  const code = isWhole ? 'check.sum' : 'check.sumExceeded'
  return [{ code, indicator: total, beside: parts, detail: { text: plain(whole), sum: plain(sum) } }]
}

function checkAtMost({ smaller, larger }: Kind<'atMost'>, row: CheckedRow): readonly RowFinding[] {
  const part = row.figure(smaller)
  const whole = row.figure(larger)
  if (!part || !whole || compareDecimals(part, whole) <= 0) return []
  const detail = { text: plain(part), limit: plain(whole) }
  return [{ code: 'check.atMost', indicator: smaller, beside: [larger], detail }]
}

/** A part that is not there leaves the comparison unmade, and so does a division by zero. */
function checkFormulas(rule: Kind<'compare'>, planned: PlannedRule, row: CheckedRow): readonly RowFinding[] {
  const { left, right } = planned
  if (!left || !right) return []
  const codes = [...new Set([...codesOf(left), ...codesOf(right)])]
  const figures = new Map(codes.map((code) => [code, row.figure(code)]))
  const [a, b] = [evaluateFormula(left, figures).value, evaluateFormula(right, figures).value]
  if (!a || !b || holds(a, b, rule.operator, planned.number('tolerance') ?? zero)) return []
  const beside = codes.filter((code) => code !== rule.indicator)
  const detail = { left: rule.left, leftValue: plain(a), right: rule.right, rightValue: plain(b) }
  const figure = row.figure(rule.indicator)
  const text = figure ? plain(figure) : ''
  return [
    {
      code: 'check.compare',
      indicator: rule.indicator,
      beside,
      detail: { text, ...detail, sign: signs[rule.operator] },
    },
  ]
}

const signs: Readonly<Record<CheckOperator, string>> = { lt: '<', le: '≤', eq: '=', ge: '≥', gt: '>' }

/** Whether a stands to b as asked, give or take a tolerance, which only ever forgives. */
function holds(a: Decimal, b: Decimal, operator: CheckOperator, tolerance: Decimal): boolean {
  switch (operator) {
    case 'lt':
      return compareDecimals(a, addDecimals(b, tolerance)) < 0
    case 'le':
      return compareDecimals(a, addDecimals(b, tolerance)) <= 0
    case 'eq':
      return compareDecimals(absolute(subtractDecimals(a, b)), tolerance) <= 0
    case 'ge':
      return holds(b, a, 'le', tolerance)
    case 'gt':
      return holds(b, a, 'lt', tolerance)
  }
}
