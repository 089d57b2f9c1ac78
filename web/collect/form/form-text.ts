import type { FormBurden } from '@gangju/contract/forms'
import { type FormCheck, type FormColumn, usualSeverity } from '@gangju/net/form'
import { type Say, sayCode } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'

interface Reader {
  readonly say: Say
  readonly language: Language
}

export const operatorSigns = { lt: '<', le: '≤', eq: '=', ge: '≥', gt: '>' } as const

/** A check as a sentence in the words of the columns. What the clerk is told stands there where it says it better. */
export function checkSentence(check: FormCheck, columns: readonly FormColumn[], reader: Reader): string {
  const { say, language } = reader
  const own = check.words?.[language]
  // Words with braces are filled in of one figure; the rule itself has none to fill them with.
  const sentence = own && !own.includes('{') ? own : bareSentence(check, columns, reader)
  const { months, classes } = check.when ?? {}
  const when = [
    ...(months ? [say('forms.check.months', { months: months.join(language === 'zh' ? '、' : ', ') })] : []),
    ...(classes ? [say('forms.check.classes', { classes: classes.join(language === 'zh' ? '、' : ', ') })] : []),
  ]
  return when.length === 0 ? sentence : `${sentence}（${when.join(language === 'zh' ? '，' : ', ')}）`
}

function bareSentence(check: FormCheck, columns: readonly FormColumn[], { say, language }: Reader): string {
  const nameOf = (code: string) => columnName(columns, code, language)
  switch (check.kind) {
    case 'sum':
      return say('forms.check.sum', { total: nameOf(check.total), parts: check.parts.map(nameOf).join(' ＋ ') })
    case 'atMost':
      return say('forms.check.atMost', { smaller: nameOf(check.smaller), larger: nameOf(check.larger) })
    case 'compare':
      return say('forms.check.compare', {
        left: inWords(check.left, nameOf),
        operator: operatorSigns[check.operator],
        right: inWords(check.right, nameOf),
      })
    case 'acrossForms':
      return say('forms.check.acrossForms', {
        indicator: nameOf(check.indicator),
        operator: operatorSigns[check.operator],
        other: check.otherName[language],
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
    case 'target': {
      const { above, behind } = check
      const parts = [
        ...(behind === null ? [] : [say('forms.check.targetBehind', { behind })]),
        ...(above === null ? [] : [say('forms.check.targetAbove', { above })]),
      ]
      return say('forms.check.target', {
        indicator: nameOf(check.indicator),
        bounds: parts.join(say('forms.check.and')),
      })
    }
    case 'slip':
      return say('forms.check.slip', { indicator: nameOf(check.indicator), factors: check.factors.join(' / ') })
    case 'outlier':
      return say('forms.check.outlier', {
        indicator: nameOf(check.indicator),
        of: check.of === 'increase' ? say('forms.check.increase') : '',
        against: say(`forms.${check.against}`),
      })
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return say(`forms.check.${check.kind}`, { indicator: nameOf(check.indicator) })
  }
}

/** The sentences of a form's checks for reading: rules that say the same of many columns stand in one line. */
export function checkLines(
  checks: readonly FormCheck[],
  columns: readonly FormColumn[],
  reader: Reader,
): readonly { readonly text: string; readonly severity: 'hard' | 'soft' }[] {
  const plain = new Map<string, string[]>()
  const lines: { text: string; severity: 'hard' | 'soft' }[] = []
  for (const check of checks) {
    const severity = check.severity ?? usualSeverity[check.kind]
    const isPlain = check.kind === 'whole' || check.kind === 'notNegative' || check.kind === 'notFalling'
    if (!isPlain || check.words || check.when) {
      lines.push({ text: checkSentence(check, columns, reader), severity })
      continue
    }
    const key = `${check.kind} ${severity}`
    plain.set(key, [...(plain.get(key) ?? []), columnName(columns, check.indicator, reader.language)])
  }
  for (const [key, names] of plain) {
    const [kind, severity] = key.split(' ') as ['whole' | 'notNegative' | 'notFalling', 'hard' | 'soft']
    const indicator = names.join(reader.language === 'zh' ? '、' : ', ')
    lines.push({ text: reader.say(`forms.check.${kind}`, { indicator }), severity })
  }
  return lines
}

export function columnName(columns: readonly FormColumn[], code: string, language: Language): string {
  const column = columns.find(({ indicator }) => indicator === code)
  return column ? columnTitle(column, language) : code
}

/** A column by the last header above it and its own: 矛盾纠纷·受理. */
export function columnTitle(
  { heads, header, headerEn }: Pick<FormColumn, 'heads' | 'header' | 'headerEn'>,
  language: Language,
): string {
  const above = heads?.at(-1)
  const own = language === 'zh' ? header : headerEn || header
  if (!above) return own
  return `${language === 'zh' ? above.name : above.nameEn}·${own}`
}

const inWords = (formula: string, nameOf: (code: string) => string) =>
  formula.replace(/[a-z][A-Za-z0-9]*/g, (code) => nameOf(code))

export const levelText = (language: Language, level: string): string => sayCode(language, 'formLevel', level)

/** What a form costs in a year, in one sentence. */
export function costText(burden: FormBurden, say: Say): string {
  const { filers, rows, typed, timesAYear, cells, confirmed } = burden
  const counts = { filers, rows, typed, times: timesAYear, cells, confirmed }
  const grouped = Object.entries(counts).map(([name, count]) => [name, count.toLocaleString('en')] as const)
  return say('forms.cost', Object.fromEntries(grouped))
}
