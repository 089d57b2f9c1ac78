import type { FormColumn } from '@gangju/contract/returns'
import type { ImportRow, SheetImport } from '@gangju/contract/sheets'
import { equalDecimals, parseDecimal } from '@gangju/net/quantity'
import { useMemo, useState } from 'react'
import { type Say, useWords } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { columnTitle } from '../form/form-text.ts'

type Cell = ImportRow['cells'][number]

/** What would be stored, each figure with the cell it comes from and the figure that it takes the place of. */
export function ImportPreview({ found }: { readonly found: SheetImport }) {
  const { say, language } = useWords()
  const [onlyChanges, setOnlyChanges] = useState(false)
  const columns = useMemo(() => previewColumns(found, say, language), [found, say, language])
  const rows = onlyChanges ? found.rows.filter(({ cells }) => cells.some(isChanged)) : found.rows
  const filter = (
    <label>
      <input type="checkbox" checked={onlyChanges} onChange={(event) => setOnlyChanges(event.target.checked)} />
      {say('import.onlyChanges')}
    </label>
  )
  return (
    <Panel title={`${say('import.preview')} · ${say('import.previewCount', found)}`} testId="import-preview">
      {found.rows.length === 0 ? (
        <EmptyState title={say('import.nothing')} />
      ) : (
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={({ place, period }) => `${place.code}${period}`}
          label={say('import.preview')}
          tools={filter}
          isTall={found.rows.length > 12}
          testId="preview-table"
        />
      )}
      {found.places > found.rows.length ? (
        <p className="nothing">{say('import.previewFirst', { count: found.rows.length })}</p>
      ) : null}
    </Panel>
  )
}

function previewColumns(found: SheetImport, say: Say, language: Language): readonly TableColumn<ImportRow>[] {
  const present = new Set(found.rows.flatMap(({ cells }) => cells.map(({ indicator }) => indicator)))
  const isManyPeriods = new Set(found.rows.map(({ period }) => period)).size > 1
  const place: TableColumn<ImportRow> = {
    key: 'place',
    header: say('column.place'),
    label: say('column.place'),
    cell: (row) => row.place.name,
    text: (row) => row.place.name,
    sortKey: (row) => row.place.code,
  }
  const period: TableColumn<ImportRow> = {
    key: 'period',
    header: say('import.period'),
    label: say('import.period'),
    cell: (row) => row.period,
    text: (row) => row.period,
    sortKey: (row) => row.period,
  }
  const figures = found.indicators
    .filter(({ indicator }) => present.has(indicator))
    .map((column) => figureColumn(column, say, language))
  return [place, ...(isManyPeriods ? [period] : []), ...figures]
}

function figureColumn(column: FormColumn, say: Say, language: Language): TableColumn<ImportRow> {
  const header = columnTitle(column, language)
  const cellOf = ({ cells }: ImportRow) => cells.find(({ indicator }) => indicator === column.indicator)
  return {
    key: column.indicator,
    header: <span className="indicator-head">{header}</span>,
    label: header,
    unit: column.unit,
    align: 'end',
    cell: (row) => {
      const cell = cellOf(row)
      return cell ? <PreviewCell cell={cell} say={say} /> : null
    },
    text: (row) => cellOf(row)?.value ?? '',
    sortKey: (row) => {
      const value = cellOf(row)?.value
      return value ? parseDecimal(value) : null
    },
    width: 84,
  }
}

function PreviewCell({ cell, say }: { readonly cell: Cell; readonly say: Say }) {
  const { value, before, sheet, text } = cell
  const title = [`${sheet} ${cell.cell}`, text, before === null ? null : say('import.before', { value: before })]
  return (
    <span
      className={isChanged(cell) ? 'preview-cell changed' : 'preview-cell'}
      title={title.filter(Boolean).join(' · ')}
      data-testid="preview-cell"
      data-cell={cell.cell}
      data-indicator={cell.indicator}
    >
      {before !== null && isChanged(cell) ? <s>{plainDigits(before)}</s> : null}
      {value === null ? <span className="absent">—</span> : <b>{plainDigits(value)}</b>}
    </span>
  )
}

function isChanged({ value, before }: Cell): boolean {
  if (value === null || before === null) return value !== before
  return !equalDecimals(parseDecimal(value), parseDecimal(before))
}
