import type { Statement } from '@gangju/clause'
import { expect, test } from 'vitest'
import { formatStatements } from './statement-table.ts'

const statement: Statement = {
  text: '2000',
  offset: 11,
  quote: '全县产值突破2000亿元',
  quoteOffset: 5,
  place: '云溪县',
  subject: null,
  indicator: '工业总产值',
  indicatorCode: null,
  value: 2000,
  valueMax: null,
  exact: '2000',
  exactMax: null,
  unit: '亿元',
  comparator: 'gt',
  measure: 'level',
  modality: 'target',
  commitment: 'firm',
  year: 2027,
  period: '2027',
  base: null,
  scope: null,
  spellings: [],
  confidence: 0.9,
  doubts: [],
}

/** How many columns of a terminal stand before a word. */
const columnOf = (line: string, word: string) =>
  Array.from(line.slice(0, line.indexOf(word))).reduce((sum, character) => sum + (character > '\u2fff' ? 2 : 1), 0)

test('[TX10] columns stand straight although Chinese characters are two wide', () => {
  const range = { ...statement, comparator: 'range' as const, exact: '1', exactMax: '2', unit: 'km', place: null }
  const [head, rule, first, second] = formatStatements([statement, range]).split('\n')
  expect(first).toContain('＞2000 亿元')
  expect(first).toContain('确保 firm')
  expect(second).toContain('1—2 km')
  const edges = ['工业总产值', 'level', '2027'].map((word) => [columnOf(first!, word), columnOf(second!, word)])
  for (const [one, other] of edges) expect(one).toBe(other)
  expect(columnOf(head!, '指标')).toBe(columnOf(first!, '工业总产值'))
  expect(rule).toMatch(/^[─ ]+$/)
})

test('[TX10] long words are cut, line breaks do not break the table, nothing is said so', () => {
  const long = formatStatements([{ ...statement, indicator: '很长的名称'.repeat(20), place: '云溪\n县' }])
  expect(long.split('\n')).toHaveLength(3)
  expect(long).toContain('…')
  expect(formatStatements([])).toContain('没有量化表述')
})
