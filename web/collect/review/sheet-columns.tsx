import type { ReviewSheet } from '@gangju/contract/review'
import { isUnsettled } from '@gangju/net/form'
import { parseDecimal } from '@gangju/net/quantity'
import type { Say } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { StepLink } from '../../net/slice.tsx'
import { FigureLink } from '../../net/why.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import type { TableColumn } from '../../ui/table-column.ts'
import { columnTitle } from '../form/form-text.ts'
import { StateTag } from '../state-tag.tsx'
import { cellKey, type MarkedCell } from './return-aims.ts'
import { type FindingsOf, isMoved, type SheetCell, type SheetRow } from './sheet-facts.ts'
import type { Approving } from './use-approving.ts'

export interface SheetColumnsInput {
  readonly sheet: ReviewSheet
  readonly period: string
  readonly over: number
  readonly findingsOf: FindingsOf
  readonly approving: Approving
  readonly marks: ReadonlyMap<string, MarkedCell>
  readonly say: Say
  readonly language: Language
}

/** Place, who filed where that differs, state, and a column for each indicator. */
export function sheetColumns(input: SheetColumnsInput): readonly TableColumn<SheetRow>[] {
  const { sheet, approving, say, language } = input
  const isFiledAbove = sheet.rows.some(({ place, filer }) => place.code !== filer.code)
  const filer: TableColumn<SheetRow> = {
    key: 'filer',
    header: say('reviewing.filer'),
    label: say('reviewing.filer'),
    cell: (row) => row.filer.name,
    text: (row) => row.filer.name,
    sortKey: (row) => row.filer.code,
  }
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: (row) => (
        <span className="row-name" data-submission={row.submission} data-place={row.place.code} data-testid="sheet-row">
          <input
            type="checkbox"
            className="no-print"
            aria-label={`${say('reviewing.select')} ${row.place.name}`}
            checked={approving.selected.has(row.submission)}
            disabled={!approving.canApprove(row.submission)}
            onChange={() => approving.toggle(row.submission)}
          />
          <StepLink to={`/submissions/${row.submission}`}>{row.place.name}</StepLink>
          {row.late ? <span className="tag late">{say('reviewing.late')}</span> : null}
        </span>
      ),
      text: (row) => row.place.name,
      sortKey: (row) => row.place.code,
    },
    ...(isFiledAbove ? [filer] : []),
    {
      key: 'state',
      header: say('returns.state'),
      label: say('returns.state'),
      cell: ({ state }) => <StateTag state={state} />,
      text: ({ state }) => say(`submission.state.${state}`),
      sortKey: ({ state }) => state,
    },
    ...sheet.columns.map((column, at): TableColumn<SheetRow> => {
      const header = columnTitle(column, language)
      return {
        key: column.indicator,
        header: <span className="indicator-head">{header}</span>,
        label: header,
        unit: column.unit,
        align: 'end',
        cell: ({ place, cells }) => {
          const cell = cells[at]
          return cell ? <SheetCellView {...input} cell={cell} place={place.code} indicator={column.indicator} /> : null
        },
        text: ({ cells }) => cells[at]?.value ?? '',
        sortKey: ({ cells }) => {
          const value = cells[at]?.value
          return value ? parseDecimal(value) : null
        },
        width: 88,
      }
    }),
  ]
}

interface SheetCellViewProps extends SheetColumnsInput {
  readonly cell: SheetCell
  readonly place: string
  readonly indicator: string
}

/** A figure with its change; the ground tells findings, the signs what came with it. */
function SheetCellView({ cell, place, indicator, period, over, findingsOf, marks, say }: SheetCellViewProps) {
  const findings = findingsOf(place, indicator)
  const isMarked = marks.has(cellKey(place, indicator))
  const ground = findings.some(isUnsettled) ? 'unusual' : findings.length > 0 || cell.explanation ? 'explained' : ''
  return (
    <span className={`sheet-cell ${ground} ${isMarked ? 'marked' : ''}`} data-testid="sheet-cell">
      {cell.returnedReason ? <i title={cell.returnedReason}>↩</i> : null}
      {cell.explanation ? <i title={cell.explanation}>✎</i> : null}
      <FigureLink indicator={indicator} place={place} period={period} testId="sheet-figure">
        {cell.state === 'notApplicable' ? (
          '—'
        ) : cell.value === null ? (
          <span className="absent">{say('ui.notReported')}</span>
        ) : (
          plainDigits(cell.value)
        )}
      </FigureLink>
      {isMoved(cell, over) ? <small>{changeText(cell.change)}</small> : null}
    </span>
  )
}

/** +35.2% */
export function changeText(change: string | null): string {
  if (change === null) return ''
  return `${change.startsWith('-') ? '' : '+'}${plainDigits(change, 1)}%`
}
