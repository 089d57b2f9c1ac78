import { findingText } from '@gangju/contract/finding-words'
import type { ReviewSheet } from '@gangju/contract/review'
import { isUnsettled } from '@gangju/net/form'
import type { ReactNode } from 'react'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { columnTitle } from '../form/form-text.ts'
import { changeText } from './sheet-columns.tsx'
import type { FindingsOf } from './sheet-facts.ts'
import type { Focused } from './table-focus.ts'

export interface CellNoteProps {
  readonly sheet: ReviewSheet
  readonly at: Focused | null
  readonly findingsOf: FindingsOf
  readonly isMarked: boolean
  readonly onMark: (at: Focused) => void
  readonly onReturn: (at: Focused) => void
}

/** All that is known of the cell in focus: the period before, what is in the net, the explanation and the findings. */
export function CellNote({ sheet, at, findingsOf, isMarked, onMark, onReturn }: CellNoteProps) {
  const { say, language } = useWords()
  const row = sheet.rows.find(({ place, submission }) => place.code === at?.place && submission === at.submission)
  const column = sheet.columns.findIndex(({ indicator }) => indicator === at?.indicator)
  const cell = row?.cells[column]
  const shown = sheet.columns[column]
  if (!at || !row || !cell || !shown)
    return (
      <aside className="cell-note no-print" data-testid="cell-note">
        <p className="nothing">{say('reviewing.pickCell')}</p>
      </aside>
    )
  const { indicator, unit } = shown
  const figure = (value: string | null) => (value === null ? '—' : `${plainDigits(value)} ${unit}`)
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say('reviewing.value'), cell.state === 'notReported' ? say('ui.notReported') : figure(cell.value)],
    ...(cell.spelled ? [[say('reviewing.spelled'), cell.spelled] as const] : []),
    [say('reviewing.last'), figure(cell.lastPeriod)],
    ...(cell.change === null ? [] : [[say('reviewing.change'), changeText(cell.change)] as const]),
    ...(cell.before === null ? [] : [[say('reviewing.inNet'), figure(cell.before)] as const]),
    ...(cell.explanation ? [[say('reviewing.explanation'), <b key="e">{cell.explanation}</b>] as const] : []),
    ...(cell.returnedReason ? [[say('reviewing.returnedReason'), cell.returnedReason] as const] : []),
  ]
  const findings = findingsOf(at.place, indicator)
  return (
    <aside className="cell-note no-print" data-testid="cell-note" data-indicator-at={indicator}>
      <h3>
        {row.place.name} · {columnTitle(shown, language)}
      </h3>
      <dl className="line-list">
        {lines.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {findings.length > 0 ? (
        <ul className="plain">
          {findings.map((finding) => (
            <li key={`${finding.code}${finding.check}`}>
              <i className={`severity ${isUnsettled(finding) ? '' : 'warning'}`}>{say('reviewing.finding')}</i>{' '}
              {findingText(finding, sheet.columns, language)}
            </li>
          ))}
        </ul>
      ) : null}
      {row.may.includes('return') ? (
        <p className="buttons">
          <button type="button" aria-pressed={isMarked} onClick={() => onMark(at)} data-testid="mark-cell">
            {say('reviewing.keyMark')} <kbd>m</kbd>
          </button>
          <button type="button" onClick={() => onReturn(at)} data-testid="return-cell-open">
            {say('return.title')} <kbd>x</kbd>
          </button>
        </p>
      ) : null}
    </aside>
  )
}
