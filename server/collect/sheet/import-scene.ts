import type { OpenWorkbook } from '../../http/sheet/open-workbook.ts'
import type { MergedBlock, StreamRow } from '../../http/sheet/row-stream.ts'
import { columnLetters, columnNumber } from '../../http/sheet/sheet-shape.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { ImportTask, ReadImport, TaskColumn } from './import-task.ts'
import type { SheetPlace } from './place-index.ts'
import { readImport } from './read-import.ts'
import { valuesOf } from './value-list.ts'

/** What a test puts into a cell: a text, a number, nothing, or another kind of cell. */
type Put = string | number | null | { readonly kind: 'formula' | 'date' | 'percent' | 'error'; readonly text: string }

export interface TestSheet {
  readonly name?: string
  readonly rows: readonly (readonly Put[])[]
  /** B1:D1 */
  readonly merges?: readonly string[]
}

const column = (indicator: string, name: string, unit: string, more: Partial<TaskColumn> = {}): TaskColumn => ({
  indicator,
  names: [name],
  synonyms: [],
  span: null,
  unit,
  decimals: 2,
  isAdditive: true,
  ...more,
})

export const testColumns: readonly TaskColumn[] = [
  column('investment', '固定资产投资（本年累计）', '万元', { span: 'yearToDate', synonyms: ['固投'] }),
  column('income', '集体经营收入', '万元', { span: 'alone', synonyms: ['村集体收入'] }),
  column('land', '耕地面积', '亩'),
  column('farms', '家庭农场数', '户', { decimals: 0 }),
  column('share', '卫生户厕普及率', '%', { isAdditive: false }),
]

const place = (code: string, name: string, parentCode: string | null, isAsked: boolean): SheetPlace => ({
  code,
  name,
  parentCode,
  isAsked,
})

export const testPlaces: readonly SheetPlace[] = [
  place('990101000000', '青禾县', null, false),
  place('990101001000', '东镇', '990101000000', false),
  place('990101002000', '西镇', '990101000000', false),
  place('990101001001', '柳村村民委员会', '990101001000', true),
  place('990101001002', '槐村村委会', '990101001000', true),
  place('990101001003', '新村', '990101001000', true),
  place('990101002001', '桑村', '990101002000', true),
  place('990101002002', '新村', '990101002000', true),
]

export const testTask: ImportTask = {
  columns: testColumns,
  places: testPlaces,
  ownPlace: null,
  period: '2026-10',
  periodKind: 'month',
  year: 2026,
  remembered: {},
  choices: {},
}

/** Reads sheets that stand in memory. */
export function readSheets(sheets: readonly TestSheet[], task: Partial<ImportTask> = {}): Promise<ReadImport> {
  const workbook: OpenWorkbook = {
    sheets: sheets.map((_, index) => ({
      name: sheets[index]!.name ?? `Sheet${index + 1}`,
      visibility: 'visible',
      part: String(index),
    })),
    readSheet: async ({ part }, onRow) => {
      const { rows, merges = [] } = sheets[Number(part)]!
      for (const [index, puts] of rows.entries()) {
        const row = rowOf(index + 1, puts)
        if (row.cells.length > 0 && onRow(row) === false) break
      }
      return merges.map(mergeOf)
    },
  }
  return readImport(workbook, { ...testTask, ...task })
}

function rowOf(row: number, puts: readonly Put[]): StreamRow {
  const cells = puts.flatMap((put, index): SheetCell[] => {
    const where = { at: `${columnLetters(index + 1)}${row}`, row, column: index + 1 }
    if (put === null || put === '') return []
    if (typeof put === 'number') return [{ ...where, kind: 'number', text: String(put), percent: false }]
    if (typeof put === 'string') return [{ ...where, kind: 'text', text: put }]
    return [
      put.kind === 'percent'
        ? { ...where, kind: 'number', text: put.text, percent: true }
        : { ...where, kind: put.kind, text: put.text },
    ]
  })
  return { row, isHidden: false, cells }
}

function mergeOf(ref: string): MergedBlock {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref)!
  const from = columnNumber(left!)
  return {
    row: Number(top),
    column: from,
    rows: Number(bottom) - Number(top) + 1,
    columns: columnNumber(right!) - from + 1,
  }
}

/** The figures as `place indicator period = value`, sorted. */
export const figuresOf = ({ values: list }: ReadImport): readonly string[] => {
  const indicators = testColumns.map(({ indicator }) => indicator)
  const values = [...list.rows()].flatMap((row) => valuesOf(row, { indicators, sheets: [] }))
  return values.map((one) => `${one.place.slice(-6)} ${one.indicator} ${one.period} ${one.value}`).toSorted()
}

export const faultsOf = ({ faults }: ReadImport): readonly string[] =>
  faults.map(({ code, at }) => `${code} ${at}`).toSorted()
