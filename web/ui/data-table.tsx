import { type ReactNode, useMemo, useRef, useState } from 'react'
import { copyText } from './clipboard.ts'
import { sortRows, type TableColumn, type TableOrder, tabbedText } from './table-column.ts'
import { moveInTable } from './table-keyboard.ts'
import { useUiWords } from './ui-words.ts'
import { usePaperFit } from './use-paper-fit.ts'
import { useRowWindow } from './use-row-window.ts'

export interface DataTableProps<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly label: string
  /** Drawn right of the table's own buttons: filters, export. */
  readonly tools?: ReactNode
  /** A last row that does not take part in sorting: the total. */
  readonly footer?: Row | undefined
  /** Tall tables scroll inside themselves so that the header stays in sight. */
  readonly isTall?: boolean
  readonly rowClass?: (row: Row) => string | undefined
  /** Width between the margins of the sheet it is printed on; a wider table shrinks to it. */
  readonly sheetMillimetres?: number
  readonly testId?: string
}

/** A dense table: sortable, header and first column stay, arrows move, copying keeps numbers. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, label, tools, footer, isTall, rowClass, sheetMillimetres, testId } = props
  const words = useUiWords()
  const [order, setOrder] = useState<TableOrder | null>(null)
  const [isCopied, setCopied] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order])
  const { first, last, rowHeight } = useRowWindow(box, sorted.length)
  usePaperFit(box, sheetMillimetres)

  const copy = async () => {
    await copyText(tabbedText(footer ? [...sorted, footer] : sorted, columns))
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }

  return (
    <div className="data-table" data-testid={testId}>
      <div className="table-tools no-print">
        <span className="table-count">
          {rows.length.toLocaleString('en')} {words.rows}
        </span>
        {tools}
        <button type="button" className="quiet" onClick={() => void copy()} data-testid="table-copy">
          {isCopied ? words.copied : words.copy}
        </button>
      </div>
      <div className={isTall || rows.length > 60 ? 'table-box tall' : 'table-box'} ref={box} onKeyDown={moveInTable}>
        <table aria-label={label} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {first > 0 ? <Spacer height={first * rowHeight} columns={columns.length} /> : null}
            {sorted.slice(first, last).map((row) => (
              <BodyRow key={rowKey(row)} row={row} columns={columns} className={rowClass?.(row)} />
            ))}
            {last < sorted.length ? (
              <Spacer height={(sorted.length - last) * rowHeight} columns={columns.length} />
            ) : null}
          </tbody>
          {footer ? (
            <tfoot>
              <BodyRow row={footer} columns={columns} className="total" />
            </tfoot>
          ) : null}
        </table>
      </div>
    </div>
  )
}

function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true" className="spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}

interface HeaderCellProps<Row> {
  readonly column: TableColumn<Row>
  readonly order: TableOrder | null
  readonly onOrder: (order: TableOrder | null) => void
}

function HeaderCell<Row>({ column, order, onOrder }: HeaderCellProps<Row>) {
  const words = useUiWords()
  const isSorted = order?.key === column.key
  const sorting = !isSorted ? 'none' : order.descending ? 'descending' : 'ascending'
  const next = !isSorted
    ? { key: column.key, descending: true }
    : order.descending
      ? { key: column.key, descending: false }
      : null
  const content = (
    <span className="head">
      <span>{column.header}</span>
      {column.unit ? <small className="unit">{column.unit}</small> : null}
    </span>
  )
  return (
    <th
      scope="col"
      aria-sort={column.sortKey ? sorting : undefined}
      className={column.align ?? 'start'}
      style={{ minWidth: column.width }}
    >
      {column.sortKey ? (
        <button type="button" title={words.sort} onClick={() => onOrder(next)}>
          {content}
          <i aria-hidden="true">{sorting === 'descending' ? '▼' : sorting === 'ascending' ? '▲' : ''}</i>
        </button>
      ) : (
        content
      )}
    </th>
  )
}

interface BodyRowProps<Row> {
  readonly row: Row
  readonly columns: readonly TableColumn<Row>[]
  readonly className: string | undefined
}

function BodyRow<Row>({ row, columns, className }: BodyRowProps<Row>) {
  return (
    <tr className={className} data-row="">
      {columns.map((column, at) =>
        at === 0 ? (
          <th scope="row" key={column.key} className={column.align ?? 'start'}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} className={column.align ?? 'start'}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  )
}
