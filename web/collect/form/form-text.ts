import type { FormCheck, FormColumn } from '@gangju/net/form'
import { type Say, sayCode } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'

interface Reader {
  readonly say: Say
  readonly language: Language
}

const operators = { lt: '<', le: '≤', eq: '=', ge: '≥', gt: '>' } as const

/** A check as a sentence in the words of the columns. */
export function checkSentence(check: FormCheck, columns: readonly FormColumn[], { say, language }: Reader): string {
  const own = check.words?.[language === 'zh' ? 'zh' : 'en']
  if (own) return own
  const nameOf = (code: string) => columnName(columns, code, language)
  switch (check.kind) {
    case 'sum':
      return say('forms.check.sum', { total: nameOf(check.total), parts: check.parts.map(nameOf).join(' ＋ ') })
    case 'atMost':
      return say('forms.check.atMost', { smaller: nameOf(check.smaller), larger: nameOf(check.larger) })
    case 'compare':
      return say('forms.check.compare', {
        left: inWords(check.left, nameOf),
        operator: operators[check.operator],
        right: inWords(check.right, nameOf),
      })
    case 'acrossForms':
      return say('forms.check.acrossForms', {
        indicator: nameOf(check.indicator),
        operator: operators[check.operator],
        other: check.otherName[language === 'zh' ? 'zh' : 'en'],
      })
    case 'range':
      return say('forms.check.range', {
        indicator: nameOf(check.indicator),
        low: check.low ?? '−∞',
        high: check.high ?? '∞',
      })
    case 'change':
      return say('forms.check.change', {
        indicator: nameOf(check.indicator),
        against: say(`forms.${check.against}`),
        lowest: check.lowest ?? '−∞',
        highest: check.highest ?? '∞',
      })
    case 'slip':
    case 'target':
    case 'outlier':
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return say(`forms.check.${check.kind}`, { indicator: nameOf(check.indicator) })
  }
}

export function columnName(columns: readonly FormColumn[], code: string, language: Language): string {
  const column = columns.find(({ indicator }) => indicator === code)
  if (!column) return code
  const own = language === 'zh' ? column.header : column.headerEn
  const heads = (column.heads ?? []).map((head) => (language === 'zh' ? head.name : head.nameEn))
  return [...heads.slice(-1), own].join('·')
}

const inWords = (formula: string, nameOf: (code: string) => string) =>
  formula.replace(/[a-z][A-Za-z0-9]*/g, (code) => nameOf(code))

export const levelText = (language: Language, level: string): string => sayCode(language, 'formLevel', level)
