import type { Proposal } from '@gangju/contract/desk'
import { useState } from 'react'
import { sayCode, useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { figureWords, percent, subjectWords } from './proposal-words.ts'

export interface AcceptManyProps {
  /** Those not decided on yet. */
  readonly open: readonly Proposal[]
  readonly wasShown: (proposal: string) => boolean
  readonly onAccept: (proposals: readonly Proposal[]) => void
  readonly onClose: () => void
}

const MOST = 500

/** Takes what is sure and has been seen: what never stood on the screen stays unread, and so does what needs a look. */
export function AcceptMany({ open, wasShown, onAccept, onClose }: AcceptManyProps) {
  const { say, language } = useWords()
  const [share, setShare] = useState(90)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const sure = open.filter(({ confidence }) => percent(confidence) >= share)
  const seen = sure.filter(({ id }) => wasShown(id))
  const ready = seen.filter((proposal) => !needsLook(proposal))
  const chosen = ready.filter(({ id }) => !left.has(id)).slice(0, MOST)
  const turn = (id: string) =>
    setLeft((former) => new Set(former.has(id) ? [...former].filter((one) => one !== id) : [...former, id]))
  return (
    <Dialog title={say('bulk.title')} onClose={onClose} testId="bulk-dialog">
      <label className="field">
        {say('bulk.above', { share })}
        <input
          type="range"
          min={50}
          max={100}
          step={1}
          value={share}
          onChange={({ target }) => setShare(Number(target.value))}
          data-testid="bulk-share"
        />
      </label>
      <p>
        <b data-testid="bulk-ready">{say('bulk.ready', { count: chosen.length })}</b>
      </p>
      {sure.length > seen.length ? (
        <p className="note" data-testid="bulk-unseen">
          {say('bulk.unseen', { count: sure.length - seen.length })}
        </p>
      ) : null}
      {seen.length > ready.length ? (
        <p className="note">{say('bulk.held', { count: seen.length - ready.length })}</p>
      ) : null}
      {ready.length - left.size > MOST ? <p className="note">{say('bulk.limit')}</p> : null}
      <ul className="bulk-list">
        {ready.map((proposal) => (
          <li key={proposal.id}>
            <label>
              <input type="checkbox" checked={!left.has(proposal.id)} onChange={() => turn(proposal.id)} />{' '}
              <i className={`kind of-${proposal.choice.becomes}`}>
                {sayCode(language, 'becomes', proposal.choice.becomes)}
              </i>{' '}
              {subjectWords(proposal)}{' '}
              {'value' in proposal.choice ? <b>{figureWords(proposal.choice, language)}</b> : null}{' '}
              <small>
                {proposal.placeName} {'period' in proposal.choice ? proposal.choice.period : proposal.choice.due}{' '}
                {percent(proposal.confidence)}%
              </small>
            </label>
          </li>
        ))}
      </ul>
      <p className="buttons">
        <button
          type="button"
          className="main"
          disabled={chosen.length === 0}
          onClick={() => onAccept(chosen)}
          data-testid="bulk-accept"
        >
          {say('bulk.send', { count: chosen.length })}
        </button>
      </p>
    </Dialog>
  )
}

const needsLook = ({ lacks, conflicts, doubts }: Proposal): boolean =>
  lacks.length > 0 || conflicts > 0 || doubts.includes('alreadyStated')
