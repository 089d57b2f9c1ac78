import type { FormColumn, FormEntry } from '@gangju/net/form'
import { describe, expect, test } from 'vitest'
import type { IndicatorEntry } from '../../net/indicator-entry.ts'
import { askedElsewhere } from './asked-elsewhere.ts'
import { decideForm } from './decide-form.ts'
import type { FormDesign, FormGround } from './form-ground.ts'
import { findingOnWire, severityOf } from './form-words.ts'

const indicator = (code: string, name: string, unit: string, collectedAt: string | null = 'village') =>
  ({ code, name, unit, collectedAt }) as IndicatorEntry

const indicators = [
  indicator('income', '集体经营收入', '万元'),
  indicator('otherIncome', '村集体经营收入', '万元'),
  indicator('farms', '家庭农场数', '户'),
  indicator('townTax', '税收收入', '万元', 'town'),
  indicator('rate', '流转率', '%', null),
]

const column = (code: string, changes: Partial<FormColumn> = {}): FormColumn => ({
  indicator: code,
  section: 'all',
  header: code,
  headerEn: code,
  unit: indicators.find((one) => one.code === code)?.unit ?? '个',
  required: true,
  decimals: 0,
  plausible: { low: null, high: null },
  slip: null,
  ...changes,
})

const sound: FormDesign = {
  code: 'brief',
  name: '简报',
  nameEn: 'Brief',
  goal: 'F1',
  period: 'M',
  collects: 'village',
  filedBy: 'village',
  review: ['town', 'county'],
  openDay: 1,
  closeDay: 5,
  sections: [{ code: 'all', name: '全部', nameEn: 'All' }],
  columns: [column('income'), column('farms')],
  checks: [],
}
const other: FormEntry = { ...sound, code: 'monthly', name: '月报', version: 3, columns: [column('income')] }

const ground = (changes: Partial<FormGround> = {}): FormGround => ({
  today: '2026-11-21',
  officeLevel: 'county',
  findIndicator: (code) => indicators.find((one) => one.code === code),
  hasGoal: (code) => code === 'F1',
  others: [],
  reporterLevels: new Map([['Z-two', 'zone']]),
  ...changes,
})

const codesOf = (changes: Partial<FormDesign>, given: Partial<FormGround> = {}) =>
  decideForm({ ...sound, ...changes }, ground(given)).map(({ code, path }) => `${code} ${path}`)

const head = (name: string) => [{ name, nameEn: name }]

describe('a form is judged whole', () => {
  test('[FM10] a sound form has nothing to be said of it', () => {
    expect(codesOf({})).toEqual([])
  })

  test.each<[string, Partial<FormDesign>, string]>([
    ['an unknown goal', { goal: 'F9' }, 'goal goal'],
    ['filed above its office', { filedBy: 'city', review: ['city'] }, 'office filedBy'],
    [
      'filed below its rows',
      { collects: 'town', filedBy: 'village', columns: [column('townTax')] },
      'filesBelow filedBy',
    ],
    ['review below filing', { filedBy: 'town', review: ['village'] }, 'reviewBelow review.0'],
    ['review downwards', { review: ['county', 'town'] }, 'reviewOrder review.1'],
    ['closing before opening', { openDay: 6 }, 'days closeDay'],
    [
      'leave that ends before it begins',
      { admission: { number: '1', body: '统计局', on: '2026-02-01', expires: '2026-01-01' } },
      'admissionDays admission.expires',
    ],
    ['a zone out of reach', { reporters: { zones: ['Z-far'] } }, 'reporter reporters.zones.0'],
    ['a place of another level', { reporters: { places: ['Z-two'] } }, 'reporter reporters.places.0'],
    ['an unknown indicator', { columns: [column('none')] }, 'unknown columns.0.indicator'],
    ['a computed figure', { columns: [column('rate')] }, 'notCollected columns.0.indicator'],
    ['a figure of another level', { columns: [column('townTax')] }, 'level columns.0'],
    ['another unit', { columns: [column('income', { unit: '亿元' })] }, 'unit columns.0.unit'],
    ['a figure twice', { columns: [column('farms'), column('farms')] }, 'twice columns.1'],
    ['known, and nobody asks it', { columns: [column('farms', { known: true })] }, 'homeless columns.0.known'],
    [
      'no such section',
      { columns: [column('income'), column('farms', { section: 'x' })] },
      'section columns.1.section',
    ],
    [
      'bounds crossed',
      { columns: [column('farms', { plausible: { low: '9', high: '1' } })] },
      'range columns.0.plausible',
    ],
    [
      'a check of no column',
      { checks: [{ code: 'c', kind: 'atMost', smaller: 'income', larger: 'x' }] },
      'check checks.0',
    ],
    [
      'a formula that cannot be read',
      {
        checks: [{ code: 'c', kind: 'compare', indicator: 'income', left: 'income +', operator: 'le', right: 'farms' }],
      },
      'checkUnread checks.0',
    ],
    ['a task force without a column', { columnReview: [{ goal: 'F1', columns: ['x'] }] }, 'taskForce columnReview.0'],
  ])('[FM10] %s', (_, changes, fault) => {
    expect(codesOf(changes)).toContain(fault)
  })

  test('[FM10] columns of a section and under a header stand side by side', () => {
    const sections = [...sound.sections, { code: 'two', name: '二', nameEn: 'Two' }]
    const split = [
      column('income', { heads: head('投资') }),
      column('farms', { section: 'two' }),
      column('otherIncome', { heads: head('投资') }),
    ]
    expect(codesOf({ sections, columns: split })).toEqual(['sectionSplit sections.0', 'headSplit columns.2.heads'])
  })

  test('[FM11] what another form asks is not asked twice, and is offered as known', () => {
    expect(codesOf({}, { others: [other] })).toEqual(['askedTwice columns.0.known'])
    const known = { columns: [column('income', { known: true }), column('farms')] }
    expect(codesOf(known, { others: [other] })).toEqual([])
  })

  test('[FM11] forms for other places do not meet', () => {
    const one = { ...other, reporters: { places: ['1'] } }
    const levels = new Map([['2', 'village']])
    expect(codesOf({ reporters: { places: ['2'] } }, { others: [one], reporterLevels: levels })).toEqual([])
  })

  test('[FM11] a figure that others show filled in keeps its home, or they are named', () => {
    const shown = { ...other, columns: [column('farms', { known: true })] }
    expect(codesOf({}, { others: [shown] })).toEqual([])
    const faults = decideForm({ ...sound, columns: [column('income')] }, ground({ others: [shown] }))
    expect(faults.map(({ code }) => code)).toEqual(['orphaned'])
    expect(severityOf(faults[0]!)).toBe('warning')
    expect(findingOnWire(faults[0]!, 'zh').message).toBe('《月报》带出的“家庭农场数”将没有来源')
  })
})

describe('asked elsewhere', () => {
  test('[FM12] the same figure and names much alike are named with their form', () => {
    const design = { ...sound, columns: [column('otherIncome'), column('farms')] }
    const found = askedElsewhere(design, ground({ others: [other] }))
    expect(found.map(({ column: asked, kind, form, indicator: one }) => [asked, kind, form, one])).toEqual([
      ['otherIncome', 'near', 'monthly', 'income'],
    ])
    expect(askedElsewhere(sound, ground({ others: [other] })).map(({ kind }) => kind)).toEqual(['same'])
  })

  test('[FM12] forms of another level do not meet', () => {
    const towns = { ...other, collects: 'town' as const, filedBy: 'town' as const }
    expect(askedElsewhere(sound, ground({ others: [towns] }))).toEqual([])
  })
})
