import type { SheetCell, SheetPage, SheetWorkbook } from '../http/sheet/workbook.ts'
import type { Expectation, FormColumn, ReturnFault } from './fault.ts'
import { headDepth, headsOf, layoutWords, MARKER_PAGE, markerNames, periodText, plainHeader } from './return-layout.ts'

/** The sheet of a return with its parts found: which column holds which indicator, and where the places begin. */
export interface FoundSheet {
  readonly page: SheetPage
  readonly cells: ReadonlyMap<string, SheetCell>
  readonly codeColumn: number
  readonly nameColumn: number
  readonly columns: ReadonlyMap<number, FormColumn>
  /** Where unusual figures of a row are explained; undefined where the sheet has no such column. */
  readonly explanationColumn: number | undefined
  readonly firstRow: number
  readonly lastRow: number
}

export const cellKey = (row: number, column: number): string => `${row} ${column}`

const headerRowsAtMost = 20
const texts = (words: keyof (typeof layoutWords)['zh']) =>
  [layoutWords.zh[words], layoutWords.en[words]].flat().map(plainHeader)

/**
 * Finds the return in a workbook by its headers, not by its positions: rows may be inserted above and columns may change
 * their order. Whatever differs from the form is named [CO3].
 *
 * @returns undefined when no sheet looks like a return; the faults say so.
 */
export function findSheet(
  workbook: SheetWorkbook,
  expected: Expectation,
  faults: ReturnFault[],
): FoundSheet | undefined {
  checkMarker(workbook, expected, faults)
  const candidates = workbook.pages.flatMap((page) => {
    const corner = page.name === MARKER_PAGE ? undefined : findCorner(page)
    return corner ? [{ page, corner }] : []
  })
  const found = candidates.find(({ page }) => page.visibility === 'visible') ?? candidates[0]
  if (!found) {
    faults.push({ code: 'header.notFound', severity: 'error', sheet: workbook.pages[0]?.name })
    return undefined
  }
  nameOtherPages(workbook, found.page, faults)
  const { page, corner } = found
  const cells = new Map(page.cells.map((cell) => [cellKey(cell.row, cell.column), cell]))
  checkLine(page, corner.row, expected, faults)
  const nameColumn = page.cells.find(
    (cell) => cell.row === corner.row && texts('name').includes(plainHeader(cell.text)),
  )
  if (!nameColumn) faults.push({ code: 'header.nameMissing', severity: 'error', sheet: page.name, at: corner.at })
  const columns = findColumns(page, cells, corner, expected, faults)
  const lastRow = page.cells.at(-1)?.row ?? corner.row
  return {
    page,
    cells,
    codeColumn: corner.column,
    nameColumn: nameColumn?.column ?? corner.column + 1,
    columns,
    explanationColumn: explanationAt(page, corner)?.column,
    firstRow: corner.row + headDepth(expected.form) + 2,
    lastRow,
  }
}

/** The cell that heads the column of codes. */
function findCorner(page: SheetPage): SheetCell | undefined {
  return page.cells.find((cell) => cell.row <= headerRowsAtMost && texts('code').includes(plainHeader(cell.text)))
}

function findColumns(
  page: SheetPage,
  cells: FoundSheet['cells'],
  corner: SheetCell,
  { form }: Expectation,
  faults: ReturnFault[],
): ReadonlyMap<number, FormColumn> {
  const sheet = page.name
  const columns = new Map<number, FormColumn>()
  const headerRow = corner.row + headDepth(form)
  const explanation = explanationAt(page, corner)?.column
  const headers = page.cells.filter(
    ({ row, column }) => row === headerRow && column > corner.column + 1 && column !== explanation,
  )
  for (const header of headers) {
    const column = columnOf(header, { page, corner, form })
    if (!column) {
      faults.push({
        code: 'header.unknownColumn',
        severity: 'error',
        sheet,
        at: header.at,
        text: header.text.slice(0, 80),
      })
    } else if ([...columns.values()].includes(column)) {
      faults.push({
        code: 'header.duplicateColumn',
        severity: 'error',
        sheet,
        at: header.at,
        indicator: column.indicator,
        text: header.text,
      })
    } else {
      columns.set(header.column, column)
      checkUnit(cells.get(cellKey(headerRow + 1, header.column)), column, { sheet, header }, faults)
    }
  }
  for (const column of form.columns) {
    if ([...columns.values()].includes(column)) continue
    faults.push({
      code: 'header.missingColumn',
      severity: 'error',
      sheet,
      indicator: column.indicator,
      detail: { header: column.header },
    })
  }
  nameHeadless(page, { ...corner, row: headerRow - 1 }, headers, faults)
  return columns
}

/** The column for explanations is headed in the first row of heads. */
function explanationAt(page: SheetPage, corner: SheetCell): SheetCell | undefined {
  return page.cells.find((cell) => cell.row === corner.row && texts('explanation').includes(plainHeader(cell.text)))
}

/** By its own header; where two columns share one, by the heads above them. */
function columnOf(
  header: SheetCell,
  { page, corner, form }: { page: SheetPage; corner: SheetCell; form: Expectation['form'] },
): FormColumn | undefined {
  const text = plainHeader(header.text)
  const alike = form.columns.filter((column) => [column.header, column.headerEn].map(plainHeader).includes(text))
  if (alike.length < 2) return alike[0]
  const above = Array.from({ length: headDepth(form) }, (_, index) => {
    const row = page.cells.filter((cell) => cell.row === corner.row + index && cell.column <= header.column)
    return plainHeader(row.at(-1)?.text ?? '')
  })
  return alike.find((column) =>
    (['zh', 'en'] as const).some((lang) => {
      const heads = headsOf(form, column, lang).map(plainHeader)
      // A head merged downwards stands in its first row only.
      return heads.every((head, index) => head === above[index] || head === heads[index - 1])
    }),
  )
}

function checkUnit(
  cell: SheetCell | undefined,
  column: FormColumn,
  { sheet, header }: { sheet: string; header: SheetCell },
  faults: ReturnFault[],
): void {
  const at = cell?.at ?? header.at
  const fault = {
    severity: 'error',
    sheet,
    at,
    indicator: column.indicator,
    detail: { header: column.header, unit: column.unit },
  } as const
  if (!cell) faults.push({ ...fault, code: 'unit.missing' })
  else if (plainHeader(cell.text) !== plainHeader(column.unit))
    faults.push({ ...fault, code: 'unit.changed', text: cell.text.slice(0, 40) })
}

/** Figures in a column without a header would be lost without a word. */
function nameHeadless(page: SheetPage, corner: SheetCell, headers: readonly SheetCell[], faults: ReturnFault[]): void {
  const headed = new Set(headers.map(({ column }) => column))
  const seen = new Set<number>()
  for (const cell of page.cells) {
    const isFigure = cell.kind === 'number' || cell.kind === 'formula'
    if (cell.row < corner.row + 3 || cell.column <= corner.column + 1 || headed.has(cell.column) || !isFigure) continue
    if (!seen.has(cell.column))
      faults.push({ code: 'header.none', severity: 'error', sheet: page.name, at: cell.at, text: cell.text })
    seen.add(cell.column)
  }
}

function checkMarker(workbook: SheetWorkbook, { form, filer, period }: Expectation, faults: ReturnFault[]): void {
  const page = workbook.pages.find(({ name }) => name === MARKER_PAGE)
  if (!page) {
    faults.push({ code: 'marker.missing', severity: 'warning' })
    return
  }
  const said = new Map(
    page.cells.flatMap((cell) => {
      const value = page.cells.find((other) => other.row === cell.row && other.column === 2)
      return cell.column === 1 && value ? [[cell.text, value.text] as const] : []
    }),
  )
  const wrong = (name: string, wanted: string, code: string) => {
    const text = said.get(name)
    if (text !== wanted)
      faults.push({ code, severity: 'error', sheet: MARKER_PAGE, text: (text ?? '').slice(0, 60), detail: { wanted } })
  }
  wrong(markerNames.form, form.code, 'marker.form')
  wrong(markerNames.version, String(form.version), 'marker.version')
  wrong(markerNames.place, filer.code, 'marker.place')
  wrong(markerNames.period, period, 'marker.period')
}

/** The lines above the header may name another period: then nobody knows which one is meant. */
function checkLine(page: SheetPage, headerRow: number, { period }: Expectation, faults: ReturnFault[]): void {
  const wanted = new Set([period, periodText(period, 'zh'), periodText(period, 'en')].map(plainHeader))
  for (const cell of page.cells) {
    if (cell.row >= headerRow) break
    const stated = statedPeriods(cell.text)
    const other = stated.find((text) => !wanted.has(plainHeader(text)))
    if (other === undefined) continue
    faults.push({
      code: 'title.period',
      severity: 'error',
      sheet: page.name,
      at: cell.at,
      text: other,
      detail: { wanted: period },
    })
  }
}

/** Month, quarter or half-year as people write it, with its year. */
function statedPeriods(text: string): readonly string[] {
  const plain = text.normalize('NFKC').slice(0, 400)
  const found = plain.matchAll(
    /(?:19|20)\d{2}(?:\s?年\s?(?:1[0-2]|0?[1-9])\s?月(?!\s?\d)|\s?年(?:第?[一二三四]季度|[上下]半年)|-(?:0[1-9]|1[0-2])(?![-\d]))/g,
  )
  return Array.from(found, ([match]) => match.replace(/年\s?0/, '年'))
}

function nameOtherPages({ pages }: SheetWorkbook, taken: SheetPage, faults: ReturnFault[]): void {
  if (taken.visibility !== 'visible') faults.push({ code: 'page.hidden', severity: 'error', sheet: taken.name })
  for (const page of pages) {
    const isOurs = page === taken || page.name === MARKER_PAGE || texts('notesSheet').includes(plainHeader(page.name))
    if (isOurs || page.cells.length === 0) continue
    const isReturn = findCorner(page) !== undefined
    faults.push({
      code: isReturn ? 'page.second' : 'page.unread',
      severity: isReturn ? 'error' : 'warning',
      sheet: page.name,
    })
  }
}
