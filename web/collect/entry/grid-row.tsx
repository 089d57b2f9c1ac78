import type { FormColumn } from '@gangju/net/form'
import { isUnsettled } from '@gangju/net/form'
import { memo } from 'react'
import { plainDigits } from '../../ui/figure-text.ts'
import { type Beside, besideText } from './beside.ts'
import { isGivenBack, type ShownCell, type ShownRow } from './sheet.ts'
import type { PlacedFinding } from './sheet-memory.ts'

export interface GridRowProps {
  readonly row: ShownRow
  readonly at: number
  readonly columns: readonly FormColumn[]
  readonly findings: readonly PlacedFinding[]
  readonly beside: Beside
  readonly isLocked: boolean
  /** Column in focus; null in every other row. */
  readonly focus: number | null
  /** First and last selected column; null in rows outside. */
  readonly from: number | null
  readonly to: number | null
}

/** One place. Drawn anew only when it or the selection in it changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, at, columns, findings, beside, isLocked, focus, from, to } = props
  return (
    <tr data-row={at}>
      <th scope="row">{row.place.name}</th>
      {row.cells.map((cell, column) => {
        const own = findings.filter((finding) => finding.column === column && isUnsettled(finding))
        const isSelected = from !== null && to !== null && column >= from && column <= to
        const marks = [
          'entry-cell',
          isLocked || cell.home ? 'locked' : '',
          isSelected ? 'selected' : '',
          focus === column ? 'focus' : '',
          markOf(cell, own),
          isGivenBack(cell) ? 'given-back' : '',
        ]
        return (
          <td
            key={cell.indicator}
            className={marks.filter(Boolean).join(' ')}
            data-spot={`${at},${column}`}
            data-place={row.place.code}
            data-indicator={columns[column]?.indicator}
            data-state={cell.state}
            data-testid="entry-cell"
          >
            {shownText(cell)}
            {beside === 'none' ? null : <small>{besideText(cell, beside)}</small>}
          </td>
        )
      })}
    </tr>
  )
})

export function markOf(cell: ShownCell, unsettled: readonly PlacedFinding[]): string {
  if (cell.state === 'conflict') return 'conflict'
  if (cell.state === 'fault') return 'hard'
  const grave = unsettled.filter(({ code }) => code !== 'cell.required')
  if (grave.some(({ severity }) => severity === 'hard')) return 'hard'
  if (grave.length > 0) return 'soft'
  return unsettled.length > 0 ? 'missing' : ''
}

/** The figure as it is kept, grouped; a text that is no figure as it was typed. */
export function shownText({ home, value, notApplicable, text, state }: ShownCell): string {
  if (state === 'fault') return text
  if (home ? home.notApplicable : notApplicable) return '—'
  const figure = home ? home.value : value
  return figure === null ? '' : plainDigits(figure)
}
