import { compareDecimals, type Decimal } from '@gangju/net/quantity'
import type { ReactNode } from 'react'

export type SortKey = Decimal | number | string | null

export interface TableColumn<Row> {
  readonly key: string
  readonly header: ReactNode
  /** The header as plain words, for copying and for reading aloud. */
  readonly label: string
  readonly unit?: string | undefined
  readonly align?: 'start' | 'end' | 'centre'
  readonly cell: (row: Row) => ReactNode
  /** What goes to the clipboard: bare digits for figures, so that a spreadsheet keeps numbers as numbers. */
  readonly text: (row: Row) => string
  /** Left out: the column cannot be sorted. */
  readonly sortKey?: (row: Row) => SortKey
  readonly width?: number | undefined
}

export interface TableOrder {
  readonly key: string
  readonly descending: boolean
}

/** Rows in the asked order; what has no key stays last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  order: TableOrder | null,
): readonly Row[] {
  const keyOf = columns.find((column) => column.key === order?.key)?.sortKey
  if (!order || !keyOf) return rows
  const sign = order.descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * compareKeys(left, right)
  })
}

function compareKeys(a: Exclude<SortKey, null>, b: Exclude<SortKey, null>): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'zh-Hans-CN', { numeric: true })
  if (typeof a === 'object' && typeof b === 'object') return compareDecimals(a, b)
  return 0
}

/** The table as a spreadsheet takes it from the clipboard. */
export function tabbedText<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const header = columns.map(({ label, unit }) => plain(unit ? `${label}（${unit}）` : label))
  const body = rows.map((row) => columns.map((column) => plain(column.text(row))))
  return [header, ...body].map((cells) => cells.join('\t')).join('\n')
}

const plain = (text: string) => text.replace(/[\t\r\n]+/g, ' ')
