import type { EntryCell } from '@gangju/contract/entry'
import { absolute, divideDecimals, formatDecimal, parseDecimal, signOf, subtractDecimals } from '@gangju/net/quantity'
import { growthOf, plainDigits } from '../../ui/figure-text.ts'

export type Beside = 'none' | 'lastPeriod' | 'lastYear'

export const besides: readonly Beside[] = ['none', 'lastPeriod', 'lastYear']

/** The figure of the period before, or the change in a year, under what is typed. */
export function besideText({ value, home, lastPeriod, lastYear }: EntryCell, beside: Beside): string {
  if (beside === 'none') return ''
  if (beside === 'lastPeriod') return lastPeriod === null ? '' : plainDigits(lastPeriod)
  const figure = home ? home.value : value
  return figure === null || lastYear === null ? '' : yearOnYear(figure, lastYear)
}

function yearOnYear(value: string, lastYear: string): string {
  const from = parseDecimal(lastYear)
  if (signOf(from) === 0) return ''
  const rate = divideDecimals(subtractDecimals(parseDecimal(value), from), absolute(from), { decimals: 6 })
  const { text, direction } = growthOf(formatDecimal(rate), { points: null })
  return direction === 'flat' ? text : `${direction === 'up' ? '+' : '−'}${text}`
}
