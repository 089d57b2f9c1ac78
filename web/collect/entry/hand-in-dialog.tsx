import { findingText } from '@gangju/contract/finding-words'
import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { newKey } from '../../net/query.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { columnName } from '../form/form-text.ts'
import { askHandIn } from './draft.ts'
import { sendSoon } from './sending.ts'
import type { PlacedFinding } from './sheet-memory.ts'
import { type Entry, listReady, standingOf } from './use-entry.ts'

const LISTED = 30

export interface HandInDialogProps {
  readonly entry: Entry
  readonly onClose: () => void
  readonly onShow: (finding: PlacedFinding) => void
}

/** What is missing or unexplained, or that all is well; then the return is handed in, at once or with the network. */
export function HandInDialog({ entry, onClose, onShow }: HandInDialogProps) {
  const { say, language } = useWords()
  const { page, rows } = entry
  const ready = listReady(entry)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(ready.map(({ place }) => place.code)))
  const { hard, soft, missing } = standingOf(entry)
  const isChosen = ({ row }: PlacedFinding) => chosen.has(rows[row]?.filer ?? '')
  const open = [...hard, ...soft, ...missing].filter(isChosen)
  const stuck = rows.some(
    (row) => chosen.has(row.filer) && row.cells.some(({ state }) => state === 'fault' || state === 'conflict'),
  )
  const isReady = open.length === 0 && !stuck && chosen.size > 0
  const handIn = () => {
    entry.change((draft) => [...chosen].reduce((kept, filer) => askHandIn(kept, filer, newKey()), draft))
    sendSoon(entry.id, 100)
    onClose()
  }
  const title = say('entry.handInTitle', {
    form: language === 'zh' ? page.form.name : page.form.nameEn,
    period: page.period,
  })
  return (
    <Dialog title={title} onClose={onClose} testId="hand-in-dialog">
      {ready.length > 1 ? (
        <fieldset className="hand-in-places">
          <legend>{say('entry.chooseReturns')}</legend>
          {ready.map(({ place }) => (
            <label key={place.code}>
              <input
                type="checkbox"
                checked={chosen.has(place.code)}
                onChange={({ target }) => {
                  const next = new Set(chosen)
                  if (target.checked) next.add(place.code)
                  else next.delete(place.code)
                  setChosen(next)
                }}
              />
              {place.name}
            </label>
          ))}
        </fieldset>
      ) : null}
      <p>{isReady ? say('entry.handInReady') : say('entry.handInNot')}</p>
      <ul className="open-findings">
        {open.slice(0, LISTED).map((finding) => (
          <li key={`${finding.place} ${finding.indicator} ${finding.code} ${finding.check}`}>
            <button type="button" className="link" onClick={() => onShow(finding)} data-testid="open-finding">
              {rows[finding.row]?.place.name} · {columnName(page.form.columns, finding.indicator, language)}
            </button>{' '}
            {findingText(finding, page.form.columns, language)}
          </li>
        ))}
      </ul>
      <button type="button" className="main" disabled={!isReady} onClick={handIn} data-testid="hand-in-confirm">
        {say('entry.handIn')}
      </button>
    </Dialog>
  )
}
