import { type FormEntry, figureKey, type KnownFigure } from '@gangju/net/form'
import { parseDecimal } from '@gangju/net/quantity'
import { columnLetters, columnNumber } from '../http/sheet/sheet-shape.ts'
import type { SheetCell, SheetWorkbook } from '../http/sheet/workbook.ts'
import type { CheckGround } from './check/known.ts'
import type { Expectation } from './fault.ts'
import { layoutWords, MARKER_PAGE } from './return-layout.ts'

const column = (indicator: string, section: string, header: string, unit: string, decimals: number, high: string) => ({
  indicator,
  section,
  header,
  headerEn: indicator,
  unit,
  required: indicator !== 'trees',
  decimals,
  plausible: { low: '0', high },
  slip:
    unit === '万元'
      ? { mistakenUnit: '亿元', factor: '10000' }
      : unit === '亩'
        ? { mistakenUnit: '公顷', factor: '15' }
        : null,
})

/** An invented form with one column of every kind. */
export const testForm: FormEntry = {
  code: 'village-test',
  version: 3,
  name: '村级测试月报表',
  nameEn: 'Test return of villages',
  goal: 'goal',
  period: 'M',
  collects: 'village',
  filedBy: 'town',
  review: ['town', 'county'],
  openDay: 1,
  closeDay: 10,
  sections: [
    { code: 'base', name: '基本情况', nameEn: 'Basics' },
    { code: 'income', name: '集体收入', nameEn: 'Income' },
    { code: 'land', name: '土地', nameEn: 'Land' },
  ],
  columns: [
    column('households', 'base', '农户数', '户', 0, '10000'),
    column('income', 'income', '集体收入（本年累计）', '万元', 2, '20000'),
    column('rent', 'income', '其中：租金', '万元', 2, '20000'),
    column('profit', 'income', '其中：经营', '万元', 2, '20000'),
    column('land', 'land', '耕地面积', '亩', 2, '30000'),
    column('transferred', 'land', '流转面积', '亩', 2, '30000'),
    column('trees', 'land', '植树数', '株', 0, '20000'),
  ],
  checks: [
    { code: 'sum-income', kind: 'sum', total: 'income', parts: ['rent', 'profit'] },
    { code: 'at-most', kind: 'atMost', smaller: 'transferred', larger: 'land' },
    { code: 'not-falling', kind: 'notFalling', indicator: 'income' },
    { code: 'not-negative', kind: 'notNegative', indicator: 'households' },
    { code: 'whole', kind: 'whole', indicator: 'households' },
  ],
}

export const testPlaces = [
  { placeId: 11, code: '990101001201', name: '东村村委会' },
  { placeId: 12, code: '990101001202', name: '西村村委会' },
]

export const testExpectation: Expectation = {
  form: testForm,
  filer: { code: '990101001000', name: '甲镇' },
  period: '2026-10',
  places: testPlaces,
}

const lastMonth = (place: string, figures: Readonly<Record<string, string>>) =>
  Object.entries(figures).map(([indicator, value]): [string, KnownFigure] => [
    figureKey(place, indicator),
    { series: new Map([['2026-09', parseDecimal(value)]]), peers: null, target: null },
  ])

export const testGround: CheckGround = {
  known: new Map(lastMonth('990101001201', { income: '350', rent: '100', land: '3000' })),
  classes: new Map(),
}

/** What a test puts into a cell: a text as typed, a number, or another kind of cell; null empties it. */
export type Put =
  | string
  | number
  | null
  | { readonly kind: SheetCell['kind']; readonly text: string; readonly percent?: boolean }

const goodRow: readonly Put[] = [312, 360.5, 110.5, 250, 3000, 1200, 40]

/** A filled return in memory, without a fault, with some cells changed; `B6` is the first place's name. */
export function filledReturn(
  changes: Readonly<Record<string, Put>> = {},
  marks: Readonly<Record<string, string>> = {},
): SheetWorkbook {
  const words = layoutWords.zh
  const puts = new Map<string, Put>()
  const line = (row: number, cells: readonly Put[]) =>
    cells.forEach((put, index) => puts.set(`${columnLetters(index + 1)}${row}`, put))
  line(1, [testForm.name])
  line(2, ['填报单位：甲镇', null, '报告期：2026年10月'])
  line(3, [words.code, words.name, '基本情况', '集体收入', null, null, '土地'])
  line(4, [null, null, ...testForm.columns.map(({ header }) => header)])
  line(5, [null, null, ...testForm.columns.map(({ unit }) => unit)])
  testPlaces.forEach(({ code, name }, index) => line(6 + index, [code, name, ...goodRow]))
  line(9, [...words.foot])
  for (const [at, put] of Object.entries(changes)) puts.set(at, put)
  const marker = { form: testForm.code, version: '3', place: '990101001000', period: '2026-10', ...marks }
  const markerCells = Object.entries(marker).flatMap(([name, value], index) => [
    cellOf(`A${index + 1}`, name),
    cellOf(`B${index + 1}`, value),
  ])
  const cells = [...puts].flatMap(([at, put]) => (put === null ? [] : [cellOf(at, put)]))
  return {
    pages: [
      { name: words.sheet, visibility: 'visible', cells: cells.toSorted(inOrder), hiddenRows: [], hiddenColumns: [] },
      { name: MARKER_PAGE, visibility: 'veryHidden', cells: markerCells, hiddenRows: [], hiddenColumns: [] },
    ],
  }
}

const inOrder = (a: SheetCell, b: SheetCell) => a.row - b.row || a.column - b.column

function cellOf(at: string, put: NonNullable<Put>): SheetCell {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(at) ?? []
  const place = { at, row: Number(digits), column: columnNumber(letters) }
  if (typeof put === 'number') return { ...place, kind: 'number', text: String(put), percent: false }
  if (typeof put === 'string') return { ...place, kind: 'text', text: put }
  return { ...place, percent: false, ...put }
}
