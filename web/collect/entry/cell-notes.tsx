import { findingText } from '@gangju/contract/finding-words'
import type { FormColumn } from '@gangju/net/form'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { typeCells } from './draft.ts'
import { typedFaultText } from './finding-words.ts'
import { isGivenBack, type ShownCell, type ShownRow } from './sheet.ts'
import type { PlacedFinding } from './sheet-memory.ts'
import { readTyped } from './typed-cell.ts'
import type { Entry } from './use-entry.ts'

export interface CellNotesProps {
  readonly entry: Entry
  readonly row: ShownRow
  readonly cell: ShownCell
  readonly column: FormColumn
  readonly findings: readonly PlacedFinding[]
}

/** What is to say about a cell: its exact figure, why it was given back, who changed it too, what the checks found. */
export function CellNotes({ entry, row, cell, column, findings }: CellNotesProps) {
  const { say, language } = useWords()
  const { typed } = cell
  const suggestion = typed?.suggestion
  return (
    <>
      {cell.spelled !== null && cell.value !== null ? (
        <p className="kept-as" data-testid="kept-as">
          {cell.spelled} → {say('entry.stored', { figure: plainDigits(cell.value), unit: column.unit })}
        </p>
      ) : null}
      {cell.home ? <p className="known-from">{say('entry.known', { form: cell.home.formName })}</p> : null}
      {cell.returnedReason ? (
        <p className={isGivenBack(cell) ? 'given-back' : 'given-back mended'} data-testid="cell-returned">
          {say('entry.returned', { reason: cell.returnedReason })}
          {isGivenBack(cell) ? null : ` · ${say('entry.mended')}`}
        </p>
      ) : null}
      {cell.conflict ? <ConflictChoice entry={entry} conflict={cell.conflict} /> : null}
      {typed?.fault ? (
        <p className="finding hard" data-testid="cell-fault">
          {typedFaultText(typed, column, say)}
          {suggestion === undefined ? null : (
            <button
              type="button"
              className="quiet"
              onClick={() => {
                const place = { place: row.place.code, filer: row.filer, column, edition: cell.edition }
                entry.change((draft) => typeCells(draft, [readTyped(suggestion, place)]))
              }}
              data-testid="take-suggestion"
            >
              {say('entry.suggest', { figure: suggestion })}
            </button>
          )}
        </p>
      ) : null}
      {findings.map((finding) => (
        <p
          key={`${finding.code}${finding.check}`}
          className={`finding ${finding.code === 'cell.required' ? 'missing' : finding.severity}${finding.explained && finding.severity === 'soft' ? ' explained' : ''}`}
          data-testid="finding"
          data-code={finding.code}
        >
          {findingText(finding, entry.page.form.columns, language)}
        </p>
      ))}
    </>
  )
}
