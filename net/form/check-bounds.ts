import { compareDecimals, type Decimal, formatDecimal, normalizeDecimal } from '../quantity/index.ts'

/** The plain decimal of a message. */
export const plain = (value: Decimal): string => formatDecimal(normalizeDecimal(value))

/** Whether a value lies within bounds that may be open; the bounds themselves do. */
export function isBetween(
  value: Decimal,
  { low, high }: { readonly low: Decimal | null; readonly high: Decimal | null },
): boolean {
  return (low === null || compareDecimals(value, low) >= 0) && (high === null || compareDecimals(value, high) <= 0)
}
