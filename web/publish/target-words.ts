import type { IndicatorItem, TargetItem } from '@gangju/contract/goals'
import { faceOf, plainFace } from '../net/indicator-face.ts'
import { sayCode } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { figureDigits } from '../ui/figure-text.ts'

/** What is promised, in the display unit of its indicator where it is kept in that indicator's unit: ≥ 450 亿元, 10–12 %. */
export function targetWords(target: TargetItem, indicator: IndicatorItem, language: Language): string {
  // Digits of a day are no figure.
  if (target.measure === 'date' && target.printed !== null) return target.printed
  const face = target.unit === indicator.unit ? faceOf(indicator, [target.value]) : plainFace(target.unit)
  const value = figureDigits(target.value, face)
  if (target.comparator === 'range' && target.valueMax) {
    return `${value}–${figureDigits(target.valueMax, face)} ${face.shownIn}`
  }
  return `${sayCode(language, 'comparator', target.comparator)} ${value} ${face.shownIn}`
}
