import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecimal } from '../quantity/index.ts'
import {
  type CheckedCell,
  checkReturn,
  type Finding,
  type FormCheck,
  type FormColumn,
  figureKey,
  type KnownFigure,
  summarizeRobustly,
} from './index.ts'

const column = (indicator: string, more: Partial<FormColumn> = {}): FormColumn => ({
  indicator,
  section: 'all',
  header: indicator,
  headerEn: indicator,
  unit: '户',
  required: false,
  decimals: 2,
  plausible: { low: null, high: null },
  slip: null,
  ...more,
})

const columns = ['a', 'b', 'c', 'd'].map((code) => column(code))

type Typed = string | null | { readonly value: string | null; readonly explanation?: string; readonly na?: boolean }

function cellsOf(figures: Readonly<Record<string, Typed>>, place = 'p'): CheckedCell[] {
  return Object.entries(figures).map(([indicator, typed]) => {
    const {
      value,
      explanation = null,
      na = false,
    } = typed === null || typeof typed === 'string' ? { value: typed } : typed
    const missing = value === null ? (na ? 'notApplicable' : 'notReported') : null
    return { place, indicator, value: value === null ? null : parseDecimal(value), missing, explanation }
  })
}

interface Asking {
  readonly checks?: readonly FormCheck[]
  readonly columns?: readonly FormColumn[]
  readonly period?: string
  readonly extent?: 'whole' | 'part'
  readonly known?: Readonly<Record<string, Partial<Omit<KnownFigure, 'series'>> & { series?: Record<string, string> }>>
  readonly classes?: ReadonlyMap<string, string>
}

function check(figures: Readonly<Record<string, Typed>>, asking: Asking = {}): readonly Finding[] {
  return checkReturn({
    form: { columns: asking.columns ?? columns, checks: asking.checks ?? [] },
    period: asking.period ?? '2026-10',
    cells: cellsOf(figures),
    known: new Map(
      Object.entries(asking.known ?? {}).map(([indicator, { series = {}, peers = null, target = null }]) => [
        figureKey('p', indicator),
        { series: new Map(Object.entries(series).map(([id, text]) => [id, parseDecimal(text)])), peers, target },
      ]),
    ),
    extent: asking.extent ?? 'part',
    classes: asking.classes,
  })
}

const told = (figures: Readonly<Record<string, Typed>>, asking: Asking = {}) =>
  check(figures, asking).map(({ severity, indicator, code }) => `${severity} ${indicator} ${code}`)

describe('[CK4] a column asks for an answer with so many decimals', () => {
  const asked = [column('a', { required: true, decimals: 0 }), column('b', { decimals: 1 })]
  test.each<[string, Record<string, Typed>, readonly string[]]>([
    ['nothing answered: the place has not reported', {}, []],
    ['handed in empty as a whole', { a: null, b: null }, []],
    ['one left open beside an answer', { b: '1' }, ['hard a cell.required']],
    ['open in so many words', { a: null, b: '1' }, ['hard a cell.required']],
    ['zero is an answer', { a: '0' }, []],
    ['not applicable is none where it is required', { a: { value: null, na: true } }, ['hard a cell.required']],
    ['half a household', { a: '1.5' }, ['hard a value.notWhole']],
    ['trailing zeros are no decimals', { a: '1.00', b: '0.10' }, []],
    ['too fine', { a: '1', b: '0.15' }, ['hard b value.tooFine']],
  ])('%s', (_, figures, findings) => {
    expect(told(figures, { columns: asked, extent: 'whole' })).toEqual(findings)
  })

  test('what stands in the net already is left as it is; handed in empty it is asked for', () => {
    const known = { a: { series: { '2026-10': '7' } } }
    expect(told({ b: '1' }, { columns: asked, extent: 'whole', known })).toEqual([])
    expect(told({ a: null, b: '1' }, { columns: asked, extent: 'whole', known })).toEqual(['hard a cell.required'])
  })

  test('a part of a return may leave out what is required', () => {
    expect(told({ b: '1' }, { columns: asked })).toEqual([])
  })
})

describe('[CK5] size and unit', () => {
  const money = [
    column('a', {
      unit: '万元',
      plausible: { low: '0', high: '20000' },
      slip: { mistakenUnit: '亿元', factor: '10000' },
    }),
    column('b', { unit: '亩', plausible: { low: '0', high: '30000' }, slip: { mistakenUnit: '公顷', factor: '15' } }),
  ]
  const known = { a: { series: { '2026-09': '350' } }, b: { series: { '2026-09': '3000' } } }
  test.each<[string, Record<string, Typed>, readonly string[]]>([
    ['in 元', { a: '3605000' }, ['soft a unit.slip']],
    ['in 亿元', { a: '0.04' }, ['soft a unit.slip']],
    ['in 公顷', { b: '200' }, ['soft b unit.slip']],
    ['a fifth off is no slip', { b: '240.1' }, []],
    ['at the bounds', { a: '20000', b: '30000' }, []],
    ['beyond them, in 公顷 too', { b: '450001' }, ['soft b value.implausible']],
    ['zero is always plausible', { a: '0' }, []],
  ])('%s', (_, figures, findings) => {
    expect(told(figures, { columns: money, known })).toEqual(findings)
  })

  test('a slip can be explained away: the clerk may know better', () => {
    const [finding] = check({ a: { value: '3605000', explanation: '征地补偿一次性到账' } }, { columns: money, known })
    expect(finding).toMatchObject({
      severity: 'soft',
      explained: true,
      detail: { mistaken: '元', suggestion: '360.5' },
    })
  })

  test('a figure that cannot stand is not compared any further', () => {
    const checks: FormCheck[] = [{ code: 'sum', kind: 'sum', total: 'a', parts: ['b', 'c'] }]
    expect(told({ a: '3.001', b: '1', c: '1' }, { checks })).toEqual(['hard a value.tooFine'])
  })
})

describe('[CK6] a total is its parts', () => {
  const checks: FormCheck[] = [{ code: 'sum', kind: 'sum', total: 'a', parts: ['b', 'c'], tolerance: '0.5' }]
  test.each<[string, Record<string, Typed>, readonly string[]]>([
    ['fits', { a: '3', b: '1', c: '2' }, []],
    ['within the tolerance', { a: '3.5', b: '1', c: '2' }, []],
    ['beyond it', { a: '3.51', b: '1', c: '2' }, ['hard a check.sum']],
    ['a part open: the rest may fill it', { a: '9', b: '1' }, []],
    ['a part open, the known ones too large already', { a: '1', b: '2' }, ['hard a check.sumExceeded']],
    ['a part that does not apply', { a: '1', b: '1', c: { value: null, na: true } }, []],
    ['no total, no parts', { b: '1', c: '2' }, []],
    ['a total alone', { a: '5' }, []],
  ])('%s', (_, figures, findings) => {
    expect(told(figures, { checks })).toEqual(findings)
  })
})

describe('[CK7] columns of a row compared', () => {
  test.each<[string, Record<string, Typed>, FormCheck, readonly string[]]>([
    [
      'a part above its whole',
      { a: '3', b: '2' },
      { code: 'x', kind: 'atMost', smaller: 'a', larger: 'b' },
      ['hard a check.atMost'],
    ],
    ['equal is allowed', { a: '2.0', b: '2' }, { code: 'x', kind: 'atMost', smaller: 'a', larger: 'b' }, []],
    ...(
      [
        ['lt', '2', ['hard a check.compare']],
        ['le', '2', []],
        ['eq', '2', []],
        ['ge', '2', []],
        ['gt', '2', ['hard a check.compare']],
        ['lt', '1.99', []],
        ['gt', '2.01', []],
      ] as const
    ).map(([operator, a, findings]): [string, Record<string, Typed>, FormCheck, readonly string[]] => [
      `${a} ${operator} 4 / 2`,
      { a, b: '4', c: '2' },
      { code: 'x', kind: 'compare', indicator: 'a', left: 'a', operator, right: 'b / c' },
      findings,
    ]),
    [
      'a missing part leaves it unmade',
      { a: '9', b: '4' },
      { code: 'x', kind: 'compare', indicator: 'a', left: 'a', operator: 'lt', right: 'b / c' },
      [],
    ],
    [
      'so does a division by zero',
      { a: '9', b: '4', c: '0' },
      { code: 'x', kind: 'compare', indicator: 'a', left: 'a', operator: 'lt', right: 'b / c' },
      [],
    ],
    [
      'a soft one by choice',
      { a: '9', b: '4' },
      { code: 'x', kind: 'compare', indicator: 'a', left: 'a', operator: 'le', right: 'b * 2', severity: 'soft' },
      ['soft a check.compare'],
    ],
    [
      'range, hard',
      { a: '-1' },
      { code: 'x', kind: 'range', indicator: 'a', low: '0', high: null },
      ['hard a check.range'],
    ],
    ['range, at the bound', { a: '0' }, { code: 'x', kind: 'range', indicator: 'a', low: '0', high: '0' }, []],
    ['whole', { a: '1.5' }, { code: 'x', kind: 'whole', indicator: 'a' }, ['hard a value.notWhole']],
    ['negative', { a: '-1' }, { code: 'x', kind: 'notNegative', indicator: 'a' }, ['hard a value.negative']],
    ['minus nothing', { a: '-0' }, { code: 'x', kind: 'notNegative', indicator: 'a' }, []],
  ])('%s', (_, figures, rule, findings) => {
    expect(told(figures, { checks: [rule] })).toEqual(findings)
  })

  test('[CK8] another form says something else of the same place and period', () => {
    const checks: FormCheck[] = [
      {
        code: 'x',
        kind: 'acrossForms',
        indicator: 'a',
        operator: 'eq',
        other: 'z',
        otherName: { zh: '户数', en: 'Households' },
      },
    ]
    const known = (period: string) => ({ z: { series: { [period]: '10' } } })
    expect(told({ a: '9' }, { checks, known: known('2026-10') })).toEqual(['soft a check.acrossForms'])
    expect(told({ a: '10.0' }, { checks, known: known('2026-10') })).toEqual([])
    expect(told({ a: '9' }, { checks, known: known('2026-09') })).toEqual([])
  })
})

describe('[CK9] against other periods', () => {
  const falling: FormCheck = { code: 'x', kind: 'notFalling', indicator: 'a' }
  const change = (against: 'lastPeriod' | 'lastYear'): FormCheck => ({
    code: 'x',
    kind: 'change',
    indicator: 'a',
    against,
    lowest: '-50',
    highest: '100',
  })
  const slip: FormCheck = { code: 'x', kind: 'slip', indicator: 'a', factors: ['10', '100'] }
  const series = { '2026-09': '10', '2025-10': '100', '2025-12': '50' }
  test.each<[string, FormCheck, string, string, readonly string[]]>([
    ['cumulative and lower', falling, '9', '2026-10', ['soft a check.falling']],
    ['cumulative and equal', falling, '10.0', '2026-10', []],
    ['a new year begins anew', falling, '1', '2026-01', []],
    ['twice as much is the bound', change('lastPeriod'), '20', '2026-10', []],
    ['more than that', change('lastPeriod'), '20.01', '2026-10', ['soft a check.change']],
    ['half is the bound', change('lastPeriod'), '5', '2026-10', []],
    ['a year before', change('lastYear'), '10', '2026-10', ['soft a check.changeInYear']],
    ['nothing known, nothing said', change('lastYear'), '10', '2026-11', []],
    ['a digit too many', slip, '100', '2026-10', ['soft a check.slip']],
    ['a digit too few', slip, '1', '2026-10', ['soft a check.slip']],
    ['two digits', slip, '1000', '2026-10', ['soft a check.slip']],
    ['fivefold is growth', slip, '50', '2026-10', []],
  ])('%s', (_, rule, a, period, findings) => {
    expect(told({ a }, { checks: [rule], known: { a: { series } }, period })).toEqual(findings)
  })

  test('from zero no percent can be told', () => {
    expect(told({ a: '5' }, { checks: [change('lastPeriod')], known: { a: { series: { '2026-09': '0' } } } })).toEqual(
      [],
    )
  })
})

test("[CK10] against the year's target", () => {
  const checks: FormCheck[] = [{ code: 'x', kind: 'target', indicator: 'a', above: '150', behind: '20' }]
  const at = (a: string, target = '120') =>
    told({ a }, { checks, known: { a: { target: parseDecimal(target) } }, period: '2026-10' })
  expect(at('180')).toEqual([])
  expect(at('180.1')).toEqual(['soft a check.overTarget'])
  expect(at('77')).toEqual([])
  expect(at('75')).toEqual(['soft a check.behindTarget'])
  expect(at('75', '0')).toEqual([])
  expect(told({ a: '1' }, { checks })).toEqual([])
})

test('[CK11] a rule may hold in some months and for some classes only', () => {
  const only = (when: NonNullable<FormCheck['when']>): FormCheck[] => [
    { code: 'x', kind: 'notNegative', indicator: 'a', when },
  ]
  expect(told({ a: '-1' }, { checks: only({ months: [10] }) })).toHaveLength(1)
  expect(told({ a: '-1' }, { checks: only({ months: [9] }) })).toEqual([])
  expect(told({ a: '-1' }, { checks: only({ months: [12] }), period: '2026-Q4' })).toHaveLength(1)
  const classes = new Map([['p', 'community']])
  expect(told({ a: '-1' }, { checks: only({ classes: ['community'] }), classes })).toHaveLength(1)
  expect(told({ a: '-1' }, { checks: only({ classes: ['village'] }), classes })).toEqual([])
  expect(told({ a: '-1' }, { checks: only({ classes: ['village'] }) })).toEqual([])
})

test("[CK13] the form's own words and code travel with the finding", () => {
  const words = { zh: '核对台账', en: 'see the ledger' }
  expect(check({ a: '-1' }, { checks: [{ code: 'x', kind: 'notNegative', indicator: 'a', words }] })[0]).toMatchObject({
    check: 'x',
    words,
  })
})

describe('laws', () => {
  const checks: FormCheck[] = [
    { code: 'sum', kind: 'sum', total: 'a', parts: ['b', 'c'] },
    { code: 'most', kind: 'atMost', smaller: 'b', larger: 'a' },
    { code: 'fall', kind: 'notFalling', indicator: 'a' },
    { code: 'odd', kind: 'outlier', indicator: 'b', against: 'class' },
    { code: 'neg', kind: 'notNegative', indicator: 'c' },
  ]
  const asked = columns.map((one) => ({ ...one, required: one.indicator === 'd', plausible: { low: '0', high: '50' } }))
  const figure = fc.integer({ min: -100, max: 10_000 }).map((cents) => parseDecimal((cents / 100).toFixed(2)))
  const cell = fc.record({
    place: fc.constantFrom('p', 'q', 'r'),
    indicator: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.option(figure),
    explanation: fc.constantFrom(null, '短', '确有其事已核对'),
  })
  const cells = fc
    .uniqueArray(cell, { selector: ({ place, indicator }) => `${place} ${indicator}`, maxLength: 12 })
    .map((all) => all.map((one): CheckedCell => ({ ...one, missing: one.value ? null : 'notReported' })))
  const peers = summarizeRobustly(Array.from({ length: 9 }, (_, index) => parseDecimal(String(index + 1))))!
  const known = new Map(
    ['p', 'q', 'r'].flatMap((place) =>
      ['a', 'b'].map((code): [string, KnownFigure] => [
        figureKey(place, code),
        { series: new Map([['2026-09', parseDecimal('20')]]), peers, target: null },
      ]),
    ),
  )
  const run = (given: readonly CheckedCell[]) =>
    checkReturn({ form: { columns: asked, checks }, period: '2026-10', cells: given, known, extent: 'whole' })

  test('[CK1] the order of the cells makes no difference', () => {
    const shuffled = cells.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(run(other)).toEqual(run(one))
      }),
    )
  })

  test('[CK1] cells of other places and of unknown columns change nothing', () => {
    fc.assert(
      fc.property(cells, cells, (some, more) => {
        const mine = some.filter(({ place }) => place === 'p')
        const others = more.map((one) => ({ ...one, place: one.place === 'p' ? 's' : one.place }))
        const unknown = more.map((one) => ({ ...one, place: 'p', indicator: `${one.indicator}x` }))
        const found = run([...others, ...mine, ...unknown]).filter(({ place }) => place === 'p')
        expect(found).toEqual(run(mine))
      }),
    )
  })

  test('[CK3] an explanation settles soft findings and takes none away', () => {
    fc.assert(
      fc.property(cells, (some) => {
        const bare = run(some.map((one) => ({ ...one, explanation: null })))
        const explained = run(some.map((one) => ({ ...one, explanation: '确有其事已核对' })))
        expect(explained.map((one) => ({ ...one, explained: false }))).toEqual(bare)
      }),
    )
  })
})
