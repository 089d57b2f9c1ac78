import type { Ref } from 'react'
import { momentText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { columnTitle } from '../form/form-text.ts'
import { besideText } from './beside.ts'
import { CellNotes } from './cell-notes.tsx'
import { ExplanationField } from './explanation-field.tsx'
import type { Spot } from './grid-state.ts'
import type { Entry } from './use-entry.ts'

export interface CellPanelProps {
  readonly entry: Entry
  readonly spot: Spot
  readonly explanation: Ref<HTMLTextAreaElement>
  readonly onLeave: () => void
}

/** Everything about the cell in focus, beside the grid. */
export function CellPanel({ entry, spot, explanation, onLeave }: CellPanelProps) {
  const { say, language } = useWords()
  const row = entry.rows[spot.row]
  const cell = row?.cells[spot.column]
  const column = entry.page.form.columns[spot.column]
  if (!row || !cell || !column) return null
  const findings = (entry.rowFindings[spot.row] ?? []).filter((finding) => finding.column === spot.column)
  const isLocked = entry.page.returns.some(({ place, may }) => place.code === row.filer && !may.edit)
  const isExplained = cell.explanation !== null && cell.explanation !== ''
  const isAsked = findings.some(({ severity }) => severity === 'soft') || isExplained || cell.home !== null
  const change = besideText(cell, 'lastYear')
  const figures: readonly (readonly [string, string | null])[] = [
    [say('entry.lastPeriod'), cell.lastPeriod],
    [say('entry.lastYear'), cell.lastYear],
    [say('entry.inNet'), cell.before],
  ]
  return (
    <aside className="cell-panel no-print" data-testid="cell-panel">
      <h2>{columnTitle(column, language)}</h2>
      <p>
        <small>
          {row.place.name} · {column.unit}
        </small>
      </p>
      <dl>
        {figures.map(([name, figure]) =>
          figure === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{plainDigits(figure)}</dd>
            </div>
          ),
        )}
        {change === '' ? null : (
          <div>
            <dt>{say('entry.yearOnYear', { change: '' })}</dt>
            <dd>{change}</dd>
          </div>
        )}
      </dl>
      <CellNotes entry={entry} row={row} cell={cell} column={column} findings={findings} />
      {isAsked && !isLocked ? (
        <ExplanationField
          key={`${row.place.code} ${cell.indicator}`}
          entry={entry}
          row={row}
          cell={cell}
          column={column}
          field={explanation}
          onLeave={onLeave}
        />
      ) : null}
      {cell.editedBy && cell.editedAt ? (
        <p>
          <small>{say('entry.editedBy', { name: cell.editedBy, time: momentText(cell.editedAt) })}</small>
        </p>
      ) : null}
    </aside>
  )
}
