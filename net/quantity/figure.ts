import { type Decimal, formatDecimal } from './decimal.ts'
import { roundDecimal } from './divide.ts'
import { convert, displayScale } from './unit.ts'

/** How a figure is printed. */
export interface FigureFormat {
  /** Decimals printed; all that the value has when left out. */
  readonly decimals?: number
  /** Thousands separators, on unless refused. */
  readonly grouping?: boolean
}

/** A figure for reading: rounded half away from zero, grouped by thousands; a rounded-off minus disappears [QU7]. */
export function formatFigure(value: Decimal, { decimals, grouping = true }: FigureFormat = {}): string {
  const text = formatDecimal(decimals === undefined ? value : roundDecimal(value, decimals))
  if (!grouping) return text
  const [whole = '', fraction] = text.split('.')
  const grouped = groupThousands(whole)
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** A figure, the unit it is kept in, and how to print it. */
export interface DisplayFigure extends FigureFormat {
  readonly value: Decimal
  readonly unit: string
  /** The unit to print in, such as an indicator's own display scale; chosen by size when left out. */
  readonly shownIn?: string
}

/** A figure with the unit it is printed in: 123456 万元 is `12.35` 亿元 at two decimals [QU7]. */
export function displayFigure({ value, unit, shownIn, ...format }: DisplayFigure): { text: string; unit: string } {
  const target = shownIn ?? displayScale(value, unit)
  const decimals = format.decimals
  const shown =
    target === unit ? value : convert(value, unit, target, decimals === undefined ? undefined : { decimals })
  return { text: formatFigure(shown, format), unit: target }
}

function groupThousands(whole: string): string {
  const sign = whole.startsWith('-') ? '-' : ''
  const digits = whole.slice(sign.length)
  const groups: string[] = []
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end))
  return sign + groups.join(',')
}
