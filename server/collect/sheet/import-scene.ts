import type { OpenWorkbook } from '../../http/sheet/open-workbook.ts'
import { readRows } from '../../http/sheet/row-stream.ts'
import { columnLetters } from '../../http/sheet/sheet-shape.ts'
import type { ImportTask, ReadImport, TaskColumn } from './import-task.ts'
import type { SheetPlace } from './place-index.ts'
import { openImport, readImport } from './read-import.ts'
import { valuesOf } from './value-list.ts'

/** What a test puts into a cell: a text, a number, nothing, or another kind of cell. */
type Put = string | number | null | { readonly kind: 'formula' | 'date' | 'percent' | 'error'; readonly text: string }

export interface TestSheet {
  readonly name?: string
  readonly rows: readonly (readonly Put[])[]
  /** B1:D1 */
  readonly merges?: readonly string[]
  /** Numbers of rows that are not shown. */
  readonly hidden?: readonly number[]
  /** Written as few programs write, so that each cell is read the long way. */
  readonly isOdd?: boolean
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
    readSheet: ({ part }, onRow) => {
      const words = { part, strings: [], shown: ['number', 'percent'] as const, from1904: false }
      return readRows(piecesOf(sheetXml(sheets[Number(part)]!)), words, onRow)
    },
  }
  return readImport(openImport(workbook), { ...testTask, ...task })
}

/** In pieces that end anywhere, as a part is unpacked. */
async function* piecesOf(xml: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(xml)
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000)
}

function sheetXml({ rows, merges = [], hidden = [], isOdd = false }: TestSheet): string {
  const spelled = (cells: string) => (isOdd ? cells.replaceAll('"', "'") : cells)
  const lines = rows.map((puts, index) => {
    const cells = puts.map((put, at) => cellXml(`${columnLetters(at + 1)}${index + 1}`, put))
    return `<row r="${index + 1}"${hidden.includes(index + 1) ? ' hidden="1"' : ''}>${spelled(cells.join(''))}</row>`
  })
  const blocks = merges.map((ref) => `<mergeCell ref="${ref}"/>`)
  return `<worksheet><sheetData>${lines.join('')}</sheetData><mergeCells>${blocks.join('')}</mergeCells></worksheet>`
}

function cellXml(at: string, put: Put): string {
  if (put === null || put === '') return ''
  if (typeof put === 'number') return `<c r="${at}"><v>${put}</v></c>`
  const text = typeof put === 'string' ? put : put.text
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  if (typeof put === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escaped}</t></is></c>`
  const types = { formula: '', date: ' t="d"', percent: ' s="1"', error: ' t="e"' } as const
  return `<c r="${at}"${types[put.kind]}>${put.kind === 'formula' ? '<f>A1</f>' : ''}<v>${escaped}</v></c>`
}

/** The figures as `place indicator period = value`, sorted. */
export const figuresOf = ({ values: list }: ReadImport): readonly string[] => {
  const indicators = testColumns.map(({ indicator }) => indicator)
  const values = [...list.rows()].flatMap((row) => valuesOf(row, { indicators, sheets: [] }))
  return values.map((one) => `${one.place.slice(-6)} ${one.indicator} ${one.period} ${one.value}`).toSorted()
}

export const faultsOf = ({ faults }: ReadImport): readonly string[] =>
  faults.map(({ code, at }) => `${code} ${at}`).toSorted()
