import { FormDraft } from '@gangju/contract/forms'
import { expect, test } from 'vitest'
import { copyOf, type DesignColumn, emptyDesign, formatHeads, lacksOf, movedColumn, parseHeads } from './design.ts'

const column = (indicator: string, change: Partial<DesignColumn> = {}): DesignColumn => ({
  indicator,
  section: 'main',
  header: indicator,
  headerEn: indicator,
  unit: '件',
  required: true,
  decimals: 0,
  plausible: { low: null, high: null },
  slip: null,
  ...change,
})

test('[FM10] what is missing is named, and a form without lacks is one that the server takes', () => {
  expect(lacksOf(emptyDesign('goal'))).toEqual(['name', 'nameEn', 'code', 'columns'])
  const whole = { ...emptyDesign('goal'), name: '表', nameEn: 'Form', code: 'form-1', columns: [column('petitions')] }
  expect(lacksOf(whole)).toEqual([])
  expect(FormDraft.safeParse(whole).success).toBe(true)
  expect(lacksOf({ ...whole, code: '1-form' })).toEqual(['code'])
  expect(lacksOf({ ...whole, columns: [column('petitions', { headerEn: ' ' })] })).toEqual(['headers'])
})

test('[FM11] a copy types nothing, has a name of its own, and not the leave of the first', () => {
  const admission = { number: '1', body: '统计局', on: '2026-01-01', expires: null }
  const first = { ...emptyDesign('goal'), code: 'brief', name: '简报', nameEn: 'Brief', admission }
  const copy = copyOf({ ...first, columns: [column('petitions')] })
  expect(copy).toMatchObject({ code: 'brief-copy', name: '简报（副本）', columns: [{ known: true, required: false }] })
  expect(copy.admission).toBeUndefined()
})

test('headers above a column are typed with strokes, in both languages', () => {
  const heads = parseHeads('投资 / 计划', { word: 'name', before: undefined })
  const both = parseHeads('Investment / Planned', { word: 'nameEn', before: heads })
  expect(both).toEqual([
    { name: '投资', nameEn: 'Investment' },
    { name: '计划', nameEn: 'Planned' },
  ])
  expect(formatHeads(column('x', { heads: both }), 'nameEn')).toBe('Investment / Planned')
  // A word changed in Chinese leaves the English that somebody typed.
  expect(parseHeads('投资／完成', { word: 'name', before: both })?.[1]).toEqual({ name: '完成', nameEn: 'Planned' })
  expect(parseHeads(' ', { word: 'name', before: both })).toBeUndefined()
})

test('a column moves one place and stays at the ends', () => {
  const design = { ...emptyDesign('goal'), columns: [column('a'), column('b')] }
  expect(movedColumn(design, 0, 1).columns.map(({ indicator }) => indicator)).toEqual(['b', 'a'])
  expect(movedColumn(design, 1, 1)).toBe(design)
})
