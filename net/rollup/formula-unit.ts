import { type Decimal, powerOfTen } from '../quantity/index.ts'
import type { Formula } from './formula.ts'
import {
  divideUnits,
  findUnitExpression,
  formatUnitExpression,
  haveSamePowers,
  isSameUnit,
  multiplyUnits,
  PERCENT_SYMBOL,
  POINT_SYMBOL,
  plainNumber,
  type UnitExpression,
} from './unit-expression.ts'

/** Why a formula has no unit, or not the one that it should have. */
export interface UnitFault {
  readonly code:
    | 'formula.unitUnlike'
    | 'formula.unitScale'
    | 'formula.unitUnknown'
    | 'formula.partUnknown'
    | 'formula.unitResult'
  readonly position: number
  readonly left: string
  readonly right: string
}

/** The unit of a result; `per` where the wanted unit leaves out what it is counted by: beds per 1000 人. */
export type FormulaUnit =
  | { readonly unit: string; readonly per: string | null; readonly fault: null }
  | { readonly unit: string | null; readonly per: null; readonly fault: UnitFault }

type Side = { readonly unit: UnitExpression; readonly constant: boolean }
type Outcome = Side | UnitFault

/** What places are counted in. */
const PLACES_SYMBOL = '个'
const percent = findUnitExpression(PERCENT_SYMBOL)!
const points = findUnitExpression(POINT_SYMBOL)!

/**
 * The unit that a formula's result is in, worked out with exact sizes [FG10]. A number that multiplies or divides turns one
 * unit into another and leaves the quantity as it is: 亿元 / 万人 is 万元/人, and times 10000 is 元/人; a / b * 100 is %.
 * What is added must be of one unit and one size; the difference of two percents is percentage points [QU5].
 *
 * @param unitOf the printed unit of a part; undefined for a code that there is not.
 * @param wanted the unit that the result should have. One that only leaves out what it is counted by (元 for 元/人) stands,
 *   with `per` to say so.
 */
export function formulaUnit(
  formula: Formula,
  unitOf: (code: string) => string | undefined,
  wanted?: string,
): FormulaUnit {
  const outcome = work(formula, unitOf)
  if ('code' in outcome) return { unit: null, per: null, fault: outcome }
  const unit = formatUnitExpression(outcome.unit)
  if (wanted === undefined || unit === wanted) return { unit, per: null, fault: null }
  const declared = findUnitExpression(wanted)
  if (declared && isSameUnit(outcome.unit, declared)) return { unit: wanted, per: null, fault: null }
  const per = declared && perOf(outcome.unit, declared)
  if (per) return { unit: wanted, per, fault: null }
  const code = declared && haveSamePowers(outcome.unit, declared) ? 'formula.unitScale' : 'formula.unitResult'
  return { unit, per: null, fault: { code, position: 0, left: unit, right: wanted } }
}

function work(formula: Formula, unitOf: (code: string) => string | undefined): Outcome {
  switch (formula.kind) {
    case 'number':
      return { unit: sizeOfNumber(formula.value), constant: true }
    case 'indicator': {
      const { code, position } = formula
      const symbol = unitOf(code)
      if (symbol === undefined) return { code: 'formula.partUnknown', position, left: code, right: '' }
      const unit = findUnitExpression(symbol)
      if (unit === undefined) return { code: 'formula.unitUnknown', position, left: code, right: symbol }
      return { unit, constant: false }
    }
    case 'count': {
      const { code, position } = formula
      if (unitOf(code) === undefined) return { code: 'formula.partUnknown', position, left: code, right: '' }
      return { unit: findUnitExpression(PLACES_SYMBOL)!, constant: false }
    }
    case 'negate':
      return work(formula.operand, unitOf)
    case 'binary': {
      const left = work(formula.left, unitOf)
      if ('code' in left) return left
      const right = work(formula.right, unitOf)
      if ('code' in right) return right
      if (formula.operator === '*') return product(left, right)
      if (formula.operator === '/') return quotient(left, right)
      return sum(left, right, formula)
    }
  }
}

/** Of a number alone the size is the number; beside a quantity it changes the unit by its inverse. */
function product(left: Side, right: Side): Side {
  if (left.constant === right.constant) {
    return { unit: multiplyUnits(left.unit, right.unit), constant: left.constant }
  }
  const [quantity, number] = left.constant ? [right, left] : [left, right]
  return { unit: divideUnits(quantity.unit, number.unit), constant: false }
}

function quotient(left: Side, right: Side): Side {
  if (left.constant === right.constant) return { unit: divideUnits(left.unit, right.unit), constant: left.constant }
  if (right.constant) return { unit: multiplyUnits(left.unit, right.unit), constant: false }
  return { unit: divideUnits(divideUnits(plainNumber, left.unit), right.unit), constant: false }
}

function sum(left: Side, right: Side, { operator, position }: Formula & { kind: 'binary' }): Outcome {
  if (left.constant && right.constant) return { unit: plainNumber, constant: true }
  if (left.constant || right.constant) {
    const quantity = left.constant ? right : left
    if (quantity.unit.powers.size === 0) return quantity
  } else if (isSameUnit(left.unit, right.unit)) {
    return operator === '-' && isSameUnit(left.unit, percent) ? { unit: points, constant: false } : left
  } else if (isSameUnit(left.unit, percent) && isSameUnit(right.unit, points)) {
    return left
  }
  const text = (side: Side) => (side.constant ? '数 number' : formatUnitExpression(side.unit))
  const code =
    !left.constant && !right.constant && haveSamePowers(left.unit, right.unit)
      ? 'formula.unitScale'
      : 'formula.unitUnlike'
  return { code, position, left: text(left), right: text(right) }
}

/** What the wanted unit leaves out: only things below the line, as many of them as the sizes say. */
function perOf(unit: UnitExpression, wanted: UnitExpression): string | null {
  const rest = divideUnits(wanted, unit)
  const isCounted = rest.powers.size === 1 && [...rest.powers.values()].every((power) => power === 1)
  if (!isCounted || rest.denominator !== 1n || !/^10*$/.test(String(rest.numerator))) return null
  const [dimension] = rest.powers.keys()
  const one = formatUnitExpression({ ...plainNumber, powers: new Map([[dimension!, 1]]) })
  return rest.numerator === 1n ? one : `${rest.numerator} ${one}`
}

function sizeOfNumber({ coefficient, scale }: Decimal): UnitExpression {
  return coefficient === 0n ? plainNumber : { ...plainNumber, numerator: coefficient, denominator: powerOfTen(scale) }
}
