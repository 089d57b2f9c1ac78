import type { TargetItem } from '@gangju/contract/goals'
import { sayCode } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { plainDigits } from '../ui/figure-text.ts'

/** What is promised: ≥ 450 亿元, or 10–12 %. */
export function targetWords(target: TargetItem, language: Language): string {
  const value = plainDigits(target.value)
  if (target.comparator === 'range' && target.valueMax) return `${value}–${plainDigits(target.valueMax)} ${target.unit}`
  return `${sayCode(language, 'comparator', target.comparator)} ${value} ${target.unit}`
}
