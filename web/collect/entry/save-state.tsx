import { timeText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { countWaiting } from './draft.ts'
import { sendSoon } from './sending.ts'
import type { Entry } from './use-entry.ts'

/** Where the typed figures are: saved, on their way, or on this device. */
export function SaveState({ entry }: { readonly entry: Entry }) {
  const { say } = useWords()
  const { draft, phase } = entry
  const faults = Object.values(draft.pending).filter(({ fault }) => fault !== null).length
  const waiting = countWaiting(draft) - faults
  const conflicts = Object.keys(draft.conflicts).length
  const state = draft.refusal ? 'refused' : waiting === 0 ? 'saved' : phase === 'waiting' ? 'waiting' : 'saving'
  const words = {
    refused: say('entry.refused'),
    saved: draft.savedAt ? say('entry.saved', { time: timeText(new Date(draft.savedAt)) }) : say('entry.nothing'),
    waiting: say('entry.waiting', { count: waiting }),
    saving: say('entry.saving'),
  }
  return (
    <span className={`save-state is-${state}`} role="status" data-testid="save-state" data-state={state}>
      {words[state]}
      {faults > 0 ? <b>{say('entry.unreadable', { count: faults })}</b> : null}
      {conflicts > 0 ? <b data-testid="conflict-count">{say('entry.conflicts', { count: conflicts })}</b> : null}
      {draft.handIns.length > 0 ? <b>{say('entry.handInWaits')}</b> : null}
    </span>
  )
}

/** Why the server did not take what was sent, and once more. */
export function RefusalLine({ entry }: { readonly entry: Entry }) {
  const { say } = useWords()
  const { refusal } = entry.draft
  if (!refusal) return null
  return (
    <div className="state failure" role="alert" data-testid="entry-refusal" data-code={refusal.code}>
      <strong>{refusal.message}</strong>
      <code>{refusal.code}</code>
      <button
        type="button"
        onClick={() => {
          entry.change((draft) => ({ ...draft, refusal: null }))
          sendSoon(entry.id, 100)
        }}
      >
        {say('entry.sendAgain')}
      </button>
    </div>
  )
}
