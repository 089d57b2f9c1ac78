import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { CellNotes, type CellNotesProps } from '../entry/cell-notes.tsx'
import { ExplanationField } from '../entry/explanation-field.tsx'
import { markOf, shownText } from '../entry/grid-row.tsx'
import { columnTitle } from '../form/form-text.ts'

export interface PhoneFieldProps extends CellNotesProps {
  /** What the keypad holds for this field; null while another is typed. */
  readonly typing: string | null
  /** Null where the field is only read. */
  readonly onOpen: (() => void) | null
}

/** One figure in large type, the period before above it, and what is to say about it below. */
export function PhoneField({ typing, onOpen, ...notes }: PhoneFieldProps) {
  const { say, language } = useWords()
  const { cell, column, findings } = notes
  const open = findings.filter(({ severity, explained }) => severity === 'hard' || !explained)
  const shown = typing ?? shownText(cell)
  const isAsked = findings.some(({ severity }) => severity === 'soft') || Boolean(cell.explanation)
  return (
    <li className={`phone-field ${markOf(cell, open)}`} data-field={column.indicator} data-state={cell.state}>
      <p className="phone-label">
        <b>
          {columnTitle(column, language)}
          {column.required ? <i className="required">*</i> : null}
        </b>
        {cell.lastPeriod === null ? null : (
          <small data-testid="last-period">
            {say('entry.lastPeriod')} {plainDigits(cell.lastPeriod)}
          </small>
        )}
      </p>
      <button
        type="button"
        className={typing === null ? 'phone-figure' : 'phone-figure typing'}
        disabled={onOpen === null}
        onClick={() => onOpen?.()}
        data-testid={`field-${column.indicator}`}
      >
        <span>{shown || <i>{onOpen ? say('phone.tap') : ''}</i>}</span>
        <small>{column.unit}</small>
      </button>
      <CellNotes {...notes} findings={findings.filter(({ code }) => code !== 'cell.required')} />
      {isAsked && onOpen ? <ExplanationField entry={notes.entry} row={notes.row} cell={cell} column={column} /> : null}
    </li>
  )
}
