import { Problem } from '../problem/index.ts'

/** An exact decimal: `coefficient × 10^-scale`, scale ≥ 0. `1.50` is {150n, 2}: the scale is kept until asked otherwise. */
export interface Decimal {
  readonly coefficient: bigint
  readonly scale: number
}

/** Longest text that `parseDecimal` takes: beyond any figure, below any cost. */
export const DECIMAL_TEXT_LIMIT = 100

const pattern = /^-?\d+(\.\d+)?$/

export const zero: Decimal = { coefficient: 0n, scale: 0 }
export const one: Decimal = { coefficient: 1n, scale: 0 }
export const hundred: Decimal = { coefficient: 100n, scale: 0 }

/**
 * Reads the plain form that the wire and the database use: ASCII digits, an optional minus, an optional point [QU1].
 * No exponent, no separators, no blanks: those belong to `readNumberCell`.
 *
 * @throws Problem `number.malformed`; the text itself is not repeated, it may be somebody's identity number.
 */
export function parseDecimal(text: string): Decimal {
  if (text.length > DECIMAL_TEXT_LIMIT || !pattern.test(text)) {
    throw new Problem('number.malformed', { length: text.length })
  }
  const point = text.indexOf('.')
  if (point < 0) return { coefficient: BigInt(text), scale: 0 }
  return { coefficient: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 }
}

/** The plain form that `parseDecimal` reads back to an equal value with an equal scale [QU1]. */
export function formatDecimal({ coefficient, scale }: Decimal): string {
  if (scale === 0) return coefficient.toString()
  const digits = magnitude(coefficient)
    .toString()
    .padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${coefficient < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** The decimal of a whole number. @throws Problem `number.malformed` when it has a fraction or is beyond 2^53. */
export function decimalOf(integer: number | bigint): Decimal {
  if (typeof integer === 'number' && !Number.isSafeInteger(integer)) throw new Problem('number.malformed', {})
  return { coefficient: BigInt(integer), scale: 0 }
}

/** The exact sum, at the larger scale of the two. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { coefficient: atScale(a, scale) + atScale(b, scale), scale }
}

/** The exact difference, at the larger scale of the two. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, negate(b))
}

/** The exact product, at the sum of both scales. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale }
}

/** The exact sum, in any order of the terms [QU2]; the empty sum is zero. */
export function sumDecimals(terms: Iterable<Decimal>): Decimal {
  let coefficient = 0n
  let scale = 0
  for (const term of terms) {
    if (term.scale > scale) {
      coefficient *= powerOfTen(term.scale - scale)
      scale = term.scale
    }
    coefficient += term.scale === scale ? term.coefficient : atScale(term, scale)
  }
  return { coefficient, scale }
}

/** Below, equal or above by value: `1.5` and `1.50` are equal. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale)
  const left = atScale(a, scale)
  const right = atScale(b, scale)
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Equal by value, whatever the scales. */
export function equalDecimals(a: Decimal, b: Decimal): boolean {
  return compareDecimals(a, b) === 0
}

/** The smaller by value; the first of equals. */
export function minDecimal(a: Decimal, b: Decimal): Decimal {
  return compareDecimals(a, b) <= 0 ? a : b
}

/** The larger by value; the first of equals. */
export function maxDecimal(a: Decimal, b: Decimal): Decimal {
  return compareDecimals(a, b) >= 0 ? a : b
}

/** The value with the other sign. */
export function negate(a: Decimal): Decimal {
  return { coefficient: -a.coefficient, scale: a.scale }
}

/** The value without its sign. */
export function absolute(a: Decimal): Decimal {
  return a.coefficient < 0n ? negate(a) : a
}

/** Whether the value is zero, at any scale. */
export function isZero(a: Decimal): boolean {
  return a.coefficient === 0n
}

/** -1 below zero, 0, 1 above. */
export function signOf(a: Decimal): -1 | 0 | 1 {
  if (a.coefficient === 0n) return 0
  return a.coefficient < 0n ? -1 : 1
}

/** The same value without trailing zeros of the fraction: `1.50` becomes `1.5`, `0.00` becomes `0`. */
export function normalizeDecimal(a: Decimal): Decimal {
  let { coefficient, scale } = a
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n
    scale -= 1
  }
  return { coefficient, scale }
}

/** The nearest binary float, for lengths of bars and positions of points: never for figures. */
export function approximate(a: Decimal): number {
  return Number(formatDecimal(a))
}

/** The coefficient at a scale that is not smaller than the value's own. */
export function atScale(a: Decimal, scale: number): bigint {
  return scale === a.scale ? a.coefficient : a.coefficient * powerOfTen(scale - a.scale)
}

/** The absolute value of an integer. */
export function magnitude(a: bigint): bigint {
  return a < 0n ? -a : a
}

const powers = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10 to a whole exponent that is not negative. */
export function powerOfTen(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent)
}
