import type { FormCheck, FormColumn } from '@gangju/net/form'
import { expect, test } from 'vitest'
import { say } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { checkLines, checkSentence, columnTitle } from './form-text.ts'

const column = (indicator: string, header: string, heads?: FormColumn['heads']): FormColumn => ({
  indicator,
  section: 'main',
  header,
  headerEn: indicator,
  heads,
  unit: '件',
  required: true,
  decimals: 0,
  plausible: { low: null, high: null },
  slip: null,
})
const disputes = [{ name: '矛盾纠纷', nameEn: 'Disputes' }]
const columns = [
  column('received', '受理', disputes),
  column('settled', '调解成功', disputes),
  column('homes', '农户数'),
]
const reader = (language: Language) => ({ language, say: say.bind(null, language) })

test('a column is called by the header above it and its own', () => {
  expect(columns.map((one) => columnTitle(one, 'zh'))).toEqual(['矛盾纠纷·受理', '矛盾纠纷·调解成功', '农户数'])
  expect(columnTitle(columns[0]!, 'en')).toBe('Disputes·received')
})

test('[CK13] words of a rule that are filled in of one figure are not read out of the rule itself', () => {
  const words = { zh: '“{header}”由 {last} 变为 {text}', en: '{header} from {last} to {text}' }
  const change: FormCheck = {
    code: 'c',
    kind: 'change',
    indicator: 'homes',
    against: 'lastPeriod',
    lowest: '-20',
    highest: '20',
    words,
  }
  expect(checkSentence(change, columns, reader('zh'))).toBe('农户数 比上期的增减在 -20% 与 20% 之间')
  const own = { ...change, words: { zh: '户数很少变动', en: 'Households hardly change' } }
  expect(checkSentence(own, columns, reader('en'))).toBe('Households hardly change')
})

test('[CK11] a rule says when it holds', () => {
  const rule: FormCheck = { code: 'w', kind: 'whole', indicator: 'homes', when: { months: [3, 6] } }
  expect(checkSentence(rule, columns, reader('zh'))).toBe('农户数：整数（只在 3、6 月）')
})

test('rules that say one thing of many columns are one line', () => {
  const checks: FormCheck[] = [
    { code: 'a', kind: 'atMost', smaller: 'settled', larger: 'received' },
    { code: 'b', kind: 'whole', indicator: 'received' },
    { code: 'c', kind: 'whole', indicator: 'settled' },
    { code: 'd', kind: 'compare', indicator: 'homes', left: 'received + settled', operator: 'le', right: 'homes' },
  ]
  expect(checkLines(checks, columns, reader('zh')).map(({ text }) => text)).toEqual([
    '矛盾纠纷·调解成功 不大于 矛盾纠纷·受理',
    '矛盾纠纷·受理 + 矛盾纠纷·调解成功 ≤ 农户数',
    '矛盾纠纷·受理、矛盾纠纷·调解成功：整数',
  ])
})
