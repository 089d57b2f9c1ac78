import { Problem } from '../problem/index.ts'
import { type Decimal, parseDecimal } from '../quantity/index.ts'

/** The four operations; there are no others. */
export type Operator = '+' | '-' | '*' | '/'

/** A derived indicator as a tree. Leaves are plain decimals and codes of other indicators; `position` counts from 0. */
export type Formula =
  | { readonly kind: 'number'; readonly value: Decimal; readonly position: number }
  | { readonly kind: 'indicator'; readonly code: string; readonly position: number }
  | { readonly kind: 'negate'; readonly operand: Formula }
  | {
      readonly kind: 'binary'
      readonly operator: Operator
      readonly left: Formula
      readonly right: Formula
      /** Of the operator. */
      readonly position: number
    }

export const FORMULA_LENGTH_LIMIT = 500
export const FORMULA_DEPTH_LIMIT = 32

interface Token {
  readonly text: string
  readonly position: number
}

/**
 * Reads `a / b * 100` or `(a - b) / b`: + - * / with the usual precedence, left to right, parentheses, a minus in front,
 * plain decimals, codes of indicators [RU8]. Nothing else can be said, so nothing else can be run.
 *
 * @throws Problem `formula.malformed` with the position (from 0) of the first token that does not fit, also when longer
 *   than 500 characters or nested deeper than 32.
 */
export function parseFormula(text: string): Formula {
  if (text.length > FORMULA_LENGTH_LIMIT) throw malformed(FORMULA_LENGTH_LIMIT)
  const tokens = tokensOf(text)
  let next = 0
  const peek = () => tokens[next]
  const position = () => peek()?.position ?? text.length

  const sum = (depth: number): Formula => chain(['+', '-'], product, depth)
  const product = (depth: number): Formula => chain(['*', '/'], factor, depth)

  function chain(operators: readonly string[], part: (depth: number) => Formula, depth: number): Formula {
    let left = part(depth)
    for (let token = peek(); token && operators.includes(token.text); token = peek()) {
      next += 1
      const operator = token.text as Operator
      left = { kind: 'binary', operator, left, right: part(depth), position: token.position }
    }
    return left
  }

  function factor(depth: number): Formula {
    const token = peek()
    if (!token || depth > FORMULA_DEPTH_LIMIT) throw malformed(position())
    next += 1
    if (token.text === '-') return { kind: 'negate', operand: factor(depth + 1) }
    if (token.text === '(') {
      const inner = sum(depth + 1)
      if (peek()?.text !== ')') throw malformed(position())
      next += 1
      return inner
    }
    const { text: word, position: start } = token
    if (/^\d/.test(word)) return { kind: 'number', value: parseDecimal(word), position: start }
    if (/^[A-Za-z]/.test(word)) return { kind: 'indicator', code: word, position: start }
    throw malformed(token.position)
  }

  const formula = sum(0)
  if (next < tokens.length) throw malformed(position())
  return formula
}

/** The codes that a formula asks for, each once, in the order of appearance. */
export function codesOf(formula: Formula): readonly string[] {
  const codes = new Set<string>()
  const visit = (node: Formula): void => {
    if (node.kind === 'indicator') codes.add(node.code)
    if (node.kind === 'negate') visit(node.operand)
    if (node.kind === 'binary') {
      visit(node.left)
      visit(node.right)
    }
  }
  visit(formula)
  return [...codes]
}

function tokensOf(text: string): readonly Token[] {
  const pattern = /\s*(?:(\d{1,30}(?:\.\d{1,30})?|[A-Za-z]\w{0,79}|[-+*/()])|$)/y
  const tokens: Token[] = []
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw malformed(start + text.slice(start).search(/\S/))
    if (match[1] !== undefined) tokens.push({ text: match[1], position: pattern.lastIndex - match[1].length })
  }
  return tokens
}

function malformed(position: number): Problem {
  return new Problem('formula.malformed', { position })
}
