import type { IndicatorItem } from '@gangju/contract/goals'
import { drawnNumber, type FigureFace } from '../ui/figure-text.ts'
import type { Language } from './preferences.ts'

type Faceable = Pick<IndicatorItem, 'unit' | 'displayUnit' | 'displayDivisor' | 'decimals'>

/**
 * How figures that stand together are printed: in the display unit of the indicator, or in its own unit where the display
 * unit would leave fewer than two digits of the middle one. A village's 13.5 万元 is not 0.00 亿元.
 */
export function faceOf(indicator: Faceable, values: readonly (string | null)[]): FigureFace {
  const { unit, displayUnit, displayDivisor, decimals } = indicator
  const sizes = values.map((value) => Math.abs(drawnNumber(value) ?? 0)).filter((size) => size > 0)
  const middle = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)]
  const least = 10 ** (1 - decimals) * Number(displayDivisor)
  if (unit === displayUnit || middle === undefined || middle >= least)
    return { shownIn: displayUnit, divisor: displayDivisor, decimals }
  return plainFace(unit)
}

/** A figure in the unit that it is kept in, with its own decimals. */
export const plainFace = (unit: string): FigureFace => ({ shownIn: unit, divisor: '1', decimals: undefined })

export const indicatorName = (indicator: IndicatorItem, language: Language) =>
  language === 'en' && indicator.nameEn ? indicator.nameEn : indicator.name

export const indicatorShortName = (indicator: IndicatorItem, language: Language) =>
  language === 'en' && indicator.nameEn ? indicator.nameEn : indicator.shortName || indicator.name

export const isPercentage = (unit: string) => unit === '%' || unit === '‰'
