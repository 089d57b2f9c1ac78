import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert, formatDecimal, normalizeDecimal, parseDecimal } from '../quantity/index.ts'
import { evaluateFormula, findFormulaCycle, formulaUnit, parseFormula } from './index.ts'

const units: Readonly<Record<string, string>> = {
  ...{
    gdp: '亿元',
    invested: '万元',
    people: '万人',
    staff: '人',
    farms: '户',
    mu: '亩',
    hectares: '公顷',
    beds: '张',
  },
  ...{ rate: '%', earlier: '%', points: '个百分点', output: '元', odd: '闻所未闻' },
}
const unitOf = (code: string) => units[code]
const told = (text: string, wanted?: string) => {
  const { unit, per, fault } = formulaUnit(parseFormula(text), unitOf, wanted)
  return fault
    ? `${fault.code}@${fault.position} ${fault.left} ${fault.right}`
    : [unit, per && `per ${per}`].filter(Boolean).join(' ')
}

describe('refusals', () => {
  test.each([
    ['gdp + staff', 'formula.unitUnlike@4 亿元 人'],
    ['gdp / people + gdp', 'formula.unitUnlike@13 万元/人 亿元'],
    ['mu - hectares', 'formula.unitScale@3 亩 公顷'],
    ['gdp + invested', 'formula.unitScale@4 亿元 万元'],
    ['invested + 5', 'formula.unitUnlike@9 万元 数 number'],
    ['farms - staff', 'formula.unitUnlike@6 户 人'],
    ['points + rate', 'formula.unitUnlike@7 个百分点 %'],
    ['gdp / nobody', 'formula.partUnknown@6 nobody '],
    ['odd * 2', 'formula.unitUnknown@0 odd 闻所未闻'],
    ['count(nobody > 1)', 'formula.partUnknown@0 nobody '],
    ['count(gdp > 1) + gdp', 'formula.unitUnlike@15 个 亿元'],
  ])('[FG10] %s: %s', (text, expected) => expect(told(text)).toBe(expected))
  test.each([
    ['gdp / people * 1000', '元/人', 'formula.unitScale@0 10 元/人 元/人'],
    ['invested / gdp * 100', '%', 'formula.unitScale@0 1/1000000 比 %'],
    ['rate - earlier', '%', 'formula.unitResult@0 个百分点 %'],
    ['gdp / people', '亩', 'formula.unitResult@0 万元/人 亩'],
  ])('[FG10] %s is not in %s: %s', (text, wanted, expected) => expect(told(text, wanted)).toBe(expected))
})

describe('units of results', () => {
  test.each([
    ['gdp / people', undefined, '万元/人'],
    ['count(gdp >= 100)', undefined, '个'],
    ['count(gdp >= 100) / count(gdp >= 0) * 100', '%', '%'],
    ['gdp / people * 10000', '元/人', '元/人'],
    ['gdp / people * 10000', '元', '元 per 人'],
    ['beds / people / 10', '张', '张 per 1000 人'],
    ['beds / people / 10', '张/千人', '张/千人'],
    ['invested / (gdp * 10000) * 100', '%', '%'],
    ['mu / 15 + hectares', '公顷', '公顷'],
    ['mu / hectares / 15', '比', '比'],
    ['rate - earlier', '个百分点', '个百分点'],
    ['earlier + points', '%', '%'],
    ['(1 - staff / staff) * 100', '%', '%'],
    ['100 - staff / staff * 100', '%', '%'],
    ['-(output / 10000)', '万元', '万元'],
  ])('[FG10] %s in %s: %s', (text, wanted, expected) => expect(told(text, wanted)).toBe(expected))

  test('[FG10] a formula whose unit is found right gives what converting the parts by hand gives', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 }).map((value) => parseDecimal(String(value)))
    const money = fc.constantFrom('元', '万元', '亿元')
    const scales: Readonly<Record<string, bigint>> = { 元: 1n, 万元: 10_000n, 亿元: 100_000_000n }
    fc.assert(
      fc.property(amount, money, money, (value, from, to) => {
        const text = `part * ${scales[from]} / ${scales[to]}`
        expect(formulaUnit(parseFormula(text), () => from, to).fault).toBeNull()
        const result = evaluateFormula(parseFormula(text), new Map([['part', value]])).value!
        expect(formatDecimal(result)).toBe(formatDecimal(normalizeDecimal(convert(value, from, to))))
      }),
    )
  })

  test('[FG10] every formula of the catalogue is in the unit that it says', () => {
    const entries: { code: string; unit: string; formula: string | null }[] = JSON.parse(
      readFileSync(new URL('../../catalogue/indicators.json', import.meta.url), 'utf8'),
    )
    const unitIn = new Map(entries.map(({ code, unit }) => [code, unit]))
    const faults = entries.flatMap(({ code, unit, formula }) => {
      if (formula === null) return []
      const { fault } = formulaUnit(parseFormula(formula), (part) => unitIn.get(part), unit)
      return fault ? [`${code}: ${fault.code} ${fault.left} ${fault.right}`] : []
    })
    expect(faults).toEqual([])
  })
})

describe('cycles', () => {
  const formulas: Readonly<Record<string, string | null>> = {
    a: 'b + c',
    b: 'd / c',
    c: null,
    d: 'a * 2',
    e: 'c',
    f: 'f',
  }
  const find = (code: string) =>
    findFormulaCycle(code, (one) => {
      const text = formulas[one]
      return text ? parseFormula(text) : (text as null | undefined)
    })
  test.each([
    ['a', ['a', 'b', 'd', 'a']],
    ['f', ['f', 'f']],
    ['e', null],
    ['unknown', null],
  ])('[FG11] %s: %j', (code, path) => expect(find(code)).toEqual(path))
})
