import { formatDecimal } from '@gangju/net/quantity'
import { describe, expect, test } from 'vitest'
import { checkValues, checkWorkbook } from './check-return.ts'
import { faultText } from './fault-text.ts'
import { filledReturn, type Put, testExpectation, testForm, testGround } from './test-form.ts'

const check = (changes: Readonly<Record<string, Put>> = {}, marks: Readonly<Record<string, string>> = {}) =>
  checkWorkbook(filledReturn(changes, marks), testExpectation, testGround)
const told = (changes: Readonly<Record<string, Put>>, marks: Readonly<Record<string, string>> = {}) =>
  check(changes, marks).faults.map(({ severity, at, code }) => `${severity} ${at ?? '-'} ${code}`)

test('[CO1] a good return: every cell a value, nothing to say', () => {
  const { values, faults, rewritings, blanks } = check()
  expect(faults).toEqual([])
  expect(rewritings).toEqual([])
  expect(blanks).toBe(0)
  expect(values.map(({ at, value }) => `${at} ${value && formatDecimal(value)}`)).toEqual(
    ['6', '7'].flatMap((row) => [
      `C${row} 312`,
      `D${row} 360.5`,
      `E${row} 110.5`,
      `F${row} 250`,
      `G${row} 3000`,
      `H${row} 1200`,
      `I${row} 40`,
    ]),
  )
})

describe('[CO2] a figure is read or asked about, never guessed', () => {
  // I6 is a column that may stay empty, so that nothing but the reading speaks.
  test.each<[Put, string]>([
    ['约30', 'number.approximate'],
    ['30余', 'number.approximate'],
    ['≥30', 'number.approximate'],
    ['30-40', 'number.range'],
    ['三十', 'number.chineseNumeral'],
    ['叁拾', 'number.chineseNumeral'],
    ['两千零五', 'number.chineseNumeral'],
    ['1万2千', 'number.mixedNumeral'],
    ['1,234.5万元', 'number.unitAttached'],
    ['0.5亿元', 'number.unitAttached'],
    ['30户', 'number.unitAttached'],
    ['￥12', 'number.currency'],
    ['12%', 'number.percent'],
    ['无', 'number.wordForNone'],
    ['—', 'number.wordForNone'],
    ['/', 'number.wordForNone'],
    ['待统计', 'number.wordForNone'],
    ['1e3', 'number.exponent'],
    ['0x1F', 'number.hexadecimal'],
    ['1_000', 'number.separator'],
    ['1.234,5', 'number.separator'],
    ['٣١٢', 'number.foreignDigits'],
    ['③', 'number.enclosedDigits'],
    ['NaN', 'number.notFinite'],
    ['Infinity', 'number.notFinite'],
    ['1 043', 'number.innerBlank'],
    ['3O2', 'number.letterInDigits'],
    ['440703199001011234', 'number.tooLong'],
    ['2024年2月30日', 'number.date'],
    ['=SUM(A1:A9)', 'number.formula'],
    ['=cmd|calc!A1', 'number.formula'],
    ['TRUE', 'number.boolean'],
    [Number.POSITIVE_INFINITY, 'number.malformed'],
    [123456789012345680, 'number.tooLong'],
    [{ kind: 'boolean', text: 'TRUE' }, 'number.boolean'],
    [{ kind: 'formula', text: '40' }, 'number.formula'],
    [{ kind: 'formula', text: '' }, 'number.formula'],
    [{ kind: 'date', text: '2026-10-01' }, 'number.date'],
    [{ kind: 'error', text: '#N/A' }, 'number.errorValue'],
    [{ kind: 'number', text: '0.12', percent: true }, 'number.percent'],
  ])('%o', (put, code) => {
    const { faults, values } = check({ I6: put })
    expect(faults.map((fault) => [fault.severity, fault.at, fault.code, fault.indicator])).toEqual([
      ['error', 'I6', code, 'trees'],
    ])
    expect(values.some(({ at }) => at === 'I6')).toBe(false)
    expect(faultText(faults[0]!, 'zh')).toMatch(/^I6：/)
  })

  test.each<[Put, string, string]>([
    ['３１２', '３１２', '312'],
    [' 312 ', ' 312 ', '312'],
    ['\u00a0312\u200b', '\u00a0312\u200b', '312'],
    ['1,234', '1,234', '1234'],
    ['−0', '−0', '0'],
  ])('an exact rewriting is made and shown: %o', (put, from, to) => {
    const { faults, rewritings } = check({ I6: put })
    expect(faults).toEqual([])
    expect(rewritings).toEqual([{ at: 'I6', from, to }])
  })

  test('a fraction where the form asks for whole numbers', () => {
    expect(told({ I6: 36.5 })).toEqual(['error I6 value.notWhole'])
  })

  test('the noise of a binary float goes, and is shown', () => {
    const { rewritings, values } = check({ E6: 110.50000000000001 })
    expect(rewritings).toEqual([{ at: 'E6', from: '110.50000000000001', to: '110.5' }])
    expect(values.find(({ at }) => at === 'E6')?.value).toEqual({ coefficient: 1105n, scale: 1 })
  })

  test('blank, zero and not applicable are three answers', () => {
    const { values, blanks, faults } = check({ I6: null, I7: '不适用' })
    expect(faults).toEqual([])
    expect(blanks).toBe(1)
    expect(values.filter(({ column }) => column.indicator === 'trees').map(({ missing }) => missing)).toEqual([
      'notReported',
      'notApplicable',
    ])
    expect(told({ C6: null, C7: '不适用' })).toEqual(['error C6 cell.required', 'error C7 cell.required'])
  })
})

describe('[CO3] the return is found by its headers', () => {
  test('rows above, moved columns, look-alike characters are read', () => {
    const { pages } = filledReturn({
      C4: '流转\u00a0面积',
      H4: ' 农户数\u200b',
      C5: '亩',
      H5: '户',
      C6: 1200,
      H6: 312,
      C7: 1200,
      H7: 312,
      D4: '集体收入(本年累计)',
    })
    expect(checkWorkbook({ pages }, testExpectation, testGround).faults).toEqual([])
    const shifted = pages.map((page) => ({
      ...page,
      cells: page.cells.map((cell) => ({
        ...cell,
        row: cell.row + 2,
        at: cell.at.replace(/\d+/, (row) => String(Number(row) + 2)),
      })),
    }))
    expect(checkWorkbook({ pages: [shifted[0]!, pages[1]!] }, testExpectation, testGround).faults).toEqual([])
  })

  test.each<[string, Record<string, Put>, readonly string[]]>([
    ['no header', { A3: null }, ['error - header.notFound']],
    ['unknown column', { C4: '大户数' }, ['error - header.missingColumn', 'error C4 header.unknownColumn']],
    ['__proto__', { J4: '__proto__' }, ['error J4 header.unknownColumn']],
    ['is_admin', { J4: 'is_admin' }, ['error J4 header.unknownColumn']],
    ['twice', { J4: '农户数' }, ['error J4 header.duplicateColumn']],
    ['figures without a header', { K6: 5 }, ['error K6 header.none']],
    ['公顷 for 亩', { G5: '公顷' }, ['error G5 unit.changed']],
    ['元 for 万元', { D5: '元' }, ['error D5 unit.changed']],
    ['no unit', { D5: null }, ['error D4 unit.missing']],
    ['no name column', { B3: null }, ['error A3 header.nameMissing']],
    ['another month in the title', { C2: '报告期：2026年9月' }, ['error C2 title.period']],
    ['another month in the name', { A1: '村级月报表（2025-10）' }, ['error A1 title.period']],
  ])('%s', (_, changes, faults) => {
    expect(told(changes)).toEqual(faults)
  })

  test.each([
    ['form', 'town-monthly'],
    ['version', '2'],
    ['place', '990101002000'],
    ['period', '2026-09'],
  ])('the inner mark names another %s', (name, value) => {
    expect(told({}, { [name]: value })).toEqual([`error - marker.${name}`])
  })

  test('a second return, another sheet, a hidden sheet are named', () => {
    const good = filledReturn()
    const [page, marker] = good.pages
    const second = { ...page!, name: 'Sheet2' }
    const notes = { ...page!, name: 'Sheet3', cells: page!.cells.slice(0, 1) }
    const faults = (pages: typeof good.pages) =>
      checkWorkbook({ pages }, testExpectation, testGround).faults.map(({ code, sheet }) => `${code} ${sheet}`)
    expect(faults([page!, marker!, second, notes])).toEqual(['page.second Sheet2', 'page.unread Sheet3'])
    expect(faults([{ ...page!, visibility: 'veryHidden' }, marker!])).toEqual(['page.hidden 填报'])
    expect(faults([page!])).toEqual(['marker.missing undefined'])
    expect(faults([])).toEqual(['marker.missing undefined', 'header.notFound undefined'])
  })
})

describe('[CO4] every row is one of the places asked for', () => {
  test.each<[string, Record<string, Put>, readonly string[]]>([
    ['a number', { A6: 990101001201 }, []],
    ['full width, blanks', { A6: '９９０１０１００１２０１ ' }, []],
    ['11 digits', { A6: '99010100120' }, ['error - row.missing', 'error A6 place.codeMalformed']],
    ['13 digits', { A6: '9901010012011' }, ['error - row.missing', 'error A6 place.codeMalformed']],
    ['letter O', { A6: '99O101001201' }, ['error - row.missing', 'error A6 place.codeMalformed']],
    ['rounded by the program', { A6: '9.90101E+11' }, ['error - row.missing', 'error A6 place.codeMalformed']],
    ['another county', { A6: '440703002101' }, ['error - row.missing', 'error A6 place.unknown']],
    ['a place that does not exist', { A6: '999999999999' }, ['error - row.missing', 'error A6 place.unknown']],
    ['the town itself', { A6: '990101001000' }, ['error - row.missing', 'error A6 place.filer']],
    ['name of another', { B6: '西村村委会' }, ['error B6 place.nameDiffers']],
    ['short name', { B6: '东村' }, []],
    ['no code', { A6: null }, ['error - row.missing', 'error B6 row.codeMissing']],
    ['a row of totals', { A8: '合计', C8: 624 }, ['warning A8 row.total']],
    ['totals by name', { B8: '全镇合计', C8: 624 }, ['warning B8 row.total']],
    ['a duplicate with other figures', { A8: '990101001201', B8: '东村', C8: 5 }, ['error A8 row.conflict']],
    [
      'an empty row',
      { C6: null, D6: null, E6: null, F6: null, G6: null, H6: null, I6: null },
      ['warning A6 row.blank'],
    ],
  ])('%s', (_, changes, faults) => {
    expect(told(changes)).toEqual(faults)
  })

  test('[CO5] a place out of scope is answered word for word like one that does not exist', () => {
    const message = (code: string) =>
      check({ A6: code })
        .faults.filter(({ at }) => at === 'A6')
        .map((fault) => faultText(fault, 'zh').replace(code, ''))
    expect(message('440703002101')).toEqual(message('999999999999'))
  })

  test('an equal duplicate is named too, and stored once', () => {
    const row = {
      A8: '990101001201',
      B8: '东村村委会',
      C8: 312,
      D8: 360.5,
      E8: 110.5,
      F8: 250,
      G8: 3000,
      H8: 1200,
      I8: 40,
    }
    expect(told(row)).toEqual(['error A8 row.duplicate'])
    expect(check(row).values).toHaveLength(14)
  })

  test('a hidden row is read and named', () => {
    const { pages } = filledReturn()
    const { faults, values } = checkWorkbook(
      { pages: [{ ...pages[0]!, hiddenRows: [7] }, pages[1]!] },
      testExpectation,
      testGround,
    )
    expect(faults.map(({ at, code }) => `${at} ${code}`)).toEqual(['A7 row.hidden'])
    expect(values).toHaveLength(14)
  })
})

describe('[CO7] figures fit the form, the row and the period before', () => {
  test.each<[string, Record<string, Put>, readonly string[]]>([
    ['a negative count', { C6: -3 }, ['error C6 value.negative', 'warning C6 value.implausible']],
    ['312.7 households', { C6: 312.7 }, ['error C6 value.notWhole']],
    ['31,200,000 households', { C6: 31200000 }, ['warning C6 value.implausible']],
    ['three decimals', { D7: 360.505 }, ['error D7 value.tooFine']],
    ['a sum that does not fit', { D7: 361 }, ['error D7 check.sum']],
    ['a part above the whole', { H6: 3001 }, ['error H6 check.atMost']],
    ['a cumulative figure that falls', { D6: 340, F6: 229.5 }, ['warning D6 check.falling']],
  ])('%s', (_, changes, faults) => {
    expect(told(changes)).toEqual(faults)
  })

  test('[CO10] given in 元 instead of 万元, against last month', () => {
    const { faults } = check({ E6: 1105000, F6: 250, D6: 360.5 })
    const slip = faults.find(({ code }) => code === 'unit.slip')!
    expect(slip).toMatchObject({
      severity: 'warning',
      at: 'E6',
      detail: { mistaken: '元', suggestion: '110.5', unit: '万元' },
    })
    expect(faultText(slip, 'zh')).toBe(
      'E6：“1105000”与上期 100 相差悬殊，疑似按“元”填写；本栏单位是“万元”，应填 110.5？',
    )
  })

  test('[CO10] given in 亿元 instead of 万元, against last month', () => {
    const slip = check({ D6: 0.04, E6: 0.01, F6: 0.03 }).faults.find(
      ({ at, code }) => at === 'D6' && code === 'unit.slip',
    )
    expect(slip).toMatchObject({ severity: 'warning', detail: { mistaken: '亿元', suggestion: '400' } })
  })

  test('[CO11] 公顷 for 亩 is asked about, and let through when the person insists', () => {
    const slip = check({ G6: 200, H6: 80 }).faults.find(({ code }) => code === 'unit.slip')
    expect(slip).toMatchObject({ severity: 'warning', at: 'G6', detail: { mistaken: '公顷', suggestion: '3000' } })
  })

  test('[CO11] without last month the range tells, however absurd: the person may know better', () => {
    const sized = (income: number) =>
      check({ D7: income, E7: income, F7: 0 })
        .faults.filter(({ at }) => at === 'D7')
        .map(({ severity, code }) => `${severity} ${code}`)
    expect(sized(20_500)).toEqual(['warning unit.slipByRange'])
    expect(sized(3_605_000)).toEqual(['warning unit.slipByRange'])
  })
})

describe('[CO12] values that a program sends', () => {
  const send = (...values: Parameters<typeof checkValues>[0]) => checkValues(values, testExpectation, testGround)
  const one = { place: '990101001201', indicator: 'trees', value: '40' }

  test('a part of a return is enough; null hands a figure in empty', () => {
    expect(send(one).faults).toEqual([])
    expect(send({ ...one, value: null }).values[0]).toMatchObject({ value: null, missing: 'notReported' })
    expect(send({ ...one, value: null, notApplicable: true }).values[0]).toMatchObject({ missing: 'notApplicable' })
  })

  test('[CK3] an explanation settles what is unusual, and no more', () => {
    const unusual = { ...one, value: '20001', explanation: '义务植树活动集中栽植' }
    const [finding] = send(unusual).faults
    expect(finding).toMatchObject({
      code: 'value.implausible',
      severity: 'warning',
      found: { finding: { explained: true } },
    })
    expect(send(unusual).values[0]).toMatchObject({ explanation: '义务植树活动集中栽植' })
    expect(send({ ...unusual, explanation: '无误' }).faults[0]?.found?.finding.explained).toBe(false)
    expect(send({ ...unusual, value: '0.5' }).faults[0]).toMatchObject({ code: 'value.notWhole', severity: 'error' })
  })

  test.each<[string, Parameters<typeof checkValues>[0], string]>([
    ['other place', [{ ...one, place: '440703002101' }], 'place.unknown'],
    ['indicator of another form', [{ ...one, indicator: 'cars' }], 'indicator.notAsked'],
    ['the same again', [one, { ...one, value: '40.0' }], 'value.duplicate'],
    ['two figures for one cell', [one, { ...one, value: '41' }], 'value.conflict'],
    ['a figure that does not apply', [{ ...one, notApplicable: true }], 'value.contradiction'],
    ['half a tree', [{ ...one, value: '0.5' }], 'value.notWhole'],
    ['a negative count', [{ ...one, indicator: 'households', value: '-1' }], 'value.negative'],
  ])('%s', (_, values, code) => {
    const [fault] = send(...values).faults
    expect(fault).toMatchObject({ code, severity: 'error', path: `values.${values.length - 1}` })
  })
})

test('every message names its cell and can be acted on, in both languages', () => {
  const faults = [
    ...check(
      {
        I6: '约30',
        A7: '12',
        D6: 0.04,
        E6: 0.01,
        F6: 0.03,
        J4: '备注',
        B6: '西村',
        C2: '报告期：2026年9月',
        A8: '合计',
      },
      { form: 'x' },
    ).faults,
    ...checkValues([{ place: '1', indicator: 'x', value: null }], testExpectation, testGround).faults,
  ]
  expect(faults.length).toBeGreaterThan(8)
  for (const fault of faults) {
    for (const lang of ['zh', 'en'] as const) {
      expect(faultText(fault, lang)).not.toMatch(/[{}]|undefined/)
      if (fault.at) expect(faultText(fault, lang).startsWith(fault.at)).toBe(true)
    }
  }
  expect(faultText(faults.find(({ at }) => at === 'I6')!, 'zh')).toBe(
    'I6：“约30”不是确定的数，请填准确数（如 30）或留空',
  )
  expect(testForm.columns).toHaveLength(7)
})
