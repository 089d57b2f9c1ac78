import { addDecimals, type Decimal, equalDecimals, formatDecimal, normalizeDecimal } from '@gangju/net/quantity'

/**
 * A decimal as sheets hold millions of them: its coefficient is a number while that is exact, below 2^53, and a bigint
 * beyond. Never a binary fraction.
 */
export interface SheetNumber {
  readonly coefficient: number | bigint
  readonly scale: number
}

const scaleAtMost = 15
const powers = Array.from({ length: scaleAtMost + 1 }, (_, exponent) => 10 ** exponent)

export const decimalOfSheet = ({ coefficient, scale }: SheetNumber): Decimal => ({
  coefficient: BigInt(coefficient),
  scale,
})

/** The same number, short where it can be; trailing zeros of the fraction are gone. */
export function sheetNumberOf(value: Decimal): SheetNumber {
  const { coefficient, scale } = normalizeDecimal(value)
  const short = Number(coefficient)
  return Number.isSafeInteger(short) ? { coefficient: short, scale } : { coefficient, scale }
}

/** Reads `-12.50` as 12.5 exactly; undefined for whatever is not at most fifteen plain digits. */
export function readShortNumber(text: string): SheetNumber | undefined {
  const { length } = text
  if (length === 0 || length > 15) return undefined
  let coefficient = 0
  let point = -1
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code >= 48 && code <= 57) coefficient = coefficient * 10 + code - 48
    else if (code === 46 && point < 0 && index > start) point = index
    else return undefined
  }
  if (length === start || point === length - 1) return undefined
  let scale = point < 0 ? 0 : length - point - 1
  while (scale > 0 && coefficient % 10 === 0) {
    coefficient /= 10
    scale -= 1
  }
  return { coefficient: start === 1 && coefficient !== 0 ? -coefficient : coefficient, scale }
}

/** The exact product, without trailing zeros; undefined when it is not short. */
export function multiplyShort(a: SheetNumber, b: SheetNumber): SheetNumber | undefined {
  if (typeof a.coefficient === 'bigint' || typeof b.coefficient === 'bigint') return undefined
  let coefficient = a.coefficient * b.coefficient
  let scale = a.scale + b.scale
  if (!Number.isSafeInteger(coefficient)) return undefined
  while (scale > 0 && coefficient % 10 === 0) {
    coefficient /= 10
    scale -= 1
  }
  return { coefficient, scale }
}

/** The exact sum. */
export function addSheetNumbers(a: SheetNumber, b: SheetNumber): SheetNumber {
  const scale = Math.max(a.scale, b.scale)
  if (typeof a.coefficient === 'number' && typeof b.coefficient === 'number' && scale <= scaleAtMost) {
    const left = a.coefficient * powers[scale - a.scale]!
    const right = b.coefficient * powers[scale - b.scale]!
    const sum = left + right
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(sum))
      return { coefficient: sum, scale }
  }
  return sheetNumberOf(addDecimals(decimalOfSheet(a), decimalOfSheet(b)))
}

export const equalSheetNumbers = (a: SheetNumber, b: SheetNumber): boolean =>
  (a.coefficient === b.coefficient && a.scale === b.scale) || equalDecimals(decimalOfSheet(a), decimalOfSheet(b))

/** As the wire writes it, without trailing zeros. */
export const formatSheetNumber = (value: SheetNumber): string => formatDecimal(normalizeDecimal(decimalOfSheet(value)))

export const zeroInSheet: SheetNumber = { coefficient: 0, scale: 0 }
