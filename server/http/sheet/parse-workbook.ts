import { Problem } from '@gangju/net/problem'
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import { guardWorkbook } from './guard.ts'
import { columnLetters } from './sheet-shape.ts'
import { CELL_TEXT_LIMIT, type SheetCell, type SheetPage, type SheetWorkbook } from './workbook.ts'

/**
 * Guards, then reads. Runs inside the reading worker only: a large file keeps its thread busy for seconds.
 *
 * @throws Problem of `guardWorkbook`; `file.corrupt` for whatever the reader cannot make sense of.
 */
export async function parseWorkbook(bytes: Buffer): Promise<SheetWorkbook> {
  guardWorkbook(bytes)
  const { sheets } = await readXlsx(bytes, { readStyles: true }).catch(() => {
    throw new Problem('file.corrupt', { part: 'xl/workbook.xml' })
  })
  return { pages: sheets.map(pageOf) }
}

function pageOf(sheet: Sheet): SheetPage {
  const cells: SheetCell[] = []
  sheet.rows.forEach((values, rowIndex) => {
    values.forEach((value, columnIndex) => {
      const cell = cellOf(sheet, rowIndex, columnIndex, value)
      if (cell) cells.push(cell)
    })
  })
  const hiddenRows = [...(sheet.rowDefs ?? [])].filter(([, { hidden }]) => hidden).map(([index]) => index + 1)
  const hiddenColumns = (sheet.columns ?? []).flatMap(({ hidden }, index) => (hidden ? [index + 1] : []))
  const visibility = sheet.veryHidden ? 'veryHidden' : sheet.hidden ? 'hidden' : 'visible'
  return { name: sheet.name, visibility, cells, hiddenRows, hiddenColumns }
}

function cellOf(sheet: Sheet, rowIndex: number, columnIndex: number, value: CellValue): SheetCell | undefined {
  const detail = sheet.cells?.get(`${rowIndex},${columnIndex}`)
  const row = rowIndex + 1
  const column = columnIndex + 1
  const place = { at: `${columnLetters(column)}${row}`, row, column }
  if (detail?.formula !== undefined) return { ...place, kind: 'formula', text: textOf(value) }
  if (value === null || value === '') return undefined
  if (detail?.type === 'error') return { ...place, kind: 'error', text: textOf(value) }
  if (typeof value === 'number') {
    return { ...place, kind: 'number', text: String(value), percent: detail?.style?.numFmt?.includes('%') ?? false }
  }
  if (typeof value === 'boolean') return { ...place, kind: 'boolean', text: textOf(value) }
  if (value instanceof Date) return { ...place, kind: 'date', text: textOf(value) }
  if (value.length > CELL_TEXT_LIMIT) throw new Problem('file.tooLarge', { cell: place.at })
  return { ...place, kind: 'text', text: value }
}

function textOf(value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (!(value instanceof Date)) return String(value).slice(0, CELL_TEXT_LIMIT)
  if (Number.isNaN(value.getTime())) return '#DATE'
  const iso = value.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}
