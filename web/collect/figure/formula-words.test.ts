import { expect, test } from 'vitest'
import { formulaWords } from './formula-words.ts'

const names = new Map([
  ['gdp', '地区生产总值'],
  ['averagePopulation', '年平均常住人口'],
])
const read = (formula: string) =>
  formulaWords(formula, { names, sayCount: ({ name, bound }) => `“${name} ${bound}”的地方数` })

test('[FG10] a formula reads in the names of its parts', () => {
  expect(read('gdp/averagePopulation * 10000')).toBe('地区生产总值 ÷ 年平均常住人口 × 10000')
  expect(read('(gdp - other) / gdp')).toBe('(地区生产总值 － other) ÷ 地区生产总值')
})

test('[RU11] a count reads as the places that it counts', () => {
  expect(read('count(gdp>=-5.5)/count( gdp > 0 ) * 100')).toBe(
    '“地区生产总值 ≥ -5.5”的地方数 ÷ “地区生产总值 > 0”的地方数 × 100',
  )
})

test('[FG10] half a formula is shown as it is typed', () => {
  expect(read('gdp /')).toBe('地区生产总值 ÷')
  expect(read('count(gdp >')).toBe('count(地区生产总值 >')
  expect(read('')).toBe('')
})
