import type { Period } from './period.ts'

export type PeriodLanguage = 'zh' | 'en'

const ordinals = ['一', '二', '三', '四']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A period for reading: 2026年第三季度 or Q3 2026. */
export function formatPeriod({ kind, year, index }: Period, language: PeriodLanguage): string {
  return words[language][kind](year, index)
}

type Wording = Readonly<Record<Period['kind'], (year: number, index: number) => string>>

const words: Readonly<Record<PeriodLanguage, Wording>> = {
  zh: {
    year: (year) => `${year}年`,
    half: (year, index) => `${year}年${index === 1 ? '上' : '下'}半年`,
    quarter: (year, index) => `${year}年第${ordinals[index - 1]}季度`,
    month: (year, index) => `${year}年${index}月`,
  },
  en: {
    year: (year) => String(year),
    half: (year, index) => `H${index} ${year}`,
    quarter: (year, index) => `Q${index} ${year}`,
    month: (year, index) => `${months[index - 1]} ${year}`,
  },
}
