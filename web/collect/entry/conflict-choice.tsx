import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { type Conflict, keyOf, settleConflict } from './draft.ts'
import type { Entry } from './use-entry.ts'

/** Two people changed a cell: both figures, and which shall stand. */
export function ConflictChoice({ entry, conflict }: { readonly entry: Entry; readonly conflict: Conflict }) {
  const { say } = useWords()
  const { mine, theirs } = conflict
  const shown = ({ value, notApplicable }: { readonly value: string | null; readonly notApplicable: boolean }) =>
    notApplicable ? '—' : value === null ? say('entry.blank') : plainDigits(value)
  const choose = (choice: 'mine' | 'theirs') => entry.change((draft) => settleConflict(draft, keyOf(mine), choice))
  return (
    <div className="conflict-choice" role="alert" data-testid="conflict">
      <strong>{say('entry.conflict', { name: theirs.editedBy ?? '' })}</strong>
      <button type="button" onClick={() => choose('mine')} data-testid="take-mine">
        {say('entry.mine', { figure: shown(mine) })}
      </button>
      <button type="button" onClick={() => choose('theirs')} data-testid="take-theirs">
        {say('entry.theirs', { figure: shown(theirs) })}
      </button>
    </div>
  )
}
