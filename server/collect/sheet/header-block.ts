import { readNumberCell } from '@gangju/net/quantity'
import type { MergedBlock } from '../../http/sheet/row-stream.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import { unitOf, unitOfLine } from './header-words.ts'
import { readPeriodWords } from './period-words.ts'

/** So many rows from the top are looked at for the headers. */
export const HEADER_ROWS_AT_MOST = 40
const headerDepth = 6

/** Where the headers of a sheet stand and what they say. */
export interface HeaderBlock {
  readonly from: number
  readonly to: number
  /** Header cells of each column, outermost first; merged cells count for every column they cover. */
  readonly paths: ReadonlyMap<number, readonly string[]>
  /** Texts above the headers, one a row. */
  readonly lines: readonly string[]
  /** Of a line such as 单位：万元; null when there is none. */
  readonly unit: string | null
}

type Grid = ReadonlyMap<number, ReadonlyMap<number, SheetCell>>

/**
 * Finds the header block above the first row of figures: all rows upwards that head several columns, up to a title or a
 * line that names filer, unit or date. Numbering lines (甲 乙 1 2 3) and blank rows are passed over [XL1].
 *
 * @param cells of the first rows, in order. @returns undefined when no row of figures stands under a row of texts.
 */
export function findHeader(cells: readonly SheetCell[], merges: readonly MergedBlock[]): HeaderBlock | undefined {
  const grid = gridOf(cells, merges)
  const rows = [...grid.keys()].filter((row) => row <= HEADER_ROWS_AT_MOST).toSorted((a, b) => a - b)
  const isHead = (row: number) => textsOf(grid, row).size >= 2 && !isLine(grid, row)
  const figureRow = rows.find((row) => holdsFigures(grid, row) && rows.some((above) => above < row && isHead(above)))
  if (figureRow === undefined) return undefined
  const above = rows.filter((row) => row < figureRow && !holdsFigures(grid, row) && !isNumbering(grid, row))
  const to = above.findLast((row) => isHead(row) && headsFigures(grid, row, figureRow))
  if (to === undefined) return undefined
  let from = to
  for (const row of above.toReversed()) {
    if (row >= to) continue
    if (to - row >= headerDepth || !isHead(row)) break
    from = row
  }
  const lines = rows.filter((row) => row < from).map((row) => [...textsOf(grid, row)].join(' '))
  return {
    from,
    to: Math.max(to, ...rows.filter((row) => row > to && row < figureRow && isNumbering(grid, row))),
    paths: pathsOf(
      grid,
      merges,
      above.filter((row) => row >= from && row <= to),
    ),
    lines,
    unit: lines.map(unitOfLine).find((unit) => unit !== null) ?? null,
  }
}

/** Cells by row and column, the text of merged ones standing in each place they cover. */
function gridOf(cells: readonly SheetCell[], merges: readonly MergedBlock[]): Grid {
  const grid = new Map<number, Map<number, SheetCell>>()
  const put = (row: number, column: number, cell: SheetCell) => {
    const line = grid.get(row) ?? new Map<number, SheetCell>()
    grid.set(row, line)
    if (!line.has(column)) line.set(column, cell)
  }
  for (const cell of cells) put(cell.row, cell.column, cell)
  for (const { row, column, rows, columns } of merges) {
    const cell = grid.get(row)?.get(column)
    if (!cell || row > HEADER_ROWS_AT_MOST) continue
    for (let down = 0; down < Math.min(rows, HEADER_ROWS_AT_MOST); down += 1)
      for (let across = 0; across < Math.min(columns, 300); across += 1) put(row + down, column + across, cell)
  }
  return new Map([...grid].map(([row, line]) => [row, new Map([...line].toSorted(([a], [b]) => a - b))]))
}

const textsOf = (grid: Grid, row: number): ReadonlySet<string> =>
  new Set(Array.from(grid.get(row)?.values() ?? [], ({ text }) => text.trim()).filter((text) => text !== ''))

/** A number, or what people write in a number's place; a year or a month is none. */
export function isFigureLike(cell: SheetCell): boolean {
  if (cell.kind === 'number') return !/^(?:19|20)\d{2}$/.test(cell.text)
  if (cell.kind === 'formula') return /^-?\d/.test(cell.text)
  if (cell.kind !== 'text' || readPeriodWords(cell.text, 2000).period !== null) return false
  const read = readNumberCell(cell.text)
  return read.kind === 'number' && !/^\d{9,}$/.test(cell.text.trim())
}

/** 约1,234.5, 12（含新增3）, 12户: no number, but no head either. */
const roughFigure = /^[约近超]?\d[\d,，.]{0,20}\s*[户亩元人个家座公里万亿吨米%％]{0,4}(?:[（(].{0,40}[)）])?$/u

const isRoughFigure = ({ kind, text }: SheetCell): boolean =>
  kind === 'text' && roughFigure.test(text.normalize('NFKC').trim()) && readPeriodWords(text, 2000).period === null

function holdsFigures(grid: Grid, row: number): boolean {
  const cells = [...(grid.get(row)?.values() ?? [])].slice(1)
  return !isNumbering(grid, row) && cells.some((cell) => isFigureLike(cell) || isRoughFigure(cell))
}

/** 甲 乙 1 2 3: the numbers of the columns. */
function isNumbering(grid: Grid, row: number): boolean {
  const texts = Array.from(grid.get(row)?.values() ?? [], ({ text }) => text.replace(/[()（）\s]/g, ''))
  if (texts.length < 2 || !texts.every((text) => /^(?:[甲乙丙丁A-Z]|\d{1,3}|[①-⑳])$/.test(text))) return false
  const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number)
  return (
    numbers.length >= 2 &&
    numbers[0]! <= 3 &&
    numbers.every((number, index) => index === 0 || number === numbers[index - 1]! + 1)
  )
}

/** 填报单位：甲镇 … 单位：万元: several texts, but no heads of columns. */
function isLine(grid: Grid, row: number): boolean {
  const texts = [...textsOf(grid, row)]
  const said = texts.filter((text) => /[:：]/.test(text) || readPeriodWords(text, 2000).rest === '')
  return said.some((text) => /[:：]/.test(text)) && said.length * 2 >= texts.length
}

/** A head stands above at least one figure, so that a row of texts among the data is not taken for one. */
function headsFigures(grid: Grid, row: number, figureRow: number): boolean {
  const heads = grid.get(row)!
  const figures = [...(grid.get(figureRow) ?? [])].filter(([, cell]) => isFigureLike(cell) || isRoughFigure(cell))
  return figures.some(([column]) => heads.has(column))
}

function pathsOf(
  grid: Grid,
  merges: readonly MergedBlock[],
  rows: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const columns = new Set(rows.flatMap((row) => [...(grid.get(row)?.keys() ?? [])]))
  const paths = new Map<number, readonly string[]>()
  for (const column of [...columns].toSorted((a, b) => a - b)) {
    const path: string[] = []
    for (const [index, row] of rows.entries()) {
      const text = grid.get(row)?.get(column)?.text.trim() ?? groupText(grid, merges, rows, index, column)
      if (text !== undefined && text !== '' && text !== path.at(-1)) path.push(text)
    }
    if (path.length > 0) paths.set(column, path)
  }
  return paths
}

/** A head over several columns whose merging was lost: it stands over its first column, and the next ones are blank. */
function groupText(
  grid: Grid,
  merges: readonly MergedBlock[],
  rows: readonly number[],
  index: number,
  column: number,
): string | undefined {
  const row = rows[index]!
  const below = rows.slice(index + 1)
  const hasOwnBelow = (at: number) => below.some((one) => (grid.get(one)?.get(at)?.text.trim() ?? '') !== '')
  const isMergedRow = merges.some((merge) => merge.row <= row && row < merge.row + merge.rows && merge.columns > 1)
  if (below.length === 0 || isMergedRow || !hasOwnBelow(column)) return undefined
  const left = [...(grid.get(row)?.keys() ?? [])].filter((at) => at < column).at(-1)
  if (left === undefined || !hasOwnBelow(left)) return undefined
  const text = grid.get(row)!.get(left)!.text.trim()
  return below.some((one) => unitOf(grid.get(one)?.get(left)?.text ?? '') === null) ? text : undefined
}
