import {
  approximate,
  divideDecimals,
  formatFigure,
  hundred,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  signOf,
} from '@gangju/net/quantity'

/** How a figure is printed: in which unit, what divides it into that unit, and with how many decimals. */
export interface FigureFace {
  readonly shownIn: string
  readonly divisor: string
  /** Left out: its own, four at the most. */
  readonly decimals: number | undefined
}

const OWN_DECIMALS = 4

/** The digits of a figure in the unit that its header names. */
export function figureDigits(value: string, { divisor, decimals }: FigureFace): string {
  const amount = parseDecimal(value)
  if (decimals !== undefined)
    return formatFigure(divideDecimals(amount, parseDecimal(divisor), { decimals }), { decimals })
  return formatFigure(amount.scale > OWN_DECIMALS ? roundDecimal(amount, OWN_DECIMALS) : amount)
}

/** Digits as they stand, grouped. */
export function plainDigits(value: string, decimals?: number): string {
  return formatFigure(parseDecimal(value), decimals === undefined ? {} : { decimals })
}

/** A rate as a percentage with one decimal: 0.082 is `8.2%`. */
export function percentDigits(rate: string): string {
  return `${formatFigure(multiplyDecimals(parseDecimal(rate), hundred), { decimals: 1 })}%`
}

export interface Growth {
  readonly text: string
  readonly direction: 'up' | 'down' | 'flat'
}

/** A change for reading: a rate as percent, or percentage points where the figure itself is a percentage. */
export function growthOf(change: string, kind: { readonly points: string | null }): Growth {
  const amount = parseDecimal(change)
  const shown = kind.points === null ? multiplyDecimals(amount, hundred) : amount
  const sign = signOf(roundDecimal(shown, 1))
  const digits = formatFigure(shown, { decimals: 1 }).replace('-', '')
  return {
    text: kind.points === null ? `${digits}%` : `${digits} ${kind.points}`,
    direction: sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat',
  }
}

/** For lengths and positions only. */
export function drawnNumber(value: string | null): number | null {
  return value === null ? null : approximate(parseDecimal(value))
}
