import { Problem } from '../problem/index.ts'
import { type Decimal, formatDecimal, negate, normalizeDecimal, parseDecimal } from '../quantity/index.ts'

/** The four operations; there are no others. */
export type Operator = '+' | '-' | '*' | '/'

export type Comparator = '<' | '<=' | '>' | '>='

/** How many places under a place, each once, have a figure of an indicator that meets a bound, in its unit. */
export interface CountNode {
  readonly kind: 'count'
  readonly code: string
  readonly comparator: Comparator
  readonly bound: Decimal
  readonly position: number
}

/**
 * A derived indicator as a tree. Leaves are plain decimals, codes of other indicators and counts of places; `position`
 * counts from 0.
 */
export type Formula =
  | CountNode
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
 * plain decimals, codes of indicators, and `count(a >= 50)` for the places that meet a bound [RU8]. Nothing else can be said, so nothing else can be run.
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
    if (word === 'count' && peek()?.text === '(') return count(start)
    if (/^\d/.test(word)) return { kind: 'number', value: parseDecimal(word), position: start }
    if (/^[A-Za-z]/.test(word)) return { kind: 'indicator', code: word, position: start }
    throw malformed(token.position)
  }

  function count(start: number): Formula {
    const expect = (pattern: RegExp): string => {
      const token = peek()
      if (!token || !pattern.test(token.text)) throw malformed(position())
      next += 1
      return token.text
    }
    expect(/^\($/)
    const code = expect(/^[A-Za-z]/)
    const comparator = expect(/^[<>]=?$/) as Comparator
    const isNegative = peek()?.text === '-'
    if (isNegative) next += 1
    const size = parseDecimal(expect(/^\d/))
    expect(/^\)$/)
    const bound = normalizeDecimal(isNegative ? negate(size) : size)
    return { kind: 'count', code, comparator, bound, position: start }
  }

  const formula = sum(0)
  if (next < tokens.length) throw malformed(position())
  return formula
}

/** The codes that a formula asks for, those whose places it counts among them, each once, in the order of appearance. */
export function codesOf(formula: Formula): readonly string[] {
  return [...new Set(leavesOf(formula).map(({ code }) => code))]
}

/** The codes whose figures of the same place a formula is worked out with. */
export function figuresOf(formula: Formula): readonly string[] {
  return [...new Set(leavesOf(formula).flatMap((leaf) => (leaf.kind === 'indicator' ? leaf.code : [])))]
}

/** The counts that a formula asks for, each once. */
export function countsOf(formula: Formula): readonly CountNode[] {
  const counts = leavesOf(formula).flatMap((leaf) => (leaf.kind === 'count' ? leaf : []))
  return [...new Map(counts.map((count) => [countKey(count), count])).values()]
}

/** Names a count, wherever it stands; under this name its value is looked up. */
export const countKey = ({ code, comparator, bound }: Omit<CountNode, 'kind' | 'position'>): string =>
  `count(${code} ${comparator} ${formatDecimal(bound)})`

type Leaf = CountNode | Extract<Formula, { kind: 'indicator' }>

function leavesOf(node: Formula): readonly Leaf[] {
  switch (node.kind) {
    case 'number':
      return []
    case 'indicator':
    case 'count':
      return [node]
    case 'negate':
      return leavesOf(node.operand)
    case 'binary':
      return [...leavesOf(node.left), ...leavesOf(node.right)]
  }
}

function tokensOf(text: string): readonly Token[] {
  const pattern = /\s*(?:(\d{1,30}(?:\.\d{1,30})?|[A-Za-z]\w{0,79}|[<>]=?|[-+*/()])|$)/y
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
