import { type Cell, type CellStyle, type CellValue, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { columnLetters } from './sheet-shape.ts'

/** How a cell looks. Borders and fonts are the house's own; a page asks by name. */
export type CellLook =
  | 'plain'
  | 'title'
  | 'line'
  | 'open'
  | 'header'
  | 'unit'
  | 'label'
  | 'input'
  | 'remark'
  | 'figure'
  | 'note'

/** What stands in a cell. A text is always text, whatever it begins with; a figure keeps its decimals. */
export interface PageCell {
  readonly text?: string
  /** A plain decimal; written as a number. */
  readonly figure?: string
  readonly decimals?: number
  readonly look?: CellLook
}

export interface CellSpan {
  readonly row: number
  readonly column: number
  readonly rows?: number
  readonly columns?: number
}

/** Only numbers from `low` to `high` may be typed into the cells of the span; null: no bound on that side. */
export interface InputRule extends CellSpan {
  readonly low: string | null
  readonly high: string | null
  readonly whole: boolean
  /** The person is asked and may insist; otherwise the program takes nothing else. */
  readonly isAdvice: boolean
  /** Words that may stand there instead, offered as a list; then the program asks nothing. */
  readonly offers?: readonly string[]
  readonly title: string
  readonly message: string
}

/** One sheet to be written; rows and columns count from 1. */
export interface PageWords {
  readonly name: string
  readonly rows: readonly (readonly (PageCell | undefined)[])[]
  readonly widths?: readonly number[]
  readonly heights?: ReadonlyMap<number, number>
  readonly merges?: readonly CellSpan[]
  readonly frozen?: { readonly rows: number; readonly columns: number }
  /** Locks every cell that does not look like `input` or `open`. */
  readonly locked?: boolean
  readonly inputs?: readonly InputRule[]
  readonly visibility?: 'visible' | 'hidden' | 'veryHidden'
  readonly landscape?: boolean
}

/** Digits that a number cell of a workbook keeps; a longer figure is written as text, so that none is lost. */
const exactDigits = 15

/** Writes a workbook. Titles and names are typed text: a name that begins with `=` stays a name. */
export async function writeWorkbook(pages: readonly PageWords[], title: string): Promise<Buffer> {
  const bytes = await writeXlsx({
    sheets: pages.map(sheetOf),
    properties: { title, creator: '纲举 Gangju' },
    defaultFont: { name: '宋体', size: 11 },
  })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function sheetOf(page: PageWords): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  const rows = page.rows.map((row, rowIndex) =>
    row.map((cell, columnIndex) => {
      if (!cell) return null
      const value = valueOf(cell)
      cells.set(`${rowIndex},${columnIndex}`, {
        value,
        type: typeof value === 'number' ? 'number' : 'string',
        style: styleOf(cell),
      })
      return value
    }),
  )
  return {
    name: page.name,
    rows,
    cells,
    merges: (page.merges ?? []).map(mergeOf),
    columns: (page.widths ?? []).map((width) => ({ width })),
    rowDefs: new Map([...(page.heights ?? [])].map(([row, height]) => [row - 1, { height }])),
    dataValidations: (page.inputs ?? []).map(validationOf),
    pageSetup: {
      paperSize: 'a4',
      orientation: page.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(page.frozen ? { printTitlesRow: `$1:$${page.frozen.rows}` } : {}),
    },
    ...(page.frozen ? { freezePane: page.frozen } : {}),
    ...(page.locked ? { protection: { sheet: true, formatColumns: true, formatRows: true } } : {}),
    ...(page.visibility === 'hidden' ? { hidden: true } : {}),
    ...(page.visibility === 'veryHidden' ? { veryHidden: true } : {}),
  }
}

function valueOf({ text, figure }: PageCell): CellValue {
  if (figure === undefined) return text === undefined ? null : text
  return figure.replace(/^-?0*|\./g, '').length > exactDigits ? figure : Number(figure)
}

function mergeOf({ row, column, rows = 1, columns = 1 }: CellSpan) {
  return { startRow: row - 1, startCol: column - 1, endRow: row + rows - 2, endCol: column + columns - 2 }
}

function validationOf({ low, high, whole, isAdvice, offers, title, message, ...span }: InputRule): DataValidation {
  const { row, column, rows = 1, columns = 1 } = span
  const range = `${columnLetters(column)}${row}:${columnLetters(column + columns - 1)}${row + rows - 1}`
  if (offers) return { type: 'list', values: [...offers], allowBlank: true, showErrorMessage: false, range }
  const bound =
    low !== null && high === null
      ? { operator: 'greaterThanOrEqual' as const, formula1: low }
      : { operator: 'between' as const, formula1: low ?? '-999999999999999', formula2: high ?? '999999999999999' }
  return {
    type: whole ? 'whole' : 'decimal',
    ...bound,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: isAdvice ? 'warning' : 'stop',
    errorTitle: title.slice(0, 32),
    errorMessage: message.slice(0, 220),
    range,
  }
}

const thin = { style: 'thin', color: { rgb: '8C8C8C' } } as const
const box = { top: thin, right: thin, bottom: thin, left: thin }
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const

const looks: Readonly<Record<CellLook, CellStyle>> = {
  plain: {},
  title: { font: { name: '黑体', size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'center' } },
  line: { alignment: { vertical: 'center' } },
  open: { alignment: { vertical: 'center' }, protection: { locked: false } },
  header: {
    font: { bold: true },
    fill: fill('E8EEF4'),
    border: box,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  unit: {
    font: { size: 9, color: { rgb: '595959' } },
    fill: fill('F5F8FA'),
    border: box,
    alignment: { horizontal: 'center', vertical: 'center' },
  },
  label: { fill: fill('F2F2F2'), border: box, alignment: { vertical: 'center' } },
  input: { border: box, alignment: { horizontal: 'right', vertical: 'center' }, protection: { locked: false } },
  remark: { border: box, alignment: { vertical: 'center', wrapText: true }, protection: { locked: false } },
  figure: { border: box, alignment: { horizontal: 'right', vertical: 'center' } },
  note: { alignment: { vertical: 'top', wrapText: true } },
}

function styleOf({ text, decimals, look = 'plain' }: PageCell): CellStyle {
  if (decimals !== undefined)
    return { ...looks[look], numFmt: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` }
  // Text format, so that a code typed over it keeps its zeros.
  return text !== undefined && look === 'label' ? { ...looks[look], numFmt: '@' } : looks[look]
}
