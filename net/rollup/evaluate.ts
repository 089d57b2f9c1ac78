import { type Decimal, divideHalfAway, normalizeDecimal, powerOfTen } from '../quantity/index.ts'
import { countKey, type Formula } from './formula.ts'

/** Decimals of a quotient that does not end. */
export const FORMULA_DECIMALS = 10

/** `reason` tells why there is no value: which part nobody reported, or that the divisor was zero. */
export type FormulaResult =
  | { readonly value: Decimal; readonly reason: null }
  | { readonly value: null; readonly reason: 'partMissing'; readonly code: string }
  | { readonly value: null; readonly reason: 'divisionByZero' }

/**
 * A derived indicator from its parts, at any level from the parts of that level [RU9]. Worked in exact fractions and
 * rounded once, half away from zero, at the end: `a / b * b` is `a`. One missing part leaves the whole without value.
 *
 * @param values by code, and of counts by `countKey`; null or absent: not reported.
 */
export function evaluateFormula(formula: Formula, values: ReadonlyMap<string, Decimal | null>): FormulaResult {
  const outcome = evaluate(formula, values)
  if (!('numerator' in outcome)) return outcome
  const { numerator, denominator } = outcome
  const coefficient = divideHalfAway(numerator * powerOfTen(FORMULA_DECIMALS), denominator)
  return { value: normalizeDecimal({ coefficient, scale: FORMULA_DECIMALS }), reason: null }
}

interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

type Outcome = Fraction | Exclude<FormulaResult, { reason: null }>

function evaluate(formula: Formula, values: ReadonlyMap<string, Decimal | null>): Outcome {
  switch (formula.kind) {
    case 'number':
      return fractionOf(formula.value)
    case 'indicator': {
      const value = values.get(formula.code) ?? null
      return value === null ? { value: null, reason: 'partMissing', code: formula.code } : fractionOf(value)
    }
    case 'count': {
      const value = values.get(countKey(formula)) ?? null
      return value === null ? { value: null, reason: 'partMissing', code: formula.code } : fractionOf(value)
    }
    case 'negate': {
      const operand = evaluate(formula.operand, values)
      return 'numerator' in operand ? { ...operand, numerator: -operand.numerator } : operand
    }
    case 'binary': {
      const left = evaluate(formula.left, values)
      if (!('numerator' in left)) return left
      const right = evaluate(formula.right, values)
      if (!('numerator' in right)) return right
      return calculate[formula.operator](left, right)
    }
  }
}

const calculate: Readonly<Record<'+' | '-' | '*' | '/', (a: Fraction, b: Fraction) => Outcome>> = {
  '+': (a, b) => ({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }),
  '-': (a, b) => ({
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }),
  '*': (a, b) => ({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }),
  '/': (a, b) =>
    b.numerator === 0n
      ? { value: null, reason: 'divisionByZero' }
      : { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator },
}

function fractionOf({ coefficient, scale }: Decimal): Fraction {
  return { numerator: coefficient, denominator: powerOfTen(scale) }
}
