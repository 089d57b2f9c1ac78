import { type PageCell, writeWorkbook } from './write-workbook.ts'

export interface TableColumn {
  readonly header: string
  /** Under the header; empty where the column has none. */
  readonly unit?: string
  /** Given: the column holds figures, printed with so many decimals. Left out: it holds text. */
  readonly decimals?: number
  readonly width?: number
}

export interface TableWords {
  readonly lang: 'zh' | 'en'
  readonly title: string
  /** Where, when, as of which moment, read by whom: one line each. */
  readonly subtitle: readonly string[]
  readonly columns: readonly TableColumn[]
  /** Figures as plain decimals; null: not reported, and left blank. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Invented figures are in it. */
  readonly demo: boolean
}

const demoMark = { zh: '演示数据，并非真实统计数', en: 'Demonstration data, not real statistics' } as const

/** A table as a workbook: title, coordinates, header, units, frozen header; figures are real numbers with their decimals. */
export function tableWorkbook({ lang, title, subtitle, columns, rows, demo }: TableWords): Promise<Buffer> {
  const lines = demo ? [...subtitle, demoMark[lang]] : subtitle
  const hasUnits = columns.some(({ unit }) => unit)
  const head: PageCell[][] = [
    [{ text: title, look: 'title' }],
    ...lines.map((line): PageCell[] => [{ text: line, look: 'line' }]),
    columns.map(({ header }): PageCell => ({ text: header, look: 'header' })),
    ...(hasUnits ? [columns.map(({ unit }): PageCell => ({ text: unit ?? '', look: 'unit' }))] : []),
  ]
  const body = rows.map((row) => columns.map((column, index) => bodyCell(column, row[index] ?? null)))
  const across = Math.max(columns.length, 1)
  const page = {
    name: pageName(title),
    rows: [...head, ...body],
    widths: columns.map(
      ({ width, header, decimals }) => width ?? (decimals === undefined ? 22 : Math.max(12, header.length * 2)),
    ),
    heights: new Map([[1, 28]]),
    merges: across > 1 ? lines.concat(title).map((_, index) => ({ row: index + 1, column: 1, columns: across })) : [],
    frozen: { rows: head.length, columns: columns[0]?.decimals === undefined ? 1 : 0 },
    landscape: columns.length > 6,
  }
  return writeWorkbook([page], title)
}

function bodyCell({ decimals }: TableColumn, value: string | null): PageCell {
  if (decimals === undefined) return { text: value ?? '', look: 'label' }
  return value === null ? { look: 'figure' } : { figure: value, decimals, look: 'figure' }
}

/** Programs refuse these characters in a sheet's name, and more than 31. */
const pageName = (title: string) =>
  title
    .replace(/[[\]:*?/\\'"]/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1'
