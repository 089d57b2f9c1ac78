import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type CheckedCell, checkReturn, figureKey } from '@gangju/net/form'
import { parsePeriod } from '@gangju/net/period'
import { type Decimal, decimalOf, parseDecimal, sumDecimals } from '@gangju/net/quantity'
import { judgeTarget, type Light, type Pace } from '@gangju/net/reading'
import { evaluateFormula, parseFormula } from '@gangju/net/rollup'
import { describe, expect, test } from 'vitest'
import { indicatorsOf, readCatalogue } from '../../server/admin/catalogue.ts'
import { type DemoRow, demoObservations, silentVillages } from '../../server/admin/demo-figures.ts'
import { demoTargets } from '../../server/admin/demo-targets.ts'
import { parsePlaceFile } from '../../server/admin/place-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const catalogue = readCatalogue(root)
const { demo } = catalogue
const indicators = indicatorsOf(catalogue)
const indicatorOf = new Map(indicators.map((indicator) => [indicator.code, indicator]))
const rows = [...parsePlaceFile(readFileSync(`${root}places/jiangmen.txt`, 'utf8'))].filter((row) => row.administrative)
const codesAt = (level: string) => rows.filter((row) => row.level === level).map(({ code }) => code)
const places = { villages: codesAt('village'), towns: codesAt('town') }
const all = [...demoObservations(demo, places)]
const sample = new Set([...places.villages.filter((_, at) => at % 40 === 0), ...places.towns])
const byRow = new Map<string, Map<string, DemoRow>>()
for (const row of all.filter(({ placeCode }) => sample.has(placeCode))) {
  const key = `${row.placeCode} ${row.period}`
  byRow.set(key, (byRow.get(key) ?? new Map<string, DemoRow>()).set(row.indicator, row))
}

const cellOf = ({ placeCode, indicator, value }: DemoRow): CheckedCell => ({
  place: placeCode,
  indicator,
  value: value === null ? null : parseDecimal(value),
  missing: value === null ? 'notApplicable' : null,
  explanation: null,
})

describe('demonstration figures', () => {
  test('[DM1] the same seed gives the same figures, asked alone or together', () => {
    const [village] = places.villages
    const alone = [...demoObservations(demo, { villages: [village!], towns: [], months: ['2026-03'] })]
    const together = all.filter(({ placeCode, period }) => placeCode === village && period === '2026-03')
    expect(alone).toEqual(together)
  })

  test('[DM1] every column of the forms has figures, and only those', () => {
    const filed = [...catalogue.villageMonthly.columns, ...catalogue.townMonthly.columns].map(
      (column) => column.indicator,
    )
    expect([...demo.village, ...demo.town].map(({ indicator }) => indicator).toSorted()).toEqual(filed.toSorted())
  })

  test('[DM2] what the forms check holds in every row; few figures would have to be explained', () => {
    const series = new Map<string, Map<string, Decimal>>()
    for (const { placeCode, indicator, period, value } of all) {
      if (value === null || !sample.has(placeCode)) continue
      const key = figureKey(placeCode, indicator)
      series.set(key, (series.get(key) ?? new Map<string, Decimal>()).set(period, parseDecimal(value)))
    }
    const known = new Map(Array.from(series, ([key, figures]) => [key, { series: figures, peers: null, target: null }]))
    const months = [...new Set(all.map(({ period }) => period))]
    const findings = [catalogue.villageMonthly, catalogue.townMonthly].flatMap((form) =>
      months.flatMap((period) => {
        const cells = [...byRow].flatMap(([key, row]) =>
          key.endsWith(` ${period}`) && row.has(form.columns[0]!.indicator) ? Array.from(row.values(), cellOf) : [],
        )
        return checkReturn({ form, period, cells, known, extent: 'whole' })
      }),
    )
    expect(findings.filter(({ severity, code }) => severity === 'hard' || code === 'value.implausible')).toEqual([])
    expect(findings.length).toBeLessThan(byRow.size / 20)
  })

  test('[DM2] a cumulative figure never falls within a year', () => {
    const last = new Map<string, { year: string; value: number }>()
    const falls: string[] = []
    for (const { placeCode, indicator, period, value } of all) {
      if (indicatorOf.get(indicator)!.form !== 'cumulative' || value === null) continue
      const key = `${placeCode} ${indicator}`
      const before = last.get(key)
      if (before?.year === period.slice(0, 4) && Number(value) < before.value) falls.push(`${key} ${period}`)
      last.set(key, { year: period.slice(0, 4), value: Number(value) })
    }
    expect(falls).toEqual([])
  })

  test('[DM3] in the last month 38 of 1,336 villages in all counties and one town did not report', () => {
    const reported = new Set(all.filter(({ period }) => period === demo.lastMonth).map(({ placeCode }) => placeCode))
    const missing = (codes: readonly string[]) => codes.filter((code) => !reported.has(code))
    expect([places.villages.length, places.towns.length]).toEqual([1336, 73])
    expect(missing(places.villages).toSorted()).toEqual(silentVillages(demo, places.villages).toSorted())
    expect(missing(places.villages)).toHaveLength(38)
    expect(new Set(missing(places.villages).map((code) => code.slice(0, 6))).size).toBe(7)
    expect(missing(places.towns)).toEqual([demo.townNotReported])
  })

  test('[DM3] a few cells do not apply, only where the form does not require them', () => {
    const share = all.filter(({ value }) => value === null).length / all.length
    expect(share).toBeGreaterThan(0.001)
    expect(share).toBeLessThan(0.02)
    const required = [...catalogue.villageMonthly.columns, ...catalogue.townMonthly.columns].filter((c) => c.required)
    const isRequired = new Set(required.map(({ indicator }) => indicator))
    expect(all.filter(({ indicator, value }) => value === null && isRequired.has(indicator))).toEqual([])
  })

  test('[DM4] targets of counties and city are marked, and their lights come out mixed', () => {
    const targets = demoTargets(demo, places, indicators)
    expect(targets.every((target) => target.demo && target.source === null)).toBe(true)
    const lights = { green: 0, amber: 0, red: 0, grey: 0 }
    const values = totals()
    for (const target of targets.filter(({ commitment }) => commitment === 'firm')) {
      lights[lightOf(target, values)] += 1
    }
    const share = (light: Light) => lights[light] / Object.values(lights).reduce((a, b) => a + b)
    expect(share('green'), JSON.stringify(lights)).toBeGreaterThan(0.5)
    expect(share('green'), JSON.stringify(lights)).toBeLessThan(0.75)
    expect(share('amber'), JSON.stringify(lights)).toBeGreaterThan(0.12)
    expect(share('red'), JSON.stringify(lights)).toBeGreaterThan(0.08)
  })
})

/** What the net would read in the last month: a year's flows summed, everything else as reported in that month. */
function totals(): Map<string, Map<string, Decimal>> {
  const parts = new Map<string, Map<string, Decimal[]>>()
  for (const { placeCode, indicator, period, value } of all) {
    const { form, pace } = indicatorOf.get(indicator)!
    const counts = form === 'current' && pace === 'schedule' ? period >= '2026-01' : period === demo.lastMonth
    if (value === null || !counts) continue
    for (const place of [`${placeCode.slice(0, 4)}00000000`, `${placeCode.slice(0, 6)}000000`]) {
      const own = parts.get(place) ?? parts.set(place, new Map()).get(place)!
      const list = own.get(indicator)
      if (list) list.push(parseDecimal(value))
      else own.set(indicator, [parseDecimal(value)])
    }
  }
  return new Map(
    [...parts].map(([place, own]) => [place, new Map([...own].map(([code, list]) => [code, sumDecimals(list)]))]),
  )
}

function lightOf(entry: ReturnType<typeof demoTargets>[number], values: Map<string, Map<string, Decimal>>): Light {
  const indicator = indicatorOf.get(entry.indicator)!
  const own = values.get(entry.place)!
  const { formula } = indicator
  const value = formula ? evaluateFormula(parseFormula(formula), own).value! : own.get(entry.indicator)!
  const plan = { spread: 'linear', planRate: decimalOf(1) } as const
  const path = { kind: 'path', base: parseDecimal(entry.baseValue ?? '0'), baseYear: 2025 } as const
  const pace: Pace =
    indicator.pace === 'path' ? path : indicator.pace === 'level' ? { kind: 'level' } : { kind: 'schedule', plan }
  const rule = catalogue.lightRules.find(({ kind }) => kind === 'light')
  if (rule?.kind !== 'light') throw new Error('no light rule')
  const rules = {
    id: rule.code,
    greenFromPoints: parseDecimal(rule.greenFromPoints),
    amberFromPoints: parseDecimal(rule.amberFromPoints),
    minimumCompleteness: parseDecimal(rule.minimumCompleteness),
    approximateTolerance: parseDecimal(rule.approximateTolerance),
  }
  const target = {
    comparator: entry.comparator,
    value: parseDecimal(entry.indicatorValue),
    valueMax: null,
    commitment: 'firm',
    year: 2026,
    baseYear: entry.baseYear,
    measure: 'level',
  } as const
  const direction = indicator.direction === 'down' ? 'down' : 'up'
  return judgeTarget({ value, target, period: parsePeriod(demo.lastMonth), direction, pace, rules }).light
}
