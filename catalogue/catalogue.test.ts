import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { columnsOfCheck, isWorkingDay, planChecks, workCalendar } from '@gangju/net/form'
import { mayContain } from '@gangju/net/goal'
import { isVerb } from '@gangju/net/grant'
import { parsePeriod } from '@gangju/net/period'
import { findUnit, multiplyDecimals, parseDecimal } from '@gangju/net/quantity'
import { codesOf, parseFormula } from '@gangju/net/rollup'
import { describe, expect, test } from 'vitest'
import { calendarsOf, catalogueFiles, formsOf, indicatorsOf, readCatalogue } from '../server/admin/catalogue.ts'
import { parsePlaceFile } from '../server/admin/place-file.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const catalogue = readCatalogue(root)
const indicators = indicatorsOf(catalogue)
const indicatorOf = new Map(indicators.map((indicator) => [indicator.code, indicator]))
const { goals, milestones } = catalogue.goals
const goalOf = new Map(goals.map((goal) => [goal.code, goal]))
const documents = new Map(catalogue.documents.map((document) => [document.code, document]))
const forms = formsOf(catalogue)
const { targets } = catalogue.targets
const { observations } = catalogue.observations
const zones: { zones: { code: string }[] } = JSON.parse(readFileSync(`${root}jiangmen/zones.json`, 'utf8'))
const places = new Set([
  ...Array.from(parsePlaceFile(readFileSync(`${root}places/jiangmen.txt`, 'utf8')), ({ code }) => code),
  ...zones.zones.map(({ code }) => code),
])

const missingFrom = (known: { has(code: string): boolean }, codes: Iterable<string>) =>
  [...new Set(codes)].filter((code) => !known.has(code))
const repeated = (codes: readonly string[]) => codes.filter((code, at) => codes.indexOf(code) !== at)

describe('catalogue', () => {
  test('[CA1] every file is valid', () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogueFiles))
  })

  test('[CA2] codes are said once', () => {
    expect(repeated(indicators.map(({ code }) => code))).toEqual([])
    expect(repeated([...goals, ...milestones].map(({ code }) => code))).toEqual([])
    expect(repeated(catalogue.bodies.map(({ code }) => code))).toEqual([])
    expect(repeated([...targets, ...observations].map(({ id }) => id))).toEqual([])
  })

  test('[CA2] every place that is named exists', () => {
    const named = [...goals, ...milestones, ...catalogue.bodies, ...targets, ...observations].map(({ place }) => place)
    const responsible = catalogue.bodies.flatMap((body) => body.responsibilities.map(({ place }) => place))
    const demo = [...catalogue.demo.counties.map(({ place }) => place), catalogue.demo.townNotReported]
    expect(missingFrom(places, [...named, ...responsible, ...demo])).toEqual([])
  })

  test('[CA2] every goal that is named exists', () => {
    const named = [
      ...indicators.flatMap((indicator) => indicator.goals),
      ...[...targets, ...milestones, ...forms, ...catalogue.demo.targets].map(({ goal }) => goal),
      ...catalogue.bodies.flatMap((body) => body.responsibilities.map(({ goal }) => goal)),
      ...goals.flatMap(({ parent, alignsTo }) => [parent, alignsTo].filter((code) => code !== null)),
    ]
    expect(missingFrom(goalOf, named)).toEqual([])
  })

  test('[CA2] every indicator and document that is named exists', () => {
    const columns = forms.flatMap((form) => form.columns.map(({ indicator }) => indicator))
    const demo = [...catalogue.demo.village, ...catalogue.demo.town, ...catalogue.demo.targets]
    const named = [...targets, ...observations, ...demo].map(({ indicator }) => indicator)
    const parts = indicators.flatMap(({ ratio }) => (ratio ? [ratio.numerator, ratio.denominator] : []))
    expect(missingFrom(indicatorOf, [...columns, ...named, ...parts])).toEqual([])
    const sources = [...goals, ...milestones, ...catalogue.bodies, ...targets, ...observations]
    const cited = sources.flatMap(({ source }) => (source ? [source.document] : []))
    expect(missingFrom(documents, cited)).toEqual([])
  })
})

describe('indicators', () => {
  test('[CA3] the 112 of the list, each once', () => {
    const numbers = indicators.flatMap(({ number }) => number ?? []).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 112 }, (_, at) => at + 1))
  })

  test('[CA4] published figures, ranks and growth rates never meet over places', () => {
    const published = indicators.filter(({ publishedOnly }) => publishedOnly)
    expect(published.filter(({ aggregation }) => aggregation.overPlaces !== 'none')).toEqual([])
    const rates = indicators.filter(({ code, unit }) => unit === '位' || /Growth|Rank|rank/.test(code))
    expect(rates.filter(({ publishedOnly, formula }) => !publishedOnly && formula === null)).toEqual([])
  })

  test('[CA5] only collected figures add up, and a level of collection says where they come from', () => {
    for (const { code, kind, collectedAt, aggregation } of indicators) {
      expect([code, collectedAt !== null]).toEqual([code, kind === 'collected'])
      expect([code, aggregation.overPlaces !== 'none']).toEqual([code, kind === 'collected'])
    }
  })

  test('[CA6] a formula parses, knows its parts, and a percentage has two', () => {
    for (const { code, formula, ratio, kind } of indicators) {
      expect([code, formula !== null]).toEqual([code, kind === 'derived'])
      if (formula === null) continue
      const parts = codesOf(parseFormula(formula))
      expect([code, missingFrom(indicatorOf, parts)]).toEqual([code, []])
      if (ratio) expect([code, parts]).toEqual([code, [ratio.numerator, ratio.denominator]])
    }
  })

  test('[CA6] money, land and people have units that the program can convert to their display scale', () => {
    const scaled = indicators.filter(({ displayUnit }) => displayUnit.divisor !== '1')
    const strange = scaled.filter(({ unit, displayUnit }) => {
      const from = findUnit(unit)
      const to = findUnit(displayUnit.unit)
      if (!from || !to || from.dimension !== to.dimension) return true
      const times = BigInt(displayUnit.divisor)
      return from.numerator * to.denominator * times !== to.numerator * from.denominator
    })
    expect(strange.map(({ code }) => code)).toEqual([])
  })
})

describe('goals', () => {
  test('[CA7] ten actions and 49 measures of the city, ten actions and ten constructions of Xinhui', () => {
    const under = (parent: string) => goals.filter((goal) => goal.parent === parent)
    const actions = under('bqw-jiangmen')
    expect(actions).toHaveLength(10)
    expect(actions.flatMap(({ code }) => under(code))).toHaveLength(49)
    expect(under('bqw-xinhui')).toHaveLength(20)
  })

  test('[CA7] kinds nest as the tree allows, and alignment goes up to another programme', () => {
    for (const goal of goals) {
      const parent = goal.parent === null ? undefined : goalOf.get(goal.parent)
      expect([goal.code, parent ? mayContain(parent.kind, goal.kind) : goal.kind === 'programme']).toEqual([
        goal.code,
        true,
      ])
      if (goal.alignsTo) expect([goal.code, goalOf.get(goal.alignsTo)?.place]).toEqual([goal.code, '440700000000'])
    }
  })

  test('[CA8] every action has two to four figures from the monthly forms', () => {
    const filed = new Set(forms.flatMap((form) => form.columns.map(({ indicator }) => indicator)))
    const fromForms = catalogue.demo.targets.filter(({ indicator }) => {
      const { ratio } = indicatorOf.get(indicator)!
      return ratio ? filed.has(ratio.numerator) && filed.has(ratio.denominator) : filed.has(indicator)
    })
    for (const action of goals.filter(({ parent }) => parent === 'bqw-jiangmen')) {
      const count = fromForms.filter(({ goal }) => goal === action.code).length
      expect([action.code, count >= 2 && count <= 4]).toEqual([action.code, true])
    }
  })

  test('[CA9] one headquarters for the city and each county, nine task forces', () => {
    const { bodies } = catalogue
    const commanding = new Set(bodies.filter(({ kind }) => kind === 'headquarters').map(({ place }) => place))
    expect(commanding.size).toBe(8)
    expect(bodies.filter(({ kind }) => kind === 'taskForce')).toHaveLength(9)
  })
})

describe('stated figures', () => {
  test('[CA10] every printed position lies in its document', () => {
    for (const { id, source, printed } of [...targets, ...observations]) {
      expect([id, source?.length]).toEqual([id, printed.length])
      expect(source!.offset + source!.length).toBeLessThanOrEqual(documents.get(source!.document)!.characters)
    }
  })

  test('[CA10] an unchanged unit keeps the value, a changed one converts it', () => {
    for (const { id, indicator, unit, value, indicatorValue } of [...targets, ...observations]) {
      const own = indicatorOf.get(indicator)!.unit
      if (unit === own) expect([id, indicatorValue]).toEqual([id, value])
      else if (unit === '亿元') {
        expect([id, own]).toEqual([id, '万元'])
        const converted = multiplyDecimals(parseDecimal(value), parseDecimal('10000'))
        expect(Number(indicatorValue)).toBe(Number(converted.coefficient) / 10 ** converted.scale)
      }
    }
  })

  test('[CA11] no real figure is marked as demonstration, no period is malformed', () => {
    expect(targets.filter(({ demo }) => demo)).toEqual([])
    for (const { period } of observations) parsePeriod(period)
  })

  test('[CA12] figures that must not make one series are different indicators or places', () => {
    const transferred = observations.filter(({ value }) => value === '84' || value === '67')
    expect(new Set(transferred.map(({ indicator }) => indicator)).size).toBe(2)
    const known = new Set([...targets, ...observations].map(({ id }) => id))
    const named = catalogue.conflicts.flatMap((conflict) =>
      conflict.sides.flatMap((side) => [...side.targets, ...side.observations]),
    )
    expect(missingFrom(known, named)).toEqual([])
  })
})

describe('forms and roles', () => {
  test('[CA13] a column asks what is collected at its form’s level, in its unit, in a section that exists', () => {
    for (const form of forms) {
      const sections = new Set(form.sections.map(({ code }) => code))
      expect(repeated(form.columns.map(({ indicator }) => indicator))).toEqual([])
      for (const column of form.columns) {
        const { collectedAt, unit } = indicatorOf.get(column.indicator)!
        expect([column.indicator, collectedAt, unit]).toEqual([column.indicator, form.collects, column.unit])
        expect(sections.has(column.section)).toBe(true)
      }
    }
  })

  test('[CA13] checks name columns of their own form', () => {
    for (const form of forms) {
      const columns = new Set(form.columns.map(({ indicator }) => indicator))
      expect(missingFrom(columns, form.checks.flatMap(columnsOfCheck))).toEqual([])
      expect(() => planChecks(form)).not.toThrow()
      expect(repeated(form.checks.map(({ code }) => code))).toEqual([])
    }
  })

  test('[CA14] roles name verbs that grants know', () => {
    expect(catalogue.roles.flatMap((role) => role.verbs).filter((verb) => !isVerb(verb))).toEqual([])
  })

  test('[FM5] a figure has one home: a column that another form asks too is known there', () => {
    const homes = forms.flatMap((form) => form.columns.filter(({ known }) => !known).map(({ indicator }) => indicator))
    expect(repeated(homes)).toEqual([])
    const known = forms.flatMap((form) => form.columns.filter((column) => column.known))
    expect(missingFrom(new Set(homes), known.map(({ indicator }) => indicator))).toEqual([])
  })
})

describe('calendar', () => {
  const years = calendarsOf(catalogue)

  test('[FM4] each year once, its days in it, days off in order and worked days on weekends', () => {
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027])
    for (const { year, holidays, workdays } of years) {
      const days = [...holidays.flatMap(({ from, to }) => [from, to]), ...workdays]
      expect(days.filter((day) => !day.startsWith(`${year}-`))).toEqual([])
      expect(holidays.filter(({ from, to }) => from > to)).toEqual([])
      expect(holidays.map(({ from }) => from)).toEqual(holidays.map(({ from }) => from).toSorted())
      expect(workdays.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))).toEqual([])
    }
  })

  test('[FM4] working weekends give back exactly what the statutory holidays do not cover', () => {
    // A year's days less its 104 weekend days and its statutory holidays: 11, and 13 from 2025 on.
    const count = (year: number) => {
      const calendar = workCalendar(years)
      const first = Date.parse(`${year}-01-01`)
      const days = Array.from({ length: 366 }, (_, at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10))
      return days.filter((day) => day.startsWith(String(year)) && isWorkingDay(day, calendar)).length
    }
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, 248])
  })

  test('[FM4] a year that is not published says so', () => {
    for (const { source, note, holidays } of years) expect(source === null).toBe(holidays.length === 0 && note !== null)
  })
})
