import { expect, test } from 'vitest'
import { formulaWords } from './formula-words.ts'

const names = new Map([
  ['gdp', '地区生产总值'],
  ['averagePopulation', '年平均常住人口'],
])

test('[FG10] a formula reads in the names of its parts', () => {
  expect(formulaWords('gdp/averagePopulation * 10000', names)).toBe('地区生产总值 ÷ 年平均常住人口 × 10000')
  expect(formulaWords('(gdp - other) / gdp', names)).toBe('(地区生产总值 － other) ÷ 地区生产总值')
})

test('[FG10] half a formula is shown as it is typed', () => {
  expect(formulaWords('gdp /', names)).toBe('地区生产总值 ÷')
  expect(formulaWords('', names)).toBe('')
})
