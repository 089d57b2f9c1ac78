import { FormCheckEntry } from '@gangju/contract/form-entry'
import { expect, test } from 'vitest'
import { type CheckDraft, checkKinds, checkOf, startingCheck } from './check-draft.ts'
import { emptyDesign } from './design.ts'

const column = (indicator: string) => ({
  indicator,
  section: 'main',
  header: indicator,
  headerEn: indicator,
  unit: '万元',
  required: true,
  decimals: 2,
  plausible: { low: null, high: null },
  slip: null,
})
const design = { ...emptyDesign('goal'), columns: ['income', 'rent', 'wages'].map(column) }

const whole: Partial<Record<CheckDraft['kind'], Partial<CheckDraft>>> = {
  atMost: { others: ['rent'] },
  sum: { others: ['rent', 'wages'] },
  compare: { left: 'income - rent', right: 'wages * 2' },
  range: { low: '0', high: '10' },
  acrossForms: { other: { code: 'debt', zh: '负债', en: 'Debt' } },
}

test.each(checkKinds)('[CK2] a check of every kind can be made and is one that a form may hold: %s', (kind) => {
  const made = checkOf(design, { ...startingCheck(kind, 'income'), ...whole[kind] })
  expect(made).not.toBeNull()
  expect(FormCheckEntry.parse(made)).toEqual(made)
})

test.each(['atMost', 'sum', 'compare', 'range', 'acrossForms'] as const)(
  '[FM10] what its kind asks for is missing, so there is no check yet: %s',
  (kind) => {
    expect(checkOf(design, startingCheck(kind, 'income'))).toBeNull()
  },
)

test.each<[string, Partial<CheckDraft>]>([
  ['a bound that is no number', { low: '约3' }],
  ['a formula that stops half way', { kind: 'compare', left: 'income -', right: '1' }],
  ['a factor that is none', { kind: 'slip', factors: '10 ten' }],
])('[FM10] what cannot be read is no check: %s', (_, change) => {
  expect(checkOf(design, { ...startingCheck('range', 'income'), low: '0', ...change })).toBeNull()
})

test('[CK13] own words and severity go with it, and its code is free in the form', () => {
  const draft: CheckDraft = { ...startingCheck('whole', 'income'), severity: 'soft', zh: '请填整数' }
  const made = checkOf({ ...design, checks: [{ code: 'whole-income', kind: 'whole', indicator: 'income' }] }, draft)
  expect(made).toEqual({
    code: 'whole-income-2',
    kind: 'whole',
    indicator: 'income',
    severity: 'soft',
    words: { zh: '请填整数', en: '请填整数' },
  })
})
